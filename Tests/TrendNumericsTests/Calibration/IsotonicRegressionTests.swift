import Testing

@testable import TrendNumerics

@Suite struct IsotonicRegressionTests {
    @Test func isThatOfScikitLearn() {
        let fixture = Fixture.calibration
        let steps = IsotonicRegression(scores: fixture.scores, targets: fixture.isTrue.map { $0 ? 1 : 0 })
        for (score, expected) in zip(fixture.asked, fixture.steps) {
            #expect(abs(interpolated(steps, Float(score)) - expected) < 1e-9, "\(score)")
        }
        #expect(zip(steps.scores, steps.scores.dropFirst()).allSatisfy { $0 < $1 })
        #expect(zip(steps.values, steps.values.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test func violatorsArePooled() {
        let steps = IsotonicRegression(scores: [4, 1, 3, 2], targets: [1, 0, 0.2, 0.8])
        #expect(steps.scores == [1, 2, 3, 4] && steps.values == [0, 0.5, 0.5, 1])
        #expect(IsotonicRegression(scores: [1, 2, 3], targets: [1, 0.5, 0]).values == [0.5, 0.5])
        #expect(IsotonicRegression(scores: [2, 2], targets: [0, 1]).values == [0.5])
        #expect(IsotonicRegression(scores: [], targets: []).values.isEmpty)
    }

    private func interpolated(_ steps: IsotonicRegression, _ score: Float) -> Double {
        guard let after = steps.scores.firstIndex(where: { $0 > score }) else { return steps.values.last! }
        guard after > 0 else { return steps.values[0] }
        let way = Double(score - steps.scores[after - 1]) / Double(steps.scores[after] - steps.scores[after - 1])
        return steps.values[after - 1] + way * (steps.values[after] - steps.values[after - 1])
    }
}
