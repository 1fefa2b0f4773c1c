import Testing

@testable import Timeline

@Suite struct SeasonalityTests {
    /// Compared with scipy.stats.friedmanchisquare.
    @Test(arguments: Fixture.all.seasons) func seasons(_ figures: Fixture.Season) throws {
        let test = try #require(Seasonality(values: figures.values, seasons: figures.seasons))
        #expect(isClose(test.statistic, figures.statistic) && isClose(test.pValue, figures.p))
        #expect(isClose(test.meanRanks.reduce(0, +), Double(figures.seasons * (figures.seasons + 1)) / 2))
    }

    @Test func oneYearSaysNothing() {
        #expect(Seasonality(values: [], seasons: 12) == nil)
        #expect(Seasonality(values: Array(repeating: 1, count: 12), seasons: 12) == nil)
    }

    @Test func constantYearsHaveNoSeasons() throws {
        let test = try #require(Seasonality(values: Array(repeating: 1, count: 36), seasons: 12))
        #expect(test.pValue == 1 && test.years == 3 && test.meanRanks.allSatisfy { $0 == 6.5 })
    }

    @Test func levelsOfYearsDoNotMatter() throws {
        let values = Fixture.all.seasons[1].values
        let lifted = values.enumerated().map { $1 + 100 * Double($0 / 12) }
        #expect(Seasonality(values: values, seasons: 12) == Seasonality(values: lifted, seasons: 12))
    }
}
