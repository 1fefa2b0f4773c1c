/// The leading singular vectors of a sparse matrix by random projection (Halko, Martinsson and Tropp, "Finding
/// structure with randomness", SIAM Review 53, 2011, algorithms 4.4 and 5.1).
///
/// It keeps two tall matrices, of which the singular vectors are small products; they are made when they are asked for.
struct RandomizedSVD {
    /// An orthonormal basis Q of the leading singular space: rows × width.
    let basis: [Float]
    /// XᵀQ: columns × width.
    let projection: [Float]
    /// In descending order; 0, with zero vectors, beyond the rank of the matrix.
    let singularValues: [Float]
    /// The number of singular triplets, at most the smaller side of the matrix.
    let width: Int
    /// The left singular vectors are `basis` times this, width × width.
    private let left: [Float]
    /// The right singular vectors are `projection` times this, width × width.
    private let right: [Float]

    /// Decomposes a matrix.
    ///
    /// - Parameters:
    ///   - matrix: rows × columns.
    ///   - pieces: the column pieces of the matrix.
    ///   - width: the number of singular triplets; the last few are far from exact.
    ///   - powerIterations: each one brings the basis closer to the leading singular space.
    ///   - start: columns × width, whose span is near the space of the right singular vectors; nil: random numbers.
    /// - Throws: `NumericsError.notConverged` if LAPACK does not converge, for example on NaN.
    /// - Complexity: O(entries × width × (2 + 2 · powerIterations)); memory for (rows + columns) × width, and at the
    ///   beginning columns × width once more.
    init(
        _ matrix: CSRMatrix, pieces: ColumnPieces, width: Int, powerIterations: Int,
        start: (vectors: [Float], width: Int)? = nil, seed: UInt64, threads: Int
    ) throws {
        // Whole SIMD lanes.
        let width = min((width + 7) / 8 * 8, matrix.rows, matrix.columns)
        func first() -> [Float] {
            let omega: [Float]
            if let start, start.width >= width {
                omega = FactorLayout.padded(start.vectors, from: start.width, to: width)
            } else {
                // One row of random numbers per column of the matrix. The result does not depend on the order of the
                // rows.
                var generator = SeededGenerator(seed: seed)
                omega = (0..<matrix.columns * width).map { _ in Float(generator.nextGaussian()) }
            }
            return matrix.times(omega, width: width, pieces: pieces, threads: threads)
        }
        func orthonormalize(_ product: inout [Float]) throws {
            guard DenseAlgebra.orthonormalize(&product, width: width, threads: threads) else {
                throw NumericsError.notConverged
            }
        }
        var q = first()
        try orthonormalize(&q)
        for _ in 0..<powerIterations {
            var back = matrix.transposedTimes(q, width: width, pieces: pieces, threads: threads)
            q = []
            try orthonormalize(&back)
            q = matrix.times(back, width: width, pieces: pieces, threads: threads)
            back = []
            try orthonormalize(&q)
        }
        // A second round removes the rounding errors that the first one leaves.
        try orthonormalize(&q)
        // B = QᵀX; its transpose XᵀQ = V S Wᵀ gives X ≈ (Q W) S Vᵀ.
        let projected = matrix.transposedTimes(q, width: width, pieces: pieces, threads: threads)
        guard let (s, transform, w) = DenseAlgebra.singular(projected, width: width, threads: threads) else {
            throw NumericsError.notConverged
        }
        self.width = width
        (basis, projection, singularValues, left, right) = (q, projected, s, w, transform)
    }

    /// Takes a decomposition.
    ///
    /// - Parameters:
    ///   - left: rows × triplets.
    ///   - right: columns × triplets.
    init(left: [Float], singularValues: [Float], right: [Float]) {
        let width = singularValues.count
        self.width = width
        self.singularValues = singularValues
        basis = left
        var (projection, inverse) = (right, [Float](repeating: 0, count: width * width))
        for index in projection.indices { projection[index] *= singularValues[index % width] }
        self.left = (0..<width * width).map { $0 / width == $0 % width ? 1 : 0 }
        for index in 0..<width where singularValues[index] > 0 {
            inverse[index * width + index] = 1 / singularValues[index]
        }
        (self.projection, self.right) = (projection, inverse)
    }

    /// The left singular vectors: rows × width.
    func leftVectors(threads: Int) -> [Float] {
        DenseAlgebra.product(basis, left, inner: width, width: width, threads: threads)
    }

    /// The right singular vectors: columns × width.
    func rightVectors(threads: Int) -> [Float] {
        DenseAlgebra.product(projection, right, inner: width, width: width, threads: threads)
    }

    /// The left singular vectors some rows at a time, in order.
    func forEachLeftPiece(_ body: (_ firstRow: Int, UnsafeBufferPointer<Float>) -> Void) {
        DenseAlgebra.forEachPiece(ofProduct: basis, left, inner: width, width: width, body)
    }

    /// The right singular vectors some rows at a time, in order.
    func forEachRightPiece(_ body: (_ firstRow: Int, UnsafeBufferPointer<Float>) -> Void) {
        DenseAlgebra.forEachPiece(ofProduct: projection, right, inner: width, width: width, body)
    }
}

extension RandomizedSVD {
    /// The number of singular triplets for factorizations of a rank.
    static func width(forRank rank: Int) -> Int { rank + max(10, rank / 2) }
}
