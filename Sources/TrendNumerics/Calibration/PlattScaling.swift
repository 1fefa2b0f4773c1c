import Foundation

/// A logistic function that turns scores into probabilities: p = σ(slope · score + intercept).
///
/// It is fitted by maximum likelihood with smoothed targets (Platt, "Probabilistic outputs for support vector
/// machines", 1999; targets and numerical safeguards after Lin, Lin and Weng, Machine Learning 68, 2007).
package struct PlattScaling: Equatable, Sendable {
    /// The factor of the score.
    package var slope: Double
    /// The log-odds at a score of 0.
    package var intercept: Double

    /// The weight of the prior line, in articles' worth of evidence.
    private static let priorWeight = 3.0

    /// Fits the line by Newton's method.
    ///
    /// - Parameter prior: the line to stay close to where the scores carry little information; nil fits the scores
    ///   alone.
    /// - Complexity: O(n) per pass, at most 50 passes.
    package init(scores: [Float], isTrue: [Bool], prior: PlattScaling? = nil) {
        precondition(scores.count == isTrue.count)
        // Smoothed targets and a prior both make the fit cautious. Using both would be too cautious.
        let targets = prior == nil ? PlattScaling.targets(isTrue) : (high: 1, low: 0)
        let weight = prior == nil ? 0 : PlattScaling.priorWeight
        let base = prior ?? PlattScaling(slope: 1, intercept: 0)
        var line = base
        for _ in 0..<50 {
            // The prior is Gaussian: it adds its gradient and its curvature.
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
            // Steps are limited to 1, so that Newton's method does not overshoot where every probability is near 0 or
            // 1.
            let step1 = min(1, max(-1, (h00 * g1 - h10 * g0) / determinant))
            let step0 = min(1, max(-1, (h11 * g0 - h10 * g1) / determinant))
            line.slope -= step1
            line.intercept -= step0
            if abs(step1) + abs(step0) < 1e-9 { break }
        }
        // A model worse than chance must not reverse the order of its scores.
        line.slope = max(line.slope, 1e-3)
        self = line
    }

    /// Takes a line that was fitted before.
    package init(slope: Double, intercept: Double) {
        self.slope = slope
        self.intercept = intercept
    }

    /// The probability that belongs to a score.
    package func probability(_ score: Float) -> Double { 1 / (1 + exp(-(slope * Double(score) + intercept))) }

    /// Smoothed targets that replace 1 and 0, because no finite sample makes a label certain.
    package static func targets(_ isTrue: [Bool]) -> (high: Double, low: Double) {
        let positives = Double(isTrue.count { $0 })
        return ((positives + 1) / (positives + 2), 1 / (Double(isTrue.count) - positives + 2))
    }
}
