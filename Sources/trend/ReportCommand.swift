import ArgumentParser
import Corpus
import Foundation
import Models
import Reports
import Timeline

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Writes the report on a month: tables, charts, a page to send.",
        discussion: """
            Articles count by the labels they have, and by the model's tags where they have none or are \
            named with --new.

            Example:
              trend report articles/*.txt --new 2024-06.txt --model industries.trend --month 2024-06 \
            --watch 百模大战 --watch "scaling law|尺度定律"
            """)

    @Argument(help: "Articles of all months.") var corpus: [String]
    @Option(
        name: .customLong("new"), parsing: .upToNextOption,
        help: ArgumentHelp("Articles to tag with the model, whatever labels they have.", valueName: "files"))
    var newArticles: [String] = []
    @Option(help: ArgumentHelp("The model.", valueName: "file")) var model: String
    @Option(help: "The month, as 2024-06 (default: the last one that has articles).") var month: Month?
    @Option(name: .customLong("watch"), help: "A watched term, its spellings separated by |; may be repeated.")
    var terms: [String] = []
    @Option(help: "How many topics to look for.") var topics = 12
    @Option(help: "zh or en.") var language: Language = .chinese
    @Option(help: ArgumentHelp("Where the report goes (default: notebooks-out/MONTH).", valueName: "folder"))
    var output: String?
    @OptionGroup(title: "Reading") var corpusOptions: CorpusOptions
    @OptionGroup(title: "Computing") var computing: ComputingOptions

    func validate() throws {
        guard topics >= 1 else { throw ValidationError("--topics is \(topics); there must be at least 1.") }
        for term in terms where WatchedTerm(term) == nil { throw ValidationError("the term '\(term)' is empty") }
    }

    func run() throws {
        try reportingFailures {
            let (classifier, settings) = try reading(model: model) { try ArticleClassifier.read(from: model) }
            let options = corpusOptions.reading(remembered: settings)
            // One input, so that rejects are counted and listed together.
            let (articles, rejects) = try CorpusInput.readAll(
                corpus + newArticles, options: corpusOptions, reading: options, threads: computing.threads)
            let newFiles = Set(newArticles)
            let isNew = { (article: Article) in
                newFiles.contains(article.origin.file)
                    || newArticles.contains { article.origin.file.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") }
            }
            let report = try MonthlyReport(
                .init(
                    known: articles.filter { !isNew($0) }, new: articles.filter(isNew), rejects: rejects,
                    classifier: classifier, terms: terms.compactMap(WatchedTerm.init)),
                month: month, topics: topics, language: language, seed: computing.seed, threads: computing.threads)
            let folder = output ?? "notebooks-out/\(report.month)"
            if let warning = try ReportFolder.write(report, to: folder) { complain("warning: \(warning)") }
            if !corpusOptions.quiet {
                print(report.summary)
                print("report: \(folder)/report.html")
            }
        }
    }
}

extension Month: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension Language: ExpressibleByArgument {}
