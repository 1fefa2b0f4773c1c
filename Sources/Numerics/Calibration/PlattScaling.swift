import Foundation

/// A line from scores to log-odds: p = σ(slope · score + intercept).
///
/// Fitted by maximum likelihood with smoothed targets (Platt, "Probabilistic outputs for support vector
/// machines", 1999; with the targets and the care of Lin, Lin and Weng, Machine Learning 68, 2007).
package struct PlattScaling: Equatable, Sendable {
    package var slope: Double
    package var intercept: Double

    /// How many articles' worth of evidence the other labels' line is against a label's own.
    private static let priorWeight = 3.0

    /// - Parameter prior: the line to stay near where the scores say little; nil for a fit by the scores alone.
    /// - Complexity: linear, some tens of passes.
    package init(scores: [Float], isTrue: [Bool], prior: PlattScaling? = nil) {
        precondition(scores.count == isTrue.count)
        // Either the targets are smoothed or the prior holds the line; both would be too timid.
        let targets = prior == nil ? PlattScaling.targets(isTrue) : (high: 1, low: 0)
        let weight = prior == nil ? 0 : PlattScaling.priorWeight
        let base = prior ?? PlattScaling(slope: 1, intercept: 0)
        var line = base
        for _ in 0..<50 {
            // The prior pulls as if it had been seen: gradient and curvature of a normal one.
            var (g1, g0) = (weight * (line.slope - base.slope), weight * (line.intercept - base.intercept))
            var (h11, h10, h00) = (weight + 1e-9, 0.0, weight + 1e-9)
            for index in scores.indices {
                let s = Double(scores[index])
                let p = line.probability(scores[index])
                let difference = p - (isTrue[index] ? targets.high : targets.low)
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
            line.slope -= step1
            line.intercept -= step0
            if abs(step1) + abs(step0) < 1e-9 { break }
        }
        // A model worse than chance must not turn its own order round.
        line.slope = max(line.slope, 1e-3)
        self = line
    }

    package init(slope: Double, intercept: Double) {
        self.slope = slope
        self.intercept = intercept
    }

    package func probability(_ score: Float) -> Double { 1 / (1 + exp(-(slope * Double(score) + intercept))) }

    /// What a right and a wrong label count as, in place of 1 and 0: nobody has seen enough to be certain.
    package static func targets(_ isTrue: [Bool]) -> (high: Double, low: Double) {
        let positives = Double(isTrue.count { $0 })
        return ((positives + 1) / (positives + 2), 1 / (Double(isTrue.count) - positives + 2))
    }
}
