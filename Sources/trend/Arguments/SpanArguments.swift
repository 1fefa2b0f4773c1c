import ArgumentParser
import Jobs
import Timeline

/// Which periods a report is on.
struct SpanArguments: ParsableArguments {
    @OptionGroup var one: OnePeriodArguments
    @Option(
        help: ArgumentHelp(
            "First period of a span, such as 2024-01, 2024-W01, 2024-Q1 or 2024-01-15.", valueName: "period"),
        transform: parsePeriod)
    var from: Period?
    @Option(
        help: ArgumentHelp("Last period of a span: --from 2024-Q1 --to 2024-Q2.", valueName: "period"),
        transform: parsePeriod)
    var to: Period?
    func span() throws -> ReportedSpan { try one.span(from: from, to: to) }

    /// The length of the periods, in a word.
    var name: String { one.by == nil ? from?.length.rawValue ?? one.name : one.name }
}

/// One period: a month, a week, a quarter or the last days.
struct OnePeriodArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Count by day, week (from Monday), month or quarter (default: by the period named, else month): --by week.",
            valueName: "length"))
    var by: PeriodLength?
    @Option(
        help: ArgumentHelp("The month (default: the last one that has articles).", valueName: "yyyy-mm"),
        transform: parseMonth)
    var month: Period?
    @Option(
        help: ArgumentHelp("The week, by ISO 8601: --week 2024-W23.", valueName: "yyyy-Www"),
        transform: { try parsePeriod($0, .week, "2024-W23") })
    var week: Period?
    @Option(
        help: ArgumentHelp("The quarter: --quarter 2024-Q2.", valueName: "yyyy-Qn"),
        transform: { try parsePeriod($0, .quarter, "2024-Q2") })
    var quarter: Period?
    @Option(
        help: ArgumentHelp(
            "The last days or weeks up to the last article, compared with as many before: --last 30d.",
            valueName: "30d|4w"))
    var last: String?

    func span(from: Period? = nil, to: Period? = nil) throws -> ReportedSpan {
        let named = [month, week, quarter].compactMap { $0 }
        guard named.count <= 1 else {
            throw ValidationError("--\(named[0].length.rawValue) and --\(named[1].length.rawValue) exclude each other.")
        }
        return try ReportedSpan(by: by, single: named.first, from: from, to: to, last: last)
    }

    /// The length of the periods, in a word.
    var name: String {
        last != nil ? "period" : (by ?? [month, week, quarter].compactMap { $0 }.first?.length ?? .month).rawValue
    }
}

/// The days of the articles to take.
struct DaysArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Only articles from this month, week, quarter or day on: --from 2024-01.", valueName: "period"),
        transform: parsePeriod)
    var from: Period?
    @Option(
        help: ArgumentHelp(
            "Only articles up to this month, week, quarter or day: --to 2024-06-15.", valueName: "period"),
        transform: parsePeriod)
    var to: Period?

    func range() throws -> DayRange? { try DayRange(from: from, to: to) }

    func limit(_ source: ArticleSource) throws -> ArticleSource {
        var source = source
        source.days = try range()
        return source
    }
}

/// The part of the articles that a report is on.
struct PartArguments: ParsableArguments {
    @Option(
        name: .customLong("industry"),
        help: ArgumentHelp(
            "Report on the articles of this industry alone, against their own past: --industry 机器人. May be repeated.",
            valueName: "name"))
    var industries: [String] = []
    @Option(
        name: .customLong("source"),
        help: ArgumentHelp(
            "Report on the articles of this source alone: its name, or the host of its links: --source 36kr.com. May be "
                + "repeated.", valueName: "name"))
    var sources: [String] = []
    @Option(
        name: .customLong("term"),
        help: ArgumentHelp(
            "Report on the articles with this term alone: --term \"智能体|AI Agent\". May be repeated.",
            valueName: "term"))
    var terms: [String] = []
}

@Sendable func parsePeriod(_ text: String) throws -> Period {
    guard let period = Period(named: text) else {
        throw ValidationError("'\(text)' is not a period; write 2024-05, 2024-W23, 2024-Q2 or 2024-05-31.")
    }
    return period
}

@Sendable func parsePeriod(_ text: String, _ length: PeriodLength, _ example: String) throws -> Period {
    guard let period = Period(text), period.length == length, period.runLength == nil else {
        throw ValidationError("'\(text)' is not a \(length.rawValue); write \(example).")
    }
    return period
}
