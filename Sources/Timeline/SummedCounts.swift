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

    /// The series that `Series.count` gives of the same articles.
    ///
    /// - Parameters: as for `Series.count`.
    /// - Returns: nil where the counts cannot be those of any articles: a period has more stories than articles, or a
    ///   name more than all.
    public func series(
        by rule: PeriodRule, dataStart: CalendarDate? = nil, dataEnd: CalendarDate? = nil
    ) -> (totals: PeriodTotals, series: [Series])? {
        guard undated >= 0, articles.values.allSatisfy({ $0 > 0 }) else { return nil }
        guard let first = articles.keys.min(), let last = articles.keys.max() else {
            guard stories.isEmpty, names.allSatisfy(\.counts.isEmpty) else { return nil }
            let totals = PeriodTotals(periods: [], articles: [], stories: [], undated: undated, isLastPartial: false)
            return (totals, names.map { Series(name: $0.name, articles: [], stories: [], totals: totals) })
        }
        let start = rule.period(of: first)
        let periods = Period.span(start, rule.period(of: last))
        var counts = [Int](repeating: 0, count: periods.count)
        var days = CoveredDays(periods: periods.count)
        for (day, count) in articles {
            let period = start.distance(to: rule.period(of: day))
            let (sum, isTooMuch) = counts[period].addingReportingOverflow(count)
            if isTooMuch { return nil }
            counts[period] = sum
            days.add(day, of: period)
        }
        guard stories.keys.allSatisfy(Set(periods).contains) else { return nil }
        let stories = periods.map { stories[$0] ?? 0 }
        // The more articles, the more stories; a period without articles has none.
        guard zip(counts, stories).allSatisfy({ ($0 > 0 ? 1...$0 : 0...0).contains($1) }) else { return nil }
        let totals = PeriodTotals(
            periods: periods, articles: counts, stories: stories, undated: undated, days, dataStart: dataStart,
            dataEnd: dataEnd)
        var series: [Series] = []
        for (name, own) in names {
            var (articles, ownStories) = (counts.map { _ in 0 }, counts.map { _ in 0 })
            for (period, count) in own {
                guard period.rule == rule, case let index = start.distance(to: period), counts.indices.contains(index),
                    1...counts[index] ~= count.articles,
                    1...min(count.articles, stories[index]) ~= count.stories
                else { return nil }
                (articles[index], ownStories[index]) = (count.articles, count.stories)
            }
            series.append(Series(name: name, articles: articles, stories: ownStories, totals: totals))
        }
        return (totals, series)
    }
}
