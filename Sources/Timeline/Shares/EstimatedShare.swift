import Foundation

/// A share estimated from probabilities, and how far it may be off.
public struct EstimatedShare: Equatable, Sendable, Codable {
    /// The share, from 0 to 1.
    public let share: Double
    /// Where the share of these very articles lies with 95% confidence: it holds the classifier's error.
    public let interval: Interval
    /// Where the share lies that such articles have in the long run: it holds also the chance by which these and no
    /// others appeared. That of a `Proportion` where the classifier makes no errors.
    public let rateInterval: Interval
}

/// The variance of an unbiased estimate of a share t: `constant` + `linear` t + `square` t².
struct ShareVariance: Equatable, Sendable {
    var constant: Double
    var linear: Double
    var square: Double

    func callAsFunction(_ share: Double) -> Double { constant + linear * share + square * share * share }

    /// The shares that an estimate does not contradict: the score interval, as Wilson's is for a count.
    ///
    /// - Parameter estimate: perhaps below 0 or above 1.
    func interval(around estimate: Double, confidence: Double = 0.95) -> Interval {
        let z = Distributions.normalQuantile((1 + confidence) / 2)
        // (estimate − t)² ≤ z² · variance(t), a quadratic inequality in t.
        let a = 1 - z * z * square
        let b = -(2 * estimate + z * z * linear)
        let c = estimate * estimate - z * z * constant
        let root = max(0, b * b - 4 * a * c).squareRoot()
        guard a > 1e-9 else {
            let reach = z * max(0, self(min(1, max(0, estimate)))).squareRoot()
            return Interval(lower: max(0, min(1, estimate - reach)), upper: min(1, max(0, estimate + reach)))
        }
        return Interval(
            lower: min(1, max(0, (-b - root) / (2 * a))), upper: min(1, max(0, (-b + root) / (2 * a))))
    }
}
