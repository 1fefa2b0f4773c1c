import TrendNumerics
import Corpus
import Features
import Foundation

/// Trains on a corpus that is larger than memory. Articles are read once, one after another. The data that training
/// needs go to disk (`RowStore`), and the passes of training read them from there.
///
/// Features are hashed, so memory depends on the number of labels, not on that of the articles. Vectors of texts are
/// further features where texts without labels are given and held-out articles are judged better for them; few labeled
/// articles are then learned in memory. The result is the same for any number of threads.
public final class StreamingTrainer {
    private var options: ArticleClassifier.Options
    private let memory: Int
    /// Turns articles into the rows that `add` takes.
    public let counter: HashedRowCounter
    private let store: RowStore
    /// What is kept to learn vectors from; nil where none are to be learned, or nothing is left to learn from them.
    var background: StreamingBackground?
    /// The number of each label in the store.
    private var labelNumbers: [String: Int] = [:]
    /// How often each label was given, by its number.
    private var labelTallies: [LabelTally] = []
    private var labelBytes = 0
    /// The number of articles that were added, those without labels among them.
    public private(set) var articles = 0

    private struct LabelTally {
        /// The number of articles with the label, those whose first one it is, and of these the corrected ones.
        var (all, first, corrected) = (0, 0, 0)
    }

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
    ///   - memory: the available memory in bytes, which determines the number of columns and the texts that vectors are
    ///     learned from.
    ///   - learnsVectors: whether texts without labels will be given.
    ///   - path: a path beside which there is room for about 1.5 times the corpus; no file stays there.
    /// - Throws: `CorpusError.unwritable`.
    public init(
        options: ArticleClassifier.Options, memory: Int, learnsVectors: Bool = false, beside path: String
    ) throws {
        self.options = options
        self.memory = memory
        counter = HashedRowCounter(
            columns: try HashedColumns(bits: StreamingTrainer.bitsAllowed.upperBound), tfidf: options.tfidf,
            isSingleLabel: options.isSingleLabel, keepsTexts: learnsVectors)
        store = try RowStore(beside: path, seed: options.regression.compute.seed)
        if learnsVectors { background = try StreamingBackground(memory: memory, beside: path) }
    }

    /// The characters of texts without labels that are of use beside the articles that were added.
    public var unlabeledScalars: Int { background?.unlabeledScalars ?? 0 }

    /// The bytes that are free for others as long as articles are added.
    public var memoryWhileAdding: Int { memory - StreamingBackground.fixedMemory }

    /// Adds articles, in the order of the corpus: the random order of the passes depends on it.
    ///
    /// - Throws: `ModelError.tooManyLabels`, and the errors of the store.
    public func add(_ batch: HashedRows) throws {
        articles += batch.articles
        var start = 0
        for (row, (labels, end)) in zip(batch.labels, batch.ends).enumerated() {
            let numbers = try labels.map(number)
            let isCorrected = batch.isCorrected[row]
            for label in numbers { labelTallies[label].all += 1 }
            labelTallies[numbers[0]].first += 1
            if isCorrected { labelTallies[numbers[0]].corrected += 1 }
            try store.append(
                labels: numbers, weight: isCorrected ? options.correctionWeight : 1,
                entries: batch.entries[start..<end])
            start = end
            if store.rows > BackgroundTrials.mostArticles { background = nil }
            try background?.append(batch.texts[row], labels: numbers, isCorrected: isCorrected)
        }
    }

    private func number(of label: String) throws -> Int {
        if let known = labelNumbers[label] { return known }
        labelBytes += label.utf8.count + 128
        guard labelBytes <= StreamingTrainer.labelMemory else {
            throw ModelError.tooManyLabels(labelNumbers.count + 1)
        }
        labelNumbers[label] = labelTallies.count
        labelTallies.append(LabelTally())
        return labelTallies.count - 1
    }

    /// Trains on all articles that were added.
    ///
    /// - Parameters:
    ///   - chosen: the settings where the labels of the articles decide them, with the features and the weight of
    ///     corrections that the trainer was created with; nil: those of then.
    ///   - texts: normalized texts without labels, of about `unlabeledScalars` at most; nil to learn from the articles
    ///     alone.
    ///   - progress: called with the total number of articles that the passes have processed so far.
    /// - Throws: `ModelError` if there is nothing to learn or too little memory for the labels, and the errors of
    ///   `progress`.
    /// - Complexity: `passes` times the rows' entries times the labels; with texts without labels beside these the work
    ///   of `StreamingBackground.vectors` and `choose`.
    public func train(
        as chosen: ArticleClassifier.Options? = nil, background texts: [[UInt32]]? = nil,
        progress: (Int) throws -> Void = { _ in }
    ) throws -> ArticleClassifier {
        try store.flush()
        guard store.rows > 0 else { throw ModelError.noLabels(articles: articles) }
        if let chosen { options = chosen }
        let isSingleLabel = options.isSingleLabel
        let counts = labelNumbers.mapValues { isSingleLabel ? labelTallies[$0].first : labelTallies[$0].all }
        let choice = try LabelChoice(
            counts: counts.filter { $0.value > 0 }, articles: store.rows, minimum: options.minimumLabelCount)
        let labels = choice.labels.count
        var classes = [Int](repeating: -1, count: labelTallies.count)
        for (label, name) in choice.labels.enumerated() { classes[labelNumbers[name]!] = label }
        let bits = try bits(classes: labels, of: memory - StreamingTrainer.fixedMemory)

        var seen = 0
        return try withoutActuallyEscaping(progress) { progress in
            func passes(of bits: Int) throws -> StreamingPasses {
                StreamingPasses(
                    store: store, columns: try HashedColumns(bits: bits),
                    bitsStored: StreamingTrainer.bitsAllowed.upperBound, classes: classes, labels: labels,
                    options: options
                ) { rows in
                    seen += rows
                    try progress(seen)
                }
            }
            var chosen = try passes(of: bits)
            var judged: StreamingScores?
            var use = texts.map { BackgroundUse(texts: $0.count, ngrams: 0, trials: [], chosen: 0, sure: 0) }
            if let texts, let background, background.isFew(labels: labels) {
                let learned = try inMemory(texts, background)
                if learned.dense != nil { return learned }
                use = learned.training.background
            } else if let texts, let vectors = try vectors(texts, &use!) {
                let rest = memory - StreamingTrainer.fixedMemory - vectors.size
                // Where vectors leave too little memory, as little as possible is taken.
                let fitting = try? self.bits(classes: labels, of: rest)
                let beside = try passes(of: fitting ?? StreamingTrainer.bitsAllowed.lowerBound)
                let folds = try beside.folds(most: StreamingTrainer.heldOutArticles)
                if let best = try StreamingBackground.choose(vectors, beside, folds, &use!) {
                    chosen = beside
                    chosen.dense = (vectors, best.length)
                    judged = best.judged
                }
            }
            var scores: [HeldOutScore]?
            if !options.candidates.isEmpty {
                let needed = 2 * ArticleClassifier.folds
                guard store.rows >= needed else {
                    throw ModelError.tooFewToChooseC(articles: store.rows, needed: needed)
                }
                let folds = try chosen.folds(most: StreamingTrainer.heldOutArticles)
                (scores, judged) = try chosen.chooseC(among: options.candidates, folds)
            }
            var classifier = try classifier(chosen, judged: judged, choice)
            (classifier.training.background, classifier.training.heldOutScores) = (use, scores)
            return classifier
        }
    }

    /// The classifier that learns from few labeled articles in memory.
    private func inMemory(_ texts: [[UInt32]], _ background: StreamingBackground) throws -> ArticleClassifier {
        var names = [String](repeating: "", count: labelTallies.count)
        for (name, number) in labelNumbers { names[number] = name }
        var learned = try background.classifier(names, texts, options: options)
        learned.training.unlabeled = articles - store.rows
        if learned.training.background?.obstacle == nil {
            learned.training.background?.sample = background.sample(
                texts, labeled: store.rows, scalars: background.labeled.scalars)
        }
        return learned
    }

    /// The vectors to try; nil, with the obstacle, where there is nothing to learn or to judge by.
    private func vectors(_ texts: [[UInt32]], _ use: inout BackgroundUse) throws -> StreamedVectors? {
        guard let background else {
            use.obstacle = .manyLabeled
            return nil
        }
        guard store.rows >= 2 * ArticleClassifier.folds else {
            use.obstacle = .fewLabeled
            return nil
        }
        let vectors = try background.vectors(texts, &use, options.regression.compute)
        if vectors == nil { use.obstacle = .fewTexts }
        return vectors
    }

    /// Learns all rows, and from some of them how right the model is.
    ///
    /// - Parameter known: what was said of held-out rows already; nil to hold out some first.
    private func classifier(
        _ passes: StreamingPasses, judged known: StreamingScores?, _ choice: LabelChoice
    ) throws -> ArticleClassifier {
        let share = store.rows < 2000 ? 0.2 : min(0.05, StreamingTrainer.heldOutArticles / Double(store.rows))
        let held = known == nil ? 0..<Int(share * 0x1p16) : 0..<0
        let lesson = try passes.lesson(except: held)
        let solver = passes.solver(lesson)
        try passes.learn(StreamingPasses.all, except: held, lesson, into: solver)
        let judged = try known ?? passes.judge(held, lesson, by: solver.model())
        let heldOut =
            judged.labelSets.isEmpty
            ? nil
            : HeldOut(
                scores: judged.scores, labelSets: judged.labelSets, labels: choice.labels.count,
                hasVectors: passes.dense != nil, options: options)
        // What is known of the model by then holds for one that has learned these articles as well.
        if known == nil { try passes.learn(held, lesson, into: solver) }
        return try ArticleClassifier(
            labels: choice.labels, isSingleLabel: options.isSingleLabel, vectorizer: lesson.vectorizer,
            dense: passes.dense.map { try DenseFeatures(vectors: $0.vectors.vectors, length: $0.length) },
            regression: solver.model(), calibration: heldOut?.calibration, confidence: heldOut?.confidence,
            heldOut: heldOut?.sample,
            training: .init(
                documents: lesson.documents + (known == nil ? judged.labelSets.count : 0),
                corrected: corrected(learnedAs: passes.classes), unlabeled: articles - store.rows,
                rareLabels: choice.rare.listed, rareLabelCount: choice.rare.count,
                minimumLabelCount: choice.minimum, optimality: nil))
    }

    /// The number of corrected articles that teach: of one label per article, those whose label is learned.
    private func corrected(learnedAs classes: [Int]) -> Int {
        zip(labelTallies, classes).reduce(0) { sum, label in
            label.1 >= 0 || !options.isSingleLabel ? sum + label.0.corrected : sum
        }
    }

    /// The number of hash bits that fit into so many bytes, with the solver's state and the final weights.
    ///
    /// - Throws: `ModelError.tooLittleMemory`.
    private func bits(classes: Int, of memory: Int) throws -> Int {
        let column = FTRLProximal.bytesPerColumn(classes: classes) + classes * 4 + 4
        let allowed = StreamingTrainer.bitsAllowed
        guard let bits = allowed.last(where: { column << $0 <= memory }) else {
            throw ModelError.tooLittleMemory(
                labels: classes, needed: column << allowed.lowerBound + StreamingTrainer.fixedMemory)
        }
        return bits
    }
}
