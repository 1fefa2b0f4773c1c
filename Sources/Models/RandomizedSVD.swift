import Features

/// The leading singular vectors of a sparse matrix by random projection (Halko, Martinsson and Tropp,
/// "Finding structure with randomness", SIAM Review 53, 2011, algorithms 4.4 and 5.1).
struct RandomizedSVD {
    /// rows × rank, row by row.
    var u: [Float]
    /// From the largest down.
    var singularValues: [Float]
    /// columns × rank, row by row.
    var v: [Float]
    var rank: Int

    /// - Parameters:
    ///   - matrix: rows × columns, and its transpose, which makes both products fast.
    ///   - rank: how many singular triplets; at most the smaller side of the matrix.
    ///   - powerIterations: each brings the basis nearer to the leading space; 4 are enough for texts.
    /// - Throws: `ModelError.damagedModel` where LAPACK does not converge, as on NaN.
    /// - Complexity: entries × (rank + 10) × (2 + 2 · powerIterations).
    init(
        _ matrix: CSRMatrix, transposed: CSRMatrix, rank: Int, powerIterations: Int = 4, seed: UInt64,
        threads: Int
    ) throws {
        let width = min(rank + 10, min(matrix.rows, matrix.columns))
        var generator = SeededGenerator(seed: seed)
        let omega = (0..<matrix.columns * width).map { _ in Float(generator.nextGaussian()) }
        var q = DenseAlgebra.orthonormalised(
            matrix.times(omega, width: width, threads: threads), width: width)
        for _ in 0..<powerIterations {
            let back = DenseAlgebra.orthonormalised(
                transposed.times(q, width: width, threads: threads), width: width)
            q = DenseAlgebra.orthonormalised(matrix.times(back, width: width, threads: threads), width: width)
        }
        // B = QᵀX; its transpose XᵀQ = V S Wᵀ gives X ≈ (Q W) S Vᵀ.
        let projected = transposed.times(q, width: width, threads: threads)
        guard let (v, s, w) = DenseAlgebra.svd(projected, width: width) else {
            throw ModelError.damagedModel("the singular value decomposition does not converge")
        }
        let u = DenseAlgebra.product(q, w, rows: matrix.rows, inner: width, width: width)
        self.rank = min(rank, width)
        self.u = RandomizedSVD.leading(self.rank, of: u, width: width)
        self.v = RandomizedSVD.leading(self.rank, of: v, width: width)
        singularValues = Array(s.prefix(self.rank))
    }

    private static func leading(_ count: Int, of matrix: [Float], width: Int) -> [Float] {
        stride(from: 0, to: matrix.count, by: width).flatMap { matrix[$0..<($0 + count)] }
    }
}
