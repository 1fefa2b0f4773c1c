import Corpus
import Features
import Models
import TrendNumerics
import Timeline

/// The articles of a report, and their origin.
public struct ReportSource: Sendable {
    public var articles: [ReportArticle]
    /// The number of records that could not be read.
    public var rejects: Int
    /// The model that tagged the articles; `nil` if their tags were inferred earlier.
    public var classifier: ArticleClassifier?
    /// The watched terms that the articles were checked for.
    public var terms: [WatchedTerm]
    /// What else counts; nil where the articles are all there is.
    public var history: ReportHistory?

    /// The number of articles with neither labels nor tags.
    public var unlabeled: Int { history?.data.unlabeled ?? articles.count(where: \.isUnlabeled) }

    public init(
        articles: [ReportArticle], rejects: Int, classifier: ArticleClassifier?, terms: [WatchedTerm],
        history: ReportHistory? = nil
    ) {
        self.history = history
        self.articles = articles
        self.rejects = rejects
        self.classifier = classifier
        self.terms = terms
    }
}

/// The settings of a report.
public struct ReportOptions: Sendable {
    /// The periods to report on, which may be of any length; `nil` for the last one with articles.
    public var months: ClosedRange<Period>?
    /// The length of periods where none are named.
    public var length: PeriodLength
    /// Report on so many days up to the last one with articles, or to `dataEnd`, in runs of as many days; takes the place
    /// of `months`.
    public var lastDays: Int?
    /// The articles to report on.
    public var part: ReportPart
    /// The first and the last day that the articles cover; nil if unknown.
    public var dataStart: CalendarDate?
    public var dataEnd: CalendarDate?
    /// The number of topics to look for.
    public var topics: Int
    /// Topics that were found earlier, in place of looking for any. Their texts must be normalized as the articles are.
    public var keptTopics: KeptTopics?
    /// Phrases that name no topic and do not emerge.
    public var ignored: IgnoredPhrases
    public var language: Language
    public var compute: Compute

    public init(
        months: ClosedRange<Period>? = nil, by length: PeriodLength = .month, lastDays: Int? = nil,
        part: ReportPart = ReportPart(), dataStart: CalendarDate? = nil, dataEnd: CalendarDate? = nil,
        topics: Int = 12, keptTopics: KeptTopics? = nil, ignored: IgnoredPhrases = .none, language: Language = .chinese,
        compute: Compute = Compute()
    ) {
        self.months = months
        self.length = length
        self.lastDays = lastDays
        self.part = part
        self.dataStart = dataStart
        self.dataEnd = dataEnd
        self.topics = topics
        self.keptTopics = keptTopics
        self.ignored = ignored
        self.language = language
        self.compute = compute
    }
}

/// The stages of making a report, for progress displays.
public enum ReportStage: Sendable {
    case stories, topics, trends, phrases, reading, charts, files, pdf

    /// About how much of the whole work it is, on 300,000 titles.
    public var share: Double {
        switch self {
        case .stories: 0.08
        case .topics: 0.42
        case .trends: 0.1
        case .phrases: 0.25
        case .reading: 0.04
        case .charts, .files: 0.05
        case .pdf: 0.01
        }
    }

    /// How much of the work is done when it begins.
    public var start: Double {
        let all: [ReportStage] = [.stories, .topics, .trends, .phrases, .reading, .charts, .files, .pdf]
        return all.prefix { $0 != self }.reduce(0) { $0 + $1.share }
    }
}

/// The errors of making a report.
public enum ReportError: Error, Equatable, CustomStringConvertible {
    case noDatedArticles(undated: Int)
    case noArticles(ClosedRange<Period>, first: Period, last: Period)
    /// No dated article is in the part. The names are those that articles have, the most frequent first.
    case emptyPart(String, known: [String])

    public var description: String {
        switch self {
        case .noDatedArticles(let undated):
            (undated == 1 ? "the only article has no date" : "none of the \(undated) articles has a date")
                + ", so there is no month to report on"
        case .emptyPart(let part, let known):
            "no dated article \(part)" + (known.isEmpty ? "" : "; articles have " + known.joined(separator: ", "))
        case .noArticles(let months, let first, let last):
            "no article is dated \(months.lowerBound)"
                + (months.lowerBound == months.upperBound ? "" : " to \(months.upperBound)")
                + "; the articles range from \(first) to \(last)"
        }
    }
}
