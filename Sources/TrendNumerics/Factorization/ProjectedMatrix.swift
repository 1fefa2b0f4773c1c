/// A matrix X projected onto its leading singular space, from which factorizations of several ranks are found without
/// X itself.
///
/// `NMF.fit` begins with the same factors and then moves them over X. Where only their likeness counts, as where ranks
/// are compared, the beginning is enough.
package struct ProjectedMatrix: Sendable {
    private let rank: Int
    /// The number of singular triplets.
    private let width: Int
    private let singularValues: [Float]
    /// The left singular vectors: documents × width.
    private let left: [Float]
    /// The right singular vectors: terms × width.
    private let right: [Float]

    /// Projects a matrix.
    ///
    /// - Parameters:
    ///   - X: documents × terms, without negative entries.
    ///   - rank: the maximum rank of the factorizations.
    ///   - powerIterations: as in `NMF`.
    ///   - neighbor: the projection of a matrix of the same terms and about the same documents. Its space takes the
    ///     place of random numbers, so that one or two power iterations are enough.
    /// - Throws: `NumericsError.noRows` for a matrix without nonzero entries; `badOption` for a rank below 1;
    ///   `notConverged` if the singular value decomposition fails.
    /// - Complexity: O(entries × rank × powerIterations); memory for 2 documents × rank and 2 terms × rank, half as
    ///   much again.
    package init(
        _ X: CSRMatrix, rank: Int, powerIterations: Int, near neighbor: ProjectedMatrix? = nil, compute: Compute
    ) throws {
        try NMF.check(X, rank: rank)
        self.rank = min(rank, X.rows, X.columns)
        let svd = try RandomizedSVD(
            X, pieces: ColumnPieces(X), width: RandomizedSVD.width(forRank: self.rank),
            powerIterations: powerIterations, start: neighbor.map { ($0.right, $0.width) }, seed: compute.seed,
            threads: compute.threads)
        (width, singularValues) = (svd.width, svd.singularValues)
        left = svd.leftVectors(threads: compute.threads)
        right = svd.rightVectors(threads: compute.threads)
    }

    /// The terms of topics: H of the factorization of the projection.
    ///
    /// - Parameter nmf: its rank counts up to the one given to `init`.
    /// - Returns: terms × rank, row by row, as in `NMFactorization`.
    /// - Throws: `NumericsError.badOption` for a rank below 1.
    /// - Complexity: O(iterations × (documents + terms) × rank²).
    package func terms(_ nmf: NMF) throws -> (H: [Float], rank: Int) {
        guard nmf.rank >= 1 else { throw NumericsError.badOption("\(nmf.rank) topics: there must be at least 1") }
        let topics = min(nmf.rank, rank)
        var fitting = nmf.projectedFitting(
            leading(min(width, (RandomizedSVD.width(forRank: topics) + 7) / 8 * 8)), topics)
        fitting.run()
        let found = fitting.result()
        return (found.H, found.rank)
    }

    /// The decomposition with its leading triplets alone.
    private func leading(_ count: Int) -> RandomizedSVD {
        RandomizedSVD(
            left: FactorLayout.padded(left, from: width, to: count),
            singularValues: Array(singularValues.prefix(count)),
            right: FactorLayout.padded(right, from: width, to: count))
    }
}
