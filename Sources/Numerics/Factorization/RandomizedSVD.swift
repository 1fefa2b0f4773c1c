/// The leading singular vectors of a sparse matrix by random projection (Halko, Martinsson and Tropp,
/// "Finding structure with randomness", SIAM Review 53, 2011, algorithms 4.4 and 5.1).
struct RandomizedSVD {
    /// rows × width, row by row.
    var u: [Float]
    /// From the largest down; 0, with vectors of 0, where the matrix has a lower rank.
    var singularValues: [Float]
    /// columns × width, row by row.
    var v: [Float]
    /// An orthonormal basis Q of the leading space: rows × width.
    var basis: [Float]
    /// XᵀQ: columns × width.
    var projection: [Float]
    /// At most the smaller side of the matrix.
    let width: Int

    /// - Parameters:
    ///   - matrix: rows × columns; `pieces` are its columns'.
    ///   - width: how many singular triplets; the last few of them are far from exact.
    ///   - powerIterations: each brings the basis nearer to the leading space.
    /// - Throws: `NumericsError.notConverged` where LAPACK does not converge, as on NaN.
    /// - Complexity: entries × width × (2 + 2 · powerIterations).
    init(
        _ matrix: CSRMatrix, pieces: ColumnPieces, width: Int, powerIterations: Int, seed: UInt64, threads: Int
    ) throws {
        // Whole SIMD lanes.
        let width = min((width + 7) / 8 * 8, matrix.rows, matrix.columns)
        // A row of random numbers a column of the matrix: what comes out depends on no order of the rows.
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
        // What one round leaves of Float's rounding a second one removes.
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
