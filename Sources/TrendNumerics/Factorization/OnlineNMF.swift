/// NMF of rows that arrive in batches, none of which is kept:
///
///     min over W ≥ 0, H ≥ 0 of  ½‖X − WH‖²
///
/// This is online dictionary learning (Mairal, Bach, Ponce and Sapiro, "Online learning for matrix factorization and
/// sparse coding", JMLR 11, 2010, algorithms 1 and 2). A batch's W is found with H held fixed. Only the sums that H
/// depends on are kept, A = Σ WᵀW and B = Σ XᵀW, and H is updated with them. Old sums, computed with a worse H, fade.
package struct OnlineNMF {
    /// The number of topics, rounded up to whole SIMD lanes.
    private let width: Int
    /// terms × width.
    package private(set) var H: [Float]
    private var A: [Double]
    private var B: [Float]
    private let threads: Int

    /// Begins with given topics.
    ///
    /// - Parameter H: terms × width.
    package init(H: [Float], width: Int, threads: Int) {
        self.width = width
        self.H = H
        self.threads = threads
        A = Array(repeating: 0, count: width * width)
        B = Array(repeating: 0, count: H.count)
    }

    /// Updates H with a batch.
    ///
    /// - Parameters:
    ///   - X: the batch, documents × terms.
    ///   - share: the factor by which the sums so far are multiplied, from 0 to 1.
    /// - Complexity: O(entries × width + terms × width²).
    package mutating func learn(_ X: CSRMatrix, keeping share: Double) {
        let pieces = ColumnPieces(X)
        let gramH = DenseAlgebra.gram(H, width: width, threads: threads)
        var W = [Float](repeating: 0, count: X.rows * width)
        _ = HALS(gram: gramH, width: width, l1: 0, l2: 0).update(
            &W, SparseFactorable(X, pieces: pieces).times(H, width: width, threads: threads), passes: 100,
            threads: threads)
        let gramW = DenseAlgebra.gram(W, width: width, threads: threads)
        let products = X.transposedTimes(W, width: width, pieces: pieces, threads: threads)
        for index in A.indices { A[index] = A[index] * share + gramW[index] }
        let solver = HALS(gram: A, width: width, l1: 0, l2: 0)
        let entries = Parallel.chunks(of: H.count, size: 4096 * width)
        H.withUnsafeMutableBufferPointer { H in
            B.withUnsafeMutableBufferPointer { B in
                nonisolated(unsafe) let (H, B) = (H, B)
                _ = Parallel.map(entries.count, threads: threads) { piece in
                    let range = entries[piece]
                    for index in range { B[index] = B[index] * Float(share) + products[index] }
                    _ = solver.update(
                        UnsafeMutableBufferPointer(rebasing: H[range]),
                        products: UnsafeBufferPointer(rebasing: B[range]))
                }
            }
        }
    }
}
