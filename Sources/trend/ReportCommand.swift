import Numerics
import Archive
import ArgumentParser
import Corpus
import Features
import Foundation
import Models
import Reports
import Timeline

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Writes the report on a month or a span of months: a page to send, charts, tables.",
        discussion: """
            Articles count by the labels they have, and by the model's tags where they have none or are \
            named with --new. A span is compared with as many months before it.

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
    @Option(
        help: ArgumentHelp(
            "The model; not needed with --archive, whose articles are tagged already.", valueName: "file"))
    var model: String?
    @Option(
        help: ArgumentHelp("The month (default: the last one that has articles).", valueName: "yyyy-mm"),
        transform: parseMonth)
    var month: Period?
    @Option(
        help: ArgumentHelp("The first month of a span, in place of --month.", valueName: "yyyy-mm"),
        transform: parseMonth)
    var from: Period?
    @Option(help: ArgumentHelp("The last month of a span.", valueName: "yyyy-mm"), transform: parseMonth)
    var to: Period?
    @OptionGroup var coverage: CoverageOptions
    @Option(name: .customLong("watch"), help: "A watched term, its spellings separated by |; may be repeated.")
    var terms: [String] = []
    @Option(help: "How many topics to look for.") var topics = 12
    @Option(help: "zh or en.") var language: Language = .chinese
    @Option(help: ArgumentHelp("Where the report goes (default: notebooks-out/MONTH).", valueName: "folder"))
    var output: String?
    @OptionGroup(title: "Reading") var corpusOptions: CorpusOptions
    @OptionGroup(title: "Computing") var computing: ComputingOptions

    private var months: ClosedRange<Period>? {
        if let from, let to { return from...to }
        return month.map { $0...$0 }
    }

    func validate() throws {
        guard archive != nil || !corpus.isEmpty else { throw ValidationError("Name the articles, or --archive.") }
        guard archive == nil || corpus.isEmpty && newArticles.isEmpty else {
            throw ValidationError("--archive reports on what the archive holds: import other files into it.")
        }
        guard archive != nil || model != nil else {
            throw ValidationError("--model is missing; only --archive can do without.")
        }
        if let database = newArticles.first(where: Archive.isDatabase) {
            throw ValidationError("--new takes files, and \(database) is an archive.")
        }
        guard topics >= 1 else { throw ValidationError("--topics is \(topics); there must be at least 1.") }
        for term in terms where WatchedTerm(term) == nil { throw ValidationError("the term '\(term)' is empty") }
        guard (from == nil) == (to == nil) else { throw ValidationError("--from and --to go together.") }
        if month != nil, from != nil { throw ValidationError("--month and --from exclude each other.") }
        if let from, let to, from > to { throw ValidationError("--from \(from) is after --to \(to).") }
    }

    func run() throws {
        try reportingFailures {
            // There is one of both, or `validate` has said so.
            let source = if let archive { try kept(in: Archive(path: archive)) } else { try tagging(with: model!) }
            let progress = Progress("report:", quiet: corpusOptions.quiet)
            let report = try Report(
                source,
                options: ReportOptions(
                    months: months, dataEnd: coverage.dataEnd, topics: topics, language: language, seed: computing.seed,
                    threads: computing.threads),
                progress: { progress.say($0.description) })
            let folder = output ?? "notebooks-out/\(report.folderName)"
            let warning = try ReportFolder.write(report, to: folder, progress: { progress.say($0.description) })
            progress.clear()
            if let warning { complain("warning: \(warning)") }
            if !corpusOptions.quiet {
                print(report.summary.text)
                print("report: \(folder)/report.html")
            }
        }
    }

    private var watched: [WatchedTerm] { terms.compactMap(WatchedTerm.init) }

    private func tagging(with model: String) throws -> ReportSource {
        let (classifier, settings) = try reading(model: model) { try ArticleClassifier.read(from: model) }
        let (newFiles, watched) = (newArticles, watched)
        // One input, so that rejects are counted and listed together.
        var input = try CorpusInput(
            (corpus + newFiles).sorted(), options: corpusOptions,
            reading: try corpusOptions.reading(remembered: settings))
        var items: [ReportSource.Item] = []
        try input.forEachBatch(threads: computing.threads) { articles in
            ReportSource.Item.read(
                articles, isNew: { ReportCommand.isIn(newFiles, $0) }, classifier: classifier, terms: watched)
        } use: {
            items += $0
        }
        try input.finish()
        return ReportSource(items: items, rejects: input.rejects, classifier: classifier, terms: watched)
    }

    /// By what the archive keeps of a model: industries of articles that nobody labeled or corrected, unless there
    /// is a model to tag them, and technologies and keywords of those that have none.
    private func kept(in archive: Archive) throws -> ReportSource {
        let (classifier, settings) =
            try model.map { model in
                try reading(model: model) { try ArticleClassifier.read(from: model) }
            } ?? (nil, nil) as (ArticleClassifier?, ReadingSettings?)
        var pages = try ArchiveReader(archive, tags: [.industries, .technologies, .keywords])
        var reader = StoredRecordReader(try corpusOptions.reading(remembered: settings))
        var items: [ReportSource.Item] = []
        var bare = 0
        let watched = watched
        try Parallel.pipeline(threads: computing.threads) {
            try pages.nextPage().map { page in
                page.compactMap { entry -> (article: Article, industries: [InferredTags.Tag]?, isBare: Bool)? in
                    guard var article = reader.article(entry.record) else { return nil }
                    if article.technologies.isEmpty { article.technologies = entry.tags.labels(.technologies) }
                    if article.keywords.isEmpty { article.keywords = entry.tags.labels(.keywords) }
                    guard article.industries.isEmpty else { return (article, nil, false) }
                    let industries = entry.tags.tags[.industries]
                    return (article, industries ?? [], industries == nil)
                }
            }
        } use: { page in
            if let classifier {
                items += ReportSource.Item.read(
                    page.map(\.article), isNew: { _ in false }, classifier: classifier, terms: watched)
                return
            }
            bare += page.count(where: \.isBare)
            items += ReportSource.Item.read(
                page.map(\.article),
                tags: page.map { $0.industries?.map { .init(label: $0.label, probability: $0.probability ?? 0) } },
                terms: watched)
        }
        if bare > 0, !corpusOptions.quiet {
            complain(
                "\(bare) articles have neither labels nor tags and count for no industry: trend tag --archive tags them"
            )
        }
        return ReportSource(items: items, rejects: 0, classifier: classifier, terms: watched)
    }

    private static func isIn(_ files: [String], _ article: Article) -> Bool {
        files.contains { article.origin.file == $0 || article.origin.file.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") }
    }
}

extension ReportStage {
    fileprivate var description: String {
        switch self {
        case .stories: "looking for reposts"
        case .topics: "looking for topics"
        case .phrases: "looking for new phrases"
        case .trends: "counting and testing"
        case .reading: "choosing articles"
        case .charts: "drawing charts"
        case .files: "writing files"
        }
    }
}

extension Language: ExpressibleByArgument {}
