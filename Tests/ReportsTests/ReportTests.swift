import Corpus
import Foundation
import TrendNumerics
import Testing
import Timeline

@testable import Reports

@Suite struct ReportTests {
    @Test func risesAndFallsAreSignificant() throws {
        let report = try Report(
            Fixture.source(Fixture.articles([[30, 30], [12, 48]])),
            options: .init(months: Fixture.months("2024-02"), topics: 2))
        #expect(report.summary.text.hasPrefix("2024年2月共有 60 篇文章，与上月持平。报道最多的行业是机器人（48 篇）、云计算（12 篇）。"))
        #expect(report.summary.text.contains("与上月相比，占比显著上升的行业有机器人（+30.0 个百分点），显著下降的有云计算（-30.0 个百分点）。"))
        let table = try #require(report.table("industries"))
        #expect(table.rows[0].prefix(6).map(\.text) == ["机器人", "80.0%", "+30.0*", "▲ 上升", "48", "48"])
        #expect(table.rows[0][7].text == "50.0%" && table.rows[1][3].text == "▼ 下降")

        let steady = try Report(
            Fixture.source(Fixture.articles([[30, 30], [28, 32]])), options: .init(topics: 2, language: .english))
        #expect(
            steady.summary.text.contains("Compared with the previous month, no industry's share changed significantly.")
        )
        #expect(try #require(steady.table("industries")).column(3) == ["not significant", "not significant"])
    }

    @Test func fewArticlesSaySo() throws {
        let report = try Report(Fixture.source(Fixture.articles([[3, 3], [1, 5]])), options: .init(topics: 2))
        #expect(report.summary.text.hasSuffix("文章太少，不足以判断趋势。"))
        #expect(try #require(report.table("industries")).column(3) == ["样本不足", "样本不足"])
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

    @Test func reportsOnAPastMonthIgnoreLaterOnes() throws {
        let articles = Fixture.articles([[20, 20], [20, 20], [5, 35]])
        let past = try Report(Fixture.source(articles), options: .init(months: Fixture.months("2024-02"), topics: 2))
        #expect(past.trends[0].periods.map(\.description) == ["2024-01", "2024-02"] && !past.trends[0].isLastPartial)
        #expect(past.section("method")?.blocks.first.map { "\($0)" }?.contains("其中 35 篇") == false)
        let method = try #require(past.section("method"))
        guard case .paragraph(let records) = method.blocks[0] else { Issue.record("no records"); return }
        #expect(records.text.contains("共读入 120 篇文章") && records.text.contains("其中 40 篇晚于2024年2月"))
    }

    @Test func partialMonthsAreNotCompared() throws {
        var articles = Fixture.articles([[20, 20], [20, 20]])
        articles += (0..<20).map { Fixture.article(500 + $0, theme: 1, on: "2024-03-0\($0 % 5 + 1)") }
        // Where the data do not cover the same days of the month before, nothing is compared.
        let start = CalendarDate(year: 2024, month: 2, day: 3)
        let alone = try Report(
            Fixture.source(articles.filter { $0.published!.day >= start! }), options: .init(dataStart: start, topics: 2)
        )
        #expect(alone.summary.text.contains("2024年3月的数据不完整，因此不与上月比较。"))
        #expect(try #require(alone.table("industries")).column(2).allSatisfy { $0 == "–" })
        let report = try Report(Fixture.source(articles), options: .init(topics: 2))
        #expect(report.trends[0].isLastPartial && report.trends[0].series[0].measures?.period.description == "2024-02")
        // The month is complete if the data are known to reach its end.
        let end = CalendarDate(year: 2024, month: 3, day: 31)
        let whole = try Report(Fixture.source(articles), options: .init(dataEnd: end, topics: 2))
        #expect(!whole.trends[0].isLastPartial && whole.table("industries")?.rows[0][3].text == "▲ 上升")
    }

    @Test func repostsCountOnce() throws {
        var articles = Fixture.articles([[25, 25], [25, 25]])
        articles += (0..<40).map { _ in articles[60] }
        let report = try Report(Fixture.source(articles), options: .init(topics: 2))
        #expect(report.summary.text.hasPrefix("2024年2月共有 90 篇文章，较上月增加 40 篇；剔除转载后 50 篇。"))
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
                byID[$0]?.industries == ["机器人"] && byID[$0]?.reference.date?.hasPrefix("2024-02") == true
            })
    }

    @Test func newArticlesAreComparedWithTheirOwnLabels() throws {
        let new = (0..<4).map { Fixture.article(700 + $0, on: "2024-02-20") }
        let report = try Report(
            Fixture.source(Fixture.articles([[9, 9]]), new: new, rejects: 3),
            options: .init(topics: 2, language: .english))
        let lines = report.section("method")!.blocks.map { "\($0)" }.joined()
        #expect(
            lines.contains("22 articles read: industries were assigned by the model for 4 of them")
                && lines.contains("3 records could not be read"))
        #expect(
            lines.contains(
                "4 of the articles tagged by the model have labels of their own to check against: precision 100.0%"))
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
                ["1", "乙", "6", "0", "样本不足", "2024-02（新）"], ["2", "甲", "4", "6", "样本不足", "2024-01"],
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
                phrase: "百模大战", period: Period(month: "2024-02")!, stories: 3, before: 0, firstSeen: "2024-02-03",
                example: "百模大战开打。", articles: [12, 13]),
            .init(
                phrase: "西班牙", period: Period(month: "2024-02")!, stories: 9, before: 88, firstSeen: "2024-01-03",
                example: "西班牙。", articles: [12, 13]),
        ]
        let report = ReportBuilder(facts, language: .chinese).report()
        #expect(report.table("emerging")?.rows[0].map(\.text) == ["百模大战", "3", "2024-02-03", "百模大战开打。"])
        // What was known before rose, and is not called new.
        #expect(report.table("rising")?.rows.map { $0.map(\.text) } == [["西班牙", "9", "88", "2024-01-03", "西班牙。"]])
        #expect(!report.summary.text.contains("西班牙"))
        #expect(report.groups.first { $0.id == "emerging-1" }?.articles.count == 2)
        #expect(report.summary.text.contains("此前从未出现的短语有“百模大战”（首见于 2024-02-03）。"))
        // Of many months the summary names the new phrases of most stories, as many stories in the order of the list.
        facts.emerging = [("甲", 3), ("乙", 4), ("丙", 26), ("丁", 4), ("戊", 3)].map { phrase, stories in
            .init(
                phrase: phrase, period: Period(month: "2024-02")!, stories: stories, before: 0,
                firstSeen: "2024-02-03", example: "", articles: [])
        }
        let summary = ReportBuilder(facts, language: .chinese).report().summary.text
        let places = ["“丙”", "“乙”", "“丁”"].map { summary.range(of: $0)?.lowerBound }
        #expect(places.allSatisfy { $0 != nil } && places == places.sorted { $0! < $1! } && !summary.contains("“甲”"))
    }

    @Test func aGroupHasTheCountOfEachSpelling() throws {
        let report = try Report(Fixture.source(Fixture.articles([[5, 5], [5, 5]])), options: .init(topics: 2))
        let terms = try #require(report.table("terms"))
        let spellings = try #require(report.table("terms-spellings"))
        let group = terms.rows.first { $0[0].text == "机械臂 / 机械 手" }
        // A term of one spelling is not in it.
        #expect(spellings.rows.map { $0[0].text } == ["机械臂 / 机械 手", "机械臂 / 机械 手"])
        #expect(spellings.rows.map { $0[1].text } == ["机械臂", "机械 手"])
        let counts = spellings.rows.map { $0[2].value ?? 0 }
        #expect(
            counts.max()! > 0 && counts.max()! <= (group?[4].value ?? 0)
                && counts.reduce(0, +) >= (group?[4].value ?? 0))
    }

    /// A series of each label would take gigabytes where texts made to harm have five new ones each.
    @Test func onlyTheMostFrequentOfTooManyIndustriesAreCounted() throws {
        let limit = ReportSeries.maximumIndustries
        var articles = Fixture.articles([[5, 5], [3, 4]])
        for index in articles.indices {
            articles[index].industries += (0..<(limit / articles.count + 1)).map { "业\(index)之\($0)" }
        }
        let all = Set(articles.flatMap(\.industries)).count
        for language in [Language.chinese, .english] {
            let report = try Report(Fixture.source(articles), options: .init(topics: 2, language: language))
            let industries = try #require(report.trends.first)
            #expect(industries.series.count == limit && all > limit)
            #expect(Set(industries.series.prefix(2).map(\.name)) == ["云计算", "机器人"])
            let said = language.phrasebook.rareIndustries(counted: limit, leftOut: all - limit)
            #expect(report.section("industries")?.blocks.contains(.paragraph(Prose(said))) == true)
            #expect(report.warnings == [English().rareIndustries(counted: limit, leftOut: all - limit)])
        }
        let usual = try Report(Fixture.source(Fixture.articles([[5, 5], [3, 4]])), options: .init(topics: 2))
        #expect(usual.warnings.isEmpty)
    }

    /// Whatever the order in which terms are given.
    @Test func watchedTermsThatChangedComeFirst() throws {
        let source = Fixture.source(Fixture.articles([[30, 5], [30, 30]]), terms: ["新闻", "没有", "机械臂"])
        let text = try Report(source, options: .init(topics: 2)).summary.text
        let places = try ["机械臂", "新闻"].map { try #require(text.range(of: $0)).lowerBound }
        #expect(places[0] < places[1] && !text.contains("没有"), "\(text)")
    }

    @Test func coverageIsOfTheReportedMonths() throws {
        let words = Chinese()
        #expect(words.coverage(.topics, articles: 21, listed: 21, of: 100) == "本期 100 篇文章中有 21 篇（21%）归入主题。")
        #expect(words.coverage(.terms, articles: 7, listed: 7, of: 7) == "本期 7 篇文章全部提到关注词。")
        let english = English()
        #expect(
            english.coverage(.terms, articles: 2, listed: 2, of: 7)
                == "Of the 7 articles, 2 (29%) mention a watched term.")
        #expect(
            english.coverage(.terms, articles: 1, listed: 1, of: 7)
                == "Of the 7 articles, 1 (14%) mentions a watched term.")
        #expect(english.coverage(.terms, articles: 0, listed: 0, of: 1) == "The only article mentions no watched term.")
        #expect(
            english.coverage(.industries, articles: 1, listed: 1, of: 1)
                == "The only article counts toward at least one industry."
        )
        let report = try Report(Fixture.source(Fixture.articles([[5, 5], [3, 4]])), options: .init(topics: 2))
        let section = try #require(report.section("industries"))
        #expect(section.blocks.contains(.paragraph(Prose("本期 7 篇文章全部归入行业。"))))
    }

    /// Not the article nearest to the month as a whole, which may be of hardly any topic.
    @Test func anExampleHasMoreOfItsTopicThanAnyOtherArticle() throws {
        let facts = try ReportFacts(
            Fixture.source(Fixture.articles([[9, 9], [4, 12]])), options: .init(topics: 2), progress: { _ in })
        let table = try #require(ReportBuilder(facts, language: .chinese).report().table("topics"))
        #expect(table.rows.count == 2)
        for row in table.rows {
            let topic = try #require(facts.series.topics.rows.firstIndex { $0.name == row[0].text })
            let theme = row[0].text.contains("机") ? "机器人" : "云计算"
            let best = facts.entries(of: facts.months).max {
                facts.topicWeights[facts.entries[$0].story * 2 + topic]
                    < facts.topicWeights[facts.entries[$1].story * 2 + topic]
            }
            #expect(row.last?.text == best.map { facts.entries[$0].article.reference.title })
            #expect(row.last?.text.contains(theme) == true, "\(row.map(\.text))")
        }
    }

    @Test func theSameInputGivesTheSameReport() throws {
        let source = Fixture.source(Fixture.articles([[9, 9], [4, 12]]))
        let one = try Report(source, options: .init(topics: 3))
        #expect(try one == Report(source, options: .init(topics: 3, compute: Compute(threads: 2))))
    }

    @Test func missingTopicsAreReported() throws {
        // Single letters are not phrases.
        let articles = (1...6).map { number in
            var article = Fixture.article(number, on: "2024-02-0\(number)", title: "")
            article.text = "\(number)"
            return article
        }
        let report = try Report(Fixture.source(articles), options: .init(topics: 2))
        #expect(report.text("topics") == "未能归纳出主题：文章中没有可供归纳的短语。")
        #expect(report.text("method").contains("未能归纳出主题"))
        #expect(report.warnings == ["No topics could be found: the articles contain no usable phrases."])
        #expect(try Report(Fixture.source(Fixture.articles([[9, 9]])), options: .init(topics: 2)).warnings.isEmpty)
        let english = try Report(Fixture.source(articles), options: .init(topics: 2, language: .english))
        #expect(english.text("topics") == report.warnings[0])
    }

    @Test func inferredTechnologiesAndKeywordsAreCounted() throws {
        let tags = InferredTags([.technologies: [.init(label: "GPT-4")], .keywords: [.init(label: "算力")]])
        var source = Fixture.source(Fixture.articles([[3, 3]]))
        source.articles += (0..<2).map { number in
            ReportArticle(Fixture.article(800 + number, on: "2024-01-20"), tags: tags)
        }
        let report = try Report(source, options: .init(topics: 2))
        #expect(report.table("technologies")?.rows.map { $0[1].text } == ["GPT-4"])
        #expect(report.table("keywords")?.rows.map { $0[2].text } == ["2"])
        #expect(report.text("method").contains("2 篇的技术、2 篇的关键词由模型补充。"))
    }

    @Test func untaggedArticlesAreReported() throws {
        var source = Fixture.source(Fixture.articles([[3, 3]]))
        source.articles.append(ReportArticle(Fixture.article(800, on: "2024-01-20", labeled: false)))
        #expect(
            try Report(source, options: .init(topics: 2)).text("method").contains("有 1 篇既无标签也未经模型标注，不计入任何行业。"))
    }
}
