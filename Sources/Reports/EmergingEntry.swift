import Corpus
import Text
import Timeline

/// A phrase that is new or surging in the reported months.
public struct EmergingEntry: Equatable, Sendable {
    public var phrase: String
    /// The number of distinct stories of the reported months that contain the phrase.
    public var stories: Int
    /// The number of distinct earlier stories that contain it.
    public var before: Int
    /// The day on which it was first seen.
    public var firstSeen: String
    /// A sentence that contains it.
    public var example: String
    /// Indices of the reported articles that contain it, among the articles the report was given.
    public var articles: [Int]

    /// Whether no earlier article contains it.
    public var isNew: Bool { before == 0 }

    public init(phrase: String, stories: Int, before: Int, firstSeen: String, example: String, articles: [Int]) {
        self.phrase = phrase
        self.stories = stories
        self.before = before
        self.firstSeen = firstSeen
        self.example = example
        self.articles = articles
    }
}

extension EmergingEntry {
    init(_ phrase: EmergingPhrase, _ entries: [ReportFacts.Entry]) {
        self.init(
            phrase: phrase.phrase, stories: phrase.now.count, before: phrase.before.count,
            firstSeen: phrase.firstSeen.description,
            example: phrase.exampleSentence(in: entries[phrase.example].article.text.content), articles: phrase.members)
    }
}
