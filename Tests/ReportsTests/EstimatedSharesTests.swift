import Corpus
import Features
import Foundation
import Models
import TrendNumerics
import Testing
import Timeline

@testable import Reports

@Suite struct EstimatedSharesTests {
    private static let labels = ["云计算", "机器人"]
    /// A single-label classifier of two kinds of articles with words in common, so that it errs.
    private static let classifier: ArticleClassifier = try! ArticleClassifier.train(
        (0..<800).map { article($0, theme: $0 % 2, labeled: true) },
        options: .init(tfidf: TFIDFOptions(), regression: LogisticRegression(C: 10), isSingleLabel: true))

    /// Words of the own theme, and three in ten of the other.
    private static func article(_ index: Int, theme: Int, labeled: Bool = false, month: Int = 1) -> Article {
        var generator = SeededGenerator(seed: UInt64(index + 1))
        let words = (0..<9).map { _ -> String in
            let own = generator.next() % 10 < 7 ? theme : 1 - theme
            let word = UInt32(generator.next() % 60)
            return String(UnicodeScalar(0x4E00 + UInt32(own) * 600 + word * 9)!)
                + String(UnicodeScalar(0x5A00 + UInt32(own) * 600 + word * 9)!)
        }
        return Article(
            title: "新闻", text: words.joined(), industries: labeled ? [labels[theme]] : [],
            published: PublicationDate(
                day: CalendarDate(year: 2024, month: month, day: index % 28 + 1)!, rule: .field))
    }

    private func source(_ tagged: [Article], labeled: [Article] = [], keepsRows: Bool = true) -> ReportSource {
        let texts = tagged.normalized()
        let found = Self.classifier.predictRows(texts)
        return ReportSource(
            articles: labeled.map { ReportArticle($0, $0.normalized()) }
                + zip(zip(tagged, texts), found).map { article, found in
                    ReportArticle(
                        article.0, article.1, tags: found.labels.inferred, row: keepsRows ? found.probabilities : nil)
                },
            rejects: 0, classifier: Self.classifier, terms: [])
    }

    private func month(_ month: Int, _ counts: [Int], from first: Int) -> [Article] {
        (0..<counts.reduce(0, +)).map {
            Self.article(first + $0, theme: $0 < counts[0] ? 0 : 1, month: month)
        }
    }

    private func cells(_ report: Report, _ row: Int) -> [Table.Cell] {
        report.tables.first { $0.name == "industries" }!.table.rows[row]
    }

    @Test func tableAndJSONShowCorrectedAndCountedShares() throws {
        let articles = month(1, [270, 30], from: 1000) + month(2, [270, 30], from: 2000)
        let report = try Report(source(articles), options: ReportOptions(language: .english))
        let table = try #require(report.tables.first { $0.name == "industries" }).table
        #expect(table.columns.prefix(3).map(\.name) == ["Industry", "Share", "Counted share"])
        let family = report.trends[0]
        let own = try #require(family.series.first { $0.name == "云计算" })
        let level = try #require(own.measures?.level)
        // Nine articles in ten are of the theme; the classifier's errors take more from it than they give.
        let counted = try #require(level.countedShare)
        #expect(
            abs(level.share - 0.9) < abs(counted - 0.9) && level.interval.lower <= 0.9 && level.interval.upper >= 0.9)
        #expect(counted == Double(level.stories) / Double(level.total))
        let row = try #require(table.rows.first { $0[0].text == "云计算" })
        #expect(row[1].value == level.share && row[2].value == counted)
        #expect(own.shares?.count == 2 && own.shares?[1] == level.share)
        let shares = try #require(report.tables.first { $0.name == "industries-share-by-month" }).table
        #expect(shares.rows.count == 2 && shares.rows[1][1].value == family.series[0].shares?[1])
        let trust = try #require(family.trust)
        #expect(trust.articles == 800 && trust.right > 0.6 && trust.right < 1)
        let text = report.sections.first { $0.id == "industries" }!.blocks.description
        #expect(text.contains("right for") && text.contains("corrected"))
        let json = try #require(
            JSONSerialization.jsonObject(with: try JSONEncoder().encode(report)) as? [String: Any])
        let trends = try #require((json["trends"] as? [[String: Any]])?[0])
        let series = try #require((trends["series"] as? [[String: Any]])?[0])
        #expect(series["shares"] != nil && trends["trust"] != nil)
        let measures = try #require((series["measures"] as? [String: Any])?["level"] as? [String: Any])
        #expect(Set(measures.keys).isSuperset(of: ["share", "interval", "stories", "total", "countedShare"]))
    }

    /// A label that the texts do not tell, on every second article: its share may be anything.
    @Test func whatTheModelCannotTellDoesNotLead() throws {
        func article(_ index: Int, labeled: Bool, month: Int = 1) -> Article {
            var article = Self.article(index, theme: index % 2, labeled: labeled, month: month)
            if labeled, (index / 2) % 2 == 0 { article.industries.append("要闻") }
            return article
        }
        let known = (0..<800).map { article($0, labeled: true) }
        let classifier = try ArticleClassifier.train(
            known, options: .init(tfidf: TFIDFOptions(), regression: LogisticRegression(C: 10)))
        let new = (0..<120).map { article(3000 + $0, labeled: false, month: 1 + $0 % 2) }
        let texts = new.normalized()
        let source = ReportSource(
            articles: zip(zip(new, texts), classifier.predictRows(texts)).map { article, found in
                ReportArticle(article.0, article.1, tags: found.labels.inferred, row: found.probabilities)
            }, rejects: 0, classifier: classifier, terms: [])
        let report = try Report(source, options: ReportOptions(language: .english))
        let table = try #require(report.table("industries"))
        let row = try #require(table.rows.first { $0[0].text == "要闻" }, "\(table.column(0))")
        #expect(row[1].text == "–" && row[1].value == nil && row[4].text == "cannot be told", "\(row)")
        let summary = report.summary.text
        #expect(summary.contains("cannot tell from the texts which articles belong to “要闻”"), "\(summary)")
        #expect(!summary.contains("要闻 ("))
        #expect(report.text("industries").contains("“要闻”"))
        for chart in report.charts where chart.name.hasPrefix("industries") { #expect(!"\(chart)".contains("要闻")) }
        #expect(try Report(source, options: ReportOptions()).summary.text.contains("模型无法从文本判断哪些文章属于“要闻”"))
    }

    @Test func uncertainArticlesAreARowOfTheirOwn() throws {
        let articles = month(1, [60, 60], from: 1000)
        var source = self.source(articles)
        // Two articles about nothing the model knows.
        for index in 0..<2 {
            let article = Article(
                title: "无关\(index)", text: "无",
                published: PublicationDate(day: CalendarDate(year: 2024, month: 1, day: 3 + index)!, rule: .field))
            source.articles.append(
                ReportArticle(
                    article, article.normalized(),
                    tags: InferredTags([.industries: [.init(label: "云计算", probability: 0.4)]]),
                    row: ProbabilityRow([0.4, 0.3])))
        }
        let report = try Report(source, options: ReportOptions(language: .chinese))
        let table = try #require(report.tables.first { $0.name == "industries" }).table
        let row = try #require(table.rows.last)
        #expect(row[0].text == "不确定" && row[5].value == 2)
        let group = try #require(report.groups.first { $0.id == row[5].articles })
        let titles = report.articles.filter { group.articles.contains($0.id) }.map(\.reference.title)
        #expect(titles.sorted() == ["无关0", "无关1"])
        // They count toward no industry.
        let counted = report.trends[0].series.reduce(0) { $0 + $1.articles[0] }
        #expect(counted == 120 && report.trends[0].uncertain?.articles == [2])
        #expect(report.sections.first { $0.id == "industries" }!.blocks.description.contains("列入“不确定”"))
    }

    @Test func withoutHeldOutArticlesTheReportSaysThatSharesAreCounted() throws {
        let report = try Report(
            source(month(1, [60, 60], from: 1000), keepsRows: false), options: ReportOptions(language: .english))
        #expect(report.trends[0].trust == nil && report.trends[0].series.allSatisfy { $0.shares == nil })
        #expect(report.sections.first { $0.id == "industries" }!.blocks.description.contains("plain counts"))
        #expect(report.tables.first { $0.name == "industries" }!.table.columns[2].name == "Change")
    }

    @Test func articlesLabeledByPeopleAreCountedExactly() throws {
        let january = ReportOptions(
            dataEnd: CalendarDate(year: 2024, month: 1, day: 31), language: .english)
        let labeled = (0..<200).map { Self.article(5000 + $0, theme: $0 < 150 ? 0 : 1, labeled: true) }
        let report = try Report(source([], labeled: labeled), options: january)
        let level = try #require(report.trends[0].series.first { $0.name == "云计算" }?.measures?.level)
        #expect(level.share == 0.75 && level.countedShare == nil && level.rateInterval == nil)
        #expect(level.interval == Proportion(150, of: 200).interval())
        #expect(!report.sections.first { $0.id == "industries" }!.blocks.description.contains("assigned by a model"))
        // With tagged articles beside them they are a fixed part of the share.
        let mixed = try Report(
            source(month(1, [30, 170], from: 7000), labeled: labeled), options: january)
        let both = try #require(mixed.trends[0].series.first { $0.name == "云计算" }?.measures?.level)
        #expect(abs(both.share - 0.45) < 0.04)
        #expect(both.interval.lower <= 0.45 && 0.45 <= both.interval.upper)
    }
}
