import Foundation

/// Turns scores into probabilities and probabilities into labels, learned from scores of articles that
/// the model has not seen.
///
/// p = σ(slope · score + intercept), fitted by maximum likelihood with smoothed targets (Platt,
/// "Probabilistic outputs for support vector machines", 1999; the method by Lin, Lin and Weng, Machine
/// Learning 68, 2007): one line for all labels, so a rare label borrows from the others.
public struct Calibration: Equatable, Sendable, Codable {
    public var slope: Double
    public var intercept: Double
    /// Labels at least this likely are given: the value with the best micro-F1.
    public var threshold: Double

    /// - Parameters:
    ///   - scores: of each document and each label.
    ///   - isTrue: whether the document has the label.
    /// - Complexity: n log n.
    public init(scores: [Float], isTrue: [Bool]) {
        precondition(scores.count == isTrue.count)
        let positives = Double(isTrue.count { $0 })
        let negatives = Double(scores.count) - positives
        let high = (positives + 1) / (positives + 2)
        let low = 1 / (negatives + 2)
        var slope = 1.0
        var intercept = 0.0
        for _ in 0..<50 {
            var (g1, g0, h11, h10, h00) = (0.0, 0.0, 1e-9, 0.0, 1e-9)
            for (score, isTrue) in zip(scores, isTrue) {
                let s = Double(score)
                let p = 1 / (1 + exp(-(slope * s + intercept)))
                let difference = p - (isTrue ? high : low)
                let curvature = p * (1 - p)
                g1 += difference * s
                g0 += difference
                h11 += curvature * s * s
                h10 += curvature * s
                h00 += curvature
            }
            let determinant = h11 * h00 - h10 * h10
            guard determinant > 0 else { break }
            // At most 1 a step, which keeps Newton's method from leaping where all is certain.
            let step1 = min(1, max(-1, (h00 * g1 - h10 * g0) / determinant))
            let step0 = min(1, max(-1, (h11 * g0 - h10 * g1) / determinant))
            slope -= step1
            intercept -= step0
            if abs(step1) + abs(step0) < 1e-9 { break }
        }
        // A model worse than chance must not turn its own order round.
        self.slope = max(slope, 1e-3)
        self.intercept = intercept
        threshold = 0
        threshold = probability(Calibration.bestCut(scores, isTrue).score)
    }

    /// The score down to which labels are given for the best micro-F1, and that F1.
    static func bestCut(_ scores: [Float], _ isTrue: [Bool]) -> (score: Float, f1: Double) {
        let order = scores.indices.sorted { scores[$0] > scores[$1] }
        let positives = isTrue.count { $0 }
        var hits = 0
        var best = (score: Float(0), f1: -1.0)
        for (rank, index) in order.enumerated() {
            if isTrue[index] { hits += 1 }
            // Equal scores are given or withheld together.
            if rank + 1 < order.count, scores[order[rank + 1]] == scores[index] { continue }
            let f1 = 2 * Double(hits) / Double(rank + 1 + positives)
            if f1 > best.f1 { best = (scores[index], f1) }
        }
        return best
    }

    public func probability(_ score: Float) -> Double { 1 / (1 + exp(-(slope * Double(score) + intercept))) }

    /// Whether figures from a file can be used.
    var isValid: Bool {
        slope.isFinite && slope > 0 && intercept.isFinite && (0...1).contains(threshold)
    }
}
