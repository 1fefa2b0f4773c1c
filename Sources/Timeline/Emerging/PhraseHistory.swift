import Features

/// Which articles of other periods contain phrases.
///
/// The phrases come from the articles of the reported periods. A history is asked for these alone, so it may be the
/// articles in memory (`TextHistory`) or an index of them.
public protocol PhraseHistory: Sendable {
    /// All dated articles by period.
    var totals: PeriodTotals { get }

    /// Counts the articles and stories with each phrase in some periods.
    ///
    /// A text contains a phrase where `PhraseFinder` finds it, whatever phrases overlap it. A story counts once in each
    /// period in which one of its articles contains the phrase.
    ///
    /// - Parameters:
    ///   - periods: indices in `totals.periods`.
    ///   - limits: for each phrase, the maximum number of stories of interest, over all of these periods.
    /// - Returns: one per phrase; nil exactly where there are more stories than the limit, so that counting may stop
    ///   there.
    func appearances(
        of phrases: PhraseLexicon, in periods: Range<Int>, limits: [Int]
    ) throws -> [PhraseAppearances?]
}

/// The number of articles and stories with a phrase in one period.
public struct PhraseCount: Equatable, Sendable {
    /// The index of the period.
    public var period: Int32
    public var articles: Int32
    public var stories: Int32

    public init(period: Int, articles: Int, stories: Int) {
        (self.period, self.articles, self.stories) = (Int32(period), Int32(articles), Int32(stories))
    }
}

/// The articles with a phrase in some periods.
public struct PhraseAppearances: Equatable, Sendable {
    /// In chronological order; only periods with articles that contain the phrase.
    public var counts: [PhraseCount] = []
    /// The day of the first of these articles, in days since 1970-01-01; nil without articles.
    public var firstDay: Int?

    public init(counts: [PhraseCount] = [], firstDay: Int? = nil) {
        self.counts = counts
        self.firstDay = firstDay
    }
}
