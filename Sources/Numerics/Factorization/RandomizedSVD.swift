/// The leading singular vectors of a sparse matrix by random projection (Halko, Martinsson and Tropp, "Finding
/// structure with randomness", SIAM Review 53, 2011, algorithms 4.4 and 5.1).
struct RandomizedSVD {
    /// The left singular vectors: rows × width, row by row.
    var u: [Float]
    /// In descending order; 0, with zero vectors, beyond the rank of the matrix.
    var singularValues: [Float]
    /// The right singular vectors: columns × width, row by row.
    var v: [Float]
    /// An orthonormal basis Q of the leading singular space: rows × width.
    var basis: [Float]
    /// XᵀQ: columns × width.
    var projection: [Float]
    /// The number of singular triplets, at most the smaller side of the matrix.
    let width: Int

    /// Decomposes a matrix.
    ///
    /// - Parameters:
    ///   - matrix: rows × columns.
    ///   - pieces: the column pieces of the matrix.
    ///   - width: the number of singular triplets; the last few are far from exact.
    ///   - powerIterations: each one brings the basis closer to the leading singular space.
    /// - Throws: `NumericsError.notConverged` if LAPACK does not converge, for example on NaN.
    /// - Complexity: O(entries × width × (2 + 2 · powerIterations)).
    init(
        _ matrix: CSRMatrix, pieces: ColumnPieces, width: Int, powerIterations: Int, seed: UInt64, threads: Int
    ) throws {
        // Whole SIMD lanes.
        let width = min((width + 7) / 8 * 8, matrix.rows, matrix.columns)
        // One row of random numbers per column of the matrix. The result does not depend on the order of the rows.
        var generator = SeededGenerator(seed: seed)
        let omega = (0..<matrix.columns * width).map { _ in Float(generator.nextGaussian()) }
        func basis(_ product: [Float]) throws -> [Float] {
            guard let q = DenseAlgebra.orthonormalized(product, width: width, threads: threads) else {
                throw NumericsError.notConverged
            }
            return q
        }
        var q = try basis(matrix.times(omega, width: width, pieces: pieces, threads: threads))
        for _ in 0..<powerIterations {
            let back = matrix.transposedTimes(q, width: width, pieces: pieces, threads: threads)
            q = try basis(matrix.times(try basis(back), width: width, pieces: pieces, threads: threads))
        }
        // A second round removes the rounding errors that the first one leaves.
        q = try basis(q)
        // B = QᵀX; its transpose XᵀQ = V S Wᵀ gives X ≈ (Q W) S Vᵀ.
        let projected = matrix.transposedTimes(q, width: width, pieces: pieces, threads: threads)
        guard let (s, transform, w) = DenseAlgebra.singular(projected, width: width, threads: threads) else {
            throw NumericsError.notConverged
        }
        self.width = width
        u = DenseAlgebra.product(q, w, inner: width, width: width, threads: threads)
        singularValues = s
        v = DenseAlgebra.product(projected, transform, inner: width, width: width, threads: threads)
        self.basis = q
        self.projection = projected
    }
}
