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
