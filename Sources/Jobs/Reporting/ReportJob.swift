import Archive
import Corpus
import Features
import Models
import TrendNumerics
import Reports
import Text
import Timeline

/// Writes the report on a month or a span of months.
public struct ReportJob: Sendable {
    public enum Articles: Sendable {
        /// Tagged by the model where they lack labels, technologies or keywords. Those of the new files count by the
        /// model's industries whatever labels they have. Without a model articles count by what they have.
        case source(ArticleSource, new: [String], model: String?)
        /// Counted by the tags that the archive keeps, or by those of a model. The source says how to read the
        /// records; its paths are not used.
        case archive(String, reading: ArticleSource, model: String?)
    }

    private let articles: Articles
    private let terms: [WatchedTerm]
    private let options: ReportOptions
    private let keptTopics: KeptTopicFiles?
    private let ignore: String?
    private let folder: String?
    private let hasPDF: Bool
    /// More articles of an archive are not all read.
    var mostRead = ArchivedReport.mostRead

    /// Where topics are kept.
    public struct KeptTopicFiles: Sendable {
        public let model: String
        /// Where they are renamed, merged and hidden; nil: as the archive says, or `topics.csv` beside `topics.trend`.
        public let table: String?

        public init(model: String, table: String? = nil) {
            self.model = model
            self.table = table
        }
    }

    /// - Parameters:
    ///   - span: the periods to report on.
    ///   - part: the articles to report on. Industries are named as in the articles or by another of their names.
    ///   - dataStart, dataEnd: the first and the last day that the articles cover; nil: estimated from when they begin
    ///     and end.
    ///   - terms: watched terms, each with its spellings separated by `|`.
    ///   - topics: how many topics to look for.
    ///   - keptTopics: topics that `TopicsJob` found, in place of looking for any.
    ///   - ignore: a list of phrases that name no topic and do not emerge.
    ///   - folder: where the report goes; nil: `notebooks-out/MONTH`.
    ///   - hasPDF: whether a browser prints the page as `report.pdf`.
    /// - Throws: `InvalidOption`.
    public init(
        _ articles: Articles, span: ReportedSpan = .latest, part: ReportPart = ReportPart(),
        dataStart: CalendarDate? = nil,
        dataEnd: CalendarDate? = nil, terms: [String] = [],
        topics: Int = 12, keptTopics: KeptTopicFiles? = nil, ignore: String? = nil, language: Language = .chinese,
        folder: String? = nil, hasPDF: Bool = false, compute: Compute = Compute()
    ) throws {
        try require(topics >= 1, "topics", topics, "it must be at least 1")
        if let dataStart, let dataEnd {
            try require(dataStart <= dataEnd, "dataStart", dataStart, "the data end before it, on \(dataEnd)")
        }
        switch articles {
        case .source(let source, let new, let model):
            try require(
                new.isEmpty || model != nil, "new", new.first ?? "",
                "these articles are tagged with the model: name one")
            try require(!source.paths.isEmpty || !new.isEmpty, "corpus", "", "name the articles, or an archive")
            if let database = new.first(where: Archive.isDatabase) {
                throw InvalidOption("new", database, "it takes files, and this is an archive")
            }
        case .archive(_, let source, _):
            try require(source.paths.isEmpty, "archive", "", "import the other files into it")
        }
        self.articles = articles
        self.terms = try WatchJob.watched(terms, option: "watch")
        options = ReportOptions(
            months: span.periods, by: span.length, lastDays: span.lastDays, part: part, dataStart: dataStart,
            dataEnd: dataEnd, topics: topics, language: language, compute: compute)
        self.keptTopics = keptTopics
        self.ignore = ignore
        self.folder = folder
        self.hasPDF = hasPDF
    }

    /// - Throws: `CorpusError`, `ModelError`, `ReportError`, `JobError`.
    public func run(progress: ProgressHandler = { _ in }) throws -> ReportResult {
        try files.check()
        var options = options
        options.ignored = try IgnoredPhrases.read(ignore)
        if let folder { try ReportFolder.check(folder) }
        let (topics, topicNotes) = try readTopics(ignoring: options.ignored)
        let (source, reading, settings) =
            switch articles {
            case .source(let source, let new, let model): try tagged(source, new: new, by: model, progress)
            case .archive(let path, let source, let model): try kept(path, source, model, progress)
            }
        if let topics { try check(topics.model, fits: settings.normalizer) }
        options.keptTopics = topics
        if let aliases = settings.aliases { options.part.industries = options.part.industries.map { aliases[$0] } }
        let compute = options.compute
        func begin(_ stage: ReportStage) throws {
            compute.reach(stage.start)
            try progress(.step(stage.description))
        }
        let report = try Report(source, options: options, progress: begin)
        let folder = folder ?? "notebooks-out/\(report.folderName)"
        let written = try ReportFolder.write(report, to: folder, hasPDF: hasPDF, progress: begin)
        return ReportResult(
            folder: folder, summary: report.summary.text, warnings: report.warnings + written.warnings,
            notes: topicNotes + options.ignored.notes(ignore) + coverageNotes(source),
            pdfProblem: written.pdfProblem?.description,
            untagged: source.unlabeled, undated: report.undated, reading: reading)
    }

    /// - Returns: with what the user should know of their table.
    private func readTopics(ignoring ignored: IgnoredPhrases) throws -> (topics: KeptTopics?, notes: [String]) {
        guard let files = keptTopics else { return (nil, []) }
        let model = try Jobs.reading(model: files.model) { try TopicModel.read(from: files.model) }
        let archives =
            switch articles {
            case .source(let source, _, _): source.paths
            case .archive(let path, _, _): [path]
            }
        let shown = try TopicDisplay(model.topics, model: files.model, table: files.table, archives: archives)
        return (KeptTopics(model, shown.groups, ignoring: ignored), shown.notes)
    }

    /// Texts that are normalized otherwise have other phrases.
    private func check(_ topics: TopicModel, fits normalizer: TextNormalizer) throws {
        func name(_ normalizer: TextNormalizer) -> String {
            "version \(normalizer.version.rawValue)" + (normalizer.words.map { ", words of \($0.rawValue)" } ?? "")
        }
        try require(
            topics.normalizer == normalizer, "topicsModel", keptTopics?.model ?? "",
            "its topics were found in texts normalized by \(name(topics.normalizer)), and these articles are normalized by "
                + "\(name(normalizer)); find the topics anew on these articles")
    }

    /// Articles show that the data cover more than the days that were named.
    private func coverageNotes(_ source: ReportSource) -> [String] {
        let days = source.articles.compactMap { $0.published?.day }
        var notes: [String] = []
        if let start = options.dataStart, let first = days.min(), first < start {
            notes.append(
                "--data-start is \(start), but an article is dated \(first): unless it is a stray, the data begin then")
        }
        if let end = options.dataEnd, let last = days.max(), last > end {
            notes.append(
                "--data-end is \(end), but an article is dated \(last): unless it is a stray, the data end then")
        }
        return notes
    }

    private var files: JobFiles {
        var files: JobFiles
        switch articles {
        case .source(let source, let new, let model):
            files = JobFiles(source)
            for path in new { files.read("new", path) }
            files.read("model", model)
        case .archive(let path, let source, let model):
            files = JobFiles(source)
            files.read("archive", path)
            files.read("model", model)
        }
        if let topics = keptTopics {
            files.read("topicsModel", topics.model)
            TopicTable(named: topics.table, model: topics.model)?.add(to: &files)
        }
        files.read("ignore", ignore)
        files.write(folder: folder)
        return files
    }

    private func tagged(
        _ source: ArticleSource, new: [String], by model: String?, _ progress: ProgressHandler
    ) throws -> (ReportSource, ReadingSummary?, ReadingSettings) {
        let read = try model.map(source.tagger)
        let (tagger, settings) = (read?.tagger, try read?.settings ?? source.settings())
        // One source, so that rejects are counted and listed together. A file that is among both is a new one.
        var all = source.sorted
        all.paths = new.sorted() + all.paths
        var reading = try all.open(settings, wanted: .all)
        var counted: [ReportArticle] = []
        try reading.forEachBatch(threads: options.compute.threads, progress: progress) { [terms] articles in
            let isNew = articles.map { article in new.contains { article.origin.isIn($0) } }
            return ReportJob.counted(articles, isNew: isNew, by: tagger, terms: terms, threads: 1)
        } use: {
            counted += $0
        }
        var summary = try reading.finish()
        summary.joinedLabels = ReportJob.joinLabels(of: &counted, settings, known: tagger?.classifier.labels ?? [])
        summary.alikeLabels = LabelSpellings.alike(counted.lazy.flatMap(\.ownIndustries))
        return (
            ReportSource(articles: counted, rejects: summary.rejected, classifier: tagger?.classifier, terms: terms),
            summary, settings
        )
    }

    private func kept(
        _ path: String, _ source: ArticleSource, _ model: String?, _ progress: ProgressHandler
    ) throws -> (ReportSource, ReadingSummary?, ReadingSettings) {
        var source = source
        source.paths = [path]
        let read = try model.map(source.tagger)
        let (tagger, settings) = (read?.tagger, try read?.settings ?? source.settings())
        try source.checkFields(of: path, settings)
        var options = ReadingOptions(settings: settings)
        options.latestDay = source.latestDay
        if tagger == nil, let report = try archived(source, settings) {
            var reader = StoredRecordReader(options, labels: try report.labelSettings())
            let counted = try report.source(settings, terms: terms, progress) { page in
                ReportJob.counted(
                    page.compactMap { reader.article($0.record) },
                    kept: page.map { $0.tags.renamed(by: settings.aliases) }, by: nil, terms: terms,
                    comparesTexts: false, threads: self.options.compute.threads)
            }
            return (counted, nil, settings)
        }
        var pages = try ArchiveReader(Archive.snapshot(path: path), tags: [.industries, .technologies, .keywords])
        var reader = StoredRecordReader(options, labels: pages.labelSettings)
        var counted: [ReportArticle] = []
        let last = pages.last
        try Parallel.pipeline(threads: self.options.compute.threads) {
            try pages.nextPage().map { page in
                (
                    page.compactMap { entry in
                        reader.article(entry.record).map {
                            (article: $0, kept: entry.tags.renamed(by: settings.aliases))
                        }
                    },
                    ArchiveReader.fraction(page, of: last)
                )
            }
        } use: { page, share in
            counted += ReportJob.counted(
                page.map(\.article), kept: page.map(\.kept), by: tagger, terms: terms,
                threads: self.options.compute.threads)
            try progress(.read(articles: counted.count, share: share))
        }
        _ = ReportJob.joinLabels(of: &counted, settings, known: tagger?.classifier.labels ?? [])
        return (
            ReportSource(articles: counted, rejects: 0, classifier: tagger?.classifier, terms: terms), nil,
            settings
        )
    }

    /// The report by what an archive keeps beside its records.
    ///
    /// - Returns: nil where all records have to be read: they are few, are read otherwise than they came in, or only a part of
    ///   them is reported on.
    private func archived(_ source: ArticleSource, _ settings: ReadingSettings) throws -> ArchivedReport? {
        guard options.part.isWhole, source.days == nil, !settings.isSingleLabel,
            let corpus = try ArchivedCorpus(source, settings),
            try corpus.archive.labelSettings()?.isSingleLabel != true
        else { return nil }
        if corpus.numbers.count <= mostRead, try corpus.archive.recordBytes() <= ArchivedReport.mostBytes { return nil }
        return try ArchivedReport(corpus, options)
    }
}

extension Origin {
    /// Whether this is the file, or in the folder, of a path.
    fileprivate func isIn(_ path: String) -> Bool {
        file == PathName.shown(path) || file.hasPrefix(path.hasSuffix("/") ? path : path + "/")
    }
}

extension ReportStage {
    fileprivate var description: String {
        switch self {
        case .stories: "looking for reposts"
        case .topics: "finding topics"
        case .phrases: "looking for emerging phrases"
        case .trends: "counting and testing"
        case .reading: "choosing articles"
        case .charts: "drawing charts"
        case .files: "writing files"
        case .pdf: "printing report.pdf"
        }
    }
}
