import Features
import TrendNumerics

/// Passes over the rows of a store, with their labels as classes.
struct StreamingPasses {
    let store: RowStore
    let columns: HashedColumns
    /// The bits of the columns in the store.
    let bitsStored: Int
    /// The class of each label in the store; −1 for labels that are not learned.
    let classes: [Int]
    let labels: Int
    var options: ArticleClassifier.Options
    /// Vectors of texts beside the n-grams, at this length.
    var dense: (vectors: StreamedVectors, length: Float)?
    /// Hears how many rows each batch had.
    let progress: (Int) throws -> Void

    /// All draws.
    static let all = 0..<1 << 16

    /// The number of features.
    private var width: Int { columns.count + (dense?.vectors.width ?? 0) }

    /// One pass.
    ///
    /// - Parameters:
    ///   - number: of the pass; another one has the rows in another order.
    ///   - draws: whose rows are used, but for those of `excluded`.
    ///   - vectorizer: turns counts into features; nil leaves the counts, without vectors.
    ///   - learns: whether rows are learned, heavy ones in parts.
    private func run(
        _ number: Int, _ draws: Range<Int>, except excluded: Range<Int> = 0..<0, weighedBy vectorizer: TFIDFVectorizer?,
        learns: Bool = false, use: (RowBatch) -> Void
    ) throws {
        var rows = RowPass(
            store, draws: draws, except: excluded, columnShift: bitsStored - columns.bits, classes: classes,
            isSingleLabel: options.isSingleLabel, repeatsHeavyRows: learns,
            seed: options.regression.compute.seed &+ UInt64(number))
        try Parallel.pipeline(threads: options.regression.compute.threads) {
            guard var batch = try rows.next() else { return nil }
            if let vectorizer {
                batch.weigh(vectorizer.weigh)
                dense?.vectors.join(&batch, columns: columns.count, length: dense!.length)
            }
            return batch
        } use: { (batch: RowBatch) in
            use(batch)
            try progress(batch.rows)
        }
    }

    /// The weights of columns as the rows outside of `held` tell them, and what these rows are.
    func lesson(except held: Range<Int>) throws -> StreamingLesson {
        var counts = LabelCounts(columns: columns.count, classes: labels)
        var visits = 0
        try run(0, StreamingPasses.all, except: held, weighedBy: nil) { batch in
            batch.count(into: &counts)
            visits += batch.lossWeights.reduce(0) { $0 + RowPass.visits(weight: $1) }
        }
        guard counts.documents > 0 else { throw ModelError.noDocuments }
        let vectorizer = try TFIDFVectorizer(
            options: options.tfidf, columns: .hashed(columns),
            columnWeights: options.columnWeights(
                counts, isSupervised: counts.documents >= ArticleClassifier.minimumForSupervision))
        return StreamingLesson(
            vectorizer: vectorizer, labeled: counts.labels, documents: counts.documents, visits: visits)
    }

    /// A solver that has learned nothing yet.
    func solver(_ lesson: StreamingLesson) -> FTRLProximal {
        let kind = options.kind(classes: labels)
        return FTRLProximal(
            kind: kind, columns: width,
            costs: options.regression.costs(lesson.labeled, of: lesson.documents, kind: kind),
            lambda: 1 / (options.regression.C * Float(lesson.visits)))
    }

    /// Learns some rows.
    func learn(
        _ draws: Range<Int>, except held: Range<Int> = 0..<0, _ lesson: StreamingLesson, into solver: FTRLProximal
    ) throws {
        for number in 1...StreamingTrainer.passes {
            try run(number, draws, except: held, weighedBy: lesson.vectorizer, learns: true, use: solver.learn)
        }
    }

    /// The scores of some rows, rows × labels, and their labels.
    func judge(
        _ draws: Range<Int>, _ lesson: StreamingLesson, by model: LogisticRegressionModel
    ) throws -> StreamingScores {
        var judged = StreamingScores()
        try run(0, draws, weighedBy: lesson.vectorizer) { batch in
            judged.scores += model.scores(batch.matrix(columns: width))
            judged.labelSets += (0..<batch.rows).map { Array(batch.labels(of: $0)) }
        }
        return judged
    }
}

/// What is known of rows before they are learned.
struct StreamingLesson {
    let vectorizer: TFIDFVectorizer
    /// The number of rows with each label.
    let labeled: [Int]
    let documents: Int
    /// The number of steps in which a pass learns them.
    let visits: Int
}

/// What a model says of rows that it has not learned.
struct StreamingScores {
    /// Rows × labels, row by row.
    var scores: [Float] = []
    var labelSets: [[Int]] = []

    static func += (left: inout StreamingScores, right: StreamingScores) {
        left.scores += right.scores
        left.labelSets += right.labelSets
    }
}
