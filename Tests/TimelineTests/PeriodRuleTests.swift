import Corpus
import Testing

@testable import Timeline

@Suite struct PeriodRuleTests {
    private func day(_ text: String) -> CalendarDate { Period(text)!.firstDay }

    @Test func runsEndWithTheGivenDayAndLeaveNoGaps() throws {
        let rule = PeriodRule.days(30, ending: day("2024-06-29"))
        let last = rule.period(of: day("2024-06-29"))
        #expect(last.description == "2024-05-31..2024-06-29" && last.length == .day && last.runLength == 30)
        #expect(rule.period(of: day("2024-05-31")) == last && last.rule == rule)
        #expect(rule.period(of: day("2024-05-30")) == last.adding(-1))
        #expect(last.adding(-1).lastDay == day("2024-05-30") && last.adding(-1).distance(to: last) == 1)
        // Before 1970 too.
        let old = PeriodRule.days(7, ending: day("1969-12-31")).period(of: day("1969-12-25"))
        #expect(old.description == "1969-12-25..1969-12-31")
        #expect(PeriodRule.days(7, ending: day("1969-12-31")).period(of: day("1970-01-01")) == old.adding(1))
    }

    @Test(arguments: ["2024-05-31..2024-06-29", "1969-12-25..1969-12-31", "2024-06-01..2024-06-01"])
    func runsAreReadAsTheyAreWritten(_ text: String) throws {
        #expect(try #require(Period(text)).description == text)
    }

    @Test(arguments: ["2024-06-29..2024-05-31", "2024-05..2024-06", "..", "2024-06-01..", "a..b"])
    func whatIsNoRunIsRefused(_ text: String) { #expect(Period(text) == nil) }

    @Test func aYearIsOnlySoManyRunsAsFillIt() {
        let end = day("2024-06-29")
        #expect(PeriodRule.days(30, ending: end).periodsInYear == 12 && PeriodRule.days(30, ending: end).fillsYear)
        #expect(PeriodRule.days(7, ending: end).periodsInYear == 52)
        #expect(!PeriodRule.days(200, ending: end).fillsYear && !PeriodRule.days(1000, ending: end).fillsYear)
        #expect(PeriodRule.week.periodsInYear == 52 && PeriodRule.month.fillsYear)
    }

    @Test func seriesAreCountedInRuns() {
        let days = ["2024-04-01", "2024-05-30", "2024-05-31", "2024-06-29"].map { Optional(day($0)) }
        let totals = Series.count(
            published: days, stories: nil, names: days.map { _ in [] }, order: [],
            by: .days(30, ending: day("2024-06-29"))
        ).totals
        #expect(totals.articles == [1, 1, 2] && totals.periods.last?.description == "2024-05-31..2024-06-29")
    }
}
