import CLanes

/// Updates one factor A with the other factor B held fixed, one topic at a time:
///
///     min over A ≥ 0 of  ½‖X − ABᵀ‖² + l1 ΣA + ½ l2 ‖A‖²
///     A_k ← max(0, A_k − (A G_k − (XB)_k + l1) / G_kk),   G = BᵀB + l2 I
///
/// This is hierarchical alternating least squares (Cichocki and Phan, "Fast local algorithms for large scale
/// nonnegative matrix and tensor factorizations", 2009). The topics of a row have to be updated in turn, so sixteen
/// rows or more are computed side by side (`hals_update` in `CLanes`).
struct HALS {
    /// The number of topics, rounded up to whole SIMD lanes.
    let width: Int
    /// The number of topics up to the last nonzero one of the other factor.
    private let topics: Int
    /// BᵀB + l2 I of the other factor B: width × width.
    private let gram: [Float]
    private let inverseDiagonal: [Float]
    private let l1: Float

    /// Whether rows are computed by the widest instructions of the processor, which changes no bit.
    var isWide = HALS.canBeWide

    /// Asked once.
    static let canBeWide = hals_can_be_wide() != 0

    init(gram: [Double], width: Int, l1: Double, l2: Double) {
        self.width = width
        self.l1 = Float(l1)
        var gram = gram.map { Float($0) }
        for topic in 0..<width where gram[topic * width + topic] > 0 { gram[topic * width + topic] += Float(l2) }
        // A topic that is 0 in the other factor is left unchanged.
        inverseDiagonal = (0..<width).map { gram[$0 * width + $0] > 0 ? 1 / gram[$0 * width + $0] : 0 }
        topics = (inverseDiagonal.lastIndex { $0 > 0 } ?? -1) + 1
        self.gram = gram
    }

    /// Moves a whole factor closer to its minimum.
    ///
    /// - Parameters:
    ///   - factor: rows × width, updated.
    ///   - products: X B.
    /// - Returns: the squared norm of the projected gradient, as `update(_:products:passes:)` returns it, and ⟨factor,
    ///   X B⟩ after the update; the same bits with any number of threads.
    func update(
        _ factor: inout [Float], _ products: FactorProducts, passes: Int = 1, threads: Int
    ) -> (gradient: Double, cross: Double) {
        factor.withUnsafeMutableBufferPointer { factor in
            nonisolated(unsafe) let factor = factor
            nonisolated(unsafe) let products = products
            let parts = Parallel.map(products.chunks.count, threads: threads) { index -> (Double, Double) in
                let rows = products.chunks[index]
                let target = UnsafeMutableBufferPointer(
                    rebasing: factor[rows.lowerBound * width..<rows.upperBound * width])
                return withUnsafeTemporaryAllocation(of: Float.self, capacity: target.count) { product in
                    products.write(index, product)
                    let norm = update(target, products: UnsafeBufferPointer(product), passes: passes)
                    var cross = 0.0
                    for start in stride(from: 0, to: target.count, by: width) {
                        var sum: Float = 0
                        for topic in start..<start + width { sum += target[topic] * product[topic] }
                        cross += Double(sum)
                    }
                    return (norm, cross)
                }
            }
            return parts.reduce((0, 0)) { ($0.0 + $1.0, $0.1 + $1.1) }
        }
    }

    /// Moves rows of a factor closer to their minimum.
    ///
    /// - Parameters:
    ///   - rows: rows × width, updated; each row depends on itself alone.
    ///   - products: X B, rows × width.
    ///   - passes: the maximum number of passes over a row; fewer if a pass hardly moves it.
    /// - Returns: the squared norm of the projected gradient that the first pass meets. Each topic's gradient is taken
    ///   after the topics before it have moved.
    func update(
        _ rows: UnsafeMutableBufferPointer<Float>, products: UnsafeBufferPointer<Float>, passes: Int = 1
    ) -> Double {
        precondition(rows.count == products.count && width % 4 == 0)
        guard let target = rows.baseAddress, let products = products.baseAddress else { return 0 }
        return withUnsafeTemporaryAllocation(byteCount: 128 * width * MemoryLayout<Float>.size, alignment: 64) {
            scratch in
            hals_update(
                isWide ? 1 : 0, target, products, rows.count / width, width, topics, gram, inverseDiagonal, l1, passes,
                scratch.baseAddress!.assumingMemoryBound(to: Float.self))
        }
    }
}
