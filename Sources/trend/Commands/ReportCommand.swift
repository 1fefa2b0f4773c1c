import Text
import ArgumentParser
import Jobs
import Reports
import Timeline

extension Language: ExpressibleByArgument {}

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Writes the report on a month or a span of months.",
        discussion: """
            Articles count by their own labels. A model tags articles without labels and those named with --new. A \
            span is compared with the same number of months before it.

            Writes report.html (one file, to send), report.md, report.ipynb, report.json, charts and tables.

            Examples:
              trend report articles/*.txt --new 2024-06.txt --model industries.trend --month 2024-06 \
            --watch 百模大战 --watch "scaling law|尺度定律"
              trend report articles/*.txt --model industries.trend --from 2024-01 --to 2024-06 --language en
              trend report --archive articles.db --month 2024-06
            """)

    @Argument(help: "Articles of all months.") var corpus: [String] = []
    @Option(help: ArgumentHelp("Report on the articles of this archive, by the tags it keeps.", valueName: "file"))
    var archive: String?
    @Option(
        name: .customLong("new"), parsing: .upToNextOption,
        help: ArgumentHelp("Articles to tag with the model, whatever labels they have.", valueName: "files"))
    var newArticles: [String] = []
    @Option(help: ArgumentHelp("The model (default: articles count by the labels they have).", valueName: "file"))
    var model: String?
    @Option(
        help: ArgumentHelp("The month (default: the last one that has articles).", valueName: "yyyy-mm"),
        transform: parseMonth)
    var month: Period?
    @Option(help: ArgumentHelp("First month of a span.", valueName: "yyyy-mm"), transform: parseMonth)
    var from: Period?
    @Option(help: ArgumentHelp("Last month of a span.", valueName: "yyyy-mm"), transform: parseMonth)
    var to: Period?
    @OptionGroup var coverage: CoverageArguments
    @Option(name: .customLong("watch"), help: "A watched term: [NAME=]SPELLING|SPELLING. May be repeated.")
    var terms: [String] = []
    @Option(help: "Number of topics.") var topics = 12
    @Option(help: "zh or en.") var language: Language = .chinese
    @Option(help: ArgumentHelp("Where to write the report (default: notebooks-out/MONTH).", valueName: "folder"))
    var output: String?
    @OptionGroup(title: "Reading") var reading: ReadingArguments
    @OptionGroup(title: "Computing") var computing: ComputingArguments

    private func months() throws -> ClosedRange<Period>? {
        guard (from == nil) == (to == nil) else { throw ValidationError("--from and --to go together.") }
        guard let from, let to else { return month.map { $0...$0 } }
        guard month == nil else { throw ValidationError("--month and --from exclude each other.") }
        guard from <= to else { throw ValidationError("--from \(from) is after --to \(to).") }
        return from...to
    }

    private func job() throws -> ReportJob {
        let articles: ReportJob.Articles
        if let archive {
            guard newArticles.isEmpty else {
                throw ValidationError("--archive reports on what the archive holds: import the other files into it.")
            }
            articles = .archive(archive, reading: reading.source(corpus), model: model)
        } else {
            articles = .source(reading.source(corpus), new: newArticles, model: model)
        }
        return try ReportJob(
            articles, months: months(), dataStart: coverage.dataStart, dataEnd: coverage.dataEnd, terms: terms,
            topics: topics, language: language,
            folder: output, compute: computing.compute)
    }

    func validate() throws { _ = try checked(job) }

    func run() throws {
        let console = reading.console
        let result = try console.run(job().run)
        console.tell(result.reading, dates: true)
        if let line = result.untaggedLine { console.note(line) }
        for warning in result.warnings { console.warn("warning: \(warning)") }
        try console.printing { console.say(result.summary + "\nreport: \(result.page)") }
    }
}
