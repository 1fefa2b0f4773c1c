import TrendNumerics
import Corpus
import Features
import Foundation
import Models
import Timeline

@testable import Reports

/// Reports on synthetic articles of two themes.
enum Fixture {
    static let themes: [(String, String)] = [
        ("云计算", "云计算厂商扩建数据中心，算力租赁价格下降，服务器集群上线"),
        ("机器人", "机器人走进工厂车间，机械臂与减速器产量上升，人形关节量产"),
    ]

    /// An article unlike every other one except for its theme.
    static func article(
        _ index: Int, theme: Int? = nil, on day: String, title: String? = nil, labeled: Bool = true,
        technologies: [String] = []
    ) -> Article {
        let theme = themes[theme ?? index % 2]
        let filler = String(
            String.UnicodeScalarView(
                (0..<60).map { UnicodeScalar(UInt32(0x5000 + (index * 7919 + $0 * 131) % 16_000))! }))
        return Article(
            title: title ?? "第\(index)号：\(theme.0)新闻", link: "https://example.com/\(index)",
            text: theme.1 + "，" + filler, technologies: technologies, industries: labeled ? [theme.0] : [],
            published: CalendarDate(parsing: day).map { PublicationDate(day: $0, rule: .field) },
            origin: Origin(file: "a.txt", line: index + 1))
    }

    /// `counts[month][theme]` articles, from 2024-01 on, spread over each month.
    static func articles(_ counts: [[Int]]) -> [Article] {
        var articles: [Article] = []
        for (month, own) in counts.enumerated() {
            for (theme, count) in own.enumerated() {
                for place in 0..<count {
                    let day = "2024-0\(month + 1)-\(place == 0 ? 29 : place % 28 + 1)"
                    articles.append(article(articles.count, theme: theme, on: day))
                }
            }
        }
        return articles
    }

    static let classifier: ArticleClassifier = {
        let known = (0..<20).map { article(9000 + $0, on: "2024-01-01") }
        return try! ArticleClassifier.train(
            known, options: .init(tfidf: TFIDFOptions(), regression: LogisticRegression(C: 30)))
    }()

    static func source(
        _ known: [Article], new: [Article] = [], rejects: Int = 0, terms: [String] = ["机械臂|机械 手", "不存在的词"]
    ) -> ReportSource {
        let terms = terms.compactMap(WatchedTerm.init)
        let tags = classifier.predict(new).map { labels in
            InferredTags([.industries: labels.map { .init(label: $0.label, probability: $0.probability) }])
        }
        return ReportSource(
            articles: known.map { ReportArticle($0, terms: terms) }
                + zip(new, tags).map { ReportArticle($0, tags: $1, isNew: true, terms: terms) },
            rejects: rejects, classifier: classifier, terms: terms)
    }

    static func months(_ first: String, _ last: String? = nil) -> ClosedRange<Period> {
        Period(month: first)!...Period(month: last ?? first)!
    }

    /// Passes a temporary folder, which is removed afterwards.
    static func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("report-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try body(folder)
    }

    static func path(of program: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { $0 + "/" + program }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    static let hasConverter = path(of: "rsvg-convert") != nil
}

extension Report {
    /// All paragraphs of a section.
    func text(_ id: String) -> String {
        section(id)?.blocks.map { if case .paragraph(let prose) = $0 { prose.text } else { "" } }.joined() ?? ""
    }

    func table(_ name: String) -> Table? { tables.first { $0.name == name }?.table }

    func section(_ id: String) -> Section? { sections.first { $0.id == id } }
}

extension Table {
    func column(_ index: Int) -> [String] { rows.map { $0[index].text } }
}

extension ReportArticle {
    init(_ article: Article, tags: InferredTags = InferredTags(), isNew: Bool = false, terms: [WatchedTerm] = []) {
        self.init(article, article.normalized(), tags: tags, isNew: isNew, terms: terms)
    }
}
