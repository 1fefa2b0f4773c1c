import Numerics
import Corpus
import Features

/// How much of each period's articles each topic is, and how sure that is.
///
/// Intervals are of the bootstrap over a period's articles, by percentiles (Efron and Tibshirani, "An
/// Introduction to the Bootstrap", 1993, sections 13.3 and 8.3 for the difference of two samples): 95% of the
/// shares of 1,000 samples as large as the period lie in them. They tell how much the choice of articles
/// matters, not how good the topics are, and are a little too narrow for a handful of articles.
public struct TopicPrevalence: Equatable, Sendable {
    public struct Level: Equatable, Sendable {
        /// The mean of the articles' shares, from 0 to 1.
        public let share: Double
        /// nil for a single article, of which no other sample can be drawn.
        public let interval: Interval?
    }

    public struct Change: Equatable, Sendable {
        public let from: Period
        public let to: Period
        public let difference: Double
        /// nil where either period has a single article.
        public let interval: Interval?
    }

    public let totals: PeriodTotals
    /// By topic and period; nil for a gap, a period without articles.
    public let levels: [[Level?]]
    /// By topic: from the period before the last comparable one to that one; nil where it cannot be compared.
    public let onPeriodBefore: [Change?]
    /// The same from the year before.
    public let onYearBefore: [Change?]

    public static let samples = 1000

    /// - Parameters:
    ///   - published: the day of each article.
    ///   - shares: articles × topics, row by row: each row sums to 1, or is 0 for an article without a topic.
    ///   - dataEnd: as for `Series.count`.
    ///   - seed: of the samples, which depend on no order of the articles.
    /// - Complexity: 1,000 × shares.
    public init(
        published: [CalendarDate?], shares: [Float], topics: Int, by length: PeriodLength = .month,
        dataEnd: CalendarDate? = nil, seed: UInt64 = 1, threads: Int = 1
    ) {
        precondition(shares.count == published.count * topics)
        totals =
            Series.count(
                published: published, stories: nil, names: published.map { _ in [] }, order: [], by: length,
                dataEnd: dataEnd
            ).totals
        let rows = TopicPrevalence.rows(of: shares, topics: topics, published, totals.periods)
        var generator = SeededGenerator(seed: seed)
        let seeds = rows.map { _ in generator.next() }
        let sampling = { @Sendable (period: Int) in BootstrapMeans(rows[period], width: topics, seed: seeds[period]) }
        let byPeriod = Parallel.map(rows.count, threads: threads) { period -> [Level]? in
            if rows[period].isEmpty { return nil }
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
        onYearBefore = changes(back: length.periodsInYear)
    }

    /// By period, its articles' shares row by row, in an order that does not depend on the articles'.
    private static func rows(
        of shares: [Float], topics: Int, _ published: [CalendarDate?], _ periods: [Period]
    ) -> [[Float]] {
        var articles = [[Int]](repeating: [], count: periods.count)
        for (article, day) in published.enumerated() {
            if let day { articles[periods[0].distance(to: Period(periods[0].length, of: day))].append(article) }
        }
        return articles.map { articles in
            articles.map { shares[$0 * topics..<($0 + 1) * topics] }
                .sorted { $0.lexicographicallyPrecedes($1) }.flatMap { $0 }
        }
    }
}

/// The means of the columns of a few rows, and of samples of as many rows, drawn with replacement.
private struct BootstrapMeans {
    let mean: [Double]
    /// By column, its sample means; none for a single row.
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
