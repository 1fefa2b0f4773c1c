import Corpus
import Timeline

/// A phrase that nobody had listed and that came up in the time of a report.
public struct EmergingEntry: Equatable, Sendable {
    public var phrase: String
    /// Distinct stories of the reported time that hold it.
    public var stories: Int
    /// Distinct stories before that.
    public var before: Int
    /// The day it was first seen.
    public var firstSeen: String
    /// A sentence that holds it.
    public var example: String
    /// Indices of the articles of the reported time that hold it, among those the report was given.
    public var articles: [Int]

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
    /// How many entries a report on one month lists, and how many of each month one on a span.
    private static let ofOneMonth = 10
    private static let ofEachMonth = 3

    /// What emerged in each of the reported months, but for what does so every year.
    ///
    /// - Parameter texts: of the entries, normalized.
    /// - Complexity: that of `PhraseCounts`.
    static func find(
        in entries: [ReportFacts.Entry], texts: [[UInt32]], stories: [Int], months: ClosedRange<Period>,
        dataEnd: CalendarDate?, threads: Int
    ) -> [EmergingEntry] {
        let contents = entries.map(\.item.article.content)
        let counts = PhraseCounts(
            contents: contents, texts: texts, published: entries.map(\.day), stories: stories, by: .month,
            dataEnd: dataEnd, threads: threads)
        let finder = EmergingPhrases(threads: threads)
        let reported = (0...months.lowerBound.distance(to: months.upperBound)).map(months.lowerBound.adding)
        return reported.flatMap { month in
            finder.emerging(in: month, of: counts, count: reported.count == 1 ? ofOneMonth : ofEachMonth)
                .filter { !$0.isSeasonal }
                .map {
                    EmergingEntry(
                        phrase: $0.phrase, stories: $0.now.count, before: $0.before.count,
                        firstSeen: $0.firstSeen.description, example: $0.exampleSentence(in: contents[$0.example]),
                        articles: $0.members)
                }
        }
    }
}
