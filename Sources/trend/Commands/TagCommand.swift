import Text
import ArgumentParser
import Corpus
import Jobs
import Models

/// `industries,keywords`.
struct TagParts: ExpressibleByArgument {
    var parts: Set<RecordField>

    init?(argument: String) {
        let names = argument.split(separator: ",").map(String.init)
        let parts = InferredTags.fields.filter { names.contains($0.rawValue) }
        guard !names.isEmpty, names.allSatisfy({ name in parts.contains { $0.rawValue == name } }) else { return nil }
        self.parts = Set(parts)
    }
}

extension TagJob.Form: ExpressibleByArgument {}

struct TagCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tag", abstract: "Tags new articles: industries, technologies, keywords, events.",
        discussion: """
            Writes one JSON object per line: every field of the article as it came in, and "predicted", the labels \
            with their probabilities, the most likely first. A model that knows more than industries also fills in \
            empty fields, and "tags" gives the probability and the reason of each tag. With --as records the output \
            is in the native record format, with labels filled in that count as none in training until a person has \
            checked them. CSV and workbooks have the article's fields, and the tags in columns of their own. Memory does not grow with the input.

            Examples:
              trend tag new.txt --model industries.trend --output tagged.jsonl
              trend tag new.txt --model industries.trend --as records --output tagged.txt
              trend tag new.xlsx --model industries.trend --output tagged.xlsx
              zcat dump.jsonl.gz | trend tag --model industries.trend --only industries > tagged.jsonl
              trend tag --archive articles.db --model industries.trend   (articles not tagged yet)
            """)

    @Argument(help: "Articles; standard input if none are named.") var corpus: [String] = ["-"]
    @Option(help: ArgumentHelp("The model.", valueName: "file")) var model: String
    @Option(help: ArgumentHelp("Where to write the tagged articles (default: standard output).", valueName: "file"))
    var output: String?
    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            "json, one object per line; records, the native format; csv; xlsx (default: as the name of --output ends: "
                + ".json, .jsonl, .csv or .xlsx; json for any other).")
    )
    var form: TagJob.Form?
    @Option(
        help: ArgumentHelp(
            "What to fill in: industries, technologies, keywords, events, separated by commas (default: all that the "
                + "model knows).", valueName: "parts"))
    var only: TagParts?
    @Option(help: ArgumentHelp("Tag what is new in this archive, and keep the tags there.", valueName: "file"))
    var archive: String?
    @Option(help: "Number of labels per article, in place of those the model decides on.") var top: Int?
    @OptionGroup(title: "Reading") var reading: ReadingArguments
    @OptionGroup(title: "Computing") var computing: ComputingArguments

    private func job() throws -> TagJob {
        let form = try TagJob.Form.of(output, asked: form, usual: .json)
        if form == .xlsx, output == nil, archive == nil { try Console.refuseTerminal() }
        return try TagJob(
            reading.source(corpus), model: model, parts: only?.parts, form: form, top: top, threads: computing.cores)
    }

    private func archiveJob(_ archive: String) throws -> TagArchiveJob {
        try TagArchiveJob(
            archive: archive, reading: reading.source([]), model: model, parts: only?.parts, top: top,
            threads: computing.cores)
    }

    func validate() throws {
        _ = try checked(job)
        guard archive != nil else { return }
        guard corpus == ["-"], output == nil, form == nil else {
            throw ValidationError(
                "--archive tags the archive's own articles and keeps the tags there: give neither files nor --output "
                    + "nor --as.")
        }
        try reading.refuseOfFiles("--archive tags records that were read when they came in")
    }

    func run() throws {
        let console = reading.console
        if let archive {
            let result = try console.run(archiveJob(archive).run)
            for line in result.missingLines(model: model) + result.lines { console.warn(line) }
            let isDone = result.tagged == 0 && !result.parts.isEmpty
            return try console.printing {
                if isDone { console.say("this model has tagged all articles already") }
                if result.tagged > 0 { console.say(result.summary) }
            }
        }
        let result = try console.run { try job().run(to: output.map(JobOutput.file) ?? Console.output, progress: $0) }
        for line in result.missingLines(model: model) { console.warn(line) }
        console.tell(result.reading)
        for line in result.lines { console.warn(line) }
        try console.printing {
            if let output { console.say(result.summary + "\ntagged articles: \(output)") }
        }
    }
}
