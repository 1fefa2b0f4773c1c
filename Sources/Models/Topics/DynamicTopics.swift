import Text
import TrendNumerics
import Corpus
import Features

/// Topics found window by window, and their development over time.
///
/// The method is that of Greene and Cross, "Exploring the political agenda of the European Parliament using a dynamic
/// topic modeling approach", Political Analysis 25 (2017), section 4. NMF finds the topics of each window. The topics
/// of all windows, each represented by its heaviest terms, are the rows of a second matrix, whose NMF gives the dynamic
/// topics. Each window topic belongs to the dynamic topic in which it has the highest weight.
public struct DynamicTopics: Sendable {
    /// A topic of one window.
    public struct WindowTopic: Equatable, Sendable {
        /// The index of the window.
        public let window: Int
        /// The index of the dynamic topic.
        public let topic: Int
        /// The most descriptive phrases of the topic within the window.
        public let phrases: [String]
        /// The topic's share of the window's articles, from 0 to 1.
        public let share: Double
        /// The indices of the articles whose main topic it is, the most central first.
        public let articles: [Int]
    }

    /// The dynamic topics, in the order of their weight. Shares refer to all articles in windows.
    public let topics: [TopicModel.Topic]
    /// The topics of windows, by window, then by weight.
    public let windowTopics: [WindowTopic]
    /// articles × topics; 0 for an article that is in no window.
    public let weights: [Float]
    /// The births, endings, splits and mergers of topics, in the order of time.
    public let events: [TopicEvent]

    /// The maximum number of terms that represent a window topic in the second step.
    private static let terms = 100
    /// The number of articles per topic of a window.
    private static let articlesPerTopic = 20

    /// Finds the topics of each window and the dynamic topics.
    ///
    /// - Parameters:
    ///   - articles: the articles.
    ///   - windows: the indices of the articles of each window, in the order of time; an article is in at most one
    ///     window.
    ///   - nmf: the factorization. Its `rank` is the maximum number of dynamic topics, and of topics per window. A
    ///     window has one topic per 20 articles, at least two.
    ///   - ignored: phrases that name no topic.
    /// - Throws: `ModelError.badOption` for a rank below 1, `ModelError.noDocuments` if the windows have no articles,
    ///   and the errors of `NMF.fit`.
    /// - Complexity: that of one NMF of all articles; windows are processed in parallel.
    public static func fit(
        _ articles: [ArticleText], windows: [[Int]], nmf: NMF, ignoring ignored: IgnoredPhrases = .none
    ) throws -> DynamicTopics {
        guard nmf.rank >= 1 else {
            throw ModelError.badOption("the number of topics is \(nmf.rank); it must be at least 1")
        }
        let dated = windows.flatMap { $0 }
        guard !dated.isEmpty else { throw ModelError.noDocuments }
        let texts = dated.map { articles[$0] }
        let vectorizer = try TopicModel.phrases(of: texts, threads: nmf.compute.threads)
        let X = vectorizer.transform(texts.scalars, threads: nmf.compute.threads)
        let ignored = texts.first.map { ignored.indices(in: vectorizer.lexicon, by: $0.normalizer) } ?? []
        // From here on, articles are numbered in the order of `dated`, so that a window is a range.
        var ranges: [Range<Int>] = []
        for window in windows {
            let start = ranges.last?.upperBound ?? 0
            ranges.append(start..<start + window.count)
        }
        let rows = ranges
        let found = try Parallel.map(windows.count, threads: nmf.compute.threads) { index in
            try WindowFit(
                X.selecting(rows: Array(rows[index])), nmf: nmf, lexicon: vectorizer.lexicon, ignored: ignored,
                terms: terms,
                articlesPerTopic: articlesPerTopic)
        }
        let stacked = CSRMatrix(stacking: found.map(\.topTerms), columns: X.columns)
        let factors = try nmf.fit(stacked)
        // Dynamic topics that are not the main topic of any window topic are dropped.
        let mains = (0..<stacked.rows).map { main(of: $0, in: factors.W, width: factors.rank) }
        let used = Set(mains).sorted()
        let topicOf = mains.map { used.firstIndex(of: $0)! }

        let width = used.count
        var weights = [Float](repeating: 0, count: dated.count * width)
        var windowTopics: [WindowTopic] = []
        for (window, fit) in found.enumerated() {
            let first = windowTopics.count
            var members = [[Int]](repeating: [], count: fit.rank)
            for (row, article) in ranges[window].enumerated() {
                var sum: Float = 0
                for topic in 0..<fit.rank {
                    weights[article * width + topicOf[first + topic]] += fit.W[row * fit.rank + topic]
                    sum += fit.W[row * fit.rank + topic]
                }
                if sum > 0 { members[main(of: row, in: fit.W, width: fit.rank)].append(row) }
            }
            for topic in 0..<fit.rank {
                let rows = members[topic].sorted {
                    (fit.W[$1 * fit.rank + topic], $0) < (fit.W[$0 * fit.rank + topic], $1)
                }
                windowTopics.append(
                    WindowTopic(
                        window: window, topic: topicOf[first + topic], phrases: fit.topics[topic].phrases,
                        share: fit.topics[topic].share, articles: rows.map { windows[window][$0] }))
            }
        }
        let H = (0..<X.columns).flatMap { term in used.map { factors.H[term * factors.rank + $0] } }
        let topics = TopicNamer.topics(
            shares: TopicModel.shares(weights, topics: width), H: H, rank: width, in: X, lexicon: vectorizer.lexicon,
            ignoring: ignored)
        var all = [Float](repeating: 0, count: articles.count * width)
        for (row, article) in dated.enumerated() {
            for topic in 0..<width { all[article * width + topic] = weights[row * width + topic] }
        }
        return DynamicTopics(
            topics: topics, windowTopics: windowTopics, weights: all,
            events: TopicEvent.find(windowTopics, terms: stacked, windows: windows.count, topics: width))
    }

    private static func main(of row: Int, in weights: [Float], width: Int) -> Int {
        (0..<width).max { (weights[row * width + $0], $1) < (weights[row * width + $1], $0) }!
    }
}

/// The topics of one window.
private struct WindowFit: Sendable {
    var rank = 0
    /// The window's articles × rank.
    var W: [Float] = []
    var topics: [TopicModel.Topic] = []
    /// rank × terms: the heaviest terms of each topic, as a row of length 1.
    var topTerms: CSRMatrix

    init(
        _ X: CSRMatrix, nmf: NMF, lexicon: PhraseLexicon, ignored: Set<Int>, terms: Int, articlesPerTopic: Int
    ) throws {
        topTerms = CSRMatrix(columns: X.columns, rowOffsets: [0], columnIndices: [], values: [])
        // Articles without any term have no topics.
        guard X.values.contains(where: { $0 > 0 }) else { return }
        var nmf = nmf
        nmf.compute.threads = 1
        nmf.rank = min(nmf.rank, max(2, X.rows / articlesPerTopic))
        let factors = try nmf.topics(of: X)
        rank = factors.rank
        W = factors.W
        topics = TopicNamer.topics(
            shares: TopicModel.shares(W, topics: rank), H: factors.H, rank: rank, in: X, lexicon: lexicon,
            ignoring: ignored)
        var offsets = [0]
        var columns: [Int32] = []
        var values: [Float] = []
        for (topic, heaviest) in TopicQuality.topTerms(factors.H, rank: rank, count: terms).enumerated() {
            let weights = heaviest.sorted().map { (Int32($0), factors.H[$0 * rank + topic]) }
            let length = weights.reduce(0.0) { $0 + Double($1.1) * Double($1.1) }.squareRoot()
            columns += weights.map(\.0)
            values += weights.map { $0.1 / Float(length) }
            offsets.append(values.count)
        }
        topTerms = CSRMatrix(columns: X.columns, rowOffsets: offsets, columnIndices: columns, values: values)
    }
}
