import Corpus
import Testing

@testable import Timeline

@Suite struct PeriodTests {
    private func day(_ text: String) throws -> CalendarDate {
        let parts = text.split(separator: "-").map { Int($0)! }
        return try #require(CalendarDate(year: parts[0], month: parts[1], day: parts[2]))
    }

    @Test(arguments: [
        (PeriodLength.day, "2024-05-26"), (.week, "2024-W21"), (.month, "2024-05"), (.quarter, "2024-Q2"),
    ]) func isNamedAsInISO8601(_ length: PeriodLength, _ name: String) throws {
        #expect(try Period(length, of: day("2024-05-26")).description == name)
    }

    @Test(arguments: ["2024-05", "2024/5", "202405", "2024年5月"])
    func monthsAreReadInTheFormsPeopleWrite(_ text: String) throws {
        let month = try #require(Period(month: text))
        #expect(month.description == "2024-05" && month.length == .month)
        #expect(month.firstDay.description == "2024-05-01" && month.lastDay.description == "2024-05-31")
    }

    @Test(arguments: ["2024-13", "2024", "24-05", "", "2024-05-06", "202400"])
    func whatIsNoMonthIsRefused(_ text: String) { #expect(Period(month: text) == nil) }

    /// Against Python's isocalendar, around the turns of thirty years.
    @Test func weeksAreThoseOfISO8601() throws {
        for (text, week) in Fixture.all.weeks {
            #expect(try Period(.week, of: day(text)).description == week, "\(text)")
        }
    }

    @Test(arguments: PeriodLength.allCases) func coverTheCalendarWithoutGaps(_ length: PeriodLength) throws {
        let (first, last) = try (day("1900-01-01"), day("2199-12-31"))
        let periods = Period.span(Period(length, of: first), Period(length, of: last))
        #expect(periods[0].days.lowerBound == first.daysSince1970)
        #expect(periods[periods.count - 1].days.contains(last.daysSince1970))
        for (a, b) in zip(periods, periods.dropFirst()) {
            guard a.days.upperBound + 1 == b.days.lowerBound, a < b, a.distance(to: b) == 1 else {
                Issue.record("\(a) and \(b) do not meet")
                return
            }
        }
        #expect(Set(periods.map(\.description)).count == periods.count)
        for text in ["1900-01-01", "1999-12-31", "2000-02-29", "2024-09-30", "2199-12-31"] {
            let own = try day(text)
            #expect(Period(length, of: own).days.contains(own.daysSince1970))
        }
    }

    @Test(arguments: [
        "2024-Q0", "2024-Q5", "2024-Q9223372036854775807", "2024-W00", "2024-W53", "2024-W9223372036854775807",
        "9223372036854775807-01-01", "2024-13-01", "2024-Q-1",
    ]) func whatIsNoPeriodIsRefused(_ text: String) { #expect(Period(text) == nil) }

    @Test func aYearEarlierIsTheSameTimeOfTheYear() throws {
        for (length, name) in [
            (PeriodLength.month, "2023-02"), (.quarter, "2023-Q1"), (.week, "2023-W09"), (.day, "2023-03-02"),
        ] {
            let period = try Period(length, of: day("2024-02-29"))
            #expect(period.adding(-length.periodsInYear).description == name)
        }
        #expect(try Period.span(Period(.month, of: day("2024-02-01")), Period(.month, of: day("2024-01-01"))).isEmpty)
    }
}
