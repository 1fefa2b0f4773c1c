import Corpus
import Testing

@testable import Timeline

@Suite struct SeriesTrendTests {
    private func series(
        _ counts: [Int], of totals: [Int], from start: (Int, Int) = (2020, 1), isLastPartial: Bool = false,
        by length: PeriodLength = .month
    ) -> Series {
        let first = Period(length, of: CalendarDate(year: start.0, month: start.1, day: 1)!)
        let all = PeriodTotals(
            periods: counts.indices.map { first.adding($0) }, articles: totals, stories: totals, undated: 0,
            isLastPartial: isLastPartial)
        return Series(name: "甲", articles: counts, stories: counts, totals: all)
    }

    private func measures(_ series: Series...) throws -> SeriesTrend.Measures {
        try #require(SeriesTrend.find(in: series)[0].measures)
    }

    @Test func fewStoriesSayNothing() {
        let few = series([3, 0, 9, 7], of: [10, 10, 10, 10])
        #expect(SeriesTrend.find(in: [few])[0].finding == .tooFewStories(19, needed: 20))
        #expect(SeriesTrend.find(in: [series([], of: [])])[0].finding == .tooFewStories(0, needed: 20))
        // A single partial period allows no findings either, however many stories it has.
        let partial = series([500], of: [1000], isLastPartial: true)
        #expect(SeriesTrend.find(in: [partial])[0].measures == nil)
        #expect(SeriesTrend.find(in: []).isEmpty)
    }

    @Test func onePeriodHasALevelAndNoChange() throws {
        let found = try measures(series([40], of: [100]))
        #expect(found.level.share == 0.4 && found.level.interval == Proportion(40, of: 100).interval())
        #expect(found.previous == nil && found.yearBefore == nil && found.slope == nil && found.season == nil)
        #expect(found.levels.count == 1 && found.bursts.isEmpty)
    }

    @Test func aConstantSeriesShowsNothing() throws {
        let found = try measures(series(Array(repeating: 20, count: 30), of: Array(repeating: 200, count: 30)))
        #expect(found.previous?.pValue == 1 && found.previous?.difference == 0 && found.yearBefore?.pValue == 1)
        #expect(found.slope?.pValue == 1 && found.slope?.perYear == 0)
        #expect(
            found.levels.count == 1 && found.bursts.isEmpty && found.season?.pValue == 1 && found.season?.years == 2)
    }

    @Test func changesAreAgainstThePeriodBeforeAndTheYearBefore() throws {
        var counts = Array(repeating: 20, count: 14)
        counts[1] = 5
        counts[12] = 10
        counts[13] = 30
        let found = try measures(series(counts, of: Array(repeating: 200, count: 14)))
        #expect(found.period.description == "2021-02")
        let previous = try #require(found.previous)
        #expect(previous.since.description == "2021-01" && isClose(previous.difference, 0.1))
        #expect(previous.pValue == ProportionChange(from: Proportion(10, of: 200), to: Proportion(30, of: 200)).pValue)
        let year = try #require(found.yearBefore)
        #expect(year.since.description == "2020-02" && isClose(year.difference, 0.125))
    }

    @Test func aWindowIsComparedWithAsManyPeriodsBefore() throws {
        let own = series([10, 20, 30, 40, 50, 60], of: Array(repeating: 200, count: 6))
        let found = try #require(SeriesTrend.find(in: [own], options: .init(window: 3))[0].measures)
        #expect(found.level.stories == 150 && found.level.total == 600)
        let previous = try #require(found.previous)
        #expect(previous.since.description == "2020-01" && previous.before.stories == 60)
        #expect(previous.pValue == ProportionChange(from: Proportion(60, of: 600), to: Proportion(150, of: 600)).pValue)
        // There are not enough periods before.
        #expect(SeriesTrend.find(in: [own], options: .init(window: 4))[0].measures?.previous == nil)
        // The year before would overlap with the window.
        let long = series(Array(repeating: 20, count: 30), of: Array(repeating: 200, count: 30))
        let both = try #require(SeriesTrend.find(in: [long], options: .init(window: 13))[0].measures)
        #expect(both.previous != nil && both.yearBefore == nil)
        #expect(SeriesTrend.find(in: [long], options: .init(window: 12))[0].measures?.yearBefore != nil)
    }

    @Test func gapsAndPartialPeriodsAreNotCompared() throws {
        // A gap just before the last complete period, and a partial period after it.
        let found = try measures(
            series([20, 20, 0, 30, 1], of: [200, 200, 0, 200, 10], isLastPartial: true))
        #expect(found.period.description == "2020-04" && found.level.share == 0.15 && found.previous == nil)
        #expect(found.levels[0].share.total == 600)
    }

    @Test func manySeriesAreJudgedTogether() throws {
        let totals = [1000, 1000]
        let moved = series([50, 72], of: totals)
        let alone = try measures(moved)
        let p = try #require(alone.previous?.pValue)
        #expect(p < 0.05 && alone.previous?.adjustedPValue == p)
        let steady = (0..<9).map { _ in series([50, 50], of: totals) }
        let among = SeriesTrend.find(in: [moved] + steady + [series([1, 1], of: totals)], threads: 2)
        let adjusted = try #require(among[0].measures?.previous?.adjustedPValue)
        #expect(isClose(adjusted, 10 * p) && adjusted > 0.05)
        #expect(among[10].measures == nil)
    }

    @Test func burstsAndLevelsAreNamedByTheirPeriods() throws {
        var counts = Array(repeating: 10, count: 12) + Array(repeating: 40, count: 12)
        counts[4] = 80
        counts[23] = 120
        let found = try measures(series(counts, of: Array(repeating: 1000, count: 24)))
        #expect(found.levels.map(\.first.description).contains("2021-01"))
        #expect(found.levels[found.levels.count - 1].last.description == "2021-12")
        #expect(found.bursts.map(\.first.description) == ["2020-05", "2021-12"])
        #expect(found.bursts.map(\.isOpen) == [false, true])
        #expect(found.bursts[0].share.share == 0.08)
    }

    @Test func slopesAreOfAYearWhateverThePeriods() throws {
        // A rise by a tenth of 1,000 articles each quarter.
        let found = try measures(
            series((0..<10).map { 100 + 10 * $0 }, of: Array(repeating: 1000, count: 10), by: .quarter))
        let slope = try #require(found.slope)
        #expect(isClose(slope.perYear, 0.04) && slope.pValue < 0.001 && slope.interval.lower > 0)
    }

    @Test func seasonsAreNotedWhereTwoYearsAreThere() throws {
        // High each June, low each December, and rising.
        func count(_ month: Int) -> Int { 50 + month + [0, 4, 8, 12, 16, 20, 15, 11, 7, 3, -3, -9][month % 12] }
        let totals = Array(repeating: 1000, count: 40)
        let season = try #require(measures(series((0..<40).map(count), of: totals)).season)
        #expect(season.years == 3 && season.peak == 6 && season.trough == 12 && season.pValue < 0.01)
        let short = Array((0..<23).map(count))
        #expect(try measures(series(short, of: Array(totals.prefix(23)))).season == nil)
        // A gap ends the run of years.
        var holed = (0..<40).map(count)
        var fewer = totals
        (holed[20], fewer[20]) = (0, 0)
        #expect(try measures(series(holed, of: fewer)).season == nil)
        // A steady rise is not seasonal.
        let rise = try #require(
            measures(series((0..<36).map { 50 + 2 * $0 }, of: Array(repeating: 1000, count: 36))).season)
        #expect(rise.pValue > 0.5)
    }
}
