import Corpus
import Foundation
import Testing
import Timeline

@testable import Reports

@Suite struct ReportTests {
    @Test func saysRoseOnlyWhereItIsMoreThanChance() throws {
        let report = try Report(
            Fixture.source(Fixture.articles([[30, 30], [12, 48]])),
            options: .init(months: Fixture.months("2024-02"), topics: 2))
        #expect(report.summary.text.hasPrefix("2024年2月共有 60 篇文章，与上月持平。报道最多的行业是机器人（48 篇）、云计算（12 篇）。"))
        #expect(report.summary.text.contains("与上月相比，行业中占比上升的有机器人（+30.0 个百分点），下降的有云计算（-30.0 个百分点）。"))
        let table = try #require(report.table("industries"))
        #expect(table.rows[0].prefix(6).map(\.text) == ["机器人", "80.0%", "+30.0*", "▲ 上升", "48", "48"])
        #expect(table.rows[0][7].text == "50.0%" && table.rows[1][3].text == "▼ 下降")

        let steady = try Report(
            Fixture.source(Fixture.articles([[30, 30], [28, 32]])), options: .init(topics: 2, language: .english))
        #expect(
            steady.summary.text.contains("Against the month before, no industry's share changed by more than chance."))
        #expect(try #require(steady.table("industries")).column(3) == ["within chance", "within chance"])
    }

    @Test func fewArticlesSaySo() throws {
        let report = try Report(Fixture.source(Fixture.articles([[3, 3], [1, 5]])), options: .init(topics: 2))
        #expect(report.summary.text.hasSuffix("文章太少，不足以判断趋势。"))
        #expect(try #require(report.table("industries")).column(3) == ["文章太少", "文章太少"])
        #expect(!report.summary.text.contains("上升"))
    }

    @Test func aSpanIsComparedWithAsManyMonthsBefore() throws {
        let counts = [[20, 20], [20, 20], [5, 35], [5, 35]]
        let report = try Report(
            Fixture.source(Fixture.articles(counts)),
            options: .init(months: Fixture.months("2024-03", "2024-04"), topics: 2))
        #expect(report.title == "2024年3月至4月行业趋势报告" && report.folderName == "2024-03_2024-04")
        #expect(report.summary.text.contains("共有 80 篇文章，与前 2 个月持平"))
        let robots = try #require(report.table("industries")?.rows.first)
        #expect(robots.prefix(5).map(\.text) == ["机器人", "87.5%", "+37.5*", "▲ 上升", "70"])
    }

    @Test func aPastMonthKnowsNothingOfLaterOnes() throws {
        let articles = Fixture.articles([[20, 20], [20, 20], [5, 35]])
        let past = try Report(Fixture.source(articles), options: .init(months: Fixture.months("2024-02"), topics: 2))
        #expect(past.trends[0].periods.map(\.description) == ["2024-01", "2024-02"] && !past.trends[0].isLastPartial)
        #expect(past.section("method")?.blocks.first.map { "\($0)" }?.contains("其中 35 篇") == false)
        let method = try #require(past.section("method"))
        guard case .paragraph(let records) = method.blocks[0] else { Issue.record("no records"); return }
        #expect(records.text.contains("共读入 120 篇文章") && records.text.contains("其中 40 篇晚于2024年2月"))
    }

    @Test func aMonthThatIsNotWholeIsNotCompared() throws {
        var articles = Fixture.articles([[20, 20], [20, 20]])
        articles += (0..<20).map { Fixture.article(500 + $0, theme: 1, on: "2024-03-0\($0 % 5 + 1)") }
        let report = try Report(Fixture.source(articles), options: .init(topics: 2))
        #expect(report.summary.text.contains("数据在2024年3月内中断"))
        #expect(try #require(report.table("industries")).column(2).allSatisfy { $0 == "–" })
        #expect(report.trends[0].isLastPartial && report.trends[0].series[0].measures?.period.description == "2024-02")
        // Unless the data are known to reach so far.
        let end = CalendarDate(year: 2024, month: 3, day: 31)
        let whole = try Report(Fixture.source(articles), options: .init(dataEnd: end, topics: 2))
        #expect(!whole.trends[0].isLastPartial && whole.table("industries")?.rows[0][3].text == "▲ 上升")
    }

    @Test func repostsCountOnce() throws {
        var articles = Fixture.articles([[25, 25], [25, 25]])
        articles += (0..<40).map { _ in articles[60] }
        let report = try Report(Fixture.source(articles), options: .init(topics: 2))
        #expect(report.summary.text.hasPrefix("2024年2月共有 90 篇文章，去除转载后 50 篇"))
        #expect(report.table("industries")?.rows[0][4...5].map(\.text) == ["65", "25"])
        #expect(try #require(report.table("industries")).column(3) == ["不显著", "不显著"])
        #expect(report.groups.first { $0.id == "all-now" }?.articles.count == 90)
    }

    @Test func everyFigureLeadsToItsArticles() throws {
        let report = try Report(Fixture.source(Fixture.articles([[30, 30], [12, 48]])), options: .init(topics: 2))
        let groups = Dictionary(uniqueKeysWithValues: report.groups.map { ($0.id, $0.articles) })
        let ids = Set(report.articles.map(\.id))
        #expect(groups.values.joined().allSatisfy { ids.contains($0) })
        for named in report.tables {
            for cell in named.table.rows.joined() {
                guard let group = cell.articles else { continue }
                #expect(groups[group] != nil, "\(named.name): \(group)")
            }
        }
        let robots = try #require(report.table("industries")?.rows[0])
        #expect(groups[robots[4].articles ?? ""]?.count == 48 && groups[robots[7].articles ?? ""]?.count == 30)
        #expect(report.summary.runs.contains { $0.text == "48" && $0.articles == robots[4].articles })
        let byID = report.articlesByID
        #expect(
            groups[robots[4].articles!]!.allSatisfy {
                byID[$0]?.industries == ["机器人"] && byID[$0]?.date.hasPrefix("2024-02") == true
            })
    }

    @Test func newArticlesAreCheckedAgainstTheLabelsTheyCameWith() throws {
        let new = (0..<4).map { Fixture.article(700 + $0, on: "2024-02-20") }
        let report = try Report(
            Fixture.source(Fixture.articles([[9, 9]]), new: new, rejects: 3),
            options: .init(topics: 2, language: .english))
        let lines = report.section("method")!.blocks.map { "\($0)" }.joined()
        #expect(
            lines.contains("22 articles were read; 4 of them are tagged")
                && lines.contains("3 records could not be read"))
        #expect(
            lines.contains("4 of the articles tagged by the model came with labels to check it by: precision 100.0%"))
    }

    @Test func monthsWithoutArticlesAreAnError() throws {
        let source = Fixture.source(Fixture.articles([[2, 2], [2, 2]]))
        let asked = Fixture.months("2024-07")
        #expect(
            throws: ReportError.noArticles(asked, first: Period(month: "2024-01")!, last: Period(month: "2024-02")!)
        ) {
            try Report(source, options: .init(months: asked, topics: 2))
        }
        #expect(throws: ReportError.noDatedArticles(undated: 1)) {
            try Report(Fixture.source([Fixture.article(1, on: "")]), options: .init(topics: 2))
        }
        let clipped = try Report(source, options: .init(months: Fixture.months("2024-02", "2024-07"), topics: 2))
        #expect(clipped.folderName == "2024-02")
    }

    @Test func technologiesAreALeague() throws {
        var articles = Fixture.articles([[3, 3], [3, 3]])
        for index in articles.indices {
            articles[index].technologies = index < 6 ? ["甲"] : index < 10 ? ["乙", "甲"] : ["乙"]
        }
        let table = try #require(try Report(Fixture.source(articles), options: .init(topics: 2)).table("technologies"))
        #expect(
            table.rows.map { $0.map(\.text) } == [
                ["1", "乙", "6", "0", "文章太少", "2024-02（新）"], ["2", "甲", "4", "6", "文章太少", "2024-01"],
            ])
        for index in articles.indices { articles[index].keywords = articles[index].technologies + ["丙"] }
        let keywords = try #require(try Report(Fixture.source(articles), options: .init(topics: 2)).table("keywords"))
        #expect(keywords.rows.map { $0[1].text } == ["丙", "乙", "甲"])
    }

    @Test func emergingPhrasesHaveTheirSectionWhereThereAreSome() throws {
        let source = Fixture.source(Fixture.articles([[5, 5], [5, 5]]))
        var facts = try ReportFacts(source, options: .init(topics: 2), progress: { _ in })
        #expect(ReportBuilder(facts, language: .chinese).report().section("emerging") == nil)
        facts.emerging = [
            .init(
                phrase: "百模大战", stories: 3, before: 0, firstSeen: "2024-02-03", example: "百模大战开打。", articles: [12, 13])
        ]
        let report = ReportBuilder(facts, language: .chinese).report()
        #expect(report.table("emerging")?.rows[0].map(\.text) == ["百模大战", "3", "0", "2024-02-03", "百模大战开打。"])
        #expect(report.groups.first { $0.id == "emerging-1" }?.articles.count == 2)
        #expect(report.summary.text.contains("新出现的说法有“百模大战”。"))
    }

    @Test func theSameInputGivesTheSameReport() throws {
        let source = Fixture.source(Fixture.articles([[9, 9], [4, 12]]))
        let one = try Report(source, options: .init(topics: 3, threads: 1))
        #expect(try one == Report(source, options: .init(topics: 3, threads: 2)))
    }
}
