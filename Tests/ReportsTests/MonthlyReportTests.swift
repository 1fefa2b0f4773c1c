import Corpus
import Features
import Foundation
import Models
import Testing
import Timeline

@testable import Reports

@Suite struct MonthlyReportTests {
    private static let themes: [(String, String)] = [
        ("云计算", "云计算厂商扩建数据中心，算力租赁价格下降，服务器集群上线"),
        ("机器人", "机器人走进工厂车间，机械臂与减速器产量上升，人形关节量产"),
    ]

    private static func article(_ index: Int, month: String, title: String? = nil, labelled: Bool = true) -> Article {
        let theme = themes[index % 2]
        return Article(
            title: title ?? "第\(index)号：\(theme.0)新闻", link: "https://example.com/\(index)",
            text: theme.1 + "，编号\(index)。", industries: labelled ? [theme.0] : [],
            published: CalendarDate(parsing: month + "-1\(index % 9)").map { PublicationDate(day: $0, rule: .field) })
    }

    private static func source(new: [Article]) throws -> MonthlyReport.Source {
        let known = (0..<12).map { article($0, month: "2024-04") } + (0..<8).map { article($0, month: "2024-05") }
        let classifier = try ArticleClassifier.train(
            known, options: .init(tfidf: TFIDFOptions(), regression: LogisticRegression(C: 30)))
        return MonthlyReport.Source(
            known: known, new: new, rejects: 3, classifier: classifier,
            terms: [WatchedTerm("机械臂|机械 手")!, WatchedTerm("不存在的词")!])
    }

    @Test func countsTheMonthAgainstTheMonthBefore() throws {
        let new = [0, 2, 4].map { Self.article($0, month: "2024-06", labelled: false) }
        let report = try MonthlyReport(Self.source(new: new), month: nil, topics: 2, language: .chinese)
        #expect(report.month.description == "2024-06")
        #expect(report.summary.contains("2024年6月共有 3 篇文章，比上月少 5 篇"))
        let industries = try #require(report.sections.first { $0.title == "行业" }?.tables.first?.table)
        let cloud = try #require(industries.rows.first { $0[0].text == "云计算" })
        // Articles of the month, share, of the month before, change of the share.
        #expect(cloud[1...4].map(\.text) == ["3", "100.0%", "4", "+50.0"])
        #expect(cloud[5].text == "–")
        let terms = try #require(report.sections.first { $0.title == "关注词" }?.tables.first?.table)
        #expect(terms.rows.map { $0[1].text } == ["0", "0"] && terms.rows.map { $0[3].text } == ["4", "0"])
        let method = try #require(report.sections.last)
        #expect(method.paragraphs[0].contains("共读入 23 篇文章，其中 3 篇由模型打标签") && method.paragraphs[0].contains("3 条记录无法读取"))
    }

    @Test func aGivenMonthWithoutArticlesIsAnError() throws {
        #expect(throws: ReportError.emptyMonth(Month("2024-07")!, first: Month("2024-04")!, last: Month("2024-05")!)) {
            try MonthlyReport(Self.source(new: []), month: Month("2024-07"), topics: 2, language: .english)
        }
    }

    @Test func newArticlesAreCheckedAgainstTheLabelsTheyCameWith() throws {
        let new = [0, 1].map { Self.article($0, month: "2024-06") }
        let report = try MonthlyReport(Self.source(new: new), month: nil, topics: 2, language: .english)
        let articles = try #require(report.sections.first { $0.title.contains("tags") }?.tables.first?.table)
        #expect(articles.columns.count == 4)
        #expect(articles.rows.count == 2 && articles.rows.allSatisfy { $0[2].text.contains("%") })
        #expect(report.sections.last?.paragraphs.last?.contains("2 of the articles") == true)
    }

    @Test func hostileTextsStayInert() throws {
        let hostile = Self.article(
            0, month: "2024-06", title: "<script>alert(1)</script>|=cmd\u{202E}[x](javascript:y)", labelled: false)
        let report = try MonthlyReport(Self.source(new: [hostile]), month: nil, topics: 2, language: .chinese)
        let html = ReportFolder.html(report, images: [:])
        #expect(!html.contains("<script") && !html.contains("\u{202E}"))
        #expect(html.contains("&lt;script&gt;alert(1)"))
        let markdown = ReportFolder.markdown(report, hasCharts: false)
        #expect(!markdown.contains("<script") && !markdown.contains("[x](javascript"))
    }

    @Test func theFolderHoldsPageTextAndTables() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("report-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let report = try MonthlyReport(Self.source(new: []), month: nil, topics: 2, language: .chinese)
        let warning = try ReportFolder.write(report, to: folder)
        let page = try String(contentsOfFile: folder + "/report.html", encoding: .utf8)
        #expect(page.hasSuffix("</html>\n"))
        #expect(page.contains("data:image/svg+xml;base64,") == (warning == nil))
        let csv = try Data(contentsOf: URL(fileURLWithPath: folder + "/tables/industries.csv"))
        #expect(csv.starts(with: [0xEF, 0xBB, 0xBF]))
        for name in ["report.md", "tables/topics-by-month.csv", "tables/terms.csv", "tables/articles.csv"] {
            #expect(FileManager.default.fileExists(atPath: folder + "/" + name), "\(name)")
        }
    }

    @Test func longTablesAreCutOnThePageAndWholeInTheirFile() throws {
        let many = (0..<230).map { Self.article($0, month: "2024-06", labelled: false) }
        let report = try MonthlyReport(Self.source(new: many), month: nil, topics: 2, language: .chinese)
        let html = ReportFolder.html(report, images: [:])
        #expect(html.contains("另有 30 行，见 tables/articles.csv。"))
        #expect(html.components(separatedBy: "<td>2024-06-").count == 201)
        let articles = try #require(report.sections.first { $0.title.contains("标签") }?.tables.first)
        #expect(articles.name == "articles" && articles.table.rows.count == 230)
    }

    @Test func theSameInputGivesTheSameReport() throws {
        let source = try Self.source(new: [Self.article(3, month: "2024-06", labelled: false)])
        let one = try MonthlyReport(source, month: nil, topics: 3, language: .chinese, threads: 1)
        let two = try MonthlyReport(source, month: nil, topics: 3, language: .chinese, threads: 2)
        #expect(one == two)
    }
}
