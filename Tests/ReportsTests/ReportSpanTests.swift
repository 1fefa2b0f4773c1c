import Corpus
import Testing
import Timeline

@testable import Reports

/// Reports on other periods than months, and on a part of the articles.
@Suite struct ReportSpanTests {
    @Test func aWeekIsComparedWithTheWeekBefore() throws {
        let articles = Fixture.articles([[30, 30], [12, 48]])
        let week = Period("2024-W08")!
        let report = try Report(Fixture.source(articles), options: .init(months: week...week, topics: 2))
        #expect(report.title == "2024年第8周（2月19日至25日）行业趋势报告" && report.folderName == "2024-W08")
        #expect(report.summary.text.contains("2024年第8周共有") && report.summary.text.contains("上周"))
        #expect(report.table("industries-by-week")?.rows.last?[0].text == "2024-W08")
        #expect(report.table("industries-by-month") == nil && report.table("volume")?.columns[0].name == "周")
        #expect(report.trends[0].periods.contains(Period("2024-W05")!))
        #expect(!"\(report.sections)".contains("个月") && !"\(report.sections)".contains("每月"))
        let english = try Report(
            Fixture.source(articles), options: .init(months: week...week, topics: 2, language: .english))
        #expect(english.title == "Industry trends: week 8 of 2024 (February 19 to 25, 2024)")
        #expect(english.summary.text.contains("the previous week"))
        #expect(!"\(english.sections)".contains(" month"))
    }

    @Test func quartersAndDaysHaveTheirNames() {
        let (chinese, english) = (Chinese(rule: .quarter), English(rule: .quarter))
        let quarters = Period("2023-Q4")!...Period("2024-Q2")!
        #expect(chinese.title(quarters, part: nil) == "2023年第四季度至2024年第二季度行业趋势报告")
        #expect(english.title(quarters, part: nil) == "Industry trends: Q4 2023 to Q2 2024")
        #expect(
            chinese.previousColumn(months: 2) == "前 2 个季度" && english.previousColumn(months: 1) == "Previous quarter")
        let days = Period("2024-06-03")!...Period("2024-06-09")!
        #expect(Chinese(rule: .day).name(days) == "2024年6月3日至9日")
        #expect(English(rule: .day).within(days) == "from June 3 to 9, 2024")
        #expect(English(rule: .day).within(Period("2024-06-03")!...Period("2024-06-03")!) == "on June 3, 2024")
    }

    @Test func theLastDaysAreComparedWithAsManyBefore() throws {
        let report = try Report(
            Fixture.source(Fixture.articles([[30, 30], [12, 48]])), options: .init(lastDays: 30, topics: 2))
        // The last article is of 29 February.
        #expect(report.title == "2024年1月31日至2月29日行业趋势报告" && report.folderName == "2024-01-31_2024-02-29")
        #expect(report.table("industries")?.rows[0].prefix(4).map(\.text) == ["机器人", "80.0%", "+30.0*", "▲ 上升"])
        #expect(report.table("industries")?.columns.contains { $0.name == "前 30 天" } == true)
        // Twelve runs of thirty days.
        #expect(report.table("industries")?.columns.last?.name == "同比变化（360 天前）")
        #expect(
            English(rule: .week).columns.yearOnYear == "Year on year (364 days)"
                && English().columns.yearOnYear == "Year on year")
        #expect(report.groups.allSatisfy { !$0.id.contains("..") })
    }

    @Test func aStrayIsNotTheLastMonth() throws {
        let articles = Fixture.articles([[30, 30], [12, 48]])
        let stray = Fixture.article(900, on: "2026-05-03")
        let report = try Report(Fixture.source(articles + [stray]), options: .init(topics: 2))
        #expect(report.title == "2024年2月行业趋势报告" && report.text("method").contains("其中 1 篇晚于2024年2月"))
        #expect(
            report.warnings.contains {
                $0.hasPrefix("1 article dated after 2024-02, far behind all others, is left out")
            })
        let last = try Report(Fixture.source(articles + [stray]), options: .init(lastDays: 30, topics: 2))
        #expect(last.folderName == "2024-01-31_2024-02-29")
        // Asked for, it is reported on.
        let asked = Fixture.months("2026-05")
        #expect(
            try Report(Fixture.source(articles + [stray]), options: .init(months: asked, topics: 2)).title
                == "2026年5月行业趋势报告")
    }

    @Test func monthsWithoutArticlesAreSaid() throws {
        let articles = Fixture.articles([[30, 30], [12, 48]])
        let year = Fixture.months("2024-01", "2024-12")
        let report = try Report(Fixture.source(articles), options: .init(months: year, topics: 2))
        #expect(report.title == "2024年1月至2月行业趋势报告")
        #expect(report.summary.text.contains("2024年3月至12月没有文章，因此只报告到2024年2月。"))
        #expect(report.warnings.contains { $0.contains("no articles in March to December 2024") })
        let part = try Report(
            Fixture.source(articles.filter { $0.industries == ["机器人"] } + Fixture.articles([[5, 0]])),
            options: .init(months: year, part: .init(industries: ["云计算"]), topics: 2))
        #expect(part.summary.text.contains("2024年2月至12月没有文章"))
    }

    @Test func aPartIsComparedWithItsOwnPast() throws {
        let articles = Fixture.articles([[30, 30], [12, 48]])
        let part = ReportPart(industries: ["机器人"])
        let report = try Report(Fixture.source(articles), options: .init(part: part, topics: 2))
        #expect(report.title == "2024年2月行业趋势报告（行业：机器人）" && report.folderName == "2024-02_机器人")
        #expect(report.summary.text.hasPrefix("2024年2月共有 48 篇文章，较上月增加 18 篇"))
        #expect(report.text("method").contains("另有 42 篇文章不在此列") && report.part?.leftOut == 42)
        #expect(report.trends[0].articles == [30, 48])
        let english = try Report(
            Fixture.source(articles),
            options: .init(part: .init(terms: [WatchedTerm("机械臂")!]), topics: 2, language: .english))
        #expect(english.title == "Industry trends: February 2024 (mentioning “机械臂”)")
        #expect(english.text("method").contains("42 articles outside of it were left out."))
        #expect(english.trends[0].articles == [30, 48])
    }

    @Test func theWholeSaysWhatIsCovered() throws {
        // The part ends on the 10th, all articles on the 29th.
        var articles = Fixture.articles([[30, 30], [0, 48]])
        articles += (0..<10).map { Fixture.article(700 + $0, theme: 0, on: "2024-02-\($0 % 9 + 1)") }
        let report = try Report(
            Fixture.source(articles), options: .init(part: .init(industries: ["云计算"]), topics: 2))
        #expect(!report.trends[0].isLastPartial && report.trends[0].articles == [30, 10])
    }

    /// Level data that begin on 20 March: what April has more than March is no rise.
    @Test func nothingIsComparedWithAPartOfAPeriod() throws {
        let articles = (0..<42).flatMap { day in
            (0..<5).map { place in
                let date = CalendarDate(daysSince1970: CalendarDate(parsing: "2024-03-20")!.daysSince1970 + day)!
                return Fixture.article(5 * day + place, on: date.description)
            }
        }
        let april = Period("2024-04")!
        func summary(_ articles: [Article], _ language: Language = .chinese) throws -> String {
            let options = ReportOptions(
                months: april...april, dataStart: CalendarDate(parsing: "2024-03-20"), topics: 2, language: language)
            return try Report(Fixture.source(articles), options: options).summary.text
        }
        let text = try summary(articles)
        #expect(text.hasPrefix("2024年4月共有 150 篇文章。") && text.contains("上月的数据不完整，因此不作比较"))
        #expect(try summary(articles, .english).contains("Data for the previous month are incomplete"))
        // A stray article far before them changes nothing.
        let stray = Fixture.article(900, on: "2015-03-01")
        #expect(try summary(articles + [stray]) == text)
    }

    @Test func aPartWithoutArticlesSaysWhatThereIs() throws {
        let source = Fixture.source(Fixture.articles([[2, 3]]))
        #expect(
            throws: ReportError.emptyPart("counts toward the industry 医药", known: ["机器人", "云计算"])
        ) { try Report(source, options: .init(part: .init(industries: ["医药"]), topics: 2)) }
        #expect(throws: ReportError.emptyPart("is from nowhere", known: ["example.com"])) {
            try Report(source, options: .init(part: .init(sources: ["nowhere"]), topics: 2))
        }
    }

    @Test func sourcesHaveTheirSectionWhereSeveralAreKnown() throws {
        var articles = Fixture.articles([[30, 30], [12, 48]])
        #expect(try Report(Fixture.source(articles), options: .init(topics: 2)).section("sources") == nil)
        for index in articles.indices { articles[index].source = index % 3 == 0 ? "甲报" : "乙网" }
        let report = try Report(Fixture.source(articles), options: .init(topics: 2))
        #expect(report.table("sources")?.column(0) == ["乙网", "甲报"] && report.trends.last?.name == "sources")
        #expect(report.text("sources").contains("来源字段"))
        let one = try Report(Fixture.source(articles), options: .init(part: .init(sources: ["甲报"]), topics: 2))
        #expect(one.part?.leftOut == 80 && one.section("sources") == nil)
        let host = try Report(
            Fixture.source(articles), options: .init(part: .init(sources: ["Example.com"]), topics: 2))
        #expect(host.part?.leftOut == 0)
    }

    /// Twenty sources are listed; all articles that have one are counted.
    @Test func moreSourcesThanAreListedCount() throws {
        var articles = Fixture.articles([[30, 30], [50, 50]])
        for index in articles.indices where index % 50 != 0 { articles[index].source = "来源\(index % 25)" }
        for index in articles.indices where index % 50 == 0 { articles[index].link = "" }
        let english = try Report(Fixture.source(articles), options: .init(topics: 2, language: .english))
        #expect(
            english.text("sources").hasSuffix(
                "Of the 100 articles, 98 (98%) count toward at least one source. Those listed cover 80 articles (80%).")
        )
        #expect(
            try Report(Fixture.source(articles), options: .init(topics: 2)).text("sources").hasSuffix(
                "本期 100 篇文章中有 98 篇（98%）有来源，所列来源合计 80 篇（80%）。"))
        // Where none is meant, the sources that there are, are told, and no empty one.
        #expect(throws: ReportError.self) {
            try Report(Fixture.source(articles), options: .init(part: .init(sources: ["无此来源"]), topics: 2))
        }
        do {
            _ = try Report(Fixture.source(articles), options: .init(part: .init(sources: ["无此来源"]), topics: 2))
        } catch { #expect(!"\(error)".contains("have ,") && !"\(error)".contains(", ,"), "\(error)") }
    }

    @Test func phrasesEmergeWithinAnIndustry() throws {
        // Everybody in cloud computing talks of it all the time, robots never did.
        var articles = Fixture.articles([[40, 40], [40, 40]])
        for index in articles.indices {
            let isCloud = articles[index].industries == ["云计算"]
            let isNow = articles[index].published?.day.month == 2
            let filler = articles[index].text.suffix(20)
            if isCloud || isNow && index % 4 == 0 {
                articles[index].text += "。" + filler.prefix(8) + "百模大战" + filler.suffix(8)
            }
        }
        let report = try Report(Fixture.source(articles), options: .init(topics: 2))
        let table = try #require(report.table("emerging-by-industry"), "\(report.sections.map(\.id))")
        let row = try #require(table.rows.first { $0[1].text.contains("百模大战") }, "\(table.rows)")
        #expect(row[0].text == "机器人" && row[2].text == "10" && row[3].text == "0" && row[4].text == "新出现")
        #expect(report.groups.first { $0.id == row[2].articles }?.articles.count == 10)
        #expect(report.table("emerging")?.column(0).contains { $0.contains("百模大战") } != true)
    }
}
