import Corpus
import Models
import Timeline

/// Topics with their shares over time.
public struct TopicsResult: Codable, Sendable, TabularResult {
    /// Known topics first, then new ones; empty where topics were found window by window.
    public let topics: [TopicLine]
    /// Topics that were found window by window; empty otherwise.
    public let dynamicTopics: [DynamicTopicLine]
    /// The articles that are new to the kept topics; nil where topics were found anew.
    public let unmatched: UnmatchedArticles?
    /// How many kept topics the articles were sorted into; nil where topics were found anew.
    public let keptTopics: Int?
    /// Articles without a date, which are in no period.
    public let undated: Int
    public let reading: ReadingSummary
    /// How many topics the user hides, and their share of the articles; they are not among `topics`.
    public let hiddenTopics: Int
    public let hiddenShare: Double
    /// What the user should know of the table of topics and the list of ignored phrases, a line each.
    public internal(set) var notes: [String]

    /// Without what only the user who made it should read.
    public var withoutNotes: TopicsResult {
        var result = self
        result.notes = []
        return result
    }

    /// - Parameters:
    ///   - topics: a line for each group, then those of new topics.
    ///   - groups: says which of them are hidden; nil for none.
    init(
        topics: [TopicLine] = [], groups: TopicGroups? = nil, dynamicTopics: [DynamicTopicLine] = [],
        unmatched: UnmatchedArticles? = nil,
        keptTopics: Int? = nil, undated: Int, notes: [String] = [], reading: ReadingSummary
    ) {
        let hidden = Set((groups?.groups ?? []).indices.filter { groups?.groups[$0].isHidden == true })
        self.topics = topics.indices.filter { !hidden.contains($0) }.map { topics[$0] }
        hiddenTopics = hidden.count
        hiddenShare = hidden.sorted().reduce(0) { $0 + topics[$1].share }
        self.notes = notes
        self.dynamicTopics = dynamicTopics
        self.unmatched = unmatched
        self.keptTopics = keptTopics
        self.undated = undated
        self.reading = reading
    }
}

/// A topic with its share over time.
public struct TopicLine: Codable, Sendable {
    public struct PeriodShare: Codable, Sendable {
        public let period: Period
        public let articles: Int
        public let share: Double
        public let interval: Interval?
        public let isPartial: Bool
    }

    public struct Change: Codable, Sendable {
        public let from: Period
        public let to: Period
        public let difference: Double
        public let interval: Interval?

        init(_ change: TopicPrevalence.Change) {
            (from, to, difference, interval) = (change.from, change.to, change.difference, change.interval)
        }
    }

    /// From 1, as the model numbers them; kept topics and new ones are counted separately.
    public let topic: Int
    public let isNew: Bool
    public let name: String
    public let phrases: [String]
    /// Of all articles, dated or not.
    public let share: Double
    /// Of the articles that a kept topic was found in.
    public let shareWhenFound: Double?
    /// Periods with articles.
    public let periods: [PeriodShare]
    public let onPeriodBefore: Change?
    public let onYearBefore: Change?
    /// The most central articles.
    public let articles: [ArticleReference]

    init(
        _ index: Int, number: Int, _ topic: TopicModel.Topic, isKept: Bool, isNew: Bool, prevalence: TopicPrevalence,
        share: Double, central: [Article]
    ) {
        self.topic = number + 1
        self.isNew = isNew
        name = topic.name
        phrases = topic.phrases
        self.share = share
        shareWhenFound = isKept ? topic.share : nil
        let totals = prevalence.totals
        periods = totals.periods.indices.compactMap { period in
            guard let level = prevalence.levels[index][period] else { return nil }
            return PeriodShare(
                period: totals.periods[period], articles: totals.articles[period], share: level.share,
                interval: level.interval, isPartial: totals.isPartial(period))
        }
        onPeriodBefore = prevalence.onPeriodBefore[index].map(Change.init)
        onYearBefore = prevalence.onYearBefore[index].map(Change.init)
        articles = central.map(ArticleReference.init)
    }

    /// The share by period, with nil for periods without articles.
    var shares: [Double?] {
        guard let first = periods.first?.period, let last = periods.last?.period else { return [] }
        let known = Dictionary(uniqueKeysWithValues: periods.map { ($0.period, $0.share) })
        return Period.span(first, last).map { known[$0] }
    }
}

/// The articles that are new to kept topics.
public struct UnmatchedArticles: Codable, Sendable {
    /// The number of new articles.
    public let fitsNoTopic: Int
    public let of: Int
    /// What tells new articles from others.
    public let basis: UnmatchedTexts.Basis
    /// The share of the articles that the topics were found in which counts as new too, from 0 to 1.
    public let expectedShare: Double
    /// The number of articles that have none of the kept topics. Of short texts many have none and are not new.
    public let withoutTopic: Int
    /// The new articles, those most unlike the known ones first.
    public let articles: [ArticleReference]

    init(_ new: UnmatchedTexts, of articles: [Article], weights: [Float]) {
        fitsNoTopic = new.indices.count
        of = articles.count
        basis = new.basis
        expectedShare = new.expectedShare
        let topics = weights.count / max(1, articles.count)
        withoutTopic = articles.indices.count { article in
            weights[article * topics..<(article + 1) * topics].allSatisfy { $0 == 0 }
        }
        let likeness = new.likeness
        self.articles = new.indices.sorted { (likeness[$0], $0) < (likeness[$1], $1) }.map {
            ArticleReference(articles[$0])
        }
    }

    /// From 0 to 1.
    public var share: Double { Double(fitsNoTopic) / Double(of) }
}
