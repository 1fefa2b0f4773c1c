import Text
import Numerics
import Corpus
import Features

/// The articles that can be learned from: their labels numbered, their texts as rows of features.
///
/// Texts are vectorized once. Where some articles are held out, the column weights are those of the
/// others alone, and columns that none of them has weigh nothing, as if the others had been vectorized by
/// themselves.
struct LabeledSet {
    /// Of each article; empty where all its labels are rare.
    let labelSets: [[Int]]
    let choice: LabelChoice
    /// How many articles a person corrected.
    let corrected: Int
    /// Of each article, by how much it counts.
    private let weights: [Float]
    private let kind: LogisticRegressionModel.Kind
    private let options: ArticleClassifier.Options
    private let vectorizer: TFIDFVectorizer
    private let matrix: CSRMatrix

    /// - Parameters:
    ///   - texts: those of the articles, in their order; let go as soon as they are rows of features. Nil where
    ///     nobody has normalized them yet.
    ///   - corrected: which articles a person corrected; none if empty.
    init(
        _ articles: [Article], _ texts: consuming [ArticleText]? = nil, corrected: [Bool] = [],
        options: ArticleClassifier.Options
    ) throws {
        precondition(corrected.isEmpty || corrected.count == articles.count)
        self.options = options
        var labeled = articles.indices.filter { !articles[$0].industries.isEmpty }
        guard !labeled.isEmpty else { throw ModelError.noLabels(articles: articles.count) }
        var given = labeled.map {
            ArticleClassifier.givenLabels(articles[$0], isSingleLabel: options.isSingleLabel)
        }
        var counts: [String: Int] = [:]
        for label in given.joined() { counts[label, default: 0] += 1 }
        choice = try LabelChoice(counts: counts, articles: labeled.count, minimum: options.minimumLabelCount)
        let labels = choice.labels
        let indexOfLabel = Dictionary(uniqueKeysWithValues: zip(labels, labels.indices))
        if options.isSingleLabel {
            // With one label an article, an article of a rare label has nothing left to teach.
            labeled = labeled.filter { indexOfLabel[articles[$0].industries[0]] != nil }
            given = given.filter { indexOfLabel[$0[0]] != nil }
        }
        kind = options.kind(classes: labels.count)
        labelSets = given.map { $0.compactMap { indexOfLabel[$0] } }
        weights = labeled.map { !corrected.isEmpty && corrected[$0] ? options.correctionWeight : 1 }
        self.corrected = corrected.isEmpty ? 0 : labeled.count { corrected[$0] }
        let threads = options.regression.compute.threads
        let scalars =
            if let texts = consume texts {
                labeled.map { texts[$0].scalars }
            } else {
                labeled.map { articles[$0] }.normalized(threads: threads).scalars
            }
        (vectorizer, matrix) = try TFIDFVectorizer.fitTransform(scalars, options: options.tfidf, threads: threads)
    }

    /// Learns from all articles.
    func fit(_ regression: LogisticRegression) throws -> (TFIDFVectorizer, LogisticRegressionModel, Optimality) {
        var (vectorizer, matrix) = (vectorizer, matrix)
        if isSupervised {
            (vectorizer, matrix) = try vectorizer.reweighting(matrix, with: columnWeights(matrix, labelSets))
        }
        let (model, optimality) = try fit(matrix, labelSets, weights, regression)
        return (vectorizer, model, optimality)
    }

    /// What each value of C scores on held-out articles, five folds.
    func scores(of values: [Float]) throws -> [HeldOutScore] {
        guard labelSets.count >= 2 * ArticleClassifier.folds else {
            throw ModelError.badOption(
                "\(labelSets.count) labeled articles are too few to choose C by; give one value of --C")
        }
        var regression = options.regression
        regression.tolerance = max(regression.tolerance, RegularizationSearch.defaultTolerance)
        return try RegularizationSearch(regression, values: values, foldOf: foldOf)
            .scores(
                Targets(labelSets, for: kind), documentWeights: weights, classes: choice.labels.count,
                isSingleLabel: options.isSingleLabel, features: features)
    }

    /// Learned from held-out scores; nil with too few articles.
    func calibration(_ regression: LogisticRegression) throws -> Calibration? {
        try heldOutScores(regression).map(calibration)
    }

    /// - Parameter scores: articles × labels, row by row.
    func calibration(_ scores: [Float]) -> Calibration {
        var isTrue = [Bool](repeating: false, count: scores.count)
        for (document, own) in labelSets.enumerated() {
            for label in own { isTrue[document * choice.labels.count + label] = true }
        }
        return Calibration(scores: scores, isTrue: isTrue, labels: choice.labels.count, goal: options.goal)
    }

    /// The scores of each article by a model of the other folds: articles × labels, row by row; nil with too
    /// few articles.
    func heldOutScores(_ regression: LogisticRegression) throws -> [Float]? {
        let folds = ArticleClassifier.folds
        guard labelSets.count >= 2 * folds else { return nil }
        let foldOf = foldOf
        var alone = regression
        alone.compute.threads = 1
        let parts = try Parallel.map(folds, threads: regression.compute.threads) { [alone] fold in
            let (training, heldOut) = StratifiedSplit.parts(foldOf, heldOut: fold)
            let (learned, judged) = try features(training: training, heldOut: heldOut)
            return (
                heldOut,
                try fit(learned, training.map { labelSets[$0] }, training.map { weights[$0] }, alone).0.scores(judged)
            )
        }
        let labels = choice.labels.count
        var scores = [Float](repeating: 0, count: labelSets.count * labels)
        for (heldOut, own) in parts {
            for (row, document) in heldOut.enumerated() {
                for label in 0..<labels { scores[document * labels + label] = own[row * labels + label] }
            }
        }
        return scores
    }

    private var foldOf: [Int] {
        StratifiedSplit.folds(labelSets, folds: ArticleClassifier.folds, seed: options.regression.compute.seed)
    }

    private var isSupervised: Bool { labelSets.count >= ArticleClassifier.supervisedFrom }

    private func columnWeights(_ rows: CSRMatrix, _ labelSets: [[Int]]) -> [Float] {
        options.columnWeights(
            LabelCounts(rows, labels: labelSets, classes: choice.labels.count), isSupervised: isSupervised)
    }

    private func features(training: [Int], heldOut: [Int]) throws -> (CSRMatrix, CSRMatrix) {
        let learned = matrix.selecting(rows: training)
        let weights = columnWeights(learned, training.map { labelSets[$0] })
        return (
            try vectorizer.reweighting(learned, with: weights).1,
            try vectorizer.reweighting(matrix.selecting(rows: heldOut), with: weights).1
        )
    }

    private func fit(
        _ features: CSRMatrix, _ labelSets: [[Int]], _ weights: [Float], _ regression: LogisticRegression
    ) throws -> (LogisticRegressionModel, Optimality) {
        try regression.fit(
            features, Targets(labelSets, for: kind), classes: choice.labels.count, documentWeights: weights)
    }
}
