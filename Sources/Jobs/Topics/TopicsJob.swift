import Corpus
import Features
import Foundation
import Models
import TrendNumerics
import Text
import Timeline

/// Finds the topics of a corpus, or sorts articles into kept topics, and follows their share over time.
public struct TopicsJob: Sendable {
    /// How many topics to find.
    public enum Count: Equatable, Sendable {
        case number(Int)
        /// The largest stable number between 5 and 50.
        case auto
    }

    public enum Way: Sendable {
        /// One model of the whole span. With a path the topics are kept there; if the file exists, articles are
        /// sorted into its topics instead. A large archive is read as with `streaming`.
        case whole(Count, keptIn: String?)
        /// The same within so many bytes; reads the articles three times.
        case streaming(Count, memory: Int, keptIn: String?)
        /// Topics of each window, joined to topics of the whole.
        case windows(PeriodLength, Int)

        fileprivate var keptIn: String? {
            switch self {
            case .whole(_, let path), .streaming(_, _, let path): path
            case .windows: nil
            }
        }
    }

    let source: ArticleSource
    private let way: Way
    let period: PeriodLength
    private let dataStart: CalendarDate?
    private let dataEnd: CalendarDate?
    private let table: String?
    private let ignore: String?
    private let output: ResultFile?
    let compute: Compute
    /// Archives with more bytes of records are read within `archiveMemory`; about as much is needed to hold as many.
    var largestArchive = 1 << 25
    var archiveMemory = 400 << 20

    /// - Parameters:
    ///   - period: the length of the periods that shares are of.
    ///   - dataStart, dataEnd: the first and the last day that the articles cover; nil: estimated from when they begin
    ///     and end.
    ///   - table: where kept topics are renamed, merged and hidden; nil: as the archive says, or `topics.csv` beside
    ///     `topics.trend`.
    ///   - ignore: a list of phrases that name no topic.
    ///   - output: where the caller will write the result, which is checked with all other files.
    /// - Throws: `InvalidOption`.
    public init(
        _ source: ArticleSource, way: Way, by period: PeriodLength = .month, dataStart: CalendarDate? = nil,
        dataEnd: CalendarDate? = nil, table: String? = nil, ignore: String? = nil, output: ResultFile? = nil,
        compute: Compute = Compute()
    ) throws {
        self.output = output
        self.table = table
        self.ignore = ignore
        if table != nil {
            try require(
                way.keptIn != nil, "topicsTable", "", "it is a table of kept topics; name these: --model topics.trend")
        }
        switch way {
        case .whole(.number(let number), _), .streaming(.number(let number), _, _), .windows(_, let number):
            try require(number >= 1, "count", number, "it must be at least 1")
        default: break
        }
        if case .streaming(_, let memory, let path) = way {
            try require(memory > 0, "memory", memory, "it must be above 0")
            try require(
                source.canBeReadAgain, "memory", "",
                "the articles are read three times, so they cannot come from standard input")
            if let path, FileManager.default.fileExists(atPath: path) {
                throw InvalidOption(
                    "memory", "", "\(path) exists, and sorting articles into kept topics needs no limit of memory")
            }
        }
        self.source = source
        self.way = way
        self.period = period
        self.dataStart = dataStart
        self.dataEnd = dataEnd
        self.compute = compute
    }

    /// - Throws: `CorpusError`, `ModelError`, `NumericsError`, `JobError`; no topics are kept then.
    public func run(progress: ProgressHandler = { _ in }) throws -> TopicsResult {
        var files = JobFiles(source)
        files.write("model", way.keptIn, .any)
        way.keptIn.flatMap { TopicTable(named: table, model: $0) }?.add(to: &files)
        files.read("ignore", ignore)
        files.write(output, .topics)
        try files.check()
        let ignored = try IgnoredPhrases.read(ignore)
        var result = try find(ignored, progress)
        result.notes += ignored.notes(ignore)
        return result
    }

    private func find(_ ignored: IgnoredPhrases, _ progress: ProgressHandler) throws -> TopicsResult {
        switch way {
        case .whole(let count, let path):
            if let path, FileManager.default.fileExists(atPath: path) { return try sort(into: path, ignored, progress) }
            let settings = try source.settings()
            if let bytes = try source.archivedBytes(), bytes > largestArchive {
                return try stream(
                    count, within: archiveMemory, keptIn: path, isChosen: false, ignored, progress)
            }
            let (articles, reading) = try read(settings, progress)
            try progress(.step("finding topics"))
            let (topics, weights) = try TopicModel.fit(
                articles.texts, nmf: nmf(count), search: search(count), recognizesNew: path != nil,
                ignoring: ignored)
            let (kept, notes) = try keep(topics, in: path)
            let lines = lines(
                kept.topics, kept.groups.weights(weights, topics: topics.count), articles, reading, groups: kept.groups)
            return TopicsResult(
                topics: lines, groups: kept.groups, undated: articles.undated, notes: notes + articles.notes,
                reading: reading)
        case .streaming(let count, let memory, let path):
            return try stream(count, within: memory, keptIn: path, isChosen: true, ignored, progress)
        case .windows(let length, let number):
            let (articles, reading) = try read(source.settings(), by: length, progress)
            guard articles.articles.contains(where: { $0.published != nil }) else { throw JobError.noDatedArticle }
            try progress(.step("finding topics window by window"))
            let lines = try DynamicTopicLine.find(articles, by: length, nmf: nmf(.number(number)), ignoring: ignored)
            return TopicsResult(
                dynamicTopics: lines, undated: articles.undated, notes: articles.notes, reading: reading)
        }
    }

    /// - Parameter length: of the periods in which a story counts once; nil for those that shares are of.
    private func read(
        _ settings: ReadingSettings, by length: PeriodLength? = nil, _ progress: ProgressHandler
    ) throws -> (TopicArticles, ReadingSummary) {
        let (articles, reading) = try source.readAll(
            settings, wanted: .all, threads: compute.threads, progress: progress)
        guard !articles.isEmpty else { throw ModelError.noDocuments }
        try progress(.step("looking for reposts"))
        return (TopicArticles(articles, by: length ?? period, threads: compute.threads), reading)
    }

    func nmf(_ count: Count) -> NMF {
        var nmf = NMF(compute: compute)
        if case .number(let number) = count { nmf.rank = number }
        return nmf
    }

    func search(_ count: Count) -> TopicCountSearch? { count == .auto ? TopicCountSearch(nmf: nmf(count)) : nil }

    /// Writes topics to a file if there is to be one, and tells how they are shown.
    func keep(_ topics: TopicModel, in path: String?) throws -> (KeptTopics, notes: [String]) {
        guard let path else { return (KeptTopics(topics), []) }
        let table = TopicTable(named: table, model: path)
        let hadTable = table.map { FileManager.default.fileExists(atPath: $0.path) } ?? true
        // A table that cannot be used leaves nothing behind.
        let shown = try shown(topics, path)
        do { try topics.write(to: path) } catch {
            // A table without its topics would be of no use, and in the way of others.
            if !hadTable, let table { try? FileManager.default.removeItem(atPath: table.path) }
            throw error
        }
        return (KeptTopics(topics, shown.groups), shown.notes)
    }

    private func shown(_ topics: TopicModel, _ path: String) throws -> TopicDisplay {
        try TopicDisplay(topics.topics, model: path, table: table, archives: source.paths)
    }

    private func sort(
        into path: String, _ ignored: IgnoredPhrases, _ progress: ProgressHandler
    ) throws -> TopicsResult {
        let model = try Jobs.reading(model: path) { try TopicModel.read(from: path) }
        let shown = try shown(model, path)
        let kept = KeptTopics(model, shown.groups, ignoring: ignored)
        let (articles, reading) = try read(source.settings(by: model.normalizer), progress)
        try progress(.step("sorting articles into \(model.count) topics"))
        let texts = articles.texts
        let (weights, fits) = kept.fold(texts, threads: compute.threads)
        try progress(.step("looking for new topics"))
        let unmatched = UnmatchedTexts(texts, fits: fits, in: model, threads: compute.threads)
        let new = try NewTopics(among: texts, new: unmatched.indices, ignoring: ignored, compute: compute)
        let lines =
            lines(kept.topics, weights, articles, reading, groups: kept.groups, isKept: true)
            + lines(new.topics, new.weights, articles, reading, isNew: true)
        return TopicsResult(
            topics: lines, groups: kept.groups,
            unmatched: UnmatchedArticles(unmatched, of: articles.articles, weights: weights), keptTopics: model.count,
            undated: articles.undated, notes: shown.notes + articles.notes, reading: reading)
    }

    private func lines(
        _ topics: [TopicModel.Topic], _ weights: [Float], _ articles: TopicArticles, _ reading: ReadingSummary,
        groups: TopicGroups? = nil, isKept: Bool = false, isNew: Bool = false
    ) -> [TopicLine] {
        guard !topics.isEmpty else { return [] }
        var sorted = SortedArticles(topics, by: PeriodRule(period), articles.normalizer)
        sorted.add(articles.articles, weights: weights)
        return lines(topics, sorted, reading, groups: groups, isKept: isKept, isNew: isNew)
    }

    func lines(
        _ topics: [TopicModel.Topic], _ sorted: SortedArticles, _ reading: ReadingSummary, groups: TopicGroups? = nil,
        isKept: Bool = false, isNew: Bool = false
    ) -> [TopicLine] {
        let covered = reading.coverage(of: source.days, start: dataStart, end: dataEnd)
        let prevalence = TopicPrevalence(sorted.shares, dataStart: covered.start, dataEnd: covered.end)
        return topics.indices.map { topic in
            TopicLine(
                topic, number: groups?.groups[topic].topic ?? topic, topics[topic], isKept: isKept, isNew: isNew,
                prevalence: prevalence, share: sorted.shares.share(of: topic) ?? 0, central: sorted.central[topic])
        }
    }
}
