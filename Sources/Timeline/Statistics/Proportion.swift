import Foundation

/// A range from a lower to an upper bound.
public struct Interval: Equatable, Sendable, Codable {
    /// The lower bound.
    public let lower: Double
    /// The upper bound.
    public let upper: Double

    /// Takes both bounds.
    public init(lower: Double, upper: Double) {
        self.lower = lower
        self.upper = upper
    }
}

/// A share, `count` of `total`, with its uncertainty.
public struct Proportion: Equatable, Sendable {
    /// The number of items counted.
    public let count: Int
    /// The number of all items.
    public let total: Int

    /// Takes the counts.
    ///
    /// - Precondition: 0 ≤ count ≤ total and total > 0.
    public init(_ count: Int, of total: Int) {
        precondition(count >= 0 && count <= total && total > 0)
        self.count = count
        self.total = total
    }

    /// `count` / `total`, from 0 to 1.
    public var share: Double { Double(count) / Double(total) }

    /// The score interval: Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22
    /// (1927); method 3 of Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
    /// Medicine 17 (1998).
    public func interval(confidence: Double = 0.95) -> Interval {
        let z = Distributions.normalQuantile((1 + confidence) / 2)
        let n = Double(total)
        let center = Double(count) + z * z / 2
        let half = z * (Double(count) * Double(total - count) / n + z * z / 4).squareRoot()
        // At the ends the bounds are exact, without rounding errors.
        return Interval(
            lower: count == 0 ? 0 : (center - half) / (n + z * z),
            upper: count == total ? 1 : (center + half) / (n + z * z))
    }
}

/// The difference between two shares, and whether it is more than chance.
public struct ProportionChange: Equatable, Sendable {
    /// The earlier share.
    public let before: Proportion
    /// The later share.
    public let after: Proportion

    /// Takes two independent samples.
    public init(from before: Proportion, to after: Proportion) {
        self.before = before
        self.after = after
    }

    /// The later share minus the earlier one.
    public var difference: Double { after.share - before.share }

    /// The interval of the difference: method 10 of Newcombe, "Interval estimation for the difference between
    /// independent proportions", Statistics in Medicine 17 (1998), from the two score intervals.
    public func interval(confidence: Double = 0.95) -> Interval {
        let (a, b) = (after.interval(confidence: confidence), before.interval(confidence: confidence))
        func root(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
        return Interval(
            lower: difference - root(after.share - a.lower, b.upper - before.share),
            upper: difference + root(a.upper - after.share, before.share - b.lower))
    }

    /// The two-sided p-value: the probability of a difference at least this large if both shares are equal.
    ///
    /// It comes from the pooled z-test, or from Fisher's exact test if one of the four expected counts is below 5
    /// (Cochran, "Some methods for strengthening the common χ² tests", Biometrics 10, 1954).
    ///
    /// - Complexity: O(1); with Fisher's test linear in the smaller margin.
    public var pValue: Double {
        let count = before.count + after.count
        let total = before.total + after.total
        if count == 0 || count == total { return 1 }
        let share = Double(count) / Double(total)
        let minimumExpected = min(share, 1 - share) * Double(min(before.total, after.total))
        return minimumExpected < 5 ? fisher : pooled(share)
    }

    private func pooled(_ share: Double) -> Double {
        let variance = share * (1 - share) * (1 / Double(before.total) + 1 / Double(after.total))
        return Distributions.normalTwoSided(difference / variance.squareRoot())
    }

    /// The total probability of all tables with the same margins that are no more likely than this one (Fisher 1935).
    private var fisher: Double {
        let total = before.total + after.total
        let count = before.count + after.count
        let all = Distributions.logBinomial(total, count)
        func logLikelihood(_ k: Int) -> Double {
            Distributions.logBinomial(before.total, k) + Distributions.logBinomial(after.total, count - k) - all
        }
        // Equally likely tables may differ in the last bits.
        let limit = logLikelihood(before.count) + 1e-7
        let possible = max(0, count - after.total)...min(count, before.total)
        return min(
            1,
            possible.reduce(0) { sum, k in
                let value = logLikelihood(k)
                return value <= limit ? sum + exp(value) : sum
            })
    }
}
