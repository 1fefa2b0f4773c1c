import Foundation

/// How much more likely something is in one sample than in another: the log-odds ratio with an informative Dirichlet
/// prior.
///
/// The method is Monroe, Colaresi and Quinn, "Fightin' words: lexical feature selection and evaluation for identifying
/// the content of political conflict", Political Analysis 16 (2008), section 3.5.1. The prior shrinks rare items
/// toward the prior share, so that a few counts make no large difference.
public struct LogOdds: Equatable, Sendable {
    /// The difference of the log-odds, δ, in nats: positive if more likely in the first sample (eq. 16).
    public let difference: Double
    /// The approximate variance of the difference (eq. 20).
    public let variance: Double

    /// The difference in standard deviations (eq. 22), by which the paper ranks.
    public var z: Double { difference / variance.squareRoot() }

    /// Compares two samples.
    ///
    /// - Parameters:
    ///   - sample: the first sample.
    ///   - other: the second sample.
    ///   - prior: the pseudo-count α_w of the item, added to both samples.
    ///   - priorTotal: the sum α_0 of all pseudo-counts, added to both totals.
    /// - Precondition: 0 < prior < priorTotal.
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
