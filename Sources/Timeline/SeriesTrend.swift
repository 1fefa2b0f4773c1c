import Numerics
import Features
import Foundation

/// What can be said of a series: its level, what changed, and what of that is more than chance.
///
/// All figures are shares of distinct stories (reposts are no independent evidence), over the periods that
/// are whole and have articles (`PeriodTotals.comparable`).
public struct SeriesTrend: Equatable, Sendable {
    public let series: Series
    public let finding: Finding

    public enum Finding: Equatable, Sendable {
        /// Nothing is said of so few stories.
        case tooFewStories(Int, needed: Int)
        case measured(Measures)
    }

    public var measures: Measures? {
        if case .measured(let measures) = finding { return measures }
        return nil
    }

    public struct Measures: Equatable, Sendable, Codable {
        /// The last comparable period.
        public let period: Period
        /// Of that period, or of the last `Options.window` ones together.
        public let level: Share
        /// Against as many periods just before, and against those of a year before; nil where they are not
        /// comparable.
        public internal(set) var previous: Change?
        public internal(set) var yearBefore: Change?
        /// nil for fewer than 8 periods.
        public internal(set) var slope: Slope?
        /// The levels that change points part, in time; one where there is no change.
        public let levels: [Level]
        public let bursts: [Burst]
        /// nil where the last two years are not there without gaps, or are not in months or quarters.
        public internal(set) var season: Season?
    }

    public struct Share: Equatable, Sendable, Codable {
        public let stories: Int
        public let total: Int
        public let share: Double
        /// Wilson's, at 95%.
        public let interval: Interval
    }

    public struct Change: Equatable, Sendable, Codable {
        /// The first of the periods compared with.
        public let since: Period
        public let before: Share
        /// Of the shares, from −1 to 1.
        public let difference: Double
        /// Newcombe's, at 95%.
        public let interval: Interval
        public let pValue: Double
        /// Over all series.
        public internal(set) var adjustedPValue: Double

        public var isSignificant: Bool { adjustedPValue <= FalseDiscoveryRate.level }
    }

    public struct Slope: Equatable, Sendable, Codable {
        /// Sen's: by how much the share rises in a year.
        public let perYear: Double
        public let interval: Interval
        /// Mann–Kendall.
        public let pValue: Double
        public internal(set) var adjustedPValue: Double
    }

    public struct Level: Equatable, Sendable, Codable {
        public let first: Period
        public let last: Period
        public let share: Share
    }

    public struct Burst: Equatable, Sendable, Codable {
        public let first: Period
        public let last: Period
        /// Kleinberg's, in nats.
        public let weight: Double
        public let share: Share
        /// It reaches the last comparable period, and may go on.
        public let isOpen: Bool
    }

    public struct Season: Equatable, Sendable, Codable {
        public let years: Int
        /// Friedman's test.
        public let pValue: Double
        public internal(set) var adjustedPValue: Double
        /// The month or quarter, from 1, with the highest mean rank within the years, and with the lowest.
        public let peak: Int
        public let trough: Int
    }

    /// What is looked at, and from when on something is said.
    public struct Options: Sendable {
        public var leastStories: Int
        /// How many periods, up to the last one, level and changes are those of.
        public var window: Int
        public var bursts: KleinbergBursts

        public init(leastStories: Int = 20, window: Int = 1, bursts: KleinbergBursts = KleinbergBursts()) {
            self.leastStories = leastStories
            self.window = window
            self.bursts = bursts
        }
    }

    /// The trends of series that are looked at together. Adjusted p-values are Benjamini and Hochberg's,
    /// over all series with enough stories, each question for itself.
    ///
    /// - Complexity: for each series n² log n in the periods (the pairs of Mann and Kendall).
    public static func find(in series: [Series], options: Options = Options(), threads: Int = 1) -> [SeriesTrend] {
        var findings = Parallel.map(series.count, threads: threads) { finding(series[$0], options) }
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

    private static func finding(_ series: Series, _ options: Options) -> Finding {
        let comparable = series.totals.comparable
        let periods = comparable.map { series.totals.periods[$0] }
        let counts = comparable.map { series.stories[$0] }
        let totals = comparable.map { series.totals.stories[$0] }
        let stories = counts.reduce(0, +)
        guard stories >= options.leastStories, let period = periods.last else {
            return .tooFewStories(stories, needed: options.leastStories)
        }
        let last = periods.count - 1
        /// The periods of the window that ends so many periods before the last one.
        func window(before distance: Int) -> ClosedRange<Int>? {
            let own = periods.indices.filter {
                (distance..<distance + options.window).contains(periods[$0].distance(to: period))
            }
            return own.first.map { $0...own[own.count - 1] }
        }
        func proportion(_ range: ClosedRange<Int>) -> Proportion {
            Proportion(counts[range].reduce(0, +), of: totals[range].reduce(0, +))
        }
        let now = window(before: 0)!
        func change(since distance: Int) -> Change? {
            guard distance >= options.window, let before = window(before: distance), before.count == now.count
            else { return nil }
            return Change(since: periods[before.lowerBound], proportion(before), proportion(now))
        }
        func share(_ range: ClosedRange<Int>) -> Share { Share(proportion(range)) }
        let starts = [0] + ChangePoints.find(counts: counts, totals: totals)
        let ends = starts.dropFirst().map { $0 - 1 } + [last]
        let shares = zip(counts, totals).map { Double($0) / Double($1) }
        let times = periods.map { periods[0].distance(to: $0) }
        let kendall = MannKendall(times: times, values: shares)
        return .measured(
            Measures(
                period: period, level: share(now), previous: change(since: options.window),
                yearBefore: change(since: period.length.periodsInYear),
                slope: kendall.map { Slope($0, periodsInYear: period.length.periodsInYear) },
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
}

extension SeriesTrend.Burst {
    /// - Parameter periods: the comparable ones, which the counts and totals are of.
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
    /// Of the last whole years without a gap, with the slope taken out.
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
