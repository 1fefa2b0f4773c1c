import TrendNumerics
import Corpus
import Features
import Foundation

/// Trains on a corpus that is larger than memory. Articles are read once, one after another. The data that training
/// needs go to disk (`RowStore`), and the passes of training read them from there.
///
/// Features are hashed, so memory depends on the number of labels, not on that of the articles. The result is the same
/// for any number of threads.
public final class StreamingTrainer {
    private var options: ArticleClassifier.Options
    private let singleLabelOptions: ArticleClassifier.Options?
    private let memory: Int
    /// Turns articles into the rows that `add` takes.
    public let counter: HashedRowCounter
    private let store: RowStore
    /// The number of each label in the store.
    private var labelNumbers: [String: Int] = [:]
    /// The number of articles with each label, by the label's number.
    private var labelCounts: [Int] = []
    private var labelBytes = 0
    private var articles = 0

    /// The number of training passes over the rows. On three corpora of titles, 2, 3, 4 and 10 passes differ by at most
    /// half a point of accuracy, in either direction.
    public static let passes = 3
    /// The maximum size in bytes of all distinct labels. A field with more distinct values does not hold labels.
    static let labelMemory = 16 << 20
    /// About the maximum number of held-out articles: enough of them, and few enough to hold all their scores in memory.
    private static let heldOutArticles = 20_000.0
    /// The memory in bytes that the program needs for any model: itself, the shuffled rows, and the batches in
    /// progress.
    private static let fixedMemory = 192 << 20
    /// The allowed numbers of hash bits. Columns are hashed to the maximum before the number of labels is known.
    private static let bitsAllowed = 16...20

    /// Creates a trainer.
    ///
    /// - Parameters:
    ///   - options: the settings of training.
    ///   - singleLabelOptions: the settings where every article that was added has exactly one label; nil: `options`.
    ///   - memory: the available memory in bytes, which determines the number of columns.
    ///   - path: a path beside which there is room for about 1.5 times the corpus; no file stays there.
    /// - Throws: `CorpusError.unwritable`.
    public init(
        options: ArticleClassifier.Options, ifSingleLabel singleLabelOptions: ArticleClassifier.Options? = nil,
        memory: Int, beside path: String
    ) throws {
        self.options = options
        self.singleLabelOptions = singleLabelOptions
        self.memory = memory
        counter = HashedRowCounter(
            columns: try HashedColumns(bits: StreamingTrainer.bitsAllowed.upperBound), tfidf: options.tfidf,
            isSingleLabel: options.isSingleLabel)
        store = try RowStore(beside: path, seed: options.regression.compute.seed)
    }

    /// Adds articles, in the order of the corpus: the random order of the passes depends on it.
    ///
    /// - Throws: `ModelError.tooManyLabels`, and the errors of the store.
    public func add(_ batch: HashedRows) throws {
        articles += batch.articles
        var start = 0
        for (labels, end) in zip(batch.labels, batch.ends) {
            let numbers = try labels.map(number)
            for label in numbers { labelCounts[label] += 1 }
            try store.append(labels: numbers, entries: batch.entries[start..<end])
            start = end
        }
    }

    private func number(of label: String) throws -> Int {
        if let known = labelNumbers[label] { return known }
        labelBytes += label.utf8.count + 128
        guard labelBytes <= StreamingTrainer.labelMemory else {
            throw ModelError.tooManyLabels(labelNumbers.count + 1)
        }
        labelNumbers[label] = labelCounts.count
        labelCounts.append(0)
        return labelCounts.count - 1
    }

    /// Trains on all articles that were added.
    ///
    /// - Parameter progress: called with the total number of articles that the passes have processed so far.
    /// - Throws: `ModelError` if there is nothing to learn or too little memory for the labels, and the errors of
    ///   `progress`.
    /// - Complexity: `passes` times the rows' entries times the labels.
    public func train(progress: (Int) throws -> Void = { _ in }) throws -> ArticleClassifier {
        try store.flush()
        guard store.rows > 0 else { throw ModelError.noLabels(articles: articles) }
        // Each row has at least one label.
        if let singleLabelOptions, labelCounts.count > 1, labelCounts.reduce(0, +) == store.rows {
            options = singleLabelOptions
        }
        let choice = try LabelChoice(
            counts: labelNumbers.mapValues { labelCounts[$0] }, articles: store.rows,
            minimum: options.minimumLabelCount)
        var classes = [Int](repeating: -1, count: labelCounts.count)
        for (label, name) in choice.labels.enumerated() { classes[labelNumbers[name]!] = label }
        let columns = try HashedColumns(bits: bits(classes: choice.labels.count))

        // Some articles are held out, to know how right the model is.
        let share = store.rows < 2000 ? 0.2 : min(0.05, StreamingTrainer.heldOutArticles / Double(store.rows))
        let held = Int(share * 0x1p16)
        var seen = 0
        func pass(
            _ number: Int, draws: Range<Int>, weighedBy vectorizer: TFIDFVectorizer?, use: (RowBatch) -> Void
        ) throws {
            var rows = RowPass(
                store, draws: draws, columnShift: StreamingTrainer.bitsAllowed.upperBound - columns.bits,
                classes: classes, dropsUnlabeled: options.isSingleLabel,
                seed: options.regression.compute.seed &+ UInt64(number))
            try Parallel.pipeline(threads: options.regression.compute.threads) {
                var batch = try rows.next()
                if let vectorizer { batch?.weigh(vectorizer.weigh) }
                return batch
            } use: { batch in
                use(batch)
                seen += batch.rows
                try progress(seen)
            }
        }

        var counts = LabelCounts(columns: columns.count, classes: choice.labels.count)
        try pass(0, draws: held..<1 << 16, weighedBy: nil) { $0.count(into: &counts) }
        let vectorizer = try TFIDFVectorizer(
            options: options.tfidf, columns: .hashed(columns),
            columnWeights: options.columnWeights(
                counts, isSupervised: counts.documents >= ArticleClassifier.minimumForSupervision))
        let (labeled, documents) = (counts.labels, counts.documents)
        counts = LabelCounts(columns: 0, classes: 0)

        guard documents > 0 else { throw ModelError.noDocuments }
        let kind = options.kind(classes: choice.labels.count)
        let solver = FTRLProximal(
            kind: kind, columns: columns.count,
            costs: options.regression.costs(labeled, of: documents, kind: kind),
            lambda: 1 / (options.regression.C * Float(documents)))
        func learn(_ draws: Range<Int>) throws {
            for number in 1...StreamingTrainer.passes {
                try pass(number, draws: draws, weighedBy: vectorizer, use: solver.learn)
            }
        }
        try learn(held..<1 << 16)
        var (scores, labelSets) = ([Float](), [[Int]]())
        do {
            let regression = try solver.model()
            try pass(0, draws: 0..<held, weighedBy: vectorizer) { batch in
                scores += regression.scores(batch.matrix(columns: columns.count))
                labelSets += (0..<batch.rows).map { Array(batch.labels(of: $0)) }
            }
        }
        let heldOut =
            labelSets.isEmpty
            ? nil : HeldOut(scores: scores, labelSets: labelSets, labels: choice.labels.count, options: options)
        // What is known of the model by then holds for one that has learned these articles as well.
        try learn(0..<held)
        return try ArticleClassifier(
            labels: choice.labels, isSingleLabel: options.isSingleLabel, vectorizer: vectorizer,
            regression: solver.model(), calibration: heldOut?.calibration, confidence: heldOut?.confidence,
            heldOut: heldOut?.sample,
            training: .init(
                documents: documents + labelSets.count, unlabeled: articles - store.rows,
                rareLabels: choice.rare.listed,
                rareLabelCount: choice.rare.count,
                minimumLabelCount: choice.minimum, optimality: nil))
    }

    /// The number of hash bits that fit into memory, with the solver's state and the final weights.
    ///
    /// - Throws: `ModelError.tooLittleMemory`.
    private func bits(classes: Int) throws -> Int {
        let column = FTRLProximal.bytesPerColumn(classes: classes) + classes * 4 + 4
        let allowed = StreamingTrainer.bitsAllowed
        guard let bits = allowed.last(where: { column << $0 <= memory - StreamingTrainer.fixedMemory }) else {
            throw ModelError.tooLittleMemory(
                labels: classes, needed: column << allowed.lowerBound + StreamingTrainer.fixedMemory)
        }
        return bits
    }
}
