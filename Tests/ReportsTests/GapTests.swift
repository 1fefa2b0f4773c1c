import Corpus
import Testing
import Timeline

@testable import Reports

/// Reports on data that break off and go on: what is not compared is said.
@Suite struct GapTests {
    /// Two articles on each day from January to June 2024 but those of some months, then one without a date.
    private static func articles(without months: Set<Int>) -> [Article] {
        let first = CalendarDate(parsing: "2024-01-01")!.daysSince1970
        let days = (first..<first + 182).map { CalendarDate(daysSince1970: $0)! }.filter { !months.contains($0.month) }
        return days.flatMap { [$0, $0] }.enumerated().map { Fixture.article($0, on: "\($1)") }
    }

    private func report(
        _ months: ClosedRange<Period>, without missing: Set<Int> = [3], _ language: Language = .english
    ) throws -> Report {
        try Report(
            Fixture.source(GapTests.articles(without: missing)),
            options: .init(months: months, topics: 2, language: language))
    }

    private func changes(_ report: Report) -> Set<String> {
        let table = report.table("industries")!
        return Set(table.column(table.columns.firstIndex { ["Change", "变化"].contains($0.name) }!))
    }

    @Test func aSpanIsNotComparedWithOneOfWhichAMonthIsMissing() throws {
        let span = try report(Fixture.months("2024-04", "2024-06"))
        #expect(span.summary.text.hasPrefix("182 articles in April to June 2024. "))
        #expect(
            span.summary.text.contains(
                "Data for the previous 3 months are incomplete, so nothing is compared with them."))
        #expect(changes(span) == ["–"])
        let quarter = try report(Period("2024-Q2")!...Period("2024-Q2")!)
        #expect(quarter.summary.text.hasPrefix("182 articles in Q2 2024. "))
        #expect(quarter.summary.text.contains("Data for the previous quarter are incomplete"))
        #expect(changes(quarter) == ["–"] && quarter.table("volume")?.column(3) == ["incomplete", ""])
        // Nothing is missing.
        let whole = try report(Fixture.months("2024-04", "2024-06"), without: [])
        #expect(whole.summary.text.contains("as many as in the previous 3 months") && changes(whole) != ["–"])
    }

    @Test func theMonthAfterAHoleSaysWhyNothingIsCompared() throws {
        let month = Fixture.months("2024-04")
        #expect(
            try report(month).summary.text.contains(
                "There are no articles in the previous month, so nothing is compared with it."))
        #expect(try report(month, .chinese).summary.text.contains("上月没有文章，因此不作比较。"))
        // Before the data begin there is nothing to say.
        #expect(try !report(Fixture.months("2024-01")).summary.text.contains("no articles"))
    }

    @Test func monthsOfTheSpanWithoutArticlesAreSaid() throws {
        let hole = try report(Fixture.months("2024-02", "2024-04"))
        #expect(
            hole.summary.text.contains(
                "There are no articles in March 2024, so nothing is compared with the previous 3 months."))
        let early = try report(Fixture.months("2023-11", "2024-02"))
        #expect(early.summary.text.contains("There are no articles in November to December 2023"))
        #expect(
            try report(Fixture.months("2024-02", "2024-06"), without: [3, 5], .chinese).summary.text.contains(
                "2024年3月、2024年5月没有文章，因此不与前 5 个月比较。"))
    }

    @Test func theSameDaysAreNotThoseOfAHole() throws {
        var articles = GapTests.articles(without: [3])
        articles += (0..<10).map { Fixture.article(900 + $0, on: "2024-07-0\($0 % 5 + 1)") }
        let span = try Report(
            Fixture.source(articles), options: .init(months: Fixture.months("2024-05", "2024-07"), topics: 2))
        #expect(!span.summary.text.contains("同期") && span.summary.text.contains("数据不完整"))
    }

    @Test func undatedArticlesAreSaid() throws {
        var articles = GapTests.articles(without: [])
        for index in 0..<3 { articles.append(Fixture.article(900 + index, on: "")) }
        let report = try Report(Fixture.source(articles), options: .init(topics: 2, language: .english))
        #expect(report.undated == 3 && report.summary.text.contains("3 articles have no date and are left out."))
        #expect(
            try Report(Fixture.source(articles), options: .init(topics: 2)).summary.text.contains("另有 3 篇文章没有日期，未计入。"))
    }

    @Test func chartsSayInWhichMonthThereIsNoBurst() throws {
        let month = Fixture.months("2024-06")
        let title = try report(month, without: []).charts.first { $0.name == "industries" }?.title
        #expect(title?.hasSuffix("; no bursts in June 2024") == true)
        #expect(
            try report(month, without: [], .chinese).charts.first { $0.name == "industries" }?.title.hasSuffix(
                "；2024年6月均未处于爆发期") == true)
        // Months with holes stand out.
        let holed = try report(Period("2024-Q2")!...Period("2024-Q2")!)
        guard case .panels(let panels)? = holed.charts.first(where: { $0.name == "volume" })?.form else {
            Issue.record("no chart")
            return
        }
        #expect(panels.partial == [0] && !panels.isLastPartial)
    }
}
