/// The score of one value of C on held-out documents.
public struct HeldOutScore: Equatable, Sendable, Codable {
    /// The value of C.
    public var C: Float
    /// The mean over the folds: accuracy with one label per document, micro-F1 at the fold's best threshold with
    /// several.
    public var score: Double

    public init(C: Float, score: Double) {
        self.C = C
        self.score = score
    }

    /// The best score; of equal scores the one with the smallest C.
    public static func best(of scores: [HeldOutScore]) -> HeldOutScore? {
        scores.min { ($1.score, $0.C) < ($0.score, $1.C) }
    }
}

/// Chooses C by cross-validation.
///
/// Each fold follows its own `RegularizationPath`. The folds run in parallel, and the result is the same with any
/// number of threads.
public struct RegularizationSearch: Sendable {
    /// Each about three times the previous one.
    public static let defaultValues: [Float] = [0.1, 0.3, 1, 3, 10, 30, 100, 300]
    /// A lower tolerance changes the scores by less than a tenth of a point, which is less than a different choice of
    /// folds does.
    public static let defaultTolerance = 1e-3

    /// The options of all fits; only C differs.
    public var options: LogisticRegression
    /// The values of C, in ascending order.
    public var values: [Float]
    /// Each document's fold, from 0.
    public var foldOf: [Int]

    /// Prepares a search.
    ///
    /// - Parameter values: values of C, in any order.
    public init(_ options: LogisticRegression, values: [Float], foldOf: [Int]) {
        self.options = options
        self.values = values.sorted()
        self.foldOf = foldOf
    }

    /// Scores every value of C.
    ///
    /// - Parameters:
    ///   - targets: the labels of all documents.
    ///   - documentWeights: the weight of each document in training; all 1 if empty.
    ///   - classes: the number of classes or labels.
    ///   - isSingleLabel: whether the score is accuracy, which needs exactly one label per document, or micro-F1.
    ///   - features: makes the training matrix and the held-out matrix from the documents of each, in ascending order.
    /// - Returns: one score per value, from the smallest value.
    /// - Throws: `NumericsError` if a fold has nothing to learn from, or all documents have the same class.
    /// - Complexity: about half a fit per value and fold; per thread one fit's memory, and values × held-out documents ×
    ///   classes scores.
    public func scores(
        _ targets: Targets, documentWeights: [Float] = [], classes: Int, isSingleLabel: Bool,
        features: @Sendable (_ training: [Int], _ heldOut: [Int]) throws -> (CSRMatrix, CSRMatrix)
    ) throws -> [HeldOutScore] {
        let folds = (foldOf.max() ?? -1) + 1
        var options = options
        let threads = options.compute.threads
        options.compute = options.compute.part(1 / Double(max(1, folds * values.count)))
        options.compute.threads = 1
        guard let first = values.first, folds >= 2 else {
            throw NumericsError.badOption("choosing C needs at least one value and two folds")
        }
        options.C = first
        try targets.checkVariety()
        let byFold = try Parallel.map(folds, threads: threads) { [options] fold in
            let (training, heldOut) = StratifiedSplit.parts(foldOf, heldOut: fold)
            let (learned, judged) = try features(training, heldOut)
            let weights = documentWeights.isEmpty ? [] : training.map { documentWeights[$0] }
            let truth = heldOut.map(targets.labels)
            let path = try RegularizationPath(
                options, features: learned, targets: targets.selecting(training), classes: classes,
                documentWeights: weights)
            return try path.scores(of: values, judged: judged).map { scores in
                HeldOutScore.score(scores, truth, classes: classes, isSingleLabel: isSingleLabel)
            }
        }
        return values.indices.map { index in
            HeldOutScore(C: values[index], score: byFold.reduce(0) { $0 + $1[index] } / Double(folds))
        }
    }
}

extension HeldOutScore {
    /// The accuracy of scores with one label per document, their micro-F1 at the best cut with several.
    ///
    /// - Parameters:
    ///   - scores: documents × classes, row by row.
    ///   - truth: the labels of each document.
    public static func score(_ scores: [Float], _ truth: [[Int]], classes: Int, isSingleLabel: Bool) -> Double {
        isSingleLabel ? accuracy(scores, truth, classes) : bestF1(scores, truth, classes)
    }

    private static func accuracy(_ scores: [Float], _ truth: [[Int]], _ classes: Int) -> Double {
        let hits = truth.indices.count { document in
            let own = scores[document * classes..<(document + 1) * classes]
            return own[own.startIndex + truth[document][0]] == own.max()
        }
        return Double(hits) / Double(max(1, truth.count))
    }

    private static func bestF1(_ scores: [Float], _ truth: [[Int]], _ classes: Int) -> Double {
        var hits = [Double](repeating: 0, count: scores.count)
        for (document, labels) in truth.enumerated() {
            for label in labels { hits[document * classes + label] = 1 }
        }
        return ScoreCut.best(scores, hits: hits).f1
    }
}
