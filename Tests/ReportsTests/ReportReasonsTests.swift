import Corpus
import Features
import Foundation
import Models
import Testing
import Timeline
import TrendNumerics

@testable import Reports

/// What tags rest on stands beside the articles that a figure leads to.
@Suite struct ReportReasonsTests {
    private static let classifier: ArticleClassifier = try! ArticleClassifier.train(
        (0..<60).map { index in
            Article(
                title: index % 2 == 0 ? "人形机器人进厂" : "云端服务器扩容", text: "第\(index)条",
                industries: [index % 2 == 0 ? "机器人" : "云计算"])
        }, options: .init(tfidf: TFIDFOptions(), regression: LogisticRegression(C: 10), isSingleLabel: true))

    private let tagged = (1...20).map { day in
        Article(
            title: "新款人形机器人亮相<b>\(day)", text: "第\(day)日",
            published: PublicationDate(day: CalendarDate(year: 2024, month: 5, day: day)!, rule: .field))
    }

    private func report(kept: InferredTags? = nil) throws -> Report {
        let texts = tagged.normalized()
        let found = Self.classifier.predictRows(texts)
        let articles = zip(zip(tagged, texts), found).map { article, found in
            ReportArticle(
                article.0, article.1, tags: kept ?? found.labels.inferred, row: kept == nil ? found.probabilities : nil)
        }
        return try Report(
            ReportSource(articles: articles, rejects: 0, classifier: kept == nil ? Self.classifier : nil, terms: []),
            options: ReportOptions())
    }

    @Test func tagsOfTheModelSayWhatTheyRestOn() throws {
        let report = try report()
        let article = try #require(report.articles.first)
        #expect(article.industries == ["机器人"])
        let reason = try #require(article.reasons.first)
        #expect(reason.contains("机器人") && reason.contains("%") && !reason.contains("亮相"))
        let table = try #require(report.tables.first { $0.name == "articles" }).table
        #expect(table.columns.last?.name == "依据")
        #expect(table.rows[0].last!.text.hasPrefix("机器人 ") && table.rows[0].last!.text.contains("%：" + reason))
        let page = HTMLWriter(report: report).page()
        #expect(page.contains("<small class=\"why\">机器人 ") && page.contains(Escape.html(reason)))
    }

    @Test func keptReasonsAreTold() throws {
        let tag = InferredTags.Tag(label: "机器人", probability: 0.93, reason: "<i>手写 100%")
        let report = try report(kept: InferredTags([.industries: [tag]]))
        #expect(report.articles.first?.reasons == ["<i>手写 100%"])
        #expect(HTMLWriter(report: report).page().contains("机器人 93%：&lt;i&gt;手写 100%"))
    }

    @Test func withoutReasonsThereIsNoColumn() throws {
        let tag = InferredTags.Tag(label: "机器人", probability: 0.93)
        let report = try report(kept: InferredTags([.industries: [tag]]))
        #expect(report.articles.allSatisfy { $0.reasons.isEmpty } && !report.articles.isEmpty)
        #expect(report.tables.first { $0.name == "articles" }?.table.columns.last?.name != "依据")
        #expect(!HTMLWriter(report: report).page().contains("class=\"why\""))
    }
}
