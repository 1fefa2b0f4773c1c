import Testing

@testable import Timeline

@Suite struct ChangePointsTests {
    /// Compared with ruptures' dynamic programming with the same cost, for every number of changes.
    @Test(arguments: Fixture.all.changePoints) func changes(_ figures: Fixture.ChangePointsCase) {
        let dispersion = ChangePoints.dispersion(counts: figures.counts, totals: figures.totals)
        #expect(isClose(dispersion, figures.dispersion))
        #expect(ChangePoints.find(counts: figures.counts, totals: figures.totals) == figures.changes)
    }

    @Test func aConstantSeriesHasOneLevel() {
        #expect(
            ChangePoints.find(counts: Array(repeating: 30, count: 40), totals: Array(repeating: 300, count: 40)).isEmpty
        )
        #expect(
            ChangePoints.find(counts: Array(repeating: 0, count: 40), totals: Array(repeating: 300, count: 40)).isEmpty)
        #expect(
            ChangePoints.find(counts: Array(repeating: 9, count: 40), totals: Array(repeating: 9, count: 40)).isEmpty)
        #expect(ChangePoints.find(counts: [], totals: []).isEmpty)
        #expect(ChangePoints.find(counts: [0, 0, 90, 90, 90], totals: [100, 100, 100, 100, 100]).isEmpty)
    }

    @Test func aLevelHoldsForThreePeriods() {
        let totals = Array(repeating: 1000, count: 12)
        #expect(
            ChangePoints.find(counts: [10, 10, 10, 10, 10, 10, 90, 90, 90, 10, 10, 10], totals: totals, dispersion: 1)
                == [6, 9])
        for change in ChangePoints.find(
            counts: [10, 10, 10, 10, 10, 90, 90, 10, 10, 10, 10, 10], totals: totals, dispersion: 1)
        {
            #expect(change >= 3 && change <= 9)
        }
    }

    @Test func moreArticlesBearOutSmallerChanges() {
        let counts = [5, 5, 5, 5, 5, 8, 8, 8, 8, 8]
        let totals = Array(repeating: 100, count: 10)
        #expect(ChangePoints.find(counts: counts, totals: totals).isEmpty)
        #expect(ChangePoints.find(counts: counts.map { 20 * $0 }, totals: totals.map { 20 * $0 }) == [5])
        // In reversed time the changes are at the same places.
        #expect(ChangePoints.find(counts: counts.reversed().map { 20 * $0 }, totals: totals.map { 20 * $0 }) == [5])
        // Unless the values vary as widely.
        #expect(
            ChangePoints.find(counts: counts.map { 20 * $0 }, totals: totals.map { 20 * $0 }, dispersion: 20).isEmpty)
    }
}
