import Foundation

/// From a lower to an upper bound.
public struct Interval: Equatable, Sendable, Codable {
    public let lower: Double
    public let upper: Double

    public init(lower: Double, upper: Double) {
        self.lower = lower
        self.upper = upper
    }
}

/// So many of so many: a share, and how sure it is.
public struct Proportion: Equatable, Sendable {
    public let count: Int
    public let total: Int

    /// - Precondition: 0 ≤ count ≤ total and total > 0.
    public init(_ count: Int, of total: Int) {
        precondition(count >= 0 && count <= total && total > 0)
        self.count = count
        self.total = total
    }

    public var share: Double { Double(count) / Double(total) }

    /// The score interval: Wilson, "Probable inference, the law of succession, and statistical inference",
    /// JASA 22 (1927); method 3 of Newcombe, "Two-sided confidence intervals for the single proportion",
    /// Statistics in Medicine 17 (1998).
    public func interval(confidence: Double = 0.95) -> Interval {
        let z = Distributions.normalQuantile((1 + confidence) / 2)
        let n = Double(total)
        let center = Double(count) + z * z / 2
        let half = z * (Double(count) * Double(total - count) / n + z * z / 4).squareRoot()
        // Rounding must not leave a hair of doubt at the ends.
        return Interval(
            lower: count == 0 ? 0 : (center - half) / (n + z * z),
            upper: count == total ? 1 : (center + half) / (n + z * z))
    }
}

/// Whether two shares differ by more than chance.
public struct ProportionChange: Equatable, Sendable {
    public let before: Proportion
    public let after: Proportion

    public init(from before: Proportion, to after: Proportion) {
        self.before = before
        self.after = after
    }

    public var difference: Double { after.share - before.share }

    /// The interval of the difference: method 10 of Newcombe, "Interval estimation for the difference
    /// between independent proportions", Statistics in Medicine 17 (1998), from the two score intervals.
    public func interval(confidence: Double = 0.95) -> Interval {
        let (a, b) = (after.interval(confidence: confidence), before.interval(confidence: confidence))
        func root(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
        return Interval(
            lower: difference - root(after.share - a.lower, b.upper - before.share),
            upper: difference + root(a.upper - after.share, before.share - b.lower))
    }

    /// The two-sided probability of a difference as large or larger if both shares are one: the pooled
    /// z-test, and Fisher's exact test where one of the four counts to be expected is below 5 (Cochran,
    /// "Some methods for strengthening the common χ² tests", Biometrics 10, 1954).
    ///
    /// - Complexity: constant; with Fisher's test linear in the smaller margin.
    public var pValue: Double {
        let count = before.count + after.count
        let total = before.total + after.total
        if count == 0 || count == total { return 1 }
        let share = Double(count) / Double(total)
        let least = min(share, 1 - share) * Double(min(before.total, after.total))
        return least < 5 ? fisher : pooled(share)
    }

    private func pooled(_ share: Double) -> Double {
        let variance = share * (1 - share) * (1 / Double(before.total) + 1 / Double(after.total))
        return Distributions.normalTwoSided(difference / variance.squareRoot())
    }

    /// Of all tables with the same margins, those that are no more likely than this one (Fisher 1935).
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
