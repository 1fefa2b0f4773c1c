import Foundation
import Testing

@testable import TrendNumerics

@Suite struct PlattScalingTests {
    @Test func isTheLineOfScikitLearn() {
        let fixture = Fixture.calibration
        let line = PlattScaling(scores: fixture.scores, isTrue: fixture.isTrue)
        #expect(abs(line.slope - fixture.slope) < 1e-3 && abs(line.intercept - fixture.intercept) < 1e-3)
        for (score, expected) in zip(fixture.scores, fixture.probabilities) {
            #expect(abs(line.probability(score) - expected) < 5e-4)
        }
    }

    @Test func findsTheLineThatTheTargetsWereDrawnFrom() {
        var generator = SeededGenerator(seed: 4)
        let scores = (0..<20_000).map { _ in Float(generator.nextGaussian() * 2) }
        let isTrue = scores.map {
            Double.random(in: 0..<1, using: &generator) < 1 / (1 + exp(-(0.7 * Double($0) - 1.2)))
        }
        let line = PlattScaling(scores: scores, isTrue: isTrue)
        #expect(abs(line.slope - 0.7) < 0.05)
        #expect(abs(line.intercept + 1.2) < 0.08)
    }

    @Test func likelihoodHasNoSlopeAtTheFit() {
        let scores: [Float] = [-3, -2, -1, -0.5, 0, 0.2, 1, 2, 2.5, 4]
        let isTrue = [false, false, true, false, false, true, false, true, true, true]
        let line = PlattScaling(scores: scores, isTrue: isTrue)
        var (slope, intercept) = (0.0, 0.0)
        for (score, isTrue) in zip(scores, isTrue) {
            // Platt's smoothed targets with 5 of 10 true: 6/7 and 1/7.
            let difference = line.probability(score) - (isTrue ? 6.0 / 7 : 1.0 / 7)
            slope += difference * Double(score)
            intercept += difference
        }
        #expect(abs(slope) < 1e-6 && abs(intercept) < 1e-6)
    }

    @Test func fewArticlesStayNearThePriorAndManyDoNot() {
        let prior = PlattScaling(slope: 2, intercept: -1)
        #expect(PlattScaling(scores: [], isTrue: [], prior: prior) == prior)
        let one = PlattScaling(scores: [0], isTrue: [true], prior: prior)
        #expect(abs(one.slope - 2) < 1e-6 && one.intercept > -1 && one.intercept < -0.6)
        let fixture = Fixture.calibration
        let many = (0..<50).flatMap { _ in fixture.scores }
        let own = PlattScaling(scores: many, isTrue: (0..<50).flatMap { _ in fixture.isTrue }, prior: prior)
        #expect(abs(own.slope - fixture.slope) < 0.05 && abs(own.intercept - fixture.intercept) < 0.05)
    }

    @Test func extremesStayUsable() {
        for isTrue in [[true, true, true], [false, false, false], [false, false, true], [true, false, false]] {
            let line = PlattScaling(scores: [-1, 0, 1], isTrue: isTrue)
            #expect(line.slope > 0 && line.slope.isFinite && line.intercept.isFinite)
            #expect(line.probability(1) > line.probability(-1))
        }
        #expect(PlattScaling(scores: [2, 2, 2], isTrue: [true, false, true]).slope.isFinite)
    }
}
