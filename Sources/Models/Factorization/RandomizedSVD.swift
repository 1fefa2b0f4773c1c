import Features

/// The leading singular vectors of a sparse matrix by random projection (Halko, Martinsson and Tropp,
/// "Finding structure with randomness", SIAM Review 53, 2011, algorithms 4.4 and 5.1).
struct RandomizedSVD {
    /// rows × rank, row by row.
    var u: [Float]
    /// From the largest down; 0, with vectors of 0, where the matrix has a lower rank.
    var singularValues: [Float]
    /// columns × rank, row by row.
    var v: [Float]
    var rank: Int

    /// - Parameters:
    ///   - matrix: rows × columns; `pieces` are its columns'.
    ///   - rank: how many singular triplets; at most the smaller side of the matrix.
    ///   - powerIterations: each brings the basis nearer to the leading space; 4 are enough for texts.
    /// - Throws: `ModelError.damagedModel` where LAPACK does not converge, as on NaN.
    /// - Complexity: entries × (rank + 10) × (2 + 2 · powerIterations).
    init(
        _ matrix: CSRMatrix, pieces: ColumnPieces, rank: Int, powerIterations: Int = 4, seed: UInt64,
        threads: Int
    ) throws {
        // Whole SIMD lanes.
        let width = min((rank + 10 + 7) / 8 * 8, min(matrix.rows, matrix.columns))
        // A row of random numbers a column of the matrix: what comes out depends on no order of the rows.
        var generator = SeededGenerator(seed: seed)
        let omega = (0..<matrix.columns * width).map { _ in Float(generator.nextGaussian()) }
        func basis(_ product: [Float]) throws -> [Float] {
            guard let q = DenseAlgebra.orthonormalised(product, width: width, threads: threads) else {
                throw ModelError.damagedModel("the singular value decomposition does not converge")
            }
            return q
        }
        var q = try basis(matrix.times(omega, width: width, threads: threads))
        for _ in 0..<powerIterations {
            let back = matrix.transposedTimes(q, width: width, pieces: pieces, threads: threads)
            q = try basis(matrix.times(try basis(back), width: width, threads: threads))
        }
        // What one round leaves of Float's rounding a second one removes.
        q = try basis(q)
        // B = QᵀX; its transpose XᵀQ = V S Wᵀ gives X ≈ (Q W) S Vᵀ.
        let projected = matrix.transposedTimes(q, width: width, pieces: pieces, threads: threads)
        guard let (s, transform, w) = DenseAlgebra.singular(projected, width: width, threads: threads) else {
            throw ModelError.damagedModel("the singular value decomposition does not converge")
        }
        let u = DenseAlgebra.product(q, w, inner: width, width: width, threads: threads)
        let v = DenseAlgebra.product(projected, transform, inner: width, width: width, threads: threads)
        self.rank = min(rank, width)
        self.u = RandomizedSVD.leading(self.rank, of: u, width: width)
        self.v = RandomizedSVD.leading(self.rank, of: v, width: width)
        singularValues = Array(s.prefix(self.rank))
    }

    private static func leading(_ count: Int, of matrix: [Float], width: Int) -> [Float] {
        var leading: [Float] = []
        leading.reserveCapacity(matrix.count / width * count)
        for start in stride(from: 0, to: matrix.count, by: width) {
            leading.append(contentsOf: matrix[start..<start + count])
        }
        return leading
    }
}
