import Corpus

/// The share of each topic in each period's articles, with 95% confidence intervals (`ShareSample`).
///
/// Intervals measure the effect of the choice of articles, not the quality of the topics.
public struct TopicPrevalence: Equatable, Sendable {
    /// The share of a topic in a period.
    public struct Level: Equatable, Sendable {
        /// The mean of the articles' shares, from 0 to 1.
        public let share: Double
        /// The 95% interval; nil for a single article, which allows no other sample.
        public let interval: Interval?
    }

    /// The change of a topic's share between two periods.
    public struct Change: Equatable, Sendable {
        /// The earlier period.
        public let from: Period
        /// The later period.
        public let to: Period
        /// The later share minus the earlier one.
        public let difference: Double
        /// The 95% interval; nil if either period has a single article.
        public let interval: Interval?
    }

    /// The articles per period.
    public let totals: PeriodTotals
    /// By topic and period; nil for a gap, a period without articles.
    public let levels: [[Level?]]
    /// Per topic, the change from the period before the last comparable one to that one; nil if they are not
    /// comparable.
    public let onPeriodBefore: [Change?]
    /// Per topic, the change from one year before the last comparable period to that one; nil if they are not
    /// comparable.
    public let onYearBefore: [Change?]

    /// - Parameter dataStart, dataEnd: as for `Series.count`.
    /// - Complexity: linear in the articles and in topics × periods.
    public init(_ shares: TopicShares, dataStart: CalendarDate? = nil, dataEnd: CalendarDate? = nil) {
        let totals = shares.totals(dataStart: dataStart, dataEnd: dataEnd)
        let topics = 0..<shares.topics
        let samples = totals.periods.map { shares.samples(in: $0) }
        levels = topics.map { topic in
            samples.map { $0.map { Level(share: $0[topic].mean, interval: $0[topic].interval) } }
        }
        let comparable = totals.comparable
        func changes(back: Int) -> [Change?] {
            guard let last = comparable.last, comparable.contains(last - back), let before = samples[last - back],
                let after = samples[last]
            else { return topics.map { _ in nil } }
            return topics.map { topic in
                Change(
                    from: totals.periods[last - back], to: totals.periods[last],
                    difference: after[topic].mean - before[topic].mean,
                    interval: after[topic].interval(minus: before[topic]))
            }
        }
        self.totals = totals
        onPeriodBefore = changes(back: 1)
        onYearBefore = changes(back: totals.periods.first?.rule.periodsInYear ?? 1)
    }
}
