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
}
