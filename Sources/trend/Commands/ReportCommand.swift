import Text
import ArgumentParser
import Jobs
import Reports
import Timeline

extension Language: ExpressibleByArgument {}

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Writes the report on a month, week, quarter or span.",
        discussion: """
            Articles count by their own labels. A model tags articles without labels and those named with --new. A \
            span is compared with the same number of periods before it. A report on a part of the articles (--industry, \
            --source, --term) compares that part with its own past.

            Writes report.html (one file, to send), report.xlsx, report.docx, report.md, report.ipynb, report.json, charts \
            and tables.

            Examples:
              trend report articles/*.txt --new 2024-06.txt --model industries.trend --month 2024-06 \
            --watch 百模大战 --watch "scaling law|尺度定律"
              trend report articles/*.txt --model industries.trend --from 2024-01 --to 2024-06 --language en
              trend report --archive articles.db --month 2024-06
              trend report --archive articles.db --by week --industry 机器人
              trend report --archive articles.db --topics-model topics.trend --ignore ignore.txt
              trend report --archive articles.db --last 30d --term "智能体|AI Agent"
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
    @OptionGroup(title: "Periods") var periods: SpanArguments
    @OptionGroup(title: "Part of the articles") var part: PartArguments
    @OptionGroup var coverage: CoverageArguments
    @Option(name: .customLong("watch"), help: "A watched term: [NAME=]SPELLING|SPELLING. May be repeated.")
    var terms: [String] = []
    @Option(help: "Number of topics (default: 12).") var topics: Int?
    @OptionGroup(title: "Topics") var names: TopicArguments
    @Option(
        help: ArgumentHelp(
            "Report on topics that 'trend topics --model' kept in this file: --topics-model topics.trend.",
            valueName: "file"))
    var topicsModel: String?
    @Option(help: "zh or en.") var language: Language = .chinese
    @Option(help: ArgumentHelp("Where to write the report (default: notebooks-out/MONTH).", valueName: "folder"))
    var output: String?
    @Flag(help: "Also write report.pdf, which Chromium or Chrome prints.") var pdf = false
    @OptionGroup(title: "Reading") var reading: ReadingArguments
    @OptionGroup(title: "Computing") var computing: ComputingArguments

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
        guard topics == nil || topicsModel == nil else {
            throw ValidationError("--topics looks for topics and --topics-model has them: use one of the two.")
        }
        guard names.topicsTable == nil || topicsModel != nil else {
            throw ValidationError("--topics-table is a table of kept topics; name these: --topics-model topics.trend.")
        }
        return try ReportJob(
            articles, span: periods.span(),
            part: ReportPart(job: part.industries, sources: part.sources, terms: part.terms),
            dataStart: coverage.dataStart, dataEnd: coverage.dataEnd, terms: terms,
            topics: topics ?? 12,
            keptTopics: topicsModel.map { .init(model: $0, table: names.topicsTable) }, ignore: names.ignore,
            language: language,
            folder: output, hasPDF: pdf, compute: computing.compute)
    }

    func validate() throws { _ = try checked(job) }

    func run() throws {
        let console = reading.console
        let result = try console.run(job().run)
        console.tell(result.reading, dates: true)
        if let line = result.untaggedLine { console.note(line) }
        console.tell(undated: result.undated, by: periods.name)
        for note in result.notes { console.note(note) }
        for warning in result.warnings { console.warn("warning: \(warning)") }
        try console.printing { console.say(result.summary + "\nreport: \(result.page)") }
        if let problem = result.pdfProblem {
            console.warn(problem)
            throw Failure.ioError
        }
    }
}
