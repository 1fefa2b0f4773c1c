import TrendNumerics
import Corpus
import Features

/// The share of each topic in each period's articles, with confidence intervals.
///
/// Intervals are bootstrap percentile intervals over a period's articles (Efron and Tibshirani, "An Introduction to
/// the Bootstrap", 1993, section 13.3, and 8.3 for the difference of two samples): 95% of the shares of 1,000 samples
/// as large as the period lie within them. They measure the effect of the choice of articles, not the quality of the
/// topics. For a handful of articles they are slightly too narrow.
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

    /// The number of bootstrap samples.
    public static let samples = 1000

    /// Computes levels and changes.
    ///
    /// - Parameters:
    ///   - published: the day of each article.
    ///   - shares: articles × topics, row by row: each row sums to 1, or is 0 for an article without a topic.
    ///   - dataStart, dataEnd: as for `Series.count`.
    ///   - seed: of the samples, which depend on no order of the articles.
    /// - Complexity: 1,000 × shares.
    public init(
        published: [CalendarDate?], shares: [Float], topics: Int, by rule: PeriodRule = .month,
        dataStart: CalendarDate? = nil, dataEnd: CalendarDate? = nil, seed: UInt64 = 1, threads: Int = 1
    ) {
        precondition(shares.count == published.count * topics)
        totals = PeriodTotals(published: published, stories: nil, by: rule, dataStart: dataStart, dataEnd: dataEnd)
        let articles = TopicPrevalence.articles(published, totals.periods)
        var generator = SeededGenerator(seed: seed)
        let seeds = articles.map { _ in generator.next() }
        // A copy of all shares, period by period, would be as large as they are.
        let sampling = { @Sendable (period: Int) in
            BootstrapMeans(
                TopicPrevalence.rows(of: articles[period], shares, topics: topics), width: topics, seed: seeds[period])
        }
        let byPeriod = Parallel.map(articles.count, threads: threads) { period -> [Level]? in
            if articles[period].isEmpty { return nil }
            let means = sampling(period)
            return (0..<topics).map { Level(share: means.mean[$0], interval: means.interval($0)) }
        }
        levels = (0..<topics).map { topic in byPeriod.map { $0?[topic] } }

        let (periods, comparable) = (totals.periods, totals.comparable)
        func changes(back: Int) -> [Change?] {
            guard let last = comparable.last, comparable.contains(last - back) else {
                return Array(repeating: nil, count: topics)
            }
            let (before, after) = (sampling(last - back), sampling(last))
            return (0..<topics).map { topic in
                Change(
                    from: periods[last - back], to: periods[last], difference: after.mean[topic] - before.mean[topic],
                    interval: after.interval(topic, minus: before))
            }
        }
        onPeriodBefore = changes(back: 1)
        onYearBefore = changes(back: rule.periodsInYear)
    }

    /// The articles of each period.
    private static func articles(_ published: [CalendarDate?], _ periods: [Period]) -> [[Int32]] {
        var articles = [[Int32]](repeating: [], count: periods.count)
        for (article, day) in published.enumerated() {
            if let day { articles[periods[0].distance(to: periods[0].rule.period(of: day))].append(Int32(article)) }
        }
        return articles
    }

    /// Some articles' shares row by row, in an order that does not depend on that of the articles.
    private static func rows(of articles: [Int32], _ shares: [Float], topics: Int) -> [Float] {
        articles.map { shares[Int($0) * topics..<(Int($0) + 1) * topics] }
            .sorted { $0.lexicographicallyPrecedes($1) }.flatMap { $0 }
    }
}

/// The column means of a few rows, and of samples of as many rows drawn with replacement.
private struct BootstrapMeans {
    let mean: [Double]
    /// The sample means of each column; none for a single row.
    private let samples: [[Float]]

    init(_ rows: [Float], width: Int, seed: UInt64) {
        let count = rows.count / width
        mean = (0..<width).map { column in
            stride(from: column, to: rows.count, by: width).reduce(0.0) { $0 + Double(rows[$1]) } / Double(count)
        }
        var samples = [[Float]](repeating: [], count: width)
        guard count > 1 else {
            self.samples = samples
            return
        }
        var generator = SeededGenerator(seed: seed)
        var sums = [Float](repeating: 0, count: width)
        for column in 0..<width { samples[column].reserveCapacity(TopicPrevalence.samples) }
        rows.withUnsafeBufferPointer { rows in
            sums.withUnsafeMutableBufferPointer { sums in
                for _ in 0..<TopicPrevalence.samples {
                    for column in 0..<width { sums[column] = 0 }
                    for _ in 0..<count {
                        let start = Int(generator.next(upperBound: UInt64(count))) * width
                        for column in 0..<width { sums[column] += rows[start + column] }
                    }
                    for column in 0..<width { samples[column].append(sums[column] / Float(count)) }
                }
            }
        }
        self.samples = samples
    }

    func interval(_ column: Int) -> Interval? { percentiles(samples[column]) }

    func interval(_ column: Int, minus other: BootstrapMeans) -> Interval? {
        percentiles(zip(samples[column], other.samples[column]).map { $0 - $1 })
    }

    private func percentiles(_ values: [Float]) -> Interval? {
        guard values.count == TopicPrevalence.samples else { return nil }
        let sorted = values.sorted()
        let tail = TopicPrevalence.samples / 40
        return Interval(lower: Double(sorted[tail - 1]), upper: Double(sorted[sorted.count - tail - 1]))
    }
}
