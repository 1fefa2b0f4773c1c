import Testing
import TrendNumerics

@testable import Timeline

@Suite struct ShareSampleTests {
    private func sample(_ shares: [Float]) -> ShareSample {
        var sample = ShareSample()
        for share in shares { sample.add(share) }
        return sample
    }

    private let even: [Float] = [0.5, 0.25, 0.75, 0.5, 0.5, 0.25, 0.75, 0.5]
    private let skewed: [Float] = [0, 0, 0, 0, 0, 0, 0.125, 0.25, 0.5, 1]

    /// Values of SciPy: without skewness those of `t.interval`.
    @Test func isTheIntervalOfStudentWithoutSkewnessAndHigherWithIt() {
        #expect(isNear(sample(even).interval, 0.342006896, 0.657993104))
        #expect(isNear(sample(skewed).interval, 0.022190262, 0.493473004))
        #expect(isNear(sample(even).interval(minus: sample(skewed)), -0.001535292, 0.526875084))
    }

    private func isNear(_ interval: Interval?, _ lower: Double, _ upper: Double) -> Bool {
        guard let interval else { return false }
        return abs(interval.lower - lower) < 1e-5 && abs(interval.upper - upper) < 1e-5
    }

    @Test func aShareAloneAllowsNone() {
        #expect(sample([0.5]).interval == nil)
        #expect(sample([0.5]).interval(minus: sample(even)) == nil)
        #expect(sample(even).interval(minus: sample([0.5])) == nil)
    }

    @Test func equalSharesLeaveNoDoubtAndBoundsAreShares() {
        let same = sample([Float](repeating: 1 / 3, count: 50))
        #expect(same.interval!.upper - same.interval!.lower < 1e-9 && abs(same.mean - 1 / 3) < 1e-7)
        #expect(sample([0, 1]).interval == Interval(lower: 0, upper: 1))
        #expect(sample([0, 1]).interval(minus: sample([0, 1])) == Interval(lower: -1, upper: 1))
    }

    @Test func theOrderDoesNotMatter() {
        let shares = (0..<999).map { Float($0 % 37) / 38 }
        #expect(sample(shares) == sample(shares.reversed()))
    }

    /// One article in five is about a topic. Samples of 100 without the correction hold the mean less often, and miss it
    /// above five times as often as below.
    @Test func holdsTheMeanOfWhatItIsDrawnFromAsOftenAsItSays() {
        var random = SeededGenerator(seed: 7)
        let mean = 0.2 / 3
        var (above, below) = (0, 0)
        for _ in 0..<2000 {
            var sample = ShareSample()
            for _ in 0..<100 {
                let share = Float.random(in: 0..<1, using: &random)
                sample.add(Float.random(in: 0..<1, using: &random) < 0.2 ? share * share : 0)
            }
            if sample.interval!.upper < mean { above += 1 }
            if sample.interval!.lower > mean { below += 1 }
        }
        #expect((80...160).contains(above + below) && above < 2 * below + 20)
    }
}
