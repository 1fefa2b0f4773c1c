import TrendNumerics
import Features
import Foundation

/// The findings about a series: its level, its changes, and which of them are statistically significant.
///
/// All numbers are shares of distinct stories, because reposts are not independent evidence. They cover the complete
/// periods that have articles (`PeriodTotals.comparable`). Where a model tagged the articles, shares, their changes and
/// their trend are estimated (`ShareEstimator`); levels between change points and bursts are counted.
public struct SeriesTrend: Equatable, Sendable {
    /// The series that was examined.
    public let series: Series
    /// The result.
    public let finding: Finding

    /// What the series allows to say.
    public enum Finding: Equatable, Sendable {
        /// The series has too few stories for any finding.
        case tooFewStories(Int, needed: Int)
        /// The series has enough stories.
        case measured(Measures)
    }

    /// The measures; nil if there are too few stories.
    public var measures: Measures? {
        if case .measured(let measures) = finding { return measures }
        return nil
    }

    /// The measures of a series with enough stories.
    public struct Measures: Equatable, Sendable, Codable {
        /// The last comparable period.
        public let period: Period
        /// The share in that period, or in the last `Options.window` periods together.
        public let level: Share
        /// The change from the same number of periods just before; nil if they are not comparable.
        public internal(set) var previous: Change?
        /// The change from the same periods one year before; nil if they are not comparable.
        public internal(set) var yearBefore: Change?
        /// The trend over all comparable periods; nil for fewer than 8 periods.
        public internal(set) var slope: Slope?
        /// The levels between change points, in chronological order; one if there is no change.
        public let levels: [Level]
        /// The bursts, in chronological order.
        public let bursts: [Burst]
        /// The seasonal pattern; nil unless the last two years have no gaps and periods are months or quarters.
        public internal(set) var season: Season?
    }

    /// A share of stories with its confidence interval.
    public struct Share: Equatable, Sendable, Codable {
        /// The number of stories with the name.
        public let stories: Int
        /// The number of all stories.
        public let total: Int
        /// From 0 to 1: estimated where a model tagged the articles, else `stories` / `total`.
        public let share: Double
        /// The interval at 95%: Wilson's, or the one in which the share of these articles lies where it is estimated.
        public let interval: Interval
        /// `stories` / `total`; nil where that is the share.
        public var countedShare: Double?
        /// Where an estimated share lies in the long run (`EstimatedShare`).
        public var rateInterval: Interval?
    }

    /// A change between two spans of periods.
    public struct Change: Equatable, Sendable, Codable {
        /// The first of the earlier periods.
        public let since: Period
        /// The share in the earlier periods.
        public let before: Share
        /// The difference of the shares, from −1 to 1.
        public let difference: Double
        /// The interval of the difference at 95%: Newcombe's, or that of estimated shares, which holds both chance and the
        /// classifier's error.
        public let interval: Interval
        /// The p-value of the difference (`ProportionChange.pValue`, or that of estimated shares).
        public let pValue: Double
        /// The p-value adjusted over all series.
        public internal(set) var adjustedPValue: Double

        /// Whether the adjusted p-value is at most `FalseDiscoveryRate.level`.
        public var isSignificant: Bool { adjustedPValue <= FalseDiscoveryRate.level }
    }

    /// A monotonic trend over time.
    public struct Slope: Equatable, Sendable, Codable {
        /// Sen's slope: the rise of the share per year.
        public let perYear: Double
        /// The interval of the slope at 95%.
        public let interval: Interval
        /// The p-value of the Mann–Kendall test.
        public let pValue: Double
        /// The p-value adjusted over all series.
        public internal(set) var adjustedPValue: Double
    }

    /// A span of periods without a change point.
    public struct Level: Equatable, Sendable, Codable {
        /// The first period.
        public let first: Period
        /// The last period.
        public let last: Period
        /// The share over the span.
        public let share: Share
    }

    /// A span of periods with a far higher share than usual.
    public struct Burst: Equatable, Sendable, Codable {
        /// The first period.
        public let first: Period
        /// The last period.
        public let last: Period
        /// Kleinberg's weight, in nats.
        public let weight: Double
        /// The share over the span.
        public let share: Share
        /// Whether it reaches the last comparable period, and so may continue.
        public let isOpen: Bool
    }

    /// A pattern that repeats every year.
    public struct Season: Equatable, Sendable, Codable {
        /// The number of years compared.
        public let years: Int
        /// The p-value of Friedman's test.
        public let pValue: Double
        /// The p-value adjusted over all series.
        public internal(set) var adjustedPValue: Double
        /// The month or quarter, from 1, with the highest mean rank within the years.
        public let peak: Int
        /// The month or quarter, from 1, with the lowest mean rank within the years.
        public let trough: Int
    }

    /// What is examined, and how many stories a series needs.
    public struct Options: Sendable {
        /// The minimum number of stories of a series.
        public var minimumStories: Int
        /// The number of periods, up to the last one, that levels and changes cover.
        public var window: Int
        /// The burst detector.
        public var bursts: KleinbergBursts

        /// At least 20 stories and a window of one period by default.
        public init(minimumStories: Int = 20, window: Int = 1, bursts: KleinbergBursts = KleinbergBursts()) {
            self.minimumStories = minimumStories
            self.window = window
            self.bursts = bursts
        }
    }

    /// The trends of series that are examined together.
    ///
    /// P-values are adjusted over all series with enough stories (Benjamini and Hochberg), separately for each kind of
    /// test.
    ///
    /// - Complexity: O(n² log n) per series of n periods (the pairs of Mann–Kendall).
    public static func find(in series: [Series], options: Options = Options(), threads: Int = 1) -> [SeriesTrend] {
        let windows = series.first.map { ComparedWindows($0.totals, window: options.window) }
        let history = series.lazy.compactMap { $0.estimate?.history }.first
        let estimates: WindowEstimates? =
            if let windows, let history, let last = windows.comparable.last {
                WindowEstimates(
                    history, windows,
                    distances: [options.window, series[0].totals.periods[last].periodsInYear], threads: threads)
            } else { nil }
        var findings = Parallel.map(series.count, threads: threads) {
            finding(series[$0], options, series[$0].estimate == nil ? nil : estimates)
        }
        func adjust(_ pValue: (Measures) -> Double?, _ set: (inout Measures, Double) -> Void) {
            let measures = findings.map { finding -> Measures? in
                if case .measured(let measures) = finding { return measures }
                return nil
            }
            let adjusted = FalseDiscoveryRate.adjusted(measures.map { $0.flatMap(pValue) })
            for (index, value) in adjusted.enumerated() {
                guard let value, var own = measures[index] else { continue }
                set(&own, value)
                findings[index] = .measured(own)
            }
        }
        adjust({ $0.previous?.pValue }, { $0.previous?.adjustedPValue = $1 })
        adjust({ $0.yearBefore?.pValue }, { $0.yearBefore?.adjustedPValue = $1 })
        adjust({ $0.slope?.pValue }, { $0.slope?.adjustedPValue = $1 })
        adjust({ $0.season?.pValue }, { $0.season?.adjustedPValue = $1 })
        return zip(series, findings).map { SeriesTrend(series: $0, finding: $1) }
    }

    private static func finding(_ series: Series, _ options: Options, _ estimates: WindowEstimates?) -> Finding {
        let windows = ComparedWindows(series.totals, window: options.window)
        let comparable = windows.comparable
        let periods = comparable.map { series.totals.periods[$0] }
        let counts = comparable.map { series.stories[$0] }
        let totals = comparable.map { series.totals.stories[$0] }
        let stories = counts.reduce(0, +)
        guard stories >= options.minimumStories, let period = periods.last else {
            return .tooFewStories(stories, needed: options.minimumStories)
        }
        let last = periods.count - 1
        func proportion(_ indices: some Sequence<Int>) -> Proportion {
            let own = Array(indices)
            return Proportion(
                own.reduce(0) { $0 + series.stories[$1] }, of: own.reduce(0) { $0 + series.totals.stories[$1] })
        }
        let now = windows.periods(before: 0)!
        let label = series.estimate?.label
        let level = Share(series, in: now, estimates: estimates?.now)!
        func change(since distance: Int) -> Change? {
            guard let before = windows.earlier(distance) else { return nil }
            let since = series.totals.periods[before[0]]
            guard let label, let estimates, estimates.now != nil, let shares = estimates.before[distance],
                let changes = estimates.changes[distance]
            else { return Change(since: since, proportion(before), proportion(now)) }
            let earlier = Share(series, in: before, estimates: shares)!
            return Change(
                since: since, before: earlier, difference: level.share - earlier.share,
                interval: changes[label].interval, pValue: changes[label].pValue, adjustedPValue: changes[label].pValue)
        }
        func share(_ range: ClosedRange<Int>) -> Share { Share(proportion(range.map { comparable[$0] })) }
        let starts = [0] + ChangePoints.find(counts: counts, totals: totals)
        let ends = starts.dropFirst().map { $0 - 1 } + [last]
        let shares = comparable.map { series.bestShare(at: $0)! }
        let times = periods.map { periods[0].distance(to: $0) }
        let kendall = MannKendall(times: times, values: shares)
        return .measured(
            Measures(
                period: period, level: level, previous: change(since: options.window),
                yearBefore: period.rule.fillsYear ? change(since: period.periodsInYear) : nil,
                slope: kendall.map { Slope($0, periodsInYear: period.periodsInYear) },
                levels: zip(starts, ends).map {
                    Level(first: periods[$0], last: periods[$1], share: share($0...$1))
                },
                bursts: options.bursts.find(counts: counts, totals: totals)
                    .map { Burst($0, counts: counts, totals: totals, periods: periods) },
                season: Season(periods, shares, slope: kendall?.slope ?? 0)))
    }
}

extension SeriesTrend.Share {
    init(_ proportion: Proportion) {
        self.init(
            stories: proportion.count, total: proportion.total, share: proportion.share,
            interval: proportion.interval())
    }

    /// The share of a series over some periods, by the estimates of all labels over these periods if it has any.
    ///
    /// - Returns: nil without stories.
    public init?(_ series: Series, in periods: [Int], estimates: [EstimatedShare]?) {
        let stories = periods.reduce(0) { $0 + series.stories[$1] }
        let total = periods.reduce(0) { $0 + series.totals.stories[$1] }
        guard total > 0 else { return nil }
        let counted = Proportion(stories, of: total)
        guard let label = series.estimate?.label, let own = estimates?[label] else {
            self.init(counted)
            return
        }
        self.init(
            stories: stories, total: total, share: own.share, interval: own.interval, countedShare: counted.share,
            rateInterval: own.rateInterval)
    }
}

extension SeriesTrend.Burst {
    /// Takes a burst over comparable periods.
    ///
    /// - Parameter periods: the comparable periods, which the counts and totals belong to.
    init(_ burst: KleinbergBursts.Burst, counts: [Int], totals: [Int], periods: [Period]) {
        let (stories, all) = (counts[burst.batches].reduce(0, +), totals[burst.batches].reduce(0, +))
        self.init(
            first: periods[burst.batches.lowerBound], last: periods[burst.batches.upperBound], weight: burst.weight,
            share: SeriesTrend.Share(Proportion(stories, of: all)),
            isOpen: burst.batches.upperBound == periods.count - 1)
    }
}

extension SeriesTrend.Change {
    init(since period: Period, _ before: Proportion, _ after: Proportion) {
        let change = ProportionChange(from: before, to: after)
        let pValue = change.pValue
        self.init(
            since: period, before: SeriesTrend.Share(before), difference: change.difference,
            interval: change.interval(), pValue: pValue, adjustedPValue: pValue)
    }
}

extension SeriesTrend.Slope {
    init(_ kendall: MannKendall, periodsInYear: Int) {
        let scale = Double(periodsInYear)
        self.init(
            perYear: kendall.slope * scale,
            interval: Interval(lower: kendall.interval.lower * scale, upper: kendall.interval.upper * scale),
            pValue: kendall.pValue, adjustedPValue: kendall.pValue)
    }
}

extension SeriesTrend.Season {
    /// Tests the last whole years without a gap, after removing the slope.
    init?(_ periods: [Period], _ shares: [Double], slope: Double) {
        guard let last = periods.last, last.season != nil else { return nil }
        let seasons = last.length.periodsInYear
        var run = 1
        while run < periods.count, periods[periods.count - 1 - run].distance(to: last) == run { run += 1 }
        let length = run / seasons * seasons
        guard length >= 2 * seasons else { return nil }
        let values = shares.suffix(length).enumerated().map { $1 - slope * Double($0) }
        guard let test = Seasonality(values: values, seasons: seasons) else { return nil }
        let first = periods[periods.count - length].season!
        let order = test.meanRanks.indices.sorted { test.meanRanks[$0] < test.meanRanks[$1] }
        self.init(
            years: test.years, pValue: test.pValue, adjustedPValue: test.pValue,
            peak: (first + order[seasons - 1]) % seasons + 1, trough: (first + order[0]) % seasons + 1)
    }
}
