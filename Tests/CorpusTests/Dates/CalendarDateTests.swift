import Testing

@testable import Corpus

@Suite struct CalendarDateTests {
    @Test(arguments: [
        (2024, 2, 29, true), (2023, 2, 29, false), (2000, 2, 29, true), (1900, 2, 29, false), (2100, 2, 29, false),
        (2024, 4, 30, true), (2024, 4, 31, false), (2024, 12, 31, true), (2024, 13, 1, false), (2024, 0, 1, false),
        (2024, 1, 0, false), (1899, 12, 31, false), (1900, 1, 1, true), (2199, 12, 31, true), (2200, 1, 1, false),
    ])
    func onlyDaysThatExistCanBeMade(year: Int, month: Int, day: Int, exists: Bool) {
        #expect((CalendarDate(year: year, month: month, day: day) != nil) == exists)
    }

    // Expected values: `date -u -d @SECONDS +%F`, eight hours on.
    @Test(arguments: [
        (0, "1970-01-01"), (57_599, "1970-01-01"), (57_600, "1970-01-02"), (-28_800, "1970-01-01"),
        (-28_801, "1969-12-31"), (951_782_400, "2000-02-29"), (1_716_652_799, "2024-05-25"),
        (1_716_652_800, "2024-05-26"), (4_107_542_400, "2100-03-01"),
    ])
    func chinaTimeIsEightHoursAhead(seconds: Int, day: String) {
        #expect(CalendarDate(chinaTimeAt: seconds)?.description == day)
    }

    @Test(arguments: [Int.max, Int.min, Int.min + 28_800, 1 << 40])
    func momentsOutsideTheCalendarAreRefused(seconds: Int) {
        #expect(CalendarDate(chinaTimeAt: seconds) == nil)
    }

    @Test func everyDayFollowsTheOneBefore() throws {
        var expected = try #require(CalendarDate(year: 1900, month: 1, day: 1))
        // 1900-01-01 is 25 567 days before 1970-01-01; 2199-12-31 is 84 005 days after.
        for days in -25_567...84_005 {
            let day = try #require(CalendarDate(daysSince1970: days))
            guard day == expected, day.daysSince1970 == days else {
                Issue.record("day \(days) is \(day), not \(expected)")
                return
            }
            guard days < 84_005 else { break }
            expected =
                try CalendarDate(year: day.year, month: day.month, day: day.day + 1)
                ?? CalendarDate(year: day.year, month: day.month + 1, day: 1)
                ?? #require(CalendarDate(year: day.year + 1, month: 1, day: 1))
        }
        #expect(expected.description == "2199-12-31")
        #expect(CalendarDate(daysSince1970: 84_006) == nil)
        #expect(CalendarDate(daysSince1970: -25_568) == nil)
    }

    @Test func daysAreOrderedByTime() throws {
        let days = try [(2023, 12, 31), (2024, 1, 31), (2024, 2, 1), (2024, 2, 2)].map {
            try #require(CalendarDate(year: $0, month: $1, day: $2))
        }
        #expect(days.reversed().sorted() == days)
        #expect(days.map(\.description) == ["2023-12-31", "2024-01-31", "2024-02-01", "2024-02-02"])
    }
}
