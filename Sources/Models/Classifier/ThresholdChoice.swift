import Numerics
import Foundation

/// Chooses how likely each label must be to be given (SCut; Yang, "A study of thresholding strategies for
/// text categorization", SIGIR 2001).
///
/// A rare label's best cut is an accident of the few articles that have it (Fan and Lin, "A study on
/// threshold selection for multi-label classification", 2007). So what is counted as right of the articles
/// above a cut is a mean of what was right and of what the probabilities expect, by how many articles
/// have the label, and in the same way the cut lies between the label's own and that of all labels.
struct ThresholdChoice {
    /// As many articles of a label weigh as much as what is expected without them.
    private static let priorArticles = 100.0

    private let labels: Int
    private let probabilities: [Double]
    private let isTrue: [Bool]

    /// - Parameters:
    ///   - probabilities: documents × labels, row by row.
    ///   - isTrue: as many.
    init(probabilities: [Double], isTrue: [Bool], labels: Int) {
        precondition(probabilities.count == isTrue.count)
        self.labels = labels
        self.probabilities = probabilities
        self.isTrue = isTrue
    }

    /// By label.
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
