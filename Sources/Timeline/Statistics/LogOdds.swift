import Foundation

/// How much likelier something is in one sample than in another: the log-odds ratio with an informative
/// Dirichlet prior of Monroe, Colaresi and Quinn, "Fightin' words: lexical feature selection and evaluation
/// for identifying the content of political conflict", Political Analysis 16 (2008), section 3.5.1.
///
/// The prior draws the rare toward what both samples say, so that a few counts make no large difference.
public struct LogOdds: Equatable, Sendable {
    /// The difference of the log-odds, δ, in nats: positive where it is likelier in the first sample (eq. 16).
    public let difference: Double
    /// Of the difference, approximately (eq. 20).
    public let variance: Double

    /// The difference in standard deviations (eq. 22), what the paper ranks by.
    public var z: Double { difference / variance.squareRoot() }

    /// - Parameters:
    ///   - prior: pseudo-counts of what is counted, α_w, of all `priorTotal`, α_0, that are added to both samples.
    /// - Precondition: 0 ≤ counts ≤ totals, and 0 < prior < priorTotal.
    public init(_ sample: Proportion, against other: Proportion, prior: Double, priorTotal: Double) {
        precondition(prior > 0 && prior < priorTotal)
        func odds(_ sample: Proportion) -> Double {
            let count = Double(sample.count) + prior
            return log(count / (Double(sample.total) + priorTotal - count))
        }
        difference = odds(sample) - odds(other)
        variance = 1 / (Double(sample.count) + prior) + 1 / (Double(other.count) + prior)
    }
}
