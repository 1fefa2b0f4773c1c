import Corpus
import Testing

@testable import Timeline

@Suite struct TopicPrevalenceTests {
    private func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate {
        CalendarDate(year: year, month: month, day: day)!
    }

    private func prevalence(
        _ published: [CalendarDate?], _ shares: [Float], topics: Int, by length: PeriodLength = .month,
        dataEnd: CalendarDate? = nil
    ) -> TopicPrevalence {
        var sums = TopicShares(topics: topics, by: PeriodRule(length))
        sums.add(shares, published: published)
        return TopicPrevalence(sums, dataEnd: dataEnd)
    }

    private func levels(_ prevalence: TopicPrevalence) -> [[Double?]] { prevalence.levels.map { $0.map { $0?.share } } }

    /// Two months of 40 articles each, in which the first topic has a share of a quarter and of three quarters. Each
    /// article belongs to a single topic.
    private var published: [CalendarDate?] { (0..<80).map { day(2024, $0 < 40 ? 1 : 2, 1 + $0 % 28) } }
    private var shares: [Float] { (0..<80).flatMap { ($0 < 40) == ($0 % 4 == 0) ? [1, 0] : [0, 1] as [Float] } }

    @Test func isTheMeanOfTheArticlesShares() {
        let found = prevalence(
            [day(2024, 1, 5), day(2024, 1, 31), day(2024, 3, 31), nil],
            [0.5, 0.5, 0, 1, 1, 0, 0.5, 0.5], topics: 2)
        #expect(found.totals.periods.map(\.description) == ["2024-01", "2024-02", "2024-03"])
        #expect(found.totals.undated == 1)
        #expect(levels(found) == [[0.25, nil, 1], [0.75, nil, 0]])
        // A single article is no sample, and a period after a gap has nothing before it.
        #expect(found.levels[0][0]!.interval != nil && found.levels[0][2]!.interval == nil)
        #expect(found.onPeriodBefore == [nil, nil])
    }

    @Test func anArticleThatFitsNoTopicCountsForNone() {
        let found = prevalence(
            [day(2024, 1, 1), day(2024, 1, 2)], [0, 0, 0.25, 0.75], topics: 2)
        #expect(levels(found) == [[0.125], [0.375]])
    }

    @Test func withoutDatesThereAreNoPeriods() {
        let found = prevalence([nil], [1], topics: 1)
        #expect(found.totals.periods.isEmpty && found.levels == [[]] && found.onYearBefore == [nil])
    }

    @Test func intervalsAreTheBinomialOnes() {
        let found = prevalence(published, shares, topics: 2)
        let january = found.levels[0][0]!
        #expect(january.share == 0.25)
        // Standard error √(¼ · ¾ / 40) = 0.068.
        #expect((0.1...0.15).contains(january.interval!.lower) && (0.35...0.425).contains(january.interval!.upper))
        let change = found.onPeriodBefore[0]!
        #expect(change.difference == 0.5 && "\(change.from) \(change.to)" == "2024-01 2024-02")
        // Standard error √2 · 0.068 = 0.097.
        #expect((0.25...0.36).contains(change.interval!.lower) && (0.64...0.75).contains(change.interval!.upper))
        let same = prevalence(
            Array(published[..<40]), [Float](repeating: 1, count: 40), topics: 1)
        #expect(same.levels[0][0]!.interval == Interval(lower: 1, upper: 1))
    }

    @Test func neitherTheOrderOfArticlesNorTheirBatchesMatter() {
        let one = prevalence(published, shares, topics: 2)
        let order = (0..<80).map { $0 * 37 % 80 }
        #expect(
            one
                == prevalence(
                    order.map { published[$0] }, order.flatMap { shares[2 * $0..<2 * $0 + 2] }, topics: 2))
        var sums = TopicShares(topics: 2, by: PeriodRule(.month))
        for start in stride(from: 0, to: 80, by: 16) {
            sums.add(Array(shares[2 * start..<2 * start + 32]), published: Array(published[start..<start + 16]))
        }
        #expect(one == TopicPrevalence(sums) && sums.share(of: 0) == 0.5)
    }

    @Test func everyArticleTwiceGivesTheSameSharesAndNarrowerIntervals() {
        let one = prevalence(published, shares, topics: 2)
        let two = prevalence(published + published, shares + shares, topics: 2)
        #expect(levels(one) == levels(two))
        for (a, b) in zip(one.levels[0], two.levels[0]) {
            #expect(b!.interval!.upper - b!.interval!.lower < 0.85 * (a!.interval!.upper - a!.interval!.lower))
        }
    }

    @Test func aPartialPeriodIsNotCompared() {
        let published = (0..<90).map { day(2024, 1 + $0 / 30, $0 < 60 ? 1 + $0 % 30 % 29 : 2) }
        let shares = [Float](repeating: 1, count: 90)
        let found = prevalence(published, shares, topics: 1)
        #expect(found.totals.isLastPartial)
        #expect(found.onPeriodBefore[0]!.to.description == "2024-02")
        let whole = prevalence(published, shares, topics: 1, dataEnd: day(2024, 3, 31))
        #expect(whole.onPeriodBefore[0]!.to.description == "2024-03")
    }

    @Test func aYearBeforeIsTwelveMonthsBefore() {
        let published = [2023, 2023, 2024, 2024].map { day($0, 5, 31) }
        let found = prevalence(published, [1, 0, 1, 0, 0, 1, 1, 0], topics: 2)
        #expect(found.onYearBefore[0]!.difference == -0.5 && found.onPeriodBefore[0] == nil)
        let quarters = prevalence(published, [1, 1, 1, 1], topics: 1, by: .quarter)
        #expect(quarters.onYearBefore[0]!.from.description == "2023-Q2")
    }
}
