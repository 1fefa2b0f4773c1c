import TrendNumerics
import Foundation

/// Turns scores into probabilities and probabilities into labels. It is learned from scores of articles that the model
/// has not seen.
///
/// A label with enough articles has an increasing step function of its own (`IsotonicRegression`). Any other label has
/// a line (`PlattScaling`), which stays near the line of all labels if the label has few articles.
public struct Calibration: Equatable, Sendable, Codable {
    /// The goal by which thresholds are chosen.
    public enum Goal: Equatable, Sendable {
        /// The best F1 of each label; every article gets at least its best label.
        case f1
        /// The target precision of each label; an article may get no label.
        case precision(Double)
    }

    /// The line of each label.
    var lines: [Line]
    /// The knots of a label's step function are `knotOffsets[label]..<knotOffsets[label + 1]`; a label without knots
    /// uses its line.
    var knotOffsets: [Int]
    var knotScores: [Float] = []
    var knotProbabilities: [Double] = []
    /// The probability from which each label is given; `never` is above every probability.
    public internal(set) var thresholds: [Double]
    /// Whether an article gets its best label if no label passes its threshold.
    public internal(set) var givesBest: Bool

    struct Line: Equatable, Sendable, Codable {
        var slope: Double
        var intercept: Double
    }

    static let never = 2.0

    /// The minimum number of articles with a label, and of articles without it, for a step function of its own.
    private static let minimumForSteps = 300

    /// Learns a calibration.
    ///
    /// - Parameters:
    ///   - scores: documents × labels, row by row.
    ///   - labelSets: the labels of each document.
    init(scores: [Float], labelSets: [[Int]], labels: Int, goal: Goal) {
        var isTrue = [Bool](repeating: false, count: scores.count)
        for (document, own) in labelSets.enumerated() {
            for label in own { isTrue[document * labels + label] = true }
        }
        self.init(scores: scores, isTrue: isTrue, labels: labels, goal: goal)
    }

    /// Learns a calibration.
    ///
    /// - Parameters:
    ///   - scores: documents × labels, row by row.
    ///   - isTrue: whether the document has the label; documents × labels, row by row.
    ///   - labels: the number of labels.
    ///   - goal: the goal by which thresholds are chosen.
    /// - Complexity: labels × n log n for n documents.
    public init(scores: [Float], isTrue: [Bool], labels: Int, goal: Goal = .f1) {
        precondition(scores.count == isTrue.count && labels > 0 && scores.count % labels == 0)
        let documents = scores.count / labels
        let shared = PlattScaling(scores: scores, isTrue: isTrue)
        lines = []
        knotOffsets = [0]
        thresholds = []
        givesBest = goal == .f1
        for label in 0..<labels {
            let own = (0..<documents).map { scores[$0 * labels + label] }
            let isOwn = (0..<documents).map { isTrue[$0 * labels + label] }
            let line = PlattScaling(scores: own, isTrue: isOwn, prior: shared)
            lines.append(Line(slope: line.slope, intercept: line.intercept))
            let positives = isOwn.count { $0 }
            if min(positives, documents - positives) >= Calibration.minimumForSteps {
                let targets = PlattScaling.targets(isOwn)
                let steps = IsotonicRegression(scores: own, targets: isOwn.map { $0 ? targets.high : targets.low })
                knotScores += steps.scores
                knotProbabilities += steps.values
            }
            knotOffsets.append(knotScores.count)
        }
        let probabilities = probabilities(scores)
        let choice = ThresholdChoice(probabilities: probabilities, isTrue: isTrue, labels: labels)
        thresholds = choice.thresholds(goal)
    }

    /// Creates a calibration with one line and one threshold for all labels, as older models had.
    init(slope: Double, intercept: Double, threshold: Double, labels: Int) {
        lines = Array(repeating: Line(slope: slope, intercept: intercept), count: labels)
        knotOffsets = Array(repeating: 0, count: labels + 1)
        thresholds = Array(repeating: threshold, count: labels)
        givesBest = true
    }

    /// The probabilities of scores.
    ///
    /// - Parameter scores: documents × labels, row by row.
    /// - Returns: documents × labels, row by row.
    func probabilities(_ scores: [Float]) -> [Double] {
        let labels = lines.count
        return [Double](unsafeUninitializedCapacity: scores.count) { output, count in
            lines.withUnsafeBufferPointer { lines in
                scores.withUnsafeBufferPointer { scores in
                    for start in stride(from: 0, to: scores.count, by: labels) {
                        for label in 0..<labels {
                            let score = scores[start + label]
                            let line = lines[label]
                            output[start + label] =
                                knotOffsets[label] < knotOffsets[label + 1]
                                ? step(score, label: label)
                                : 1 / (1 + exp(-(line.slope * Double(score) + line.intercept)))
                        }
                    }
                }
            }
            count = scores.count
        }
    }

    /// The value of a label's step function: linear between two knots, constant beyond the outermost ones.
    private func step(_ score: Float, label: Int) -> Double {
        guard !score.isNaN else { return .nan }
        let knots = knotOffsets[label]..<knotOffsets[label + 1]
        let above = knots.partitioningIndex { knotScores[$0] > score }
        if above == knots.lowerBound { return knotProbabilities[above] }
        if above == knots.upperBound { return knotProbabilities[above - 1] }
        let (left, right) = (knotScores[above - 1], knotScores[above])
        let way = Double(score - left) / Double(right - left)
        return knotProbabilities[above - 1] + way * (knotProbabilities[above] - knotProbabilities[above - 1])
    }

    /// The calibration for a set of labels with new ones. The scores of a new label are unknown, so it gets the median
    /// line and the median threshold of the others.
    ///
    /// - Parameter kept: the previous index of each label; `nil` for a new label.
    func growing(to kept: [Int?]) -> Calibration {
        func middle(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
        let newLine = Line(slope: middle(lines.map(\.slope)), intercept: middle(lines.map(\.intercept)))
        let newThreshold = min(1, middle(thresholds))
        var grown = self
        (grown.lines, grown.thresholds) = ([], [])
        (grown.knotOffsets, grown.knotScores, grown.knotProbabilities) = ([0], [], [])
        for label in kept {
            grown.lines.append(label.map { lines[$0] } ?? newLine)
            grown.thresholds.append(label.map { thresholds[$0] } ?? newThreshold)
            if let label {
                grown.knotScores += knotScores[knotOffsets[label]..<knotOffsets[label + 1]]
                grown.knotProbabilities += knotProbabilities[knotOffsets[label]..<knotOffsets[label + 1]]
            }
            grown.knotOffsets.append(grown.knotScores.count)
        }
        return grown
    }

    /// Whether figures from a file are usable.
    func isValid(labels: Int) -> Bool {
        guard lines.count == labels, thresholds.count == labels, knotOffsets.count == labels + 1,
            knotOffsets.first == 0, knotOffsets.last == knotScores.count, knotScores.count == knotProbabilities.count,
            lines.allSatisfy({ $0.slope.isFinite && $0.slope > 0 && $0.intercept.isFinite }),
            thresholds.allSatisfy({ (0...Calibration.never).contains($0) }),
            knotScores.allSatisfy(\.isFinite), knotProbabilities.allSatisfy({ (0...1).contains($0) })
        else { return false }
        return (0..<labels).allSatisfy { label in
            let knots = knotOffsets[label]..<max(knotOffsets[label], knotOffsets[label + 1])
            guard knotOffsets[label] <= knotOffsets[label + 1], knots.upperBound <= knotScores.count else {
                return false
            }
            return knots.dropFirst().allSatisfy {
                knotScores[$0 - 1] < knotScores[$0] && knotProbabilities[$0 - 1] <= knotProbabilities[$0]
            }
        }
    }
}
