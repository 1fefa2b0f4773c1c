/// How well one value of C does on documents that it has not learned from.
public struct HeldOutScore: Equatable, Sendable, Codable {
    public var C: Float
    /// Mean over the folds: accuracy with one label a document, micro-F1 at the fold's best threshold with
    /// several.
    public var score: Double

    /// The best score; of equal ones the one of the smallest C.
    public static func best(of scores: [HeldOutScore]) -> HeldOutScore? {
        scores.min { ($1.score, $0.C) < ($0.score, $1.C) }
    }
}

/// Cross-validates values of C.
///
/// Each fold goes up its own `RegularizationPath`; the folds run on the cores side by side, so the result
/// is the same at any number of threads.
public struct RegularizationSearch: Sendable {
    /// Each about three times the one before.
    public static let defaultValues: [Float] = [0.1, 0.3, 1, 3, 10, 30, 100, 300]
    /// A finer fit changes the scores by less than a tenth of a point, which is less than other folds would.
    public static let defaultTolerance = 1e-3

    /// Its `tolerance` holds for every value.
    public var options: LogisticRegression
    public var values: [Float]
    /// Each document's fold, from 0.
    public var foldOf: [Int]

    /// - Parameter values: of C, in any order.
    public init(_ options: LogisticRegression, values: [Float], foldOf: [Int]) {
        self.options = options
        self.values = values.sorted()
        self.foldOf = foldOf
    }

    /// - Parameters:
    ///   - targets: those of all documents.
    ///   - isSingleLabel: what a score is; wants exactly one label each.
    ///   - documentWeights: by how much each document counts in learning; all 1 if empty.
    ///   - features: makes the matrices to learn from and to judge by from the documents of either, in
    ///     rising order.
    /// - Returns: one score a value, from the smallest.
    /// - Throws: `NumericsError` where a fold leaves nothing to learn from.
    /// - Complexity: about half of a fit for each value and fold; for as many folds as there are threads
    ///   the memory of one fit.
    public func scores(
        _ targets: Targets, documentWeights: [Float] = [], classes: Int, isSingleLabel: Bool,
        features: @Sendable (_ training: [Int], _ heldOut: [Int]) throws -> (CSRMatrix, CSRMatrix)
    ) throws -> [HeldOutScore] {
        let folds = (foldOf.max() ?? -1) + 1
        var options = options
        let threads = options.compute.threads
        options.compute.threads = 1
        guard let first = values.first, folds >= 2 else {
            throw NumericsError.badOption("choosing C takes at least one value and two folds")
        }
        options.C = first
        let byFold = try Parallel.map(folds, threads: threads) { [options] fold in
            let (training, heldOut) = StratifiedSplit.parts(foldOf, heldOut: fold)
            let (learned, judged) = try features(training, heldOut)
            let weights = documentWeights.isEmpty ? [] : training.map { documentWeights[$0] }
            let truth = heldOut.map(targets.labels)
            let path = try RegularizationPath(
                options, features: learned, targets: targets.selecting(training), classes: classes,
                documentWeights: weights)
            return try values.map { C in
                let scores = try path.fit(C: C).0.scores(judged)
                return isSingleLabel
                    ? RegularizationSearch.accuracy(scores, truth, classes)
                    : RegularizationSearch.bestF1(scores, truth, classes)
            }
        }
        return values.indices.map { index in
            HeldOutScore(C: values[index], score: byFold.reduce(0) { $0 + $1[index] } / Double(folds))
        }
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
