import Corpus
import Testing

@testable import TrendNumerics
@testable import Timeline

@Suite struct ShareHistoryTests {
    private let known = ShareEstimatorTests.twoLabels

    private func day(_ month: Int, _ day: Int = 1) -> CalendarDate { CalendarDate(year: 2024, month: month, day: day)! }

    private func counted(
        _ published: [CalendarDate], stories: [Int]? = nil, _ evidence: [LabelEvidence], threads: Int = 1
    ) -> (history: ShareHistory?, series: [Series]) {
        let stories = stories ?? Array(published.indices)
        var all = Series.count(
            published: published, stories: stories, names: published.map { _ in ["甲"] }, order: ["甲", "乙"],
            by: .month, dataEnd: day(12, 31))
        let history = ShareHistory(
            published: published, stories: stories, evidence: evidence, sample: known, totals: all.totals,
            threads: threads)
        if let history {
            for label in 0..<2 { all.series[label].estimate = .init(history: history, label: label) }
        }
        return (history, all.series)
    }

    private func tagged(_ high: Bool) -> LabelEvidence { .tagged(ProbabilityRow(high ? [0.8, 0.2] : [0.2, 0.8])) }

    @Test func withoutTaggedArticlesThereIsNone() {
        #expect(counted([day(1)], [.given([0])]).history == nil)
        #expect(counted([], []).history == nil)
    }

    @Test func aStoryCountsOnceAPeriodAndByPeopleFirst() throws {
        // Story 0: tagged, then labeled by a person in the same month, and tagged in the next.
        let (history, series) = counted(
            [day(1), day(1, 2), day(1, 3), day(2)], stories: [0, 0, 1, 0],
            [tagged(false), .given([0]), .given([0]), tagged(false)])
        #expect(history?.shares(in: [0])?[0].share == 1)
        #expect(series[0].bestShare(at: 0) == 1)
        #expect(try #require(series[0].bestShare(at: 1)) < 0.1)
    }

    @Test func gapsHaveNoShare() {
        let (_, series) = counted([day(1), day(3)], [tagged(true), tagged(true)])
        #expect(series[0].bestShare(at: 1) == nil)
        #expect(series[0].bestShare(at: 0) != nil)
    }

    @Test func trendsTakeTheEstimatesAndKeepTheCounts() throws {
        let published = (0..<1000).map { day($0 < 500 ? 1 : 2) }
        let evidence = (0..<1000).map { tagged($0 < 500 ? $0 < 150 : $0 < 850) }
        let one = counted(published, evidence).series
        let measures = try #require(SeriesTrend.find(in: one)[0].measures)
        // 0.3 and 0.7 observed are (0.3 − 0.2) / 0.6 and (0.7 − 0.2) / 0.6.
        #expect(abs(measures.level.share - 5.0 / 6) < 1e-3 && measures.level.countedShare == 1)
        #expect(measures.level.stories == 500 && measures.level.total == 500)
        let change = try #require(measures.previous)
        #expect(abs(change.before.share - 1.0 / 6) < 1e-3 && abs(change.difference - 2.0 / 3) < 2e-3)
        #expect(change.isSignificant && change.interval.lower < change.difference)
        // The counts alone did not change.
        let plain = one.map { Series(name: $0.name, articles: $0.articles, stories: $0.stories, totals: $0.totals) }
        #expect(SeriesTrend.find(in: plain)[0].measures?.previous?.pValue == 1)
        // A label that is never counted has an estimate as well, once it has stories enough.
        let rare = try #require(
            SeriesTrend.find(in: one, options: .init(minimumStories: 0))[1].measures)
        #expect(abs(rare.level.share - 1.0 / 6) < 1e-3 && rare.level.countedShare == 0)
    }

    @Test func threadsChangeNothing() {
        let published = (0..<900).map { day($0 / 300 + 1) }
        let evidence = (0..<900).map { $0 % 7 == 0 ? .given([1]) : tagged($0 % 5 < 2) }
        let (one, four) = (counted(published, evidence), counted(published, evidence, threads: 4))
        #expect(one.history == four.history)
        #expect(SeriesTrend.find(in: one.series) == SeriesTrend.find(in: four.series, threads: 4))
    }
}
