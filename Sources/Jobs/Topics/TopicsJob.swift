import Corpus
import Foundation
import Models
import Numerics
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
        /// sorted into its topics instead.
        case whole(Count, keptIn: String?)
        /// The same within so many bytes; reads the articles three times.
        case streaming(Count, memory: Int, keptIn: String?)
        /// Topics of each window, joined to topics of the whole.
        case windows(PeriodLength, Int)
    }

    let source: ArticleSource
    private let way: Way
    private let period: PeriodLength
    private let dataStart: CalendarDate?
    private let dataEnd: CalendarDate?
    private let output: ResultFile?
    let compute: Compute

    /// - Parameters:
    ///   - period: the length of the periods that shares are of.
    ///   - dataStart, dataEnd: the first and the last day that the articles cover; nil: estimated from when they begin
    ///     and end.
    ///   - output: where the caller will write the result, which is checked with all other files.
    /// - Throws: `InvalidOption`.
    public init(
        _ source: ArticleSource, way: Way, by period: PeriodLength = .month, dataStart: CalendarDate? = nil,
        dataEnd: CalendarDate? = nil, output: ResultFile? = nil, compute: Compute = Compute()
    ) throws {
        self.output = output
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
        if case .whole(_, let path) = way { files.write("model", path, .any) }
        if case .streaming(_, _, let path) = way { files.write("model", path, .any) }
        files.write(output)
        try files.check()
        switch way {
        case .whole(let count, let path):
            if let path, FileManager.default.fileExists(atPath: path) { return try sort(into: path, progress) }
            let (articles, reading) = try read(source.settings(), progress)
            try progress(.step("finding topics"))
            let (topics, weights) = try TopicModel.fit(
                articles, nmf: nmf(count), search: search(count), recognizesNew: path != nil)
            if let path { try topics.write(to: path) }
            let lines = lines(topics.topics, weights, articles, reading)
            return TopicsResult(topics: lines, undated: undated(articles), reading: reading)
        case .streaming(let count, let memory, let path):
            return try stream(count, within: memory, keptIn: path, progress)
        case .windows(let length, let number):
            let (articles, reading) = try read(source.settings(), progress)
            let undated = undated(articles)
            guard undated < articles.count else { throw JobError.noDatedArticle }
            try progress(.step("finding topics window by window"))
            let lines = try DynamicTopicLine.find(articles, by: length, nmf: nmf(.number(number)))
            return TopicsResult(dynamicTopics: lines, undated: undated, reading: reading)
        }
    }

    private func read(
        _ settings: ReadingSettings, _ progress: ProgressHandler
    ) throws -> ([Article], ReadingSummary) {
        let (articles, reading) = try source.readAll(
            settings, wanted: .all, threads: compute.threads, progress: progress)
        guard !articles.isEmpty else { throw ModelError.noDocuments }
        return (articles, reading)
    }

    private func undated(_ articles: [Article]) -> Int { articles.count { $0.published == nil } }

    func nmf(_ count: Count) -> NMF {
        var nmf = NMF(compute: compute)
        if case .number(let number) = count { nmf.rank = number }
        return nmf
    }

    func search(_ count: Count) -> TopicCountSearch? { count == .auto ? TopicCountSearch(nmf: nmf(count)) : nil }

    private func sort(into path: String, _ progress: ProgressHandler) throws -> TopicsResult {
        let kept = try Jobs.reading(model: path) { try TopicModel.read(from: path) }
        let (articles, reading) = try read(source.settings(by: kept.normalizer), progress)
        try progress(.step("sorting articles into \(kept.count) topics"))
        let texts = articles.contentTexts(threads: compute.threads)
        let (weights, fits) = kept.fold(texts, threads: compute.threads)
        try progress(.step("looking for new topics"))
        let unmatched = UnmatchedTexts(texts, fits: fits, in: kept, threads: compute.threads)
        let new = try NewTopics(among: texts, new: unmatched.indices, compute: compute)
        let lines =
            lines(kept.topics, weights, articles, reading, isKept: true)
            + lines(new.topics, new.weights, articles, reading, isNew: true)
        return TopicsResult(
            topics: lines, unmatched: UnmatchedArticles(unmatched, of: articles, weights: weights),
            keptTopics: kept.count,
            undated: undated(articles), reading: reading)
    }

    private func lines(
        _ topics: [TopicModel.Topic], _ weights: [Float], _ articles: [Article], _ reading: ReadingSummary,
        isKept: Bool = false, isNew: Bool = false
    ) -> [TopicLine] {
        var central = CentralArticles(topics: topics.count)
        central.add(articles, weights: weights)
        return lines(
            topics, weights, articles.map { $0.published?.day }, central, reading, isKept: isKept, isNew: isNew)
    }

    func lines(
        _ topics: [TopicModel.Topic], _ weights: [Float], _ published: [CalendarDate?], _ central: CentralArticles,
        _ reading: ReadingSummary, isKept: Bool = false, isNew: Bool = false
    ) -> [TopicLine] {
        guard !topics.isEmpty else { return [] }
        let shares = TopicModel.shares(weights, topics: topics.count)
        let covered = reading.coverage(of: source.days, start: dataStart, end: dataEnd)
        let prevalence = TopicPrevalence(
            published: published, shares: shares, topics: topics.count, by: PeriodRule(period),
            dataStart: covered.start,
            dataEnd: covered.end, seed: compute.seed,
            threads: compute.threads)
        return topics.indices.map { topic in
            let sum = stride(from: topic, to: shares.count, by: topics.count).reduce(0.0) { $0 + Double(shares[$1]) }
            return TopicLine(
                topic, topics[topic], isKept: isKept, isNew: isNew, prevalence: prevalence,
                share: sum / Double(published.count), central: central[topic])
        }
    }
}
