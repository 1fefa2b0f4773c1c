/// One factor's rows brought nearer to min ½‖X − WH‖² + l1 Σ + ½ l2 ‖·‖² with the other factor fixed, a
/// topic at a time (Cichocki and Phan, "Fast local algorithms for large scale nonnegative matrix and tensor
/// factorizations", 2009). A row's gradient is kept up to date, so that what stays 0 costs nothing.
struct HALS {
    /// Topics, rounded up to whole SIMD lanes.
    let width: Int
    /// BᵀB + l2 I of the other factor B: width × width.
    private let gram: [Float]
    private let inverseDiagonal: [Float]
    private let l1: Float

    init(gram: [Double], width: Int, l1: Double, l2: Double) {
        self.width = width
        self.l1 = Float(l1)
        var gram = gram.map { Float($0) }
        for topic in 0..<width where gram[topic * width + topic] > 0 { gram[topic * width + topic] += Float(l2) }
        // A topic that the other factor does not know stays as it is.
        inverseDiagonal = (0..<width).map { gram[$0 * width + $0] > 0 ? 1 / gram[$0 * width + $0] : 0 }
        self.gram = gram
    }

    /// - Parameters:
    ///   - rows: rows × width, updated.
    ///   - products: X B, rows × width; left as the gradient after the update.
    ///   - passes: the most passes over a row; they end where one moves it little.
    /// - Returns: the squared norm of the projected gradient before the update.
    func update(
        _ rows: UnsafeMutableBufferPointer<Float>, products: UnsafeMutableBufferPointer<Float>, passes: Int = 1
    ) -> Double {
        precondition(rows.count == products.count)
        return gram.withUnsafeBufferPointer { gram in
            inverseDiagonal.withUnsafeBufferPointer { inverse in
                var norm = 0.0
                for start in stride(from: 0, to: rows.count, by: width) {
                    norm += update(
                        rows.baseAddress! + start, gradient: products.baseAddress! + start,
                        gram: gram.baseAddress!, inverse: inverse.baseAddress!, passes: passes)
                }
                return norm
            }
        }
    }

    @inline(__always)
    private func update(
        _ row: UnsafeMutablePointer<Float>, gradient: UnsafeMutablePointer<Float>, gram: UnsafePointer<Float>,
        inverse: UnsafePointer<Float>, passes: Int
    ) -> Double {
        for index in stride(from: 0, to: width, by: 8) { store(l1 - load(gradient + index), to: gradient + index) }
        for topic in 0..<width where row[topic] != 0 { add(row[topic], gram + topic * width, to: gradient) }
        var squares = Lanes(repeating: 0)
        for index in stride(from: 0, to: width, by: 8) {
            let slope = load(gradient + index)
            // Where the row is 0 it can only rise.
            let projected = slope.replacing(with: atMost(0, slope), where: load(row + index) .<= 0)
            squares += projected * projected
        }
        var firstMoved: Float = 0
        for pass in 0..<passes {
            var moved: Float = 0
            for topic in 0..<width {
                let value = max(0, row[topic] - gradient[topic] * inverse[topic])
                let step = value - row[topic]
                guard step != 0 else { continue }
                row[topic] = value
                add(step, gram + topic * width, to: gradient)
                moved += step * step * gram[topic * width + topic]
            }
            if pass == 0 { firstMoved = moved }
            if moved <= 1e-8 * firstMoved { break }
        }
        return Double(sum(squares))
    }

    @inline(__always)
    private func add(_ factor: Float, _ line: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>) {
        for index in stride(from: 0, to: width, by: 8) {
            store(load(target + index) + factor * load(line + index), to: target + index)
        }
    }
}

@inline(__always)
private func load(_ source: UnsafePointer<Float>) -> Lanes {
    UnsafeRawPointer(source).loadUnaligned(as: Lanes.self)
}

@inline(__always)
private func store(_ lanes: Lanes, to target: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(target).storeBytes(of: lanes, as: Lanes.self)
}
