import Corpus
import Models
import Timeline

/// The report on one month: what there was of each industry, topic and watched term, against the month
/// before and the year before.
public struct MonthlyReport: Equatable, Sendable {
    /// What a report is made from.
    public struct Source: Sendable {
        /// Articles that count by the labels they have, and by the model's tags where they have none.
        public var known: [Article]
        /// Articles that count by the model's tags, whatever labels they have.
        public var new: [Article]
        /// Records that could not be read.
        public var rejects: Int
        public var classifier: ArticleClassifier
        public var terms: [WatchedTerm]

        public init(
            known: [Article], new: [Article], rejects: Int, classifier: ArticleClassifier, terms: [WatchedTerm]
        ) {
            self.known = known
            self.new = new
            self.rejects = rejects
            self.classifier = classifier
            self.terms = terms
        }
    }

    /// A part of the report: its title, what it says, a chart and tables.
    public struct Section: Equatable, Sendable {
        public var title: String
        public var paragraphs: [String]
        public var chart: Chart?
        /// Shown in the report and written as `tables/<name>.csv`.
        public var tables: [NamedTable]
        /// Only written as CSV: too long to read.
        public var furtherTables: [NamedTable] = []
    }

    public struct NamedTable: Equatable, Sendable {
        public var name: String
        public var table: Table
    }

    public let month: Month
    public let language: Language
    public let title: String
    public let summary: String
    public let sections: [Section]

    public var charts: [Chart] { sections.compactMap(\.chart) }

    /// - Parameters:
    ///   - month: nil for the last month that has articles.
    ///   - topics: how many topics to look for.
    /// - Throws: `ReportError` where the month has no article.
    public init(
        _ source: Source, month: Month?, topics: Int, language: Language, seed: UInt64 = 1, threads: Int = 1
    ) throws {
        let facts = try ReportFacts(source, month: month, topics: topics, seed: seed, threads: threads)
        self.month = facts.month
        self.language = language
        let writer = ReportWriter(facts: facts, language: language)
        title = writer.title
        summary = writer.summary
        sections = writer.sections
    }
}

public enum ReportError: Error, Equatable, CustomStringConvertible {
    case noDatedArticles(undated: Int)
    case emptyMonth(Month, first: Month, last: Month)

    public var description: String {
        switch self {
        case .noDatedArticles(let undated):
            "none of the \(undated) articles has a date, so there is no month to report on"
        case .emptyMonth(let month, let first, let last):
            "no article is dated \(month); the articles reach from \(first) to \(last)"
        }
    }
}
