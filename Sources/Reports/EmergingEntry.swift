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
