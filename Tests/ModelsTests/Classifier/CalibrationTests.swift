import Foundation
import Testing

@testable import Models

@Suite struct CalibrationTests {
    @Test func findsTheLineThatTheTargetsWereDrawnFrom() {
        var generator = SeededGenerator(seed: 4)
        let scores = (0..<20_000).map { _ in Float(generator.nextGaussian() * 2) }
        let isTrue = scores.map { Double.random(in: 0..<1, using: &generator) < 1 / (1 + exp(-(0.7 * Double($0) - 1.2))) }
        let calibration = Calibration(scores: scores, isTrue: isTrue)
        #expect(abs(calibration.slope - 0.7) < 0.05)
        #expect(abs(calibration.intercept + 1.2) < 0.08)
        #expect(abs(calibration.probability(0) - 1 / (1 + exp(1.2))) < 0.02)
    }

    @Test func likelihoodHasNoSlopeAtTheFit() {
        let scores: [Float] = [-3, -2, -1, -0.5, 0, 0.2, 1, 2, 2.5, 4]
        let isTrue = [false, false, true, false, false, true, false, true, true, true]
        let calibration = Calibration(scores: scores, isTrue: isTrue)
        var (slope, intercept) = (0.0, 0.0)
        for (score, isTrue) in zip(scores, isTrue) {
            // Platt's targets, with 5 of 10 true: 6/7 and 1/7.
            let difference = calibration.probability(score) - (isTrue ? 6.0 / 7 : 1.0 / 7)
            slope += difference * Double(score)
            intercept += difference
        }
        #expect(abs(slope) < 1e-6 && abs(intercept) < 1e-6)
    }

    @Test func thresholdHasTheBestMicroF1() {
        let scores: [Float] = [4, 3, 2, 2, 1, 0, -1, -2]
        let isTrue = [true, false, true, true, false, true, false, false]
        let calibration = Calibration(scores: scores, isTrue: isTrue)
        func f1(_ cut: Float) -> Double {
            let given = scores.indices.filter { scores[$0] >= cut }
            return 2 * Double(given.count { isTrue[$0] }) / Double(given.count + 4)
        }
        let best = scores.max { f1($0) < f1($1) }!
        let given = scores.filter { calibration.probability($0) >= calibration.threshold }
        #expect(given == scores.filter { $0 >= best })
        #expect(given.count == 6 || given.count == 4)
    }

    @Test func extremesStayUsable() {
        for isTrue in [[true, true, true], [false, false, false], [false, false, true], [true, false, false]] {
            let calibration = Calibration(scores: [-1, 0, 1], isTrue: isTrue)
            #expect(calibration.isValid)
            #expect(calibration.probability(1) > calibration.probability(-1))
        }
        #expect(Calibration(scores: [], isTrue: []).isValid)
        #expect(Calibration(scores: [2, 2, 2], isTrue: [true, false, true]).isValid)
    }

    @Test func figuresThatCannotBeUsedAreTold() {
        var calibration = Calibration(scores: [-1, 1], isTrue: [false, true])
        #expect(calibration.isValid)
        calibration.threshold = 1.5
        #expect(!calibration.isValid)
        calibration.threshold = 0.5
        calibration.slope = -1
        #expect(!calibration.isValid)
        calibration.slope = .nan
        #expect(!calibration.isValid)
        calibration.slope = 1
        calibration.intercept = .infinity
        #expect(!calibration.isValid)
    }
}
