/// Nonnegative matrix factorization X ≈ W H of documents into topics:
///
///     min over W ≥ 0, H ≥ 0 of  ½‖X − WH‖² + l1 (ΣW + ΣH) + ½ l2 (‖W‖² + ‖H‖²)
///
/// The algorithm is hierarchical alternating least squares (`HALS`), extrapolated along the last step (Ang and Gillis,
/// "Accelerating nonnegative matrix factorization algorithms using extrapolation", Neural Computation 31, 2019). An
/// extrapolated step that does not lower the objective is rejected, so the objective never rises.
///
/// The fit begins with the factors of X projected onto its leading singular space, which takes only products of small
/// dense matrices (`CompressedFactorable`). Their starting point is NNDSVD (Boutsidis and Gallopoulos, Pattern
/// Recognition 41, 2008). X itself then needs only a few iterations.
public struct NMF: Sendable {
    /// The number of topics.
    public var rank: Int
    /// Fitting stops when the norm of the projected gradient, relative to its norm at the start, is at most this value
    /// (Lin, Neural Computation 19, 2007, section 3).
    public var tolerance: Double
    /// The maximum number of iterations.
    public var maximumIterations: Int
    /// The penalty on each weight, which sets more weights to 0.
    public var l1: Double
    /// The penalty on half the square of each weight.
    public var l2: Double
    /// Power iterations of the random projection (`RandomizedSVD`) that gives the starting point. The more there are,
    /// the less the topics depend on the seed.
    public var powerIterations = 3
    /// The random seed and the number of threads.
    public var compute: Compute

    /// 20 topics, a tolerance of 0.01, 200 iterations and no penalties by default.
    public init(
        rank: Int = 20, tolerance: Double = 0.01, maximumIterations: Int = 200, l1: Double = 0, l2: Double = 0,
        compute: Compute = Compute()
    ) {
        self.rank = rank
        self.tolerance = tolerance
        self.maximumIterations = maximumIterations
        self.l1 = l1
        self.l2 = l2
        self.compute = compute
    }

    /// Factorizes a matrix.
    ///
    /// - Parameter X: documents × terms, without negative entries.
    /// - Returns: a factorization into `rank` topics, or fewer if the matrix has a lower rank, for example because
    ///   documents are identical.
    /// - Throws: `NumericsError.noRows` for a matrix without nonzero entries; `badOption` for a rank below 1, a
    ///   negative penalty or a penalty that leaves no topic; `notConverged` if the singular value decomposition fails.
    /// - Complexity: O(iterations × entries × rank); memory for 5 documents × rank and 4 terms × rank.
    public func fit(_ X: CSRMatrix) throws -> NMFactorization {
        try NMF.check(X, rank: rank)
        guard l1 >= 0, l2 >= 0, l1.isFinite, l2.isFinite else {
            throw NumericsError.badOption("the penalties are \(l1) and \(l2); they must not be negative")
        }
        let pieces = ColumnPieces(X)
        var fitting = try projectedFitting(X, pieces: pieces)
        fitting.run()
        fitting.restart(over: SparseFactorable(X, pieces: pieces))
        fitting.run()
        let result = fitting.result()
        guard result.rank > 0 else { throw NumericsError.badOption("a penalty of \(l1) leaves no topic") }
        return result
    }

    static func check(_ X: CSRMatrix, rank: Int) throws {
        guard rank >= 1 else { throw NumericsError.badOption("\(rank) topics: there must be at least 1") }
        guard X.values.contains(where: { $0 != 0 }) else { throw NumericsError.noRows }
    }

    /// The factorization of the projection of X onto its leading singular space, before its first iteration.
    private func projectedFitting(_ X: CSRMatrix, pieces: ColumnPieces) throws -> NMFFitting {
        let rank = min(rank, X.rows, X.columns)
        return projectedFitting(
            try RandomizedSVD(
                X, pieces: pieces, width: RandomizedSVD.width(forRank: rank), powerIterations: powerIterations,
                seed: compute.seed, threads: compute.threads), rank)
    }

    func projectedFitting(_ svd: RandomizedSVD, _ rank: Int) -> NMFFitting {
        NMFFitting(self, CompressedFactorable(svd), start: NNDSVD(svd, rank: rank))
    }

    /// The weights of fixed topics in documents: the W ≥ 0 that minimizes ½‖X − WH‖².
    ///
    /// - Parameters:
    ///   - X: documents × terms.
    ///   - H: terms × rank, row by row.
    /// - Returns: documents × rank. Each row depends on its own document alone.
    /// - Complexity: O(entries × rank + documents × rank²) per pass, at most 100 passes.
    public static func fold(_ X: CSRMatrix, into H: [Float], rank: Int, threads: Int = 1) -> [Float] {
        let width = (rank + 7) / 8 * 8
        let H = FactorLayout.padded(H, from: rank, to: width)
        var W = [Float](repeating: 0, count: X.rows * width)
        let gram = DenseAlgebra.gram(H, width: width, threads: threads)
        _ = HALS(gram: gram, width: width, l1: 0, l2: 0).update(
            &W, SparseFactorable(X, pieces: ColumnPieces(X)).times(H, width: width, threads: threads), passes: 100,
            threads: threads)
        return FactorLayout.padded(W, from: width, to: rank)
    }
}

/// Changes the width of a factor's rows.
package enum FactorLayout {
    /// Pads rows with zeros, or cuts them, from one width to another.
    package static func padded(_ factor: [Float], from old: Int, to new: Int) -> [Float] {
        if old == new { return factor }
        var result = [Float](repeating: 0, count: factor.count / old * new)
        for row in 0..<factor.count / old {
            for topic in 0..<min(old, new) { result[row * new + topic] = factor[row * old + topic] }
        }
        return result
    }
}
