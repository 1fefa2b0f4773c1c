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
    /// The maximum number of new entries, and of known ones that rose: of a report on one month, and per month of a
    /// report on several.
    private static let maximumOfOneMonth = 10
    private static let maximumOfEachMonth = 3

    /// The phrases that emerged in each reported month, without seasonal ones: the new ones of all months, then those
    /// that rose.
    ///
    /// - Complexity: that of `PhraseCounts`.
    static func find(
        in entries: [ReportFacts.Entry], _ texts: [ArticleText], stories: [Int], months: ClosedRange<Period>,
        dataStart: CalendarDate?, dataEnd: CalendarDate?, threads: Int
    ) -> [EmergingEntry] {
        let counts = PhraseCounts(
            texts: texts, published: entries.map(\.day), stories: stories, by: .month,
            dataStart: dataStart, dataEnd: dataEnd, threads: threads)
        let finder = EmergingPhrases(threads: threads)
        let reported = (0...months.lowerBound.distance(to: months.upperBound)).map(months.lowerBound.adding)
        let count = reported.count == 1 ? maximumOfOneMonth : maximumOfEachMonth
        let found = reported.map { finder.newAndKnown(in: $0, of: counts, count: count) }
        return (found.flatMap(\.new) + found.flatMap(\.known)).filter { !$0.isSeasonal }.map {
            EmergingEntry(
                phrase: $0.phrase, stories: $0.now.count, before: $0.before.count,
                firstSeen: $0.firstSeen.description,
                example: $0.exampleSentence(in: entries[$0.example].article.text.content), articles: $0.members)
        }
    }
}
