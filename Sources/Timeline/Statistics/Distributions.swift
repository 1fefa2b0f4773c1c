import Foundation

/// Tails and quantiles of the distributions behind the tests.
enum Distributions {
    /// P(|Z| ≥ |z|) of a standard normal Z.
    static func normalTwoSided(_ z: Double) -> Double { erfc(abs(z) / 2.0.squareRoot()) }

    /// The z with P(Z ≤ z) = p for a standard normal Z, by Newton's method from 0. Its steps approach z from one side,
    /// because the distribution function is convex below 0.
    ///
    /// - Precondition: 0 < p < 1.
    static func normalQuantile(_ p: Double) -> Double {
        precondition(p > 0 && p < 1)
        if p > 0.5 { return -normalQuantile(1 - p) }
        var z = 0.0
        while true {
            let step = (erfc(-z / 2.0.squareRoot()) / 2 - p) * (2 * .pi).squareRoot() * exp(z * z / 2)
            z -= step
            if abs(step) < 1e-12 * max(1, abs(z)) { return z }
        }
    }

    /// The t with P(T ≤ t) = p for Student's T: exact for 1 and 2 degrees of freedom, else the expansion of Abramowitz and
    /// Stegun 1964, 26.7.5, which is off by 0.1% at 3 degrees for p = 0.975, and soon by far less.
    ///
    /// - Parameters:
    ///   - p: 0 < p < 1.
    ///   - freedom: the degrees of freedom, at least 1; those between 1 and 2 count as 1, those between 2 and 3 as 2.
    static func studentQuantile(_ p: Double, freedom: Double) -> Double {
        precondition(freedom >= 1)
        if freedom < 2 { return tan(.pi * (p - 0.5)) }
        if freedom < 3 { return (2 * p - 1) / (2 * p * (1 - p)).squareRoot() }
        let z = normalQuantile(p)
        let (square, n) = (z * z, freedom)
        let first: Double = (square + 1) / 4
        let second: Double = ((5 * square + 16) * square + 3) / 96
        let third: Double = (((3 * square + 19) * square + 17) * square - 15) / 384
        let fourth: Double = ((((79 * square + 776) * square + 1482) * square - 1920) * square - 945) / 92_160
        return z * (1 + (first + (second + (third + fourth / n) / n) / n) / n)
    }

    /// P(X ≥ x) for a chi-square variable X: the finite sums of Abramowitz and Stegun 1964, 26.4.4 and 26.4.5.
    ///
    /// - Parameter freedom: the degrees of freedom, at least 1.
    static func chiSquareTail(_ x: Double, freedom: Int) -> Double {
        precondition(freedom >= 1)
        guard x > 0 else { return 1 }
        let half = x / 2
        var tail = freedom % 2 == 0 ? 0 : erfc(half.squareRoot())
        // Terms half^k e^−half / Γ(k + 1), with k from 0 or ½ in steps of 1.
        for k in stride(from: freedom % 2 == 0 ? 0 : 0.5, to: Double(freedom) / 2, by: 1) {
            tail += exp(k * log(half) - half - lgamma(k + 1))
        }
        return min(1, tail)
    }

    /// The logarithm of the binomial coefficient n over k.
    static func logBinomial(_ n: Int, _ k: Int) -> Double {
        lgamma(Double(n) + 1) - lgamma(Double(k) + 1) - lgamma(Double(n - k) + 1)
    }
}
