import TrendNumerics

/// Corrects the probability of an article's best label in a single-label model.
///
/// With many labels of few articles each, the small probabilities of all the others add up, and the best label's share
/// of the sum says too little. How often best labels are right is learned from held-out articles, as a function of that
/// share (`IsotonicRegression`); the other labels divide what is left as before. Which label is best does not change.
public struct ConfidenceMap: Equatable, Sendable, Codable {
    /// Probabilities of best labels, in ascending order, and how often such labels are right.
    var knots: [Float]
    var values: [Double]

    /// The expected calibration error above which probabilities are corrected. Those of models with enough articles are
    /// right within 1 to 2 points; a map learned from them would add as much again.
    private static let tolerated = 0.03
    /// The same where vectors of texts, which all articles share, make the best label too sure: a map learned from so
    /// many articles adds less than a point.
    private static let toleratedWithVectors = (error: 0.01, fromArticles: 2000)
    /// The minimum number of held-out articles.
    private static let minimumArticles = 100

    /// Learns a map from held-out articles.
    ///
    /// - Parameters:
    ///   - best: the probability of each article's best label.
    ///   - isRight: whether that label is right.
    ///   - hasVectors: whether vectors of texts are among the model's features.
    ///   - isFitted: whether the probabilities were already fitted to these articles (`LogOdds`). A map of few articles
    ///     then only adds their chance.
    /// - Returns: nil where the probabilities need no correction, or there are too few articles to learn one.
    init?(best: [Double], isRight: [Bool], hasVectors: Bool = false, isFitted: Bool = false) {
        let minimum = isFitted ? ConfidenceMap.toleratedWithVectors.fromArticles : ConfidenceMap.minimumArticles
        guard best.count >= minimum else { return nil }
        let tolerated =
            hasVectors && best.count >= ConfidenceMap.toleratedWithVectors.fromArticles
            ? ConfidenceMap.toleratedWithVectors.error : ConfidenceMap.tolerated
        var count = ReliabilityCount()
        for (probability, isRight) in zip(best, isRight) { count.add(probability, isTrue: isRight) }
        guard let reliability = count.reliability,
            reliability.expectedCalibrationError > tolerated
        else { return nil }
        let targets = PlattScaling.targets(isRight)
        let steps = IsotonicRegression(
            scores: best.map { Float($0) }, targets: isRight.map { $0 ? targets.high : targets.low })
        (knots, values) = (steps.scores, steps.values)
    }

    /// Corrects the probabilities of one article, which add up to 1.
    func correct(_ row: UnsafeMutableBufferPointer<Double>) {
        guard row.count > 1 else { return }
        var (best, second) = (0, -1)
        for label in 1..<row.count {
            if row[label] > row[best] {
                (best, second) = (label, best)
            } else if second < 0 || row[label] > row[second] {
                second = label
            }
        }
        let old = row[best]
        guard old > 0, old < 1 else { return }
        // The second label must not become the best one, nor as good.
        let new = max(value(Float(old)), min(old, row[second] / (1 - old + row[second]) + 1e-9))
        let factor = (1 - new) / (1 - old)
        for label in row.indices { row[label] *= factor }
        row[best] = new
    }

    /// Corrects articles × labels, row by row.
    func correct(_ probabilities: inout [Double], labels: Int) {
        probabilities.withUnsafeMutableBufferPointer { all in
            for start in stride(from: 0, to: all.count, by: labels) {
                correct(UnsafeMutableBufferPointer(rebasing: all[start..<start + labels]))
            }
        }
    }

    /// Linear between two knots, constant beyond the outermost ones.
    private func value(_ probability: Float) -> Double {
        let above = knots.partitioningIndex { $0 > probability }
        if above == 0 { return values[0] }
        if above == knots.count { return values[above - 1] }
        let way = Double(probability - knots[above - 1]) / Double(knots[above] - knots[above - 1])
        return values[above - 1] + way * (values[above] - values[above - 1])
    }

    /// Whether figures from a file are usable.
    var isValid: Bool {
        !knots.isEmpty && knots.count == values.count && knots.allSatisfy(\.isFinite)
            && values.allSatisfy { (0...1).contains($0) }
            && knots.indices.dropFirst().allSatisfy { knots[$0 - 1] < knots[$0] && values[$0 - 1] <= values[$0] }
    }
}
