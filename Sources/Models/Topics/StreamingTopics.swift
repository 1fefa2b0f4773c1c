import Text
import TrendNumerics
import Corpus
import Features
import Foundation

/// The data of some articles that streaming keeps: the number of occurrences of each phrase.
public struct CountedPhrases: Sendable {
    /// The rows, one after another, in the format of `RowStore`.
    fileprivate var entries: [UInt8] = []
    /// The end of each row in `entries`.
    fileprivate var ends: [Int] = []
    /// The number of articles.
    public var count: Int { ends.count }

    /// Counts the phrases of articles. It needs no data of other articles, so it can run on any core.
    public init(of articles: [Article], _ vectorizer: PhraseVectorizer) {
        for article in articles {
            let counts = vectorizer.counts(in: article.normalized().scalars)
            RowStore.pack(counts.map(\.phrase), counts.map(\.count), into: &entries)
            ends.append(entries.count)
        }
    }
}

/// Finds the topics of a corpus that is larger than memory. Phrases, their weights and the initial topics come from a
/// sample that fits into memory. The topics of all articles are then found by `OnlineNMF`, whose rows go to disk
/// (`RowStore`).
///
/// Memory does not depend on the number of articles. The result is the same for any number of threads.
public final class StreamingTopics {
    private let nmf: NMF
    private let sample: CSRMatrix
    /// The windows of the sample.
    private let windows: CSRMatrix
    private let start: TopicFactors
    /// The vectorizer with which articles become the `CountedPhrases` that `add` takes.
    public let vectorizer: PhraseVectorizer
    private let store: RowStore
    private let normalizer: TextNormalizer
    /// The novelty of the sample's texts.
    private let novelty: Novelty
    /// Indices of phrases that name no topic.
    private let ignored: Set<Int>
    /// Whether no articles have to be added: topics of short texts depend only on which phrases go together in the
    /// sample.
    public let isDone: Bool

    /// The number of passes over all rows.
    public static let passes = 3
    /// The factor by which the sums of an earlier pass count one pass later. Of 0.5, 0.1 and 0.01, the first gave the
    /// lowest objective on news.
    static let decayPerPass = 0.5
    /// The memory in bytes for the program itself, the shuffled rows, and the batches in progress.
    private static let fixedMemory = 64 << 20
    /// The memory for phrases and topics of a sample, in bytes per byte of text.
    private static let memoryPerByte = 16

    /// The maximum size in bytes of a sample's text for a given memory.
    ///
    /// - Throws: `ModelError.tooLittleMemoryForTopics` if the sample could hold less than 2²⁰ bytes of text.
    public static func sampleLimit(memory: Int) throws -> Int {
        let limit = (memory - fixedMemory) / memoryPerByte
        guard limit >= 1 << 20 else {
            throw ModelError.tooLittleMemoryForTopics(needed: fixedMemory + memoryPerByte << 20)
        }
        return limit
    }

    /// Finds the phrases and the initial topics in a sample.
    ///
    /// - Parameters:
    ///   - sample: a sample of all articles, as `ArticleSample` draws it.
    ///   - nmf: the factorization, as for `TopicModel.fit`.
    ///   - search: the choice of the number of topics, as for `TopicModel.fit`.
    ///   - ignored: phrases that name no topic.
    ///   - path: a path beside which there is room for the rows, which take less than the texts; no file stays there.
    /// - Throws: `ModelError` or `NumericsError` if there is nothing to find, `CorpusError.unwritable`.
    public init(
        sample: [Article], nmf: NMF, search: TopicCountSearch? = nil, ignoring ignored: IgnoredPhrases = .none,
        beside path: String
    ) throws {
        var nmf = nmf
        let texts = sample.contentTexts(threads: nmf.compute.threads)
        normalizer = texts.first?.normalizer ?? TextNormalizer()
        vectorizer = try TopicModel.phrases(of: texts, threads: nmf.compute.threads)
        self.ignored = ignored.indices(in: vectorizer.lexicon, by: normalizer)
        self.sample = vectorizer.transform(texts.scalars, threads: nmf.compute.threads)
        windows = vectorizer.windows(texts.scalars, threads: nmf.compute.threads)
        if let search { nmf.rank = try search.run(self.sample).best.count }
        novelty = Novelty(of: texts.scalars, threads: nmf.compute.threads)
        start = try nmf.topics(of: self.sample)
        isDone = NMF.areShort(self.sample)
        self.nmf = nmf
        store = try RowStore(beside: path, seed: nmf.compute.seed)
    }

    /// Adds articles.
    ///
    /// - Parameter isCounted: which of them to add; nil for all.
    public func add(_ batch: CountedPhrases, where isCounted: [Bool]? = nil) throws {
        precondition(isCounted?.count ?? batch.count == batch.count)
        var first = 0
        for (article, end) in batch.ends.enumerated() {
            if isCounted?[article] ?? true { try store.append(labels: [], entries: batch.entries[first..<end]) }
            first = end
        }
    }

    /// The topics of all added articles. Shares and the minimum fit are those of the sample.
    ///
    /// - Parameter progress: called with the total number of articles that the passes have processed so far.
    /// - Complexity: `passes` times the rows' entries times the topics.
    public func fit(progress: (Int) throws -> Void = { _ in }) throws -> TopicModel {
        guard !isDone else { return try named(start) }
        try store.flush()
        let width = (start.rank + 7) / 8 * 8
        var online = OnlineNMF(
            H: FactorLayout.padded(start.H, from: start.rank, to: width), width: width, threads: nmf.compute.threads)
        online.learn(sample, keeping: 0)
        var seen = 0
        for number in 0..<StreamingTopics.passes {
            var rows = RowPass(
                store, draws: 0..<1 << 16, columnShift: 0, classes: [], isSingleLabel: false,
                seed: nmf.compute.seed &+ UInt64(number))
            try Parallel.pipeline(threads: nmf.compute.threads) {
                var batch = try rows.next()
                batch?.weigh(vectorizer.weigh)
                return batch
            } use: { batch in
                let share = pow(StreamingTopics.decayPerPass, Double(batch.rows) / Double(store.rows))
                online.learn(batch.matrix(columns: vectorizer.columns), keeping: share)
                seen += batch.rows
                try progress(seen)
            }
        }
        let H = FactorLayout.padded(online.H, from: width, to: start.rank)
        return try named(TopicFactors(folding: sample, into: H, rank: start.rank, threads: nmf.compute.threads))
    }

    private func named(_ found: TopicFactors) throws -> TopicModel {
        var model = try TopicModel.named(
            sample, found, vectorizer, by: windows, ignoring: ignored, threads: nmf.compute.threads
        ).0
        model.normalizer = normalizer
        if model.needsNovelty { model.novelty = novelty }
        return model
    }
}
