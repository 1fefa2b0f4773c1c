import Corpus
import Text
import Timeline

/// A phrase that is new or surging in one of the reported months.
public struct EmergingEntry: Equatable, Sendable {
    public var phrase: String
    /// The month, against all earlier ones.
    public var period: Period
    /// The number of distinct stories of this month that contain the phrase.
    public var stories: Int
    /// The number of distinct earlier stories that contain it.
    public var before: Int
    /// The day on which it was first seen.
    public var firstSeen: String
    /// A sentence that contains it.
    public var example: String
    /// Indices of the month's articles that contain it, among the articles the report was given.
    public var articles: [Int]

    /// Whether no earlier article contains it.
    public var isNew: Bool { before == 0 }

    public init(
        phrase: String, period: Period, stories: Int, before: Int, firstSeen: String, example: String, articles: [Int]
    ) {
        self.phrase = phrase
        self.period = period
        self.stories = stories
        self.before = before
        self.firstSeen = firstSeen
        self.example = example
        self.articles = articles
    }
}

extension EmergingEntry {
    init(_ phrase: EmergingPhrase, in period: Period, _ entries: [ReportFacts.Entry]) {
        self.init(
            phrase: phrase.phrase, period: period, stories: phrase.now.count, before: phrase.before.count,
            firstSeen: phrase.firstSeen.description,
            example: phrase.exampleSentence(in: entries[phrase.example].article.text.content), articles: phrase.members)
    }
}
