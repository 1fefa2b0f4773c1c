import Text
import ArgumentParser
import Corpus
import Jobs

extension ExportJob.Form: ExpressibleByArgument {}

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes everything in an archive to a file.",
        discussion: """
            JSON lines hold every record as it came in, byte for byte where it was JSON; what a model inferred, as \
            trend tag writes it (empty fields filled in, "predicted", "tags"); and as their last member what the \
            archive knows: where the record came from, which model tagged it, corrections. trend import --restore \
            makes the same archive of them.

            Records (标题: …) hold the articles with the fields of that format, empty ones filled in as trend tag \
            --as records does, with the reasons in 标注依据. An article's 行业 are its correction, else its own labels, \
            else the model's. Fields that have no place in records are reported.

            Examples:
              trend export --archive articles.db --output articles.jsonl
              trend export --archive articles.db --format records > articles.txt
            """)

    @OptionGroup var store: ArchiveArguments
    @Option(help: "jsonl or records.") var format: ExportJob.Form = .jsonl
    @Option(help: ArgumentHelp("Where to write (default: standard output).", valueName: "file")) var output: String?
    @Flag(help: "Print errors and results only.") var quiet = false

    private func job() throws -> ExportJob { try ExportJob(store.archive, as: format, wait: store.wait) }

    func validate() throws { _ = try checked(job) }

    private static let keeping = "; --format jsonl keeps them"

    func run() throws {
        let console = Console(quiet: quiet)
        let result = try console.run { try job().run(to: output.map(JobOutput.file) ?? Console.output, progress: $0) }
        for reject in result.notWritten { console.warn("not written: \(reject)\(ExportCommand.keeping)") }
        if !result.omittedFields.isEmpty {
            let fields = result.omittedFields
            console.warn(
                "records have no place for these fields, which were left out: "
                    + fields.prefix(20).map { "\(jsonString($0.name)) of \($0.articles) articles" }
                    .joined(separator: ", ")
                    + (fields.count > 20 ? " and \(fields.count - 20) others" : "") + ExportCommand.keeping)
        }
        try console.printing {
            if let output { console.say("wrote \(counted(result.written, "article")) to \(output)") }
        }
        if result.waitingCorrections > 0 {
            console.warn(
                counted(
                    result.waitingCorrections, "correction waits for its article and was left out",
                    "corrections wait for their articles and were left out")
                    + (result.written > 0 ? ExportCommand.keeping : ""))
        }
    }
}
