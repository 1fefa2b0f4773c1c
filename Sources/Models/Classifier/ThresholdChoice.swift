import TrendNumerics
import Foundation

/// Chooses the probability threshold of each label (SCut; Yang, "A study of thresholding strategies for text
/// categorization", SIGIR 2001).
///
/// The best cut of a rare label is an accident of its few articles (Fan and Lin, "A study on threshold selection for
/// multi-label classification", 2007). Two estimates are therefore shrunk, the more the fewer articles have the label.
/// The number of correct articles above a cut is a mean of the actual number and of the number that the probabilities
/// predict. For the best F1, the cut is a mean of the label's own cut and the cut of all labels together.
struct ThresholdChoice {
    /// The number of articles at which the label's own articles weigh as much as the prior.
    private static let priorArticles = 100.0

    private let labels: Int
    private let probabilities: [Double]
    private let isTrue: [Bool]

    /// Takes the held-out probabilities from which thresholds are chosen.
    ///
    /// - Parameters:
    ///   - probabilities: documents × labels, row by row.
    ///   - isTrue: whether the document has the label; documents × labels, row by row.
    ///   - labels: the number of labels.
    init(probabilities: [Double], isTrue: [Bool], labels: Int) {
        precondition(probabilities.count == isTrue.count)
        self.labels = labels
        self.probabilities = probabilities
        self.isTrue = isTrue
    }

    /// The threshold of each label.
    func thresholds(_ goal: Calibration.Goal) -> [Double] {
        let shared = ScoreCut.best(probabilities, hits: isTrue.map { $0 ? 1 : 0 }).cut
        return (0..<labels).map { label in
            let own = stride(from: label, to: probabilities.count, by: labels)
            let expected = own.map { probabilities[$0] }
            let positives = Double(own.count { isTrue[$0] })
            let trust = positives / (positives + ThresholdChoice.priorArticles)
            let hits = own.map { trust * (isTrue[$0] ? 1 : 0) + (1 - trust) * probabilities[$0] }
            switch goal {
            case .f1:
                let cut = ScoreCut.best(expected, hits: hits).cut
                return ThresholdChoice.probability(
                    trust * ThresholdChoice.logOdds(cut) + (1 - trust) * ThresholdChoice.logOdds(shared))
            case .precision(let wanted):
                return ScoreCut.lowest(expected, hits: hits, precision: wanted) ?? Calibration.never
            }
        }
    }

    private static func logOdds(_ probability: Double) -> Double {
        let inside = min(1 - 1e-9, max(1e-9, probability))
        return log(inside / (1 - inside))
    }

    private static func probability(_ logOdds: Double) -> Double { 1 / (1 + exp(-logOdds)) }
}
