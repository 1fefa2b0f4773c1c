/// One factor's rows brought nearer to min ½‖X − WH‖² + l1 Σ + ½ l2 ‖·‖² with the other factor fixed, a
/// topic at a time (Cichocki and Phan, "Fast local algorithms for large scale nonnegative matrix and tensor
/// factorizations", 2009). A row's topics have to wait for each other, so sixteen rows go side by side.
struct HALS {
    /// Topics, rounded up to whole SIMD lanes.
    let width: Int
    /// Up to the last one that the other factor knows.
    private let topics: Int
    /// BᵀB + l2 I of the other factor B: width × width.
    private let gram: [Float]
    private let inverseDiagonal: [Float]
    private let l1: Float

    private typealias Rows = SIMD16<Float>

    init(gram: [Double], width: Int, l1: Double, l2: Double) {
        self.width = width
        self.l1 = Float(l1)
        var gram = gram.map { Float($0) }
        for topic in 0..<width where gram[topic * width + topic] > 0 { gram[topic * width + topic] += Float(l2) }
        // A topic that the other factor does not know stays as it is.
        inverseDiagonal = (0..<width).map { gram[$0 * width + $0] > 0 ? 1 / gram[$0 * width + $0] : 0 }
        topics = (inverseDiagonal.lastIndex { $0 > 0 } ?? -1) + 1
        self.gram = gram
    }

    /// A whole factor brought nearer to its minimum.
    ///
    /// - Parameters:
    ///   - factor: rows × width, updated.
    ///   - products: X B.
    /// - Returns: what `update(_:products:passes:)` does, and ⟨factor, X B⟩ after the update; the same bits at any
    ///   number of threads.
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

    /// - Parameters:
    ///   - rows: rows × width, updated; each depends on itself alone.
    ///   - products: X B, rows × width.
    ///   - passes: the most passes over a row; they end where one moves it little.
    /// - Returns: the squared norm of the projected gradient that the first pass meets, a topic's with those
    ///   before it moved already.
    func update(
        _ rows: UnsafeMutableBufferPointer<Float>, products: UnsafeBufferPointer<Float>, passes: Int = 1
    ) -> Double {
        precondition(rows.count == products.count)
        return withUnsafeTemporaryAllocation(of: Rows.self, capacity: 2 * width) { lanes in
            gram.withUnsafeBufferPointer { gram in
                inverseDiagonal.withUnsafeBufferPointer { inverse in
                    var norm = 0.0
                    for start in stride(from: 0, to: rows.count, by: Rows.scalarCount * width) {
                        norm += update(
                            rows.baseAddress! + start, products: products.baseAddress! + start,
                            count: min(Rows.scalarCount, (rows.count - start) / width), lanes: lanes.baseAddress!,
                            gram: gram.baseAddress!, inverse: inverse.baseAddress!, passes: passes)
                    }
                    return norm
                }
            }
        }
    }

    /// - Parameter lanes: room for the rows' weights by topic, and their products.
    @inline(__always)
    private func update(
        _ rows: UnsafeMutablePointer<Float>, products: UnsafePointer<Float>, count: Int,
        lanes: UnsafeMutablePointer<Rows>, gram: UnsafePointer<Float>, inverse: UnsafePointer<Float>, passes: Int
    ) -> Double {
        let side = Rows.scalarCount
        let scalars = UnsafeMutableRawPointer(lanes).assumingMemoryBound(to: Float.self)
        if count < side { scalars.update(repeating: 0, count: 2 * side * width) }
        for row in 0..<count {
            for topic in 0..<topics {
                scalars[topic &* side &+ row] = rows[row &* width &+ topic]
                scalars[(width &+ topic) &* side &+ row] = products[row &* width &+ topic]
            }
        }
        let zero = Rows(repeating: 0)
        var (squares, firstMoved) = (zero, zero)
        var isDone = SIMDMask<SIMD16<Int32>>(repeating: false)
        for pass in 0..<passes {
            var moved = zero
            for topic in 0..<topics {
                let line = gram + topic &* width
                var slope = l1 - lanes[width &+ topic]
                for other in 0..<topics { slope += line[other] * lanes[other] }
                let old = lanes[topic]
                if pass == 0 {
                    // Where the weight is 0 it can only rise.
                    let isHeld = (old .<= zero) .& (slope .> zero)
                    let projected = slope.replacing(with: zero, where: isHeld)
                    squares += projected * projected
                }
                var value = old - slope * inverse[topic]
                value.replace(with: zero, where: value .< zero)
                value.replace(with: old, where: isDone)
                lanes[topic] = value
                let step = value - old
                moved += step * step * line[topic]
            }
            if pass == 0 { firstMoved = moved }
            isDone = isDone .| (moved .<= 1e-8 * firstMoved)
            if all(isDone) { break }
        }
        for row in 0..<count {
            for topic in 0..<topics { rows[row &* width &+ topic] = scalars[topic &* side &+ row] }
        }
        return (0..<count).reduce(0) { $0 + Double(squares[$1]) }
    }
}
