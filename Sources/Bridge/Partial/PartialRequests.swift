import Corpus
import Foundation
import Jobs
import Timeline

/// Learns the phrases of articles, to be counted with `trend_marker_open`.
struct LexiconRequest: JobRequest {
    let reading: ReadingOption
    let compute: ComputeOption
    var count: Int?

    func run(_ job: RunningJob) throws -> JobOutcome {
        let lexicon = try LexiconJob(reading.source(), count: count ?? 5000, threads: compute.cores())
            .run(progress: job.hear)
        var outcome = JobOutcome()
        outcome.json = String(decoding: lexicon, as: UTF8.self)
        return outcome
    }
}

/// Tells which fields the columns of a data frame may hold, without its rows.
struct ColumnsRequest: JobRequest {
    let reading: ReadingOption
    let names: [String]

    func run(_ job: RunningJob) throws -> JobOutcome {
        try JobOutcome(text: "", reading.source().fields(of: names).map { $0?.rawValue ?? "" })
    }
}

/// Finds which rows of a data frame are reposts of which.
struct StoriesRequest: JobRequest {
    let reading: ReadingOption
    let compute: ComputeOption

    private struct Stories: Encodable {
        /// The articles: rows, from 0, and the story of each.
        let rows: [Int]
        let stories: [Int]
    }

    func run(_ job: RunningJob) throws -> JobOutcome {
        let result = try StoriesJob(reading.source(), threads: compute.cores()).run(progress: job.hear)
        let count = Set(result.stories).count
        var outcome = try JobOutcome(
            text: "\(result.stories.count) articles, \(count) stories",
            Stories(rows: result.lines.map { $0 - 1 }, stories: result.stories))
        outcome.tell(result.reading)
        return outcome
    }
}

/// Series from counts that were made in parts and added up. All days are counted from 1970; a period is its first day.
struct SummedRequest: JobRequest {
    let compute: ComputeOption
    var by: String?
    var dataStart: String?
    var dataEnd: String?
    var maxRejects: String?
    /// All dated articles by day, and all stories by period.
    let days: [Int]
    let dayArticles: [Int]
    let periods: [Int]
    let periodStories: [Int]
    let undated: Int
    let names: [String]
    /// What counts for the names: the number of a name, a period, articles and stories.
    let counted: [Int]
    let countedPeriods: [Int]
    let articles: [Int]
    let stories: [Int]
    let rejected: Int
    let examples: [String]

    func run(_ job: RunningJob) throws -> JobOutcome {
        let length = try length(by ?? "month", "by")
        let result = try SummedTrends(
            counts(length), by: length, dataStart: dataStart.map { try day($0, "dataStart") },
            dataEnd: dataEnd.map { try day($0, "dataEnd") }, rejected: rejected, examples: examples,
            limit: maxRejects.map {
                try choice($0, "maxRejects", RejectLimit.init, "a share such as \"1%\" or a count")
            } ?? .share(0.01), threads: compute.cores()
        ).trends()
        var outcome = try JobOutcome(result)
        outcome.tell(result.reading, dates: true)
        outcome.tell(undated: result.undated, by: length.rawValue)
        return outcome
    }

    private func counts(_ length: PeriodLength) throws -> SummedCounts {
        guard days.count == dayArticles.count, periods.count == periodStories.count,
            counted.count == countedPeriods.count, counted.count == articles.count, counted.count == stories.count,
            counted.allSatisfy(names.indices.contains), Set(names).count == names.count
        else { throw SummedRequest.unfit }
        var counts = SummedCounts()
        counts.undated = undated
        for (day, articles) in zip(days, dayArticles) { counts.articles[try date(day)] = articles }
        for (period, stories) in zip(periods, periodStories) {
            counts.stories[Period(length, of: try date(period))] = stories
        }
        counts.names = names.map { ($0, [:]) }
        for (index, name) in counted.enumerated() {
            counts.names[name].counts[Period(length, of: try date(countedPeriods[index]))] =
                .init(articles: articles[index], stories: stories[index])
        }
        return counts
    }

    private func date(_ day: Int) throws -> CalendarDate {
        guard let date = CalendarDate(daysSince1970: day) else { throw SummedRequest.unfit }
        return date
    }

    private static let unfit = InvalidOption("counts", "", "they are not the sums of the counts of articles")
}
