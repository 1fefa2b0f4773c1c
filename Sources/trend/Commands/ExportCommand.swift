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

            CSV and workbooks hold the articles as tables, with a model's tags in columns of their own. trend reads \
            them again as the same articles.

            Examples:
              trend export --archive articles.db --output articles.jsonl
              trend export --archive articles.db --format records > articles.txt
              trend export --archive articles.db --output articles.xlsx
            """)

    @OptionGroup var store: ArchiveArguments
    @Option(
        name: [.customLong("format"), .customLong("as")],
        help: ArgumentHelp(
            "jsonl, records, csv or xlsx (default: as the name of --output ends: .json, .jsonl, .csv or .xlsx; jsonl "
                + "for any other)."))
    var format: ExportJob.Form?
    @Option(help: ArgumentHelp("Where to write (default: standard output).", valueName: "file")) var output: String?
    @Flag(help: "Print errors and results only.") var quiet = false

    private func job() throws -> ExportJob {
        let form = try ExportJob.Form.of(output, asked: format, usual: .jsonl)
        if form == .xlsx, output == nil { try Console.refuseTerminal() }
        return try ExportJob(store.archive, as: form, wait: store.wait)
    }

    func validate() throws { _ = try checked(job) }

    func run() throws {
        let console = Console(quiet: quiet)
        let result = try console.run { try job().run(to: output.map(JobOutput.file) ?? Console.output, progress: $0) }
        for line in result.lines { console.warn(line) }
        try console.printing {
            if let output { console.say("wrote \(counted(result.written, "article")) to \(output)") }
        }
    }
}
