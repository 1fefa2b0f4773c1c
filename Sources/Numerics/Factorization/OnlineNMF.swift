/// NMF of rows that come batch by batch, none of which is kept: min ½‖X − WH‖².
///
/// Online dictionary learning (Mairal, Bach, Ponce and Sapiro, "Online learning for matrix factorization and
/// sparse coding", JMLR 11, 2010, algorithms 1 and 2): a batch's W is found with H as it is, and of the batch
/// remain the sums that H depends on, A = Σ WᵀW and B = Σ XᵀW, with which H moves on. Sums of long ago, from a
/// worse H, fade.
package struct OnlineNMF {
    /// Topics, rounded up to whole SIMD lanes.
    private let width: Int
    /// terms × width.
    package private(set) var H: [Float]
    private var A: [Double]
    private var B: [Float]
    private let threads: Int

    /// - Parameter H: where to start, terms × width.
    package init(H: [Float], width: Int, threads: Int) {
        self.width = width
        self.H = H
        self.threads = threads
        A = Array(repeating: 0, count: width * width)
        B = Array(repeating: 0, count: H.count)
    }

    /// Moves H nearer to what tells this batch and those before.
    ///
    /// - Parameters:
    ///   - X: some documents × terms.
    ///   - share: what the sums so far still count for, from 0 to 1.
    /// - Complexity: the batch's entries × width, and terms × width².
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
