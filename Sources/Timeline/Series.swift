import Corpus

/// All articles of a corpus, by period.
public struct PeriodTotals: Equatable, Sendable {
    /// From the first period with an article to the last one, without gaps.
    public let periods: [Period]
    public let articles: [Int]
    /// Distinct stories by period: reposts within a period count once.
    public let stories: [Int]
    /// Articles without a date, which are in no period.
    public let undated: Int
    /// The data end within the last period, so its counts are not those of a whole one.
    public let isLastPartial: Bool
    /// The data begin within the first period.
    public var isFirstPartial = false

    /// - Precondition: a count for each period.
    package init(
        periods: [Period], articles: [Int], stories: [Int], undated: Int, isLastPartial: Bool,
        isFirstPartial: Bool = false
    ) {
        precondition(articles.count == periods.count && stories.count == periods.count)
        (self.periods, self.articles, self.stories, self.undated) = (periods, articles, stories, undated)
        (self.isLastPartial, self.isFirstPartial) = (isLastPartial, isFirstPartial)
    }

    /// Whether the data cover a period in part alone.
    public func isPartial(_ period: Int) -> Bool {
        isLastPartial && period == periods.count - 1 || isFirstPartial && period == 0
    }

    /// The periods that have articles and have them whole: what may be compared. A period without articles
    /// is a gap, not a zero.
    public var comparable: [Int] { periods.indices.filter { articles[$0] > 0 && !isPartial($0) } }
}

/// Articles with a name, by period: of an industry, a term, a technology, a topic.
public struct Series: Equatable, Sendable {
    public let name: String
    /// By period, as are the totals.
    public let articles: [Int]
    /// Distinct stories by period.
    public let stories: [Int]
    public let totals: PeriodTotals
    /// How the shares are estimated, where a model tagged the articles; nil where they are counted.
    public var estimate: Estimate?

    /// - Precondition: a count for each period, not above the total.
    public init(name: String, articles: [Int], stories: [Int], totals: PeriodTotals) {
        precondition(articles.count == totals.periods.count && stories.count == totals.periods.count)
        self.name = name
        self.articles = articles
        self.stories = stories
        self.totals = totals
    }

    /// Share of a period's articles, from 0 to 1; nil for a gap.
    public func share(at period: Int) -> Double? {
        totals.articles[period] > 0 ? Double(articles[period]) / Double(totals.articles[period]) : nil
    }

    /// Share of a period's distinct stories, from 0 to 1; nil for a gap.
    public func storyShare(at period: Int) -> Double? {
        totals.stories[period] > 0 ? Double(stories[period]) / Double(totals.stories[period]) : nil
    }
}

extension Series {
    /// Counts articles and stories.
    ///
    /// A story counts once in each period in which it appears, under all names that any of its articles
    /// has there.
    ///
    /// - Parameters:
    ///   - published: the day of each article.
    ///   - stories: each article's story (`NearDuplicates.storyNumbers`); nil takes all for distinct.
    ///   - names: what each article counts for; a name counts once an article.
    ///   - order: the names to count, in the order wanted, each once.
    ///   - dataEnd: the last day that the data cover, if it is known. If not, the last period is taken for
    ///     partial where more of its last days are without articles than those of any of the twelve periods
    ///     with articles before it; and, if there is none, where any is.
    ///   - dataStart: the first day that the data cover, if it is known. If not, the first period is taken for
    ///     partial where more of its first days are without articles than those of any of the twelve periods with
    ///     articles after it, and than stand between two days with articles in it: few articles have long pauses.
    /// - Complexity: linear in the articles and their names, and in names × periods.
    public static func count(
        published: [CalendarDate?], stories: [Int]?, names: [[String]], order: [String], by rule: PeriodRule,
        dataStart: CalendarDate? = nil, dataEnd: CalendarDate? = nil
    ) -> (totals: PeriodTotals, series: [Series]) {
        let totals = PeriodTotals(
            published: published, stories: stories, by: rule, dataStart: dataStart, dataEnd: dataEnd)
        return (totals, count(published: published, stories: stories, names: names, order: order, in: totals))
    }

    /// The series of more names of articles whose totals are known.
    ///
    /// - Parameter totals: of the same articles.
    public static func count(
        published: [CalendarDate?], stories: [Int]?, names: [[String]], order: [String], in totals: PeriodTotals
    ) -> [Series] {
        precondition(published.count == names.count && stories?.count ?? names.count == names.count)
        var counters = order.map { _ in StoryCounter(periods: totals.periods.count) }
        if let start = totals.periods.first, !order.isEmpty {
            let rule = start.rule
            let indexOfName = Dictionary(uniqueKeysWithValues: zip(order, order.indices))
            for (article, day) in published.enumerated() where !names[article].isEmpty {
                guard let day else { continue }
                let index = start.distance(to: rule.period(of: day))
                // A set costs as much as all else, and most articles have one name.
                let own = names[article].count > 1 ? Array(Set(names[article])) : names[article]
                for name in own {
                    guard let series = indexOfName[name] else { continue }
                    counters[series].count(stories?[article] ?? article, in: index)
                }
            }
        }
        return zip(order, counters).map { name, counter in
            Series(name: name, articles: counter.articles, stories: counter.stories, totals: totals)
        }
    }
}

/// Articles and stories by period.
private struct StoryCounter {
    private(set) var articles: [Int]
    private(set) var stories: [Int]
    /// The first period that a story was counted in, by story; -1 for none. Nearly all have one period alone.
    private var firstPeriods: [Int32]
    /// The further ones.
    private var seen: Set<SIMD2<Int>> = []

    /// - Parameter stories: stories with numbers below it are counted faster, for four bytes each.
    init(periods: Int, stories count: Int = 0) {
        articles = Array(repeating: 0, count: periods)
        stories = articles
        firstPeriods = Array(repeating: -1, count: count)
    }

    mutating func count(_ story: Int, in period: Int) {
        articles[period] += 1
        if firstPeriods.indices.contains(story) {
            if firstPeriods[story] == period { return }
            if firstPeriods[story] < 0 {
                firstPeriods[story] = Int32(period)
                stories[period] += 1
                return
            }
        }
        if seen.insert(SIMD2(story, period)).inserted { stories[period] += 1 }
    }
}

extension PeriodTotals {
    /// Counts articles and stories, as `Series.count` does.
    ///
    /// - Complexity: linear in the articles.
    public init(
        published: [CalendarDate?], stories: [Int]?, by rule: PeriodRule, dataStart: CalendarDate? = nil,
        dataEnd: CalendarDate? = nil
    ) {
        precondition(stories?.count ?? published.count == published.count)
        var dated = 0
        var span: ClosedRange<CalendarDate>?
        for case let day? in published {
            dated += 1
            guard let known = span else {
                span = day...day
                continue
            }
            if !known.contains(day) { span = min(known.lowerBound, day)...max(known.upperBound, day) }
        }
        guard let first = span?.lowerBound, let last = span?.upperBound else {
            self.init(periods: [], articles: [], stories: [], undated: published.count, isLastPartial: false)
            return
        }
        let start = rule.period(of: first)
        let periods = Period.span(start, rule.period(of: last))
        var all = StoryCounter(periods: periods.count, stories: published.count)
        var days = CoveredDays(periods: periods.count)
        // Most articles are of the day of the one before.
        var before: CalendarDate?
        var index = 0
        for (article, day) in published.enumerated() {
            guard let day else { continue }
            if day != before {
                before = day
                index = start.distance(to: rule.period(of: day))
                days.add(day, of: index)
            }
            all.count(stories?[article] ?? article, in: index)
        }
        self.init(
            periods: periods, articles: all.articles, stories: all.stories, undated: published.count - dated, days,
            dataStart: dataStart, dataEnd: dataEnd)
    }

    /// Finds out which periods the data cover in part alone.
    init(
        periods: [Period], articles: [Int], stories: [Int], undated: Int, _ days: CoveredDays,
        dataStart: CalendarDate?, dataEnd: CalendarDate?
    ) {
        self.init(
            periods: periods, articles: articles, stories: stories, undated: undated,
            isLastPartial: PeriodTotals.isLastPartial(
                periods, lastDays: days.last, articles: articles, dataEnd: dataEnd),
            isFirstPartial: PeriodTotals.isFirstPartial(
                periods, firstDays: days.first, articles: articles, pause: days.longestPause, dataStart: dataStart))
    }

    private static func isLastPartial(
        _ periods: [Period], lastDays: [Int], articles: [Int], dataEnd: CalendarDate?
    ) -> Bool {
        let final = periods.count - 1
        if let dataEnd { return periods[final].days.upperBound > max(dataEnd.daysSince1970, lastDays[final]) }
        func silence(_ index: Int) -> Int { periods[index].days.upperBound - lastDays[index] }
        let usual = (0..<final).filter { articles[$0] > 0 }.suffix(12).map(silence).max() ?? 0
        return silence(final) > usual
    }

    private static func isFirstPartial(
        _ periods: [Period], firstDays: [Int], articles: [Int], pause: Int, dataStart: CalendarDate?
    ) -> Bool {
        if let dataStart { return periods[0].days.lowerBound < min(dataStart.daysSince1970, firstDays[0]) }
        func silence(_ index: Int) -> Int { firstDays[index] - periods[index].days.lowerBound }
        let usual = periods.indices.dropFirst().filter { articles[$0] > 0 }.prefix(12).map(silence).max() ?? 0
        return silence(0) > max(usual, pause)
    }
}

/// The days of articles, as far as they tell which periods the data cover whole.
struct CoveredDays {
    /// The first and the last day with an article, by period.
    private(set) var first: [Int]
    private(set) var last: [Int]
    /// Those of the first period.
    private var ofFirst: Set<Int> = []

    init(periods: Int) {
        first = [Int](repeating: .max, count: periods)
        last = [Int](repeating: .min, count: periods)
    }

    mutating func add(_ day: CalendarDate, of period: Int) {
        let number = day.daysSince1970
        first[period] = min(first[period], number)
        if period == 0 { ofFirst.insert(number) }
        last[period] = max(last[period], number)
    }

    /// The most days of the first period that lie between one with an article and the next.
    var longestPause: Int {
        let sorted = ofFirst.sorted()
        return zip(sorted, sorted.dropFirst()).map { $1 - $0 - 1 }.max() ?? 0
    }
}
