import TrendNumerics
import Foundation
import Testing

@testable import Models

@Suite struct CalibrationTests {
    /// Random scores of several labels, whose probabilities follow a line per label.
    private func drawn(
        _ documents: Int, lines: [(slope: Double, intercept: Double)]
    ) -> (scores: [Float], isTrue: [Bool]) {
        var generator = SeededGenerator(seed: 4)
        let scores = (0..<documents * lines.count).map { _ in Float(generator.nextGaussian() * 2) }
        let isTrue = scores.indices.map { index in
            let line = lines[index % lines.count]
            return Double.random(in: 0..<1, using: &generator) < 1
                / (1 + exp(-(line.slope * Double(scores[index]) + line.intercept)))
        }
        return (scores, isTrue)
    }

    @Test func eachLabelHasItsOwnProbabilities() {
        // The last label is too rare for a step function.
        let lines = [(0.7, -1.2), (2.0, 1.0), (1.0, -5.0)]
        let (scores, isTrue) = drawn(4000, lines: lines)
        let calibration = Calibration(scores: scores, isTrue: isTrue, labels: 3)
        #expect(calibration.knotOffsets[2] == calibration.knotOffsets[3] && calibration.knotOffsets[1] > 0)
        #expect(calibration.isValid(labels: 3))
        for score: Float in [-1, 0, 1, 2] {
            for (label, found) in calibration.probabilities([score, score, score]).enumerated() {
                let expected = 1 / (1 + exp(-(lines[label].0 * Double(score) + lines[label].1)))
                #expect(abs(found - expected) < 0.09, "\(label) at \(score)")
            }
        }
    }

    @Test func stepsAreThoseOfIsotonicRegression() {
        let (scores, isTrue) = drawn(2000, lines: [(0.7, 0)])
        let calibration = Calibration(scores: scores, isTrue: isTrue, labels: 1)
        let targets = PlattScaling.targets(isTrue)
        let steps = IsotonicRegression(scores: scores, targets: isTrue.map { $0 ? targets.high : targets.low })
        #expect(calibration.probabilities(steps.scores) == steps.values)
        let (first, second) = (steps.scores[2], steps.scores[3])
        let between = calibration.probabilities([first + (second - first) / 2])[0]
        #expect(abs(between - (steps.values[2] + steps.values[3]) / 2) < 1e-3)
        #expect(calibration.probabilities([-100, 100]) == [steps.values.first!, steps.values.last!])
        #expect(calibration.probabilities([.nan])[0].isNaN)
    }

    @Test func precisionIsReachedOnNewArticles() {
        let lines = [(1.5, -2.0), (1.0, 0.0)]
        let (scores, isTrue) = drawn(8000, lines: lines)
        let half = scores.count / 2
        let calibration = Calibration(
            scores: Array(scores[..<half]), isTrue: Array(isTrue[..<half]), labels: 2, goal: .precision(0.85))
        #expect(!calibration.givesBest)
        let probabilities = calibration.probabilities(Array(scores[half...]))
        for label in 0..<2 {
            let given = stride(from: label, to: half, by: 2).filter {
                probabilities[$0] >= calibration.thresholds[label]
            }
            let precision = Double(given.count { isTrue[half + $0] }) / Double(given.count)
            #expect(given.count > 100 && abs(precision - 0.85) < 0.04, "\(precision) of \(given.count)")
        }
        // If no cut reaches the target precision, the label is never given.
        let never = Calibration(scores: [1, 2], isTrue: [false, false], labels: 1, goal: .precision(0.9))
        #expect(never.thresholds == [Calibration.never] && never.isValid(labels: 1))
    }

    @Test func extremesStayUsable() {
        for isTrue in [[true, true, true], [false, false, false], [false, false, true], [true, false, false]] {
            let calibration = Calibration(scores: [-1, 0, 1], isTrue: isTrue, labels: 1)
            #expect(calibration.isValid(labels: 1))
            let probabilities = calibration.probabilities([-1, 1])
            #expect(probabilities[1] > probabilities[0])
        }
        #expect(Calibration(scores: [], isTrue: [], labels: 2).isValid(labels: 2))
    }

    @Test func unusableFiguresAreDetected() {
        let (scores, isTrue) = drawn(2000, lines: [(1, 0), (1, -1)])
        let good = Calibration(scores: scores, isTrue: isTrue, labels: 2)
        #expect(good.isValid(labels: 2) && !good.isValid(labels: 1) && !good.isValid(labels: 3))
        func isValid(_ change: (inout Calibration) -> Void) -> Bool {
            var calibration = good
            change(&calibration)
            return calibration.isValid(labels: 2)
        }
        #expect(
            !isValid { $0.thresholds[0] = -0.1 } && !isValid { $0.thresholds[1] = 2.5 }
                && !isValid { $0.thresholds[0] = .nan })
        #expect(!isValid { $0.lines[1].slope = -1 } && !isValid { $0.lines[0].slope = .nan })
        #expect(!isValid { $0.lines[0].intercept = .infinity })
        #expect(
            !isValid { $0.knotOffsets[1] = 1 << 40 } && !isValid { $0.knotOffsets[1] = -1 }
                && !isValid { $0.knotOffsets[2] += 1 })
        #expect(!isValid { $0.knotScores[1] = $0.knotScores[0] } && !isValid { $0.knotProbabilities[0] = 1.5 })
        #expect(!isValid { $0.knotProbabilities[0] = 1 } && !isValid { $0.knotScores.removeLast() })
    }
}
