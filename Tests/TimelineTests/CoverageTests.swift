import Corpus
import Testing

@testable import Timeline

/// Which days the data cover, told by the days of articles.
@Suite struct CoverageTests {
    /// Five articles a day.
    private func level(_ first: String, _ last: String) -> [CalendarDate] {
        let (first, last) = (CalendarDate(parsing: first)!, CalendarDate(parsing: last)!)
        return (first.daysSince1970...last.daysSince1970).flatMap { day in
            (0..<5).map { _ in CalendarDate(daysSince1970: day)! }
        }
    }

    private func partial(
        _ days: [CalendarDate], _ length: PeriodLength = .month, start: String? = nil, end: String? = nil
    ) -> [String] {
        let totals = PeriodTotals(
            published: days, stories: nil, by: PeriodRule(length),
            dataStart: start.flatMap(CalendarDate.init(parsing:)),
            dataEnd: end.flatMap(CalendarDate.init(parsing:)))
        return totals.periods.indices.filter { totals.isPartial($0) && totals.articles[$0] > 0 }
            .map { totals.periods[$0].description }
    }

    @Test func theDataDoNotBeginOrEndWithAStray() {
        let days = level("2024-03-20", "2024-05-10")
        #expect(partial(days) == ["2024-03", "2024-05"])
        let before = CalendarDate(parsing: "2015-03-01")!
        let after = CalendarDate(parsing: "2024-06-03")!
        #expect(partial([before] + days) == ["2015-03", "2024-03", "2024-05"])
        #expect(partial(days + [after]) == ["2024-03", "2024-05", "2024-06"])
        #expect(partial([before] + days + [after], .quarter) == ["2015-Q1", "2024-Q1", "2024-Q2"])
        // Told what the data cover, too.
        #expect(partial([before] + days, start: "2024-03-20", end: "2024-05-31") == ["2015-03", "2024-03"])
        #expect(partial([before] + days, start: "2024-03-01", end: "2024-05-31") == ["2015-03"])
    }

    @Test func theLastDayIsThatOfNoStray() throws {
        let days = level("2024-01-01", "2024-06-18")
        let stray = CalendarDate(parsing: "2026-05-03")!
        #expect(Coverage(of: days, by: .month)?.lastDay == CalendarDate(parsing: "2024-06-18"))
        #expect(Coverage(of: days + [stray], by: .month)?.lastDay == CalendarDate(parsing: "2024-06-18"))
        #expect(Coverage(of: [stray], by: .month)?.lastDay == stray)
    }

    @Test func fewArticlesAndRegularPausesAreNoStrays() {
        let first = [2021, 2022, 2023].flatMap { year in (1...12).map { CalendarDate(year: year, month: $0, day: 1)! } }
        #expect(partial(first) == [])
        // The first month of many articles comes slowly.
        #expect(partial([first[0]] + first.dropFirst().flatMap { Array(repeating: $0, count: 9) }) == [])
        let few = ["2015-03-01", "2024-03-01", "2024-03-31"].compactMap(CalendarDate.init(parsing:))
        #expect(partial(few) == [])
        // More than a few.
        let old = level("2015-03-01", "2015-03-31")
        #expect(partial(old + level("2024-03-01", "2024-04-30")) == [])
    }

    @Test func theDaysAreThoseOfWholePeriodsWhereTheySeemToBe() {
        let coverage = Coverage(of: level("2024-03-20", "2024-05-31"), by: .month)
        #expect(coverage?.start.description == "2024-03-20" && coverage?.end.description == "2024-05-31")
        let months = Coverage(of: level("2024-03-01", "2024-05-31"), by: .quarter)
        #expect(months?.start.description == "2024-03-01" && months?.end.description == "2024-05-31")
        #expect(Coverage(of: [], by: .month) == nil)
    }

    /// Weekdays without the days of a holiday.
    private func weekdays(_ first: String, _ last: String, without holiday: [ClosedRange<String>]) -> [CalendarDate] {
        level(first, last).filter { day in
            (day.daysSince1970 + 3) % 7 < 5 && !holiday.contains { $0.contains(day.description) }
        }
    }

    /// 1 May 2024 is a Wednesday: the week of the holiday has five days without articles at its end.
    @Test func aHolidayDoesNotHideThatTheDataEndWithinAWeek() {
        let may = "2024-05-01"..."2024-05-05"
        let days = weekdays("2024-03-04", "2024-06-12", without: [may])
        #expect(partial(days, .week) == ["2024-W24"])
        #expect(partial(days.filter { $0.description <= "2024-06-07" }, .week) == [])
        // Two of them.
        let april = "2024-04-04"..."2024-04-07"
        #expect(partial(weekdays("2024-03-04", "2024-06-12", without: [may, april]), .week) == ["2024-W24"])
        // The first days of October, where the data begin with a January that has its holiday only.
        let october = "2023-10-01"..."2023-10-08"
        #expect(partial(weekdays("2023-08-08", "2023-12-29", without: [october])) == ["2023-08"])
    }

    /// Months that end on a Saturday or a Sunday are whole, however few of the others do.
    @Test func aWeekendAtTheEndOfAMonthIsNoHoliday() {
        for (first, last) in [("2023-12-01", "2024-03-29"), ("2024-03-01", "2024-06-28"), ("2023-06-01", "2023-09-29")]
        {
            #expect(partial(weekdays(first, last, without: [])) == [])
        }
        #expect(partial(weekdays("2023-06-01", "2023-09-28", without: [])) == ["2023-09"])
        // The first of July is a Saturday.
        #expect(partial(weekdays("2023-07-03", "2023-09-29", without: [])) == [])
        #expect(partial(weekdays("2023-07-04", "2023-09-29", without: [])) == [])
        #expect(partial(weekdays("2023-07-06", "2023-09-29", without: [])) == ["2023-07"])
    }

    /// Two months do not tell which of them is as usual.
    @Test func ofFewPeriodsNoneHasAHoliday() {
        let days =
            level("2024-01-01", "2024-01-20") + level("2024-02-01", "2024-02-12") + level("2024-02-21", "2024-03-04")
            + level("2024-03-13", "2024-03-28")
        #expect(partial(days) == [])
    }

    @Test func aHoleDoesNotHideThatTheDataEndWithinAMonth() {
        let days = level("2023-01-01", "2024-03-20").filter { !("2023-06-20"..."2023-08-09").contains($0.description) }
        #expect(partial(days).last == "2024-03")
    }
}
