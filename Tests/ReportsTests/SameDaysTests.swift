import Corpus
import Testing
import Timeline

@testable import Reports

/// A last period without all of its days is compared with the same days before.
@Suite struct SameDaysTests {
    /// Two months with 40 articles each, of which 8 are of the first five days, and 20 robots in five days of March.
    private static let articles =
        Fixture.articles([[20, 20], [20, 20]])
        + (0..<20).map { Fixture.article(500 + $0, theme: 1, on: "2024-03-0\($0 % 5 + 1)") }

    /// So many articles on each day of a span.
    private static func daily(_ first: String, _ last: String, _ count: Int = 1) -> [CalendarDate] {
        let (first, last) = (CalendarDate(parsing: first)!, CalendarDate(parsing: last)!)
        return (first.daysSince1970...last.daysSince1970).flatMap { day in
            (0..<count).map { _ in CalendarDate(daysSince1970: day)! }
        }
    }

    private func sameDays(
        _ days: [CalendarDate], _ months: ClosedRange<Period>, end: String? = nil, start: CalendarDate? = nil
    ) -> SameDays? {
        let end = end.flatMap { CalendarDate(parsing: $0) } ?? days.last!
        let totals = Series.count(
            published: days, stories: nil, names: days.map { _ in [] }, order: [], by: months.lowerBound.rule,
            dataStart: start, dataEnd: end
        ).totals
        return SameDays(days, months: months, totals: totals, end: end)
    }

    private func name(_ span: SameDays.Span?) -> String {
        span.map { "\($0.days.lowerBound) \($0.days.upperBound) \($0.entries.count)" } ?? "none"
    }

    @Test func theReportSaysItInWords() throws {
        let report = try Report(Fixture.source(SameDaysTests.articles), options: .init(topics: 2))
        let summary = report.summary.text
        #expect(summary.hasPrefix("2024年3月1日至5日共有 20 篇文章，较上月同期（2024年2月1日至5日，8 篇）增加 12 篇。"))
        #expect(summary.contains("数据截至2024年3月5日，因此各项变化均指与上月同期（2024年2月1日至5日）相比。"))
        #expect(!summary.contains("减少") && !summary.contains("不与上月比较"))
        #expect(report.charts.first?.title == "2024年3月1日至5日共 20 篇，上月同期 8 篇")
        let volume = try #require(report.table("volume-same-days"))
        #expect(volume.column(0) == ["2024年3月1日至5日", "2024年2月1日至5日"])
        #expect(volume.column(1) == ["20", "8"] && volume.column(3) == ["4.0", "1.6"])

        let english = try Report(Fixture.source(SameDaysTests.articles), options: .init(topics: 2, language: .english))
        #expect(
            english.summary.text.hasPrefix(
                "20 articles from March 1 to 5, 2024, 12 more than from February 1 to 5, 2024 (8)."))
    }

    @Test func sharesAreComparedByTheSameDays() throws {
        let report = try Report(Fixture.source(SameDaysTests.articles), options: .init(topics: 2))
        let table = try #require(report.table("industries"))
        #expect(table.columns.contains { $0.name == "上月同期" })
        let robots = try #require(table.rows.first)
        #expect(robots.prefix(5).map(\.text) == ["机器人", "100.0%", "+50.0*", "▲ 上升", "20"])
        #expect(report.summary.text.contains("与上月同期相比，占比显著上升的行业有机器人"))
        // The figure of the earlier share leads to the articles of these days.
        let group = try #require(robots[7].articles)
        #expect(report.groups.first { $0.id == group }?.articles.count == 4)
    }

    @Test func theYearBeforeIsComparedToo() throws {
        let days = SameDaysTests.daily("2023-03-01", "2024-02-29") + SameDaysTests.daily("2024-03-01", "2024-03-05", 2)
        let articles = days.enumerated().map { Fixture.article($0, on: "\($1)") }
        let report = try Report(Fixture.source(articles), options: .init(topics: 2))
        #expect(
            report.summary.text.hasPrefix(
                "2024年3月1日至5日共有 10 篇文章，较上月同期（2024年2月1日至5日，5 篇）增加 5 篇，较去年同期（2023年3月1日至5日，5 篇）增加 5 篇。"))
    }

    @Test func weeksQuartersAndSpansHaveTheirDays() throws {
        let days = SameDaysTests.daily("2023-01-01", "2024-05-07")
        func span(_ length: PeriodLength, _ count: Int = 1) -> ClosedRange<Period> {
            let last = Period(length, of: days.last!)
            return last.adding(1 - count)...last
        }
        // Monday and Tuesday.
        let weeks = try #require(sameDays(days, span(.week)))
        #expect(name(weeks.reported) == "2024-05-06 2024-05-07 2" && name(weeks.previous) == "2024-04-29 2024-04-30 2")
        #expect(name(weeks.yearBefore) == "2023-05-08 2023-05-09 2")
        let quarters = try #require(sameDays(days, span(.quarter)))
        #expect(name(quarters.previous) == "2024-01-01 2024-02-06 37")
        #expect(name(quarters.yearBefore) == "2023-04-01 2023-05-07 37")
        let two = try #require(sameDays(days, span(.month, 2)))
        #expect(name(two.reported) == "2024-04-01 2024-05-07 37" && name(two.previous) == "2024-02-01 2024-03-07 36")
        // A year is its own year before; beyond that, the data begin too late.
        let year = try #require(sameDays(days, span(.month, 12)))
        #expect(name(year.previous) == "none" && name(year.yearBefore) == "none")
        #expect(sameDays(days, span(.month), end: "2024-05-31") == nil)
    }

    @Test func aShorterMonthEndsEarlier() throws {
        let days = SameDaysTests.daily("2024-02-01", "2024-03-30")
        let month = Period(month: "2024-03")!
        let cut = try #require(sameDays(days, month...month))
        #expect(name(cut.previous) == "2024-02-01 2024-02-29 29" && cut.compared == Array(days.indices))
        // Data that begin within the month before do not cover its days.
        let late = SameDaysTests.daily("2024-02-10", "2024-03-12")
        let alone = try #require(sameDays(late, month...month, start: late[0]))
        #expect(alone.previous == nil && alone.yearBefore == nil)
    }
}
