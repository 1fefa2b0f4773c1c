/// Non-negative matrix factorization X ≈ W H of texts into topics, minimizing
/// ½‖X − WH‖² + l1 (ΣW + ΣH) + ½ l2 (‖W‖² + ‖H‖²).
///
/// Hierarchical alternating least squares (`HALS`), extrapolated along the last step (Ang and Gillis,
/// "Accelerating nonnegative matrix factorization algorithms using extrapolation", Neural Computation 31, 2019).
/// Where an extrapolated step does not lower the objective it is not taken, so the objective falls from
/// iteration to iteration.
///
/// It begins with the factors of X projected on its leading space, whose products are of small dense matrices
/// (`CompressedFactorable`), from an NNDSVD start (Boutsidis and Gallopoulos, Pattern Recognition 41, 2008); with
/// X itself a few iterations are left to do.
public struct NMF: Sendable {
    public var rank: Int
    /// Fitting ends when the projected gradient's norm is this share of what it was at the start
    /// (Lin, Neural Computation 19, 2007, section 3).
    public var tolerance: Double
    public var maximumIterations: Int
    /// The penalty of each weight, which makes more of them 0, and of its half square.
    public var l1: Double
    public var l2: Double
    /// Of the random projection that the start comes from (`RandomizedSVD`): the more, the less the topics depend on
    /// the seed.
    public var powerIterations = 3
    public var compute: Compute

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

    /// - Parameter X: documents × terms, no entry below 0.
    /// - Returns: a factorization of `rank` topics, or of fewer where the matrix has a lower rank, as when
    ///   documents are the same.
    /// - Throws: `NumericsError.noRows` for a matrix without entries, `badOption` for a rank below 1 or a
    ///   penalty below 0 or one that leaves no topic.
    /// - Complexity: iterations × entries × rank; memory for 6 documents × rank and 5 terms × rank.
    public func fit(_ X: CSRMatrix) throws -> NMFactorization {
        guard rank >= 1 else { throw NumericsError.badOption("\(rank) topics: there must be at least 1") }
        guard l1 >= 0, l2 >= 0, l1.isFinite, l2.isFinite else {
            throw NumericsError.badOption("penalties of \(l1) and \(l2): they must not be below 0")
        }
        guard X.values.contains(where: { $0 != 0 }) else { throw NumericsError.noRows }
        let pieces = ColumnPieces(X)
        let (W, H, width, firstGradient) = try compressedFit(X, pieces: pieces)
        var fitting = NMFFitting(
            self, SparseFactorable(X, pieces: pieces), W: W, H: H, width: width, firstGradient: firstGradient)
        fitting.run()
        let result = NMFactorization(
            W: fitting.W, H: fitting.H, width: width, iterations: fitting.iterations, error: fitting.error,
            gradient: fitting.gradient)
        guard result.rank > 0 else { throw NumericsError.badOption("a penalty of \(l1) leaves no topic") }
        return result
    }

    /// Factors of what the leading space tells of X, from an NNDSVD start.
    ///
    /// - Returns: W and H, padded to `width`, and the projected gradient's norm at the start.
    private func compressedFit(
        _ X: CSRMatrix, pieces: ColumnPieces
    ) throws -> (W: [Float], H: [Float], width: Int, firstGradient: Double) {
        let rank = min(rank, X.rows, X.columns)
        let svd = try RandomizedSVD(
            X, pieces: pieces, width: rank + max(10, rank / 2), powerIterations: powerIterations,
            seed: compute.seed, threads: compute.threads)
        let start = NNDSVD(svd, rank: rank)
        let width = (start.rank + 7) / 8 * 8
        var fitting = NMFFitting(
            self, CompressedFactorable(svd), W: FactorLayout.padded(start.W, from: start.rank, to: width),
            H: FactorLayout.padded(start.H, from: start.rank, to: width), width: width)
        fitting.run()
        return (fitting.W, fitting.H, width, fitting.firstGradient)
    }

    /// The documents' topics with the topics held fixed: the W that minimizes ½‖X − WH‖².
    ///
    /// - Parameters:
    ///   - X: documents × terms.
    ///   - H: terms × rank, row by row.
    /// - Returns: documents × rank. Each document's row depends on that document alone.
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

/// Rows of one width as rows of another.
package enum FactorLayout {
    package static func padded(_ factor: [Float], from old: Int, to new: Int) -> [Float] {
        if old == new { return factor }
        var result = [Float](repeating: 0, count: factor.count / old * new)
        for row in 0..<factor.count / old {
            for topic in 0..<min(old, new) { result[row * new + topic] = factor[row * old + topic] }
        }
        return result
    }
}
