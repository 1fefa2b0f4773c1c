import Corpus

/// Which articles count where a story counts once in each period: its first article there.
public struct StoryLeads: Equatable, Sendable {
    /// By article.
    public let isLead: [Bool]
    /// The number of articles that are not.
    public var reposts: Int { isLead.count { !$0 } }

    /// - Parameters:
    ///   - stories: each article's story (`NearDuplicates.storyNumbers`).
    ///   - published: the day of each article; those without one are a period of their own.
    /// - Complexity: linear in the articles.
    public init(of stories: [Int], published: [CalendarDate?], by rule: PeriodRule) {
        let days = published.lazy.compactMap(\.self)
        let first = days.min().map(rule.period(of:))
        let count = days.max().map { first!.distance(to: rule.period(of: $0)) + 1 } ?? 0
        var counter = StoryCounter(periods: count + 1, stories: published.count)
        isLead = zip(stories, published).map { story, day in
            counter.count(story, in: day.map { first!.distance(to: rule.period(of: $0)) } ?? count)
        }
    }
}
