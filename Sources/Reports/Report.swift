import Corpus
import TrendNumerics
import Timeline

/// A report, independent of its output format: sections of paragraphs, tables and charts, and the articles that their
/// figures lead to.
///
/// Nothing in it is escaped or shortened yet.
public struct Report: Equatable, Sendable, Encodable {
    public var language: Language
    public var title: String
    /// The first and the last reported period, which may be weeks, quarters or days too.
    public var firstMonth: Period
    public var lastMonth: Period
    /// The part of the articles that it is on; nil for all of them.
    public var part: Part?
    /// The findings in one paragraph.
    public var summary: Prose
    public var sections: [Section]
    /// The articles that figures lead to, in the order of their sections.
    public var groups: [ArticleGroup]
    /// All articles of the groups, in the order of day and title.
    public var articles: [ListedArticle]
    /// The counts and statistics behind the sections, for other programs.
    public var trends: [TrendFamily]
    /// Problems that the program reports to its user, in English; not part of `report.json`.
    public var warnings: [String] = []
    /// How many articles have no date; not part of `report.json` either.
    public var undated = 0

    private enum CodingKeys: CodingKey {
        case language, title, firstMonth, lastMonth, part, summary, sections, groups, articles, trends
    }

    /// A part of the report.
    public struct Section: Equatable, Sendable, Encodable {
        /// The anchor of the section on the page: ASCII letters and hyphens.
        public var id: String
        public var title: String
        public var blocks: [Block]
    }

    /// A part of a section.
    public enum Block: Equatable, Sendable {
        case paragraph(Prose)
        case chart(Chart)
        /// A table. One that is too long to read is not shown, and only written as CSV and JSON.
        case table(NamedTable, isShown: Bool = true)
    }

    /// A table that is also written as `tables/<name>.csv`, or as a sheet of a workbook.
    public struct NamedTable: Equatable, Sendable, Encodable {
        public var name: String
        public var table: Table

        package init(name: String, table: Table) {
            self.name = name
            self.table = table
        }
    }

    /// The articles that a figure counts.
    public struct ArticleGroup: Hashable, Sendable, Encodable {
        public var id: String
        public var title: String
        /// The ids of the articles, those to read first in front.
        public var articles: [Int]
    }

    /// An article that a figure leads to.
    public struct ListedArticle: Equatable, Sendable {
        /// The article's number among the dated articles up to the end of the reported months, in the order of day and
        /// content, from 1.
        public var id: Int
        public var reference: ArticleReference
        public var source: String
        public var industries: [String]
        /// The model's probability of each industry; empty if the industries came with the article.
        public var probabilities: [Double]
        /// The spans of the text that each industry rests on, with their shares; empty if the industries came with the
        /// article, or are tags that were kept without reasons.
        public var reasons: [String]
        /// The same number for an article and its reposts.
        public var story: Int
    }

    /// Series of one kind, counted and tested together.
    public struct TrendFamily: Equatable, Sendable, Encodable {
        public var name: String
        public var periods: [Period]
        public var articles: [Int]
        public var stories: [Int]
        public var isLastPartial: Bool
        public var isFirstPartial: Bool
        /// By period, the articles whose industry the model does not tell for sure; nil if there are none.
        public var uncertain: Uncertain?
        /// How often the model was right on held-out articles; nil where shares are counted.
        public var trust: HeldOutTrust?
        public var series: [Trend]
    }

    /// Counts of uncertain articles, by period.
    public struct Uncertain: Equatable, Sendable, Encodable {
        public var articles: [Int]
        public var stories: [Int]
    }

    public struct Trend: Equatable, Sendable, Encodable {
        public var name: String
        /// The number of articles per period; `stories` counts stories.
        public var articles: [Int]
        public var stories: [Int]
        /// The estimated share of stories by period, null for a gap; nil where shares are counted.
        public var shares: [Double?]?
        /// The statistics of the series; `nil` if there are too few stories for any.
        public var measures: SeriesTrend.Measures?
    }

    public var charts: [Chart] {
        sections.flatMap(\.blocks).compactMap { if case .chart(let chart) = $0 { chart } else { nil } }
    }

    public var tables: [NamedTable] {
        sections.flatMap(\.blocks).compactMap { if case .table(let table, _) = $0 { table } else { nil } }
    }

    /// Whether it is told of any article what its tags rest on.
    var hasReasons: Bool { articles.contains { !$0.reasons.isEmpty } }

    /// The articles by id.
    var articlesByID: [Int: ListedArticle] { Dictionary(uniqueKeysWithValues: articles.map { ($0.id, $0) }) }
}

extension Report.Block: Encodable {
    private enum Keys: CodingKey { case paragraph, chart, table }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        switch self {
        case .paragraph(let prose): try container.encode(prose, forKey: .paragraph)
        case .chart(let chart): try container.encode(chart, forKey: .chart)
        case .table(let table, _): try container.encode(table, forKey: .table)
        }
    }
}

extension Report.ListedArticle: Encodable {
    private enum Keys: CodingKey { case id, source, industries, probabilities, reasons, story }

    /// Encodes the reference's fields beside the article's own fields.
    public func encode(to encoder: any Encoder) throws {
        try reference.encode(to: encoder)
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(id, forKey: .id)
        try container.encode(source, forKey: .source)
        try container.encode(industries, forKey: .industries)
        try container.encode(probabilities, forKey: .probabilities)
        if !reasons.isEmpty { try container.encode(reasons, forKey: .reasons) }
        try container.encode(story, forKey: .story)
    }
}

extension Report.ListedArticle {
    /// Appends the article as `ReportJSON` encodes it.
    ///
    /// - Returns: false where only the encoder can write it.
    func append(to output: inout [UInt8]) -> Bool {
        func name(_ name: String) { output.append(contentsOf: name.utf8) }
        name("{")
        if let date = reference.date {
            name("\"date\":")
            guard date.append(to: &output) else { return false }
            name(",")
        }
        name("\"id\":\(id),\"industries\":")
        guard industries.append(to: &output) else { return false }
        name(",\"link\":")
        guard reference.link.append(to: &output) else { return false }
        name(",\"origin\":")
        guard reference.origin.append(to: &output) else { return false }
        name(",\"probabilities\":[")
        for (index, probability) in probabilities.enumerated() {
            if index > 0 { name(",") }
            guard WrittenProbability.appendAsEncoded(probability, to: &output) else { return false }
        }
        name("],\"source\":")
        guard source.append(to: &output) else { return false }
        name(",\"story\":\(story),\"title\":")
        guard reference.title.append(to: &output) else { return false }
        name("}")
        return true
    }
}

extension Report {
    /// Makes a report.
    ///
    /// - Parameter progress: called at the start of each stage.
    /// - Throws: `ReportError` if the months have no article, and the errors of `progress`.
    public init(
        _ source: ReportSource, options: ReportOptions, progress: (ReportStage) throws -> Void = { _ in }
    ) throws {
        let facts = try ReportFacts(source, options: options, progress: progress)
        self = ReportBuilder(facts, language: options.language).report()
    }

    /// The name of the report's folder: `2024-06`, `2024-01_2024-06` or `2024-06_人工智能`.
    public var folderName: String {
        let span = firstMonth == lastMonth ? "\(firstMonth)" : "\(firstMonth)_\(lastMonth)"
        let name = part.map { part in
            let terms = part.terms.compactMap { WatchedTerm($0) }
            return "_" + ReportPart(industries: part.industries, sources: part.sources, terms: terms).fileName
        }
        return span.replacing("..", with: "_") + (name ?? "")
    }
}
