import ArgumentParser
import Jobs

struct LabelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "labels", abstract: "Lists the labels and which may be two names of one industry.",
        discussion: """
            Compares the names of labels, the texts of their articles (with a classifier that has not seen them) \
            and how often two labels stand on one article. --propose writes a table for --aliases: review it before \
            you use it.

            Examples:
              trend labels articles/*.txt
              trend labels articles/*.txt --propose aliases.yaml
              trend train articles/*.txt --aliases aliases.yaml --model industries.trend
            """)

    @Argument(help: "Labeled articles.") var corpus: [String]
    @Option(help: ArgumentHelp("Write the proposals, with their evidence, as a table of aliases.", valueName: "file"))
    var propose: String?
    @Flag(help: "Print one JSON object.") var json = false
    @OptionGroup(title: "Result") var result: ResultArguments
    @OptionGroup(title: "Training, for the comparison of texts") var training: TrainingArguments
    @OptionGroup(title: "Reading") var reading: ReadingArguments
    @OptionGroup(title: "Computing") var computing: ComputingArguments

    private func job() throws -> LabelsJob {
        guard training.C?.values.count ?? 1 == 1 else {
            throw ValidationError("--C takes one value here: nothing is chosen by cross-validation.")
        }
        return LabelsJob(
            reading.source(corpus), training: try training.options(computing), proposalsPath: propose,
            output: try result.file(json: json))
    }

    func validate() throws { _ = try checked(job) }

    func run() throws {
        let console = reading.console
        let labels = try console.run(job().run)
        console.tell(labels.reading)
        let form = try result.form(json: json)
        try console.give(labels, to: result.output, as: form)
        guard let propose, form == .text || result.output != nil else { return }
        try console.printing {
            console.say("\nproposals: \(propose); review them, then use the file with --aliases")
        }
    }
}
