import Corpus
import Timeline

/// Watched terms over time, from counts that were made in parts and added up.
public struct SummedTrends: Sendable {
    private let totals: PeriodTotals
    private let series: [Series]
    private let reading: ReadingSummary
    private let threads: Int

    /// - Parameters:
    ///   - rejected, examples: the records that are no articles, and the first few of them.
    ///   - dataStart, dataEnd: as for `WatchJob`.
    /// - Throws: `InvalidOption` where the counts cannot be those of any articles; `JobError.tooManyRejects`.
    public init(
        _ counts: SummedCounts, by length: PeriodLength, dataStart: CalendarDate? = nil, dataEnd: CalendarDate? = nil,
        rejected: Int = 0, examples: [String] = [], limit: RejectLimit = .share(0.01), threads: Int = 1
    ) throws {
        guard let found = counts.series(by: PeriodRule(length), dataStart: dataStart, dataEnd: dataEnd),
            (0...SummedCounts.most).contains(rejected)
        else {
            throw InvalidOption("counts", "", "they are not the sums of the counts of articles")
        }
        (totals, series) = found
        var reading = ReadingSummary()
        reading.rejected = rejected
        reading.records = counts.articles.values.reduce(counts.undated + rejected, +)
        reading.withoutDate = counts.undated
        reading.examples = Array(examples.prefix(ReadingSummary.exampleCount))
        guard limit.allows(rejected, of: reading.records) else {
            throw JobError.tooManyRejects(reading, limit: limit, consequence: "nothing was counted")
        }
        self.reading = reading
        self.threads = threads
    }

    /// What `WatchJob` gives of the same articles.
    public func trends() -> WatchResult {
        WatchResult(totals, SeriesTrend.find(in: series, threads: threads), reading: reading)
    }
}
