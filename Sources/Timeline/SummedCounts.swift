import Corpus

/// Counts of articles that were made in parts and added up, where no machine has all articles.
public struct SummedCounts: Sendable {
    /// Articles and stories of one period.
    public struct Count: Equatable, Sendable {
        public var articles: Int
        /// A story counts once in each period in which it appears.
        public var stories: Int

        public init(articles: Int = 0, stories: Int = 0) { (self.articles, self.stories) = (articles, stories) }
    }

    /// All dated articles by day.
    public var articles: [CalendarDate: Int] = [:]
    /// All stories with a dated article, by period.
    public var stories: [Period: Int] = [:]
    /// Articles without a date.
    public var undated = 0
    /// The names that are counted, in the order wanted, and what counts for each.
    public var names: [(name: String, counts: [Period: Count])] = []

    public init() {}

    /// More articles than this are on no day: sums of such numbers do not overflow.
    package static let most = 1 << 40

    /// The series that `Series.count` gives of the same articles.
    ///
    /// - Parameters: as for `Series.count`.
    /// - Returns: nil where the counts cannot be those of any articles: a period has more stories than articles, or a
    ///   name more than all.
    public func series(
        by rule: PeriodRule, dataStart: CalendarDate? = nil, dataEnd: CalendarDate? = nil
    ) -> (totals: PeriodTotals, series: [Series])? {
        guard (0...SummedCounts.most).contains(undated),
            articles.values.allSatisfy({ (1...SummedCounts.most).contains($0) })
        else { return nil }
        guard var days = DayCounts(articles.keys) else {
            guard stories.isEmpty, names.allSatisfy(\.counts.isEmpty) else { return nil }
            let totals = PeriodTotals(periods: [], articles: [], stories: [], undated: undated, isLastPartial: false)
            return (totals, names.map { Series(name: $0.name, articles: [], stories: [], totals: totals) })
        }
        let start = rule.period(of: days.first)
        let periods = Period.span(start, rule.period(of: days.last))
        var counts = [Int](repeating: 0, count: periods.count)
        for (day, count) in articles {
            let period = start.distance(to: rule.period(of: day))
            counts[period] += count
            days.add(day, count)
        }
        guard stories.keys.allSatisfy(Set(periods).contains) else { return nil }
        let allStories = periods.map { stories[$0] ?? 0 }
        // The more articles, the more stories; a period without articles has none.
        guard zip(counts, allStories).allSatisfy({ ($0 > 0 ? 1...$0 : 0...0).contains($1) }) else { return nil }
        let totals = PeriodTotals(
            periods: periods, articles: counts, stories: allStories, undated: undated, days,
            KnownCoverage(start: dataStart, end: dataEnd))
        var series: [Series] = []
        for (name, own) in names {
            var (articles, ownStories) = (counts.map { _ in 0 }, counts.map { _ in 0 })
            for (period, count) in own {
                guard period.rule == rule, case let index = start.distance(to: period), counts.indices.contains(index),
                    count.articles >= 1, count.articles <= counts[index], count.stories >= 1,
                    count.stories <= min(count.articles, allStories[index])
                else { return nil }
                (articles[index], ownStories[index]) = (count.articles, count.stories)
            }
            series.append(Series(name: name, articles: articles, stories: ownStories, totals: totals))
        }
        return (totals, series)
    }
}
