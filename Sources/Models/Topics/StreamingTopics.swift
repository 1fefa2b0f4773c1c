import Text
import Numerics
import Corpus
import Features
import Foundation

/// What streaming keeps of some articles: how often each telling phrase stands in them.
public struct CountedPhrases: Sendable {
    /// As `RowStore` keeps them, row after row.
    fileprivate var entries: [UInt8] = []
    /// By row, where its entries end.
    fileprivate var ends: [Int] = []

    /// Knows nothing of other articles, so it can work on any core.
    public init(of articles: [Article], _ vectorizer: PhraseVectorizer) {
        for article in articles {
            let counts = vectorizer.counts(in: article.normalized().scalars)
            RowStore.pack(counts.map(\.phrase), counts.map(\.count), into: &entries)
            ends.append(entries.count)
        }
    }
}

/// Finds the topics of a corpus that is larger than memory: phrases, their weights and first topics in a sample
/// that memory holds, then the topics of all articles by `OnlineNMF`, whose rows go to disk (`RowStore`).
///
/// Memory does not depend on the number of articles. The result is the same at any number of threads.
public final class StreamingTopics {
    private let nmf: NMF
    private let sample: CSRMatrix
    /// The sample's.
    private let windows: CSRMatrix
    private let start: TopicFactors
    /// What each article goes through before `add`, as `CountedPhrases`.
    public let vectorizer: PhraseVectorizer
    private let store: RowStore
    /// Whether nothing has to be added: topics of short texts come from which phrases go together in the sample.
    public let isDone: Bool

    /// Passes over all rows.
    public static let passes = 3
    /// What the sums of a pass ago still count for: on news of 0.5, 0.1 and 0.01 the first ended lowest.
    static let kept = 0.5
    /// The program itself, the shuffled rows, batches on their way.
    private static let fixedMemory = 64 << 20
    /// What the phrases and topics of a sample take, in bytes a byte of text.
    private static let memoryPerByte = 16

    /// The most text that there is memory for, in bytes.
    ///
    /// - Throws: `ModelError.badOption` for less memory than the program takes itself.
    public static func sampleLimit(memory: Int) throws -> Int {
        let limit = (memory - fixedMemory) / memoryPerByte
        guard limit >= 1 << 20 else {
            throw ModelError.badOption("topics need at least --memory \((fixedMemory + memoryPerByte << 20) >> 20)M")
        }
        return limit
    }

    /// - Parameters:
    ///   - sample: of all articles, as `ArticleSample` draws it.
    ///   - nmf, search: as for `TopicModel.fit`.
    ///   - path: beside which there is room for the rows, less than the size of the texts; nothing stays there.
    /// - Throws: `ModelError` where there is nothing to find, `CorpusError.unwritable`.
    public init(sample: [Article], nmf: NMF, search: TopicCountSearch? = nil, beside path: String) throws {
        var nmf = nmf
        let texts = sample.normalized(threads: nmf.compute.threads)
        vectorizer = TopicModel.phrases(of: texts, threads: nmf.compute.threads)
        self.sample = vectorizer.transform(texts.scalars, threads: nmf.compute.threads)
        windows = vectorizer.windows(texts.scalars, threads: nmf.compute.threads)
        if let search { nmf.rank = try search.run(self.sample).best.count }
        start = try nmf.topics(of: self.sample)
        isDone = NMF.areShort(self.sample)
        self.nmf = nmf
        store = try RowStore(beside: path, seed: nmf.compute.seed)
    }

    /// Takes some articles.
    public func add(_ batch: CountedPhrases) throws {
        var first = 0
        for end in batch.ends {
            try store.append(labels: [], entries: batch.entries[first..<end])
            first = end
        }
    }

    /// The topics of all that was added; shares and the limit of what fits are the sample's.
    ///
    /// - Parameter progress: told how many articles the passes have gone over so far, all together.
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
                store, draws: 0..<1 << 16, columnShift: 0, classes: [], dropsUnlabeled: false,
                seed: nmf.compute.seed &+ UInt64(number))
            try Parallel.pipeline(threads: nmf.compute.threads) {
                var batch = try rows.next()
                batch?.weigh(vectorizer.weigh)
                return batch
            } use: { batch in
                let share = pow(StreamingTopics.kept, Double(batch.rows) / Double(store.rows))
                online.learn(batch.matrix(columns: vectorizer.columns), keeping: share)
                seen += batch.rows
                try progress(seen)
            }
        }
        let H = FactorLayout.padded(online.H, from: width, to: start.rank)
        return try named(TopicFactors(folding: sample, into: H, rank: start.rank, threads: nmf.compute.threads))
    }

    private func named(_ found: TopicFactors) throws -> TopicModel {
        try TopicModel.named(sample, found, vectorizer, by: windows, threads: nmf.compute.threads).0
    }
}
