import Corpus
import Timeline

/// What a report counts of articles that it was not given, such as those of an archive outside of the reported periods
/// and those that they are compared with.
///
/// Whoever has counts of all articles and reads only some of them makes it. The articles that are given are all those of
/// some periods; of the others, counts by period are asked for, and some are given as a sample in which topics are found.
public struct ReportHistory: Sendable {
    /// Articles and stories with a name in the periods of which no articles are given, by period; 0 in the others.
    public struct Counts: Equatable, Sendable {
        public var articles: [Int]
        public var stories: [Int]

        public init(periods: Int) {
            articles = Array(repeating: 0, count: periods)
            stories = articles
        }
    }

    /// What has names.
    public enum Kind: Sendable { case industries, technologies, keywords, sources }

    /// The reported periods.
    public var months: ClosedRange<Period>
    /// All dated articles up to the end of the reported periods.
    public var totals: PeriodTotals
    /// How many different stories they are.
    public var stories: Int
    /// The days that the articles cover.
    public var coverage: KnownCoverage
    /// By index in `totals.periods`, whether the articles of the period are given.
    public var isGiven: [Bool]
    /// The story of each article that is given, by its place in `ReportSource.articles`.
    public var storyOfArticle: [Int]
    /// The first articles of some stories of the other periods, an even number from each as far as there are so many.
    public var sample: [ReportArticle]
    /// How many stories the sample was taken from.
    public var sampled: Int
    /// The number of articles with each industry in the other periods.
    public var industries: [String: Int]
    /// Articles whose industry is uncertain; nil where none is.
    public var uncertain: Counts?
    /// The counts of the watched terms, in their order.
    public var terms: [Counts]
    /// Counts some names.
    public var count: @Sendable (Kind, [String]) throws -> [Counts]
    /// The articles before the reported ones, in which phrases are counted; of one industry alone, if one is named.
    public var phrases: @Sendable (_ industry: String?) throws -> any PhraseHistory
    /// Of all articles, whether they are given or not.
    public var data: Data

    /// The number of articles by what is said of them.
    public struct Data: Sendable {
        public var read = 0
        public var tagged = 0
        public var unlabeled = 0
        public var filledTechnologies = 0
        public var filledKeywords = 0
        public var undated = 0
        public var unreadableDates = 0
        public var later = 0
        public var byRule: [DateRule: Int] = [:]

        public init() {}
    }

    public init(
        months: ClosedRange<Period>, totals: PeriodTotals, stories: Int, coverage: KnownCoverage, isGiven: [Bool],
        storyOfArticle: [Int], sample: [ReportArticle], sampled: Int, industries: [String: Int], uncertain: Counts?,
        terms: [Counts], data: Data, count: @escaping @Sendable (Kind, [String]) throws -> [Counts],
        phrases: @escaping @Sendable (_ industry: String?) throws -> any PhraseHistory
    ) {
        (self.months, self.totals, self.stories, self.coverage) = (months, totals, stories, coverage)
        (self.isGiven, self.storyOfArticle, self.sample, self.sampled) = (isGiven, storyOfArticle, sample, sampled)
        (self.industries, self.uncertain, self.terms, self.data) = (industries, uncertain, terms, data)
        (self.count, self.phrases) = (count, phrases)
    }

    /// The reported periods of articles of some days, and the days that these cover, as a report on all of them finds
    /// them.
    ///
    /// - Parameter days: those of all dated articles.
    /// - Throws: `ReportError` where there are none to report on.
    public static func span(
        of days: [CalendarDate], read: Int, _ options: ReportOptions
    ) throws -> (months: ClosedRange<Period>, coverage: KnownCoverage) {
        let months = try ReportSelection.months(options, days, isIn: nil, read: read) {
            .noDatedArticles(undated: read)
        }
        return (months, ReportSelection.coverage(options, days, months))
    }
}
