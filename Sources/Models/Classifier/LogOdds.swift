import Foundation
import TrendNumerics

/// The line that turns scores of least squares into log-odds, learned from articles that the model has not seen. With it
/// such a model is one of logistic regression to all who use it.
struct LogOdds: Equatable {
    private(set) var slope: Double
    private(set) var intercept: Double

    /// Learns a line.
    ///
    /// With several labels an article it is that of `PlattScaling`. With one label, probabilities of one against the rest
    /// are scaled to a sum of 1, and those of Platt's line are then too small: the line of the highest likelihood after
    /// scaling has half the expected calibration error, or less.
    ///
    /// - Parameters:
    ///   - scores: articles × labels, row by row.
    ///   - labelSets: the labels of each article.
    init(scores: [Float], labelSets: [[Int]], labels: Int, isSingleLabel: Bool) {
        var isTrue = [Bool](repeating: false, count: scores.count)
        for (article, own) in labelSets.enumerated() {
            for label in own { isTrue[article * labels + label] = true }
        }
        let line = PlattScaling(scores: scores, isTrue: isTrue)
        (slope, intercept) = (line.slope, line.intercept)
        guard isSingleLabel, labels > 1 else { return }
        let given = labelSets.map { $0[0] }
        var now = Likelihood(of: self, scores, given, labels: labels)
        for _ in 0..<LogOdds.mostSteps {
            guard var step = now.step else { break }
            var next = self
            var found = now
            // Scoring may go too far where nearly all articles are sure.
            for _ in 0..<10 {
                next.slope = max(LogOdds.leastSlope, slope + step.slope)
                next.intercept = intercept + step.intercept
                found = Likelihood(of: next, scores, given, labels: labels)
                if found.value > now.value { break }
                step = (step.slope / 2, step.intercept / 2)
            }
            guard found.value > now.value + 1e-9 * Double(given.count) else { break }
            (self, now) = (next, found)
        }
    }

    private static let mostSteps = 50
    /// A model worse than chance must not reverse the order of its scores.
    private static let leastSlope = 1e-3

    func of(_ scores: [Float]) -> [Float] { scores.map { Float(slope) * $0 + Float(intercept) } }
}

/// The logarithm of the likelihood of each article's label, and where it rises.
private struct Likelihood {
    private(set) var value = 0.0
    private var gradient = (slope: 0.0, intercept: 0.0)
    private var information = (slope: 0.0, both: 0.0, intercept: 0.0)

    init(of line: LogOdds, _ scores: [Float], _ given: [Int], labels: Int) {
        var odds = [Double](repeating: 0, count: labels)
        for (article, label) in given.enumerated() {
            let own = scores[article * labels..<(article + 1) * labels]
            var (sum, mean) = (0.0, (slope: 0.0, intercept: 0.0))
            var squares = (slope: 0.0, both: 0.0, intercept: 0.0)
            for (place, score) in own.enumerated() {
                odds[place] = 1 / (1 + exp(-(line.slope * Double(score) + line.intercept)))
                let change = (slope: (1 - odds[place]) * Double(score), intercept: 1 - odds[place])
                sum += odds[place]
                mean.slope += odds[place] * change.slope
                mean.intercept += odds[place] * change.intercept
                squares.slope += odds[place] * change.slope * change.slope
                squares.both += odds[place] * change.slope * change.intercept
                squares.intercept += odds[place] * change.intercept * change.intercept
            }
            guard sum > 0, odds[label] > 0 else {
                value -= 1000
                continue
            }
            (mean.slope, mean.intercept) = (mean.slope / sum, mean.intercept / sum)
            value += log(odds[label] / sum)
            gradient.slope += (1 - odds[label]) * Double(own[own.startIndex + label]) - mean.slope
            gradient.intercept += 1 - odds[label] - mean.intercept
            information.slope += squares.slope / sum - mean.slope * mean.slope
            information.both += squares.both / sum - mean.slope * mean.intercept
            information.intercept += squares.intercept / sum - mean.intercept * mean.intercept
        }
        // Far below 0 the odds are exponential, and the intercept does not matter.
        let damping = 1e-3 * Double(given.count)
        information.slope += damping
        information.intercept += damping
    }

    /// A step of Fisher's scoring, of at most 1 in the slope and in the intercept.
    var step: (slope: Double, intercept: Double)? {
        let determinant = information.slope * information.intercept - information.both * information.both
        guard determinant > 0 else { return nil }
        func limited(_ step: Double) -> Double { min(1, max(-1, step / determinant)) }
        return (
            limited(information.intercept * gradient.slope - information.both * gradient.intercept),
            limited(information.slope * gradient.intercept - information.both * gradient.slope)
        )
    }
}

extension LogisticRegressionModel {
    /// The model whose scores are the log-odds of this one's.
    func scaled(by line: LogOdds) throws -> LogisticRegressionModel {
        try LogisticRegressionModel(
            kind: kind, features: weights.count / classes, classes: classes,
            weights: weights.map { Float(line.slope) * $0 }, intercepts: line.of(intercepts))
    }
}
