import Corpus
import Testing

@testable import Timeline

/// Data that break off and go on.
@Suite struct DataHolesTests {
    /// Days of which some are left out.
    private func days(
        _ first: String, _ last: String, without holes: [ClosedRange<String>] = [],
        if isIn: (CalendarDate) -> Bool = { _ in true }
    ) -> [CalendarDate] {
        let (first, last) = (CalendarDate(parsing: first)!, CalendarDate(parsing: last)!)
        return (first.daysSince1970...last.daysSince1970).map { CalendarDate(daysSince1970: $0)! }
            .filter { day in isIn(day) && !holes.contains { $0.contains(day.description) } }
    }

    private func partial(
        _ days: [CalendarDate], _ length: PeriodLength = .month, _ known: KnownCoverage = .init()
    ) -> [String] {
        let totals = PeriodTotals(published: days, stories: nil, by: PeriodRule(length), known)
        return totals.periods.indices.filter { totals.isPartial($0) }.map { totals.periods[$0].description }
    }

    @Test func aMonthThatIsMissingCutsItsQuarter() {
        let missing = days("2024-01-01", "2024-06-30", without: ["2024-03-01"..."2024-03-31"])
        #expect(partial(missing) == ["2024-03"] && partial(missing, .quarter) == ["2024-Q1"])
        // Half of two months.
        let across = days("2024-01-01", "2024-06-30", without: ["2024-03-12"..."2024-04-14"])
        #expect(partial(across) == ["2024-03", "2024-04"] && partial(across, .quarter) == ["2024-Q1", "2024-Q2"])
        // A few days at the end of a month do not make it another.
        let late = days("2024-01-01", "2024-06-30", without: ["2024-03-28"..."2024-04-20"])
        #expect(partial(late) == ["2024-04"])
        let two = days("2023-01-01", "2024-06-30", without: ["2023-03-01"..."2023-03-20", "2024-03-01"..."2024-03-31"])
        #expect(partial(two) == ["2023-03", "2024-03"])
    }

    @Test func usualPausesAreNoHoles() {
        let weekdays = days("2024-01-01", "2024-06-30", if: { ($0.daysSince1970 + 3) % 7 < 5 })
        #expect(partial(weekdays) == [] && partial(weekdays, .quarter) == [])
        // The holiday in spring.
        #expect(partial(days("2024-01-01", "2024-06-30", without: ["2024-02-09"..."2024-02-20"])) == [])
        // Few articles, and articles of the first days of each month.
        #expect(
            partial(days("2023-01-01", "2024-06-30", if: { $0.daysSince1970 % 17 == 0 || $0.daysSince1970 % 41 == 0 }))
                == [])
        #expect(partial(days("2024-01-01", "2024-03-10", if: { $0.day <= 10 })) == [])
    }

    @Test func aPartOfTheArticlesHasTheHolesOfAll() {
        let all = days("2024-01-01", "2024-06-30")
        let part = days("2024-01-01", "2024-06-30", without: ["2024-03-01"..."2024-03-25"])
        let known = KnownCoverage(holes: Coverage(of: all, by: .month)?.holes)
        #expect(partial(part) == ["2024-03"] && partial(part, .month, known) == [])
    }

    @Test func aSpanIsCoveredWhereAllOfItIs() {
        let totals = PeriodTotals(
            published: days("2024-01-01", "2024-06-30", without: ["2024-03-01"..."2024-03-31"]), stories: nil,
            by: .month)
        func covers(_ first: String, _ last: String) -> Bool { totals.cover(Period(first)!...Period(last)!) }
        #expect(covers("2024-01", "2024-02") && covers("2024-04", "2024-06") && !covers("2024-02", "2024-04"))
        #expect(!covers("2023-12", "2024-01") && !covers("2024-06", "2024-07"))
        // A Sunday without articles is no gap.
        let weekdays = days("2024-01-01", "2024-06-30", if: { ($0.daysSince1970 + 3) % 7 < 5 })
        let daily = PeriodTotals(published: weekdays, stories: nil, by: .day)
        #expect(daily.cover(Period("2024-04-01")!...Period("2024-04-30")!))
    }
}
