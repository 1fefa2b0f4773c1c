import Features
import Timeline

/// A watched term with its figures.
public struct WatchedTrend: Codable, Sendable {
    public let term: String
    public let by: PeriodLength?
    public let periods: [PeriodCount]
    /// nil where there are too few stories.
    public let trend: SeriesTrend.Measures?
    public let tooFewStories: Bool
    /// The phrases that stand where the term stands, the nearest first; nil where no model was named.
    public internal(set) var related: [PhraseVectors.Neighbor]?

    public struct PeriodCount: Codable, Sendable {
        public let period: Period
        public let articles: Int
        public let allArticles: Int
        public let share: Double
        public let stories: Int
        public let allStories: Int
        public let storyShare: Double
        public let storyShareInterval: Interval
        public let isPartial: Bool
    }

    init(_ trend: SeriesTrend) {
        let (series, totals) = (trend.series, trend.series.totals)
        term = series.name
        by = totals.periods.first?.length
        periods = totals.periods.indices.compactMap { index in
            guard let share = series.share(at: index), let storyShare = series.storyShare(at: index) else { return nil }
            return PeriodCount(
                period: totals.periods[index], articles: series.articles[index], allArticles: totals.articles[index],
                share: share, stories: series.stories[index], allStories: totals.stories[index],
                storyShare: storyShare,
                storyShareInterval: Proportion(series.stories[index], of: totals.stories[index]).interval(),
                isPartial: totals.isPartial(index))
        }
        self.trend = trend.measures
        tooFewStories = trend.measures == nil
    }
}
