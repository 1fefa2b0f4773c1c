import Testing

@testable import Timeline

@Suite struct MannKendallTests {
    /// Compared with pymannkendall and scipy's theilslopes.
    @Test(arguments: Fixture.all.kendall) func trends(_ figures: Fixture.Kendall) throws {
        let test = try #require(MannKendall(times: figures.times, values: figures.values))
        #expect(test.score == figures.score)
        #expect(isClose(test.pValue, figures.p, to: 1e-8), "\(test.pValue) is not \(figures.p)")
        #expect(isClose(test.slope, figures.slope))
        #expect(isClose(test.interval.lower, figures.lower) && isClose(test.interval.upper, figures.upper))
    }

    @Test func aConstantSeriesHasNoTrend() throws {
        let test = try #require(MannKendall(times: Array(0..<9), values: Array(repeating: 0.3, count: 9)))
        #expect(test.score == 0 && test.pValue == 1 && test.slope == 0)
        #expect(test.interval == Interval(lower: 0, upper: 0))
    }

    @Test func fewValuesSayNothing() {
        #expect(MannKendall(times: [], values: []) == nil)
        #expect(MannKendall(times: Array(0..<7), values: [1, 2, 3, 4, 5, 6, 7]) == nil)
    }

    @Test func followsScaleAndDirection() throws {
        let (times, values) = (Fixture.all.kendall[1].times, Fixture.all.kendall[1].values)
        let test = try #require(MannKendall(times: times, values: values))
        let scaled = try #require(MannKendall(times: times, values: values.map { 4 * $0 + 1 }))
        #expect(scaled.score == test.score && scaled.pValue == test.pValue && isClose(scaled.slope, 4 * test.slope))
        let falling = try #require(MannKendall(times: times, values: values.map { -$0 }))
        #expect(falling.score == -test.score && falling.slope == -test.slope)
        #expect(isClose(falling.interval.lower, -test.interval.upper))
        let slower = try #require(MannKendall(times: times.map { 2 * $0 }, values: values))
        #expect(isClose(slower.slope, test.slope / 2))
    }
}
