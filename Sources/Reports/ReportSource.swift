import Text
import Corpus
import Features
import Models
import Timeline

/// What a report is made from.
public struct ReportSource: Sendable {
    /// An article with all that is read off it by itself, so that reading and this go on together.
    public struct Item: Sendable {
        public let article: Article
        /// The model's tags; nil where the article counts by the labels it came with.
        let tags: [ArticleClassifier.Prediction]?
        let fingerprint: Fingerprint
        /// Indices of the watched terms it holds.
        let terms: [Int]

        /// The industries it counts for.
        var labels: [String] { tags.map { $0.map(\.label) } ?? article.industries }

        /// - Parameters:
        ///   - isNew: articles that count by the model's tags, whatever labels they have; the others do where
        ///     they have none.
        ///   - terms: the watched ones.
        /// - Complexity: linear in the text.
        public static func read(
            _ articles: [Article], isNew: (Article) -> Bool, classifier: ArticleClassifier, terms: [WatchedTerm]
        ) -> [Item] {
            let isTagged = articles.map { $0.industries.isEmpty || isNew($0) }
            var tags = classifier.predict(zip(articles, isTagged).filter(\.1).map(\.0)).makeIterator()
            return read(articles, tags: isTagged.map { $0 ? tags.next() : nil }, terms: terms)
        }

        /// - Parameter tags: those that each article counts by; nil where it counts by its own labels.
        public static func read(
            _ articles: [Article], tags: [[ArticleClassifier.Prediction]?], terms: [WatchedTerm]
        ) -> [Item] {
            zip(articles, tags).map { article, tags in
                let text = TextNormalizer().scalars(of: article.content)
                return Item(
                    article: article, tags: tags, fingerprint: Fingerprint(text),
                    terms: terms.indices.filter { terms[$0].isIn(text) })
            }
        }
    }

    public var items: [Item]
    /// Records that could not be read.
    public var rejects: Int
    /// The model that tagged; nil where tags were kept from earlier.
    public var classifier: ArticleClassifier?
    /// The watched terms that the items were read with.
    public var terms: [WatchedTerm]

    public init(items: [Item], rejects: Int, classifier: ArticleClassifier?, terms: [WatchedTerm]) {
        self.items = items
        self.rejects = rejects
        self.classifier = classifier
        self.terms = terms
    }
}

/// What to report on, and how.
public struct ReportOptions: Sendable {
    /// The first and the last month; nil for the last month that has articles.
    public var months: ClosedRange<Period>?
    /// The last day that the articles cover, if it is known.
    public var dataEnd: CalendarDate?
    /// How many topics to look for.
    public var topics: Int
    public var language: Language
    public var seed: UInt64
    public var threads: Int

    public init(
        months: ClosedRange<Period>? = nil, dataEnd: CalendarDate? = nil, topics: Int = 12,
        language: Language = .chinese, seed: UInt64 = 1, threads: Int = 1
    ) {
        self.months = months
        self.dataEnd = dataEnd
        self.topics = topics
        self.language = language
        self.seed = seed
        self.threads = threads
    }
}

/// What a report is being made of at the moment, for those who wait.
public enum ReportStage: Sendable {
    case stories, topics, trends, phrases, reading, charts, files
}

public enum ReportError: Error, Equatable, CustomStringConvertible {
    case noDatedArticles(undated: Int)
    case noArticles(ClosedRange<Period>, first: Period, last: Period)

    public var description: String {
        switch self {
        case .noDatedArticles(let undated):
            "none of the \(undated) articles has a date, so there is no month to report on"
        case .noArticles(let months, let first, let last):
            "no article is dated \(months.lowerBound)"
                + (months.lowerBound == months.upperBound ? "" : " to \(months.upperBound)")
                + "; the articles reach from \(first) to \(last)"
        }
    }
}
