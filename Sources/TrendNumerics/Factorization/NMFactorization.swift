/// A factorization of documents into topics and of topics into terms.
public struct NMFactorization: Equatable, Sendable {
    /// documents × topics, row by row.
    public var W: [Float]
    /// terms × topics, row by row: the transpose of the H in the formulas. Each topic's weights add up to 1, so that
    /// values of W are comparable between topics.
    public var H: [Float]
    /// The number of topics with nonzero weight.
    public var rank: Int
    /// The number of iterations.
    public var iterations: Int
    /// ‖X − WH‖, the Frobenius norm.
    public var error: Double
    /// The norm of the projected gradient at the end, relative to its norm at the start.
    public var gradient: Double

    /// Takes padded factors and arranges their topics.
    ///
    /// - Parameters:
    ///   - W: documents × width.
    ///   - H: terms × width.
    init(W: [Float], H: [Float], width: Int, iterations: Int, error: Double, gradient: Double) {
        (self.W, self.H, rank) = FactorLayout.arranged(W: W, H: H, width: width)
        self.iterations = iterations
        self.error = error
        self.gradient = gradient
    }
}

extension FactorLayout {
    /// Scales each topic's terms to the sum 1, sorts topics by weight in descending order and drops empty ones.
    ///
    /// - Parameters:
    ///   - W: documents × width.
    ///   - H: terms × width.
    package static func arranged(W: [Float], H: [Float], width: Int) -> (W: [Float], H: [Float], rank: Int) {
        func sums(_ factor: [Float]) -> [Double] {
            var sums = [Double](repeating: 0, count: width)
            for start in stride(from: 0, to: factor.count, by: width) {
                for topic in 0..<width { sums[topic] += Double(factor[start + topic]) }
            }
            return sums
        }
        let scales = sums(H)
        let weights = zip(sums(W), scales).map { $0 * $1 }
        let order = (0..<width).filter { weights[$0] > 0 }.sorted { (weights[$1], $0) < (weights[$0], $1) }
        func arranged(_ factor: [Float], scale: (Int) -> Float) -> [Float] {
            let scales = order.map(scale)
            var arranged: [Float] = []
            arranged.reserveCapacity(factor.count / width * order.count)
            for start in stride(from: 0, to: factor.count, by: width) {
                for (topic, old) in order.enumerated() { arranged.append(factor[start + old] * scales[topic]) }
            }
            return arranged
        }
        return (arranged(W) { Float(scales[$0]) }, arranged(H) { Float(1 / scales[$0]) }, order.count)
    }
}
