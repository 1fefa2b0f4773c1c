import Corpus
import TrendNumerics

/// All articles of a corpus, by period.
public struct PeriodTotals: Equatable, Sendable {
    /// From the first period with an article to the last one, without gaps.
    public let periods: [Period]
    public let articles: [Int]
    /// Distinct stories by period: reposts within a period count once.
    public let stories: [Int]
    /// Articles without a date, which are in no period.
    public let undated: Int
    /// The first and the last period that the data cover whole. Counts of the others are not those of a whole period.
    private let firstWhole: Int
    private let lastWhole: Int
    /// Where the data break off between these.
    private let holes: DataHoles

    /// - Precondition: a count for each period.
    package init(
        periods: [Period], articles: [Int], stories: [Int], undated: Int, isLastPartial: Bool,
        isFirstPartial: Bool = false
    ) {
        self.init(
            periods: periods, articles: articles, stories: stories, undated: undated,
            firstWhole: isFirstPartial ? 1 : 0, lastWhole: periods.count - (isLastPartial ? 2 : 1), holes: .none)
    }

    private init(
        periods: [Period], articles: [Int], stories: [Int], undated: Int, firstWhole: Int, lastWhole: Int,
        holes: DataHoles
    ) {
        precondition(articles.count == periods.count && stories.count == periods.count)
        (self.periods, self.articles, self.stories, self.undated) = (periods, articles, stories, undated)
        (self.firstWhole, self.lastWhole, self.holes) = (firstWhole, lastWhole, holes)
    }

    /// Whether the data cover a period in part alone: where they begin or end within it or break off in it, and where a
    /// stray article is all there is of it.
    public func isPartial(_ period: Int) -> Bool {
        period < firstWhole || period > lastWhole || holes.cut(periods[period])
    }

    public var isFirstPartial: Bool { firstWhole > 0 }
    public var isLastPartial: Bool { lastWhole < periods.count - 1 }

    /// The periods that have articles and have them whole: what may be compared. A period without articles
    /// is a gap, not a zero.
    public var comparable: [Int] { periods.indices.filter { articles[$0] > 0 && !isPartial($0) } }
    /// Whether the data cover a span whole. A single day without articles may be a Sunday; a longer period without any is
    /// a gap.
    public func cover(_ span: ClosedRange<Period>) -> Bool {
        guard let first = periods.first, let last = periods.last, first <= span.lowerBound, span.upperBound <= last
        else {
            return false
        }
        return (first.distance(to: span.lowerBound)...first.distance(to: span.upperBound)).allSatisfy {
            !isPartial($0) && (articles[$0] > 0 || periods[$0].days.count == 1)
        }
    }

    /// The last of these; nil for none.
    public var lastComparable: Period? { comparable.last.map { periods[$0] } }

    /// The totals of some of the articles, by the same periods.
    ///
    /// - Parameter isLastWhole: whether the last period has all of its articles.
    public func counting(
        articles: [Int], stories: [Int], undated: Int = 0, isLastWhole: Bool = false
    ) -> PeriodTotals {
        PeriodTotals(
            periods: periods, articles: articles, stories: stories, undated: undated, firstWhole: firstWhole,
            lastWhole: isLastWhole ? periods.count - 1 : lastWhole, holes: holes)
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
        self.init(published: published, stories: stories, by: rule, KnownCoverage(start: dataStart, end: dataEnd))
    }

    /// - Parameter coverage: that of the data which the articles are a part of.
    public init(published: [CalendarDate?], stories: [Int]?, by rule: PeriodRule, _ coverage: KnownCoverage) {
        precondition(stories?.count ?? published.count == published.count)
        guard var days = DayCounts(published.lazy.compactMap(\.self)) else {
            self.init(periods: [], articles: [], stories: [], undated: published.count, isLastPartial: false)
            return
        }
        let start = rule.period(of: days.first)
        let periods = Period.span(start, rule.period(of: days.last))
        var all = StoryCounter(periods: periods.count, stories: published.count)
        var dated = 0
        // Most articles are of the day of the one before.
        var before: CalendarDate?
        var index = 0
        for (article, day) in published.enumerated() {
            guard let day else { continue }
            dated += 1
            if day != before {
                before = day
                index = start.distance(to: rule.period(of: day))
            }
            days.add(day)
            all.count(stories?[article] ?? article, in: index)
        }
        self.init(
            periods: periods, articles: all.articles, stories: all.stories, undated: published.count - dated, days,
            coverage)
    }

    /// Finds out which periods the data cover in part alone.
    init(
        periods: [Period], articles: [Int], stories: [Int], undated: Int, _ days: DayCounts, _ known: KnownCoverage
    ) {
        let coverage = Coverage(days, periods, dataStart: known.start, dataEnd: known.end)
        self.init(
            periods: periods, articles: articles, stories: stories, undated: undated,
            firstWhole: periods.partitioningIndex { $0.firstDay >= coverage.start },
            lastWhole: periods.partitioningIndex { $0.lastDay > coverage.end } - 1, holes: known.holes ?? coverage.holes
        )
    }
}

/// Articles and stories by period.
struct StoryCounter {
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

    /// - Returns: whether the story was not counted in this period before.
    @discardableResult
    mutating func count(_ story: Int, in period: Int) -> Bool {
        articles[period] += 1
        if firstPeriods.indices.contains(story) {
            if firstPeriods[story] == period { return false }
            if firstPeriods[story] < 0 {
                firstPeriods[story] = Int32(period)
                stories[period] += 1
                return true
            }
        }
        guard seen.insert(SIMD2(story, period)).inserted else { return false }
        stories[period] += 1
        return true
    }
}
