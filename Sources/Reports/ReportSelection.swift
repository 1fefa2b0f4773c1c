import Corpus
import Text
import Timeline
import TrendNumerics

/// The periods of a report, and the articles that count in it.
///
/// Only articles published up to the end of the reported periods count, so that a report on a past month says today what
/// it would have said then.
struct ReportSelection {
    /// The reported periods, which may be weeks, quarters or days too.
    let months: ClosedRange<Period>
    /// The articles by their places in the source, in the order of day, then by what they say, whatever order they were
    /// read in.
    let articles: [(place: Int, day: CalendarDate)]
    /// The part of the articles that is reported on; nil for all of them.
    let part: Report.Part?
    /// The days that the articles cover.
    let coverage: KnownCoverage
    /// The articles without a date, and those published after the reported periods.
    let undated: Int
    let later: Int
    /// Of the latter, those of the part that is reported on.
    let ownLater: Int
    /// Periods at the end of those asked for that no article is of; nil for none.
    let withoutArticles: ClosedRange<Period>?

    /// - Throws: `ReportError` where there is nothing to report on.
    init(_ source: ReportSource, _ options: ReportOptions) throws {
        let all = source.articles
        let dated = all.indices.filter { all[$0].published != nil }
        let days = dated.map { all[$0].published!.day }
        let part = options.part
        let isIn: [Bool]? =
            part.isWhole
            ? nil
            : Parallel.map(dated.count, threads: options.compute.threads) { part.contains(all[dated[$0]]) }
        let months =
            try source.history?.months
            ?? ReportSelection.months(options, days, isIn: isIn, read: all.count) { part.emptiness(of: all) }
        let inTime = dated.indices.filter { days[$0] <= months.upperBound.lastDay }
        let unsorted = inTime.filter { isIn?[$0] ?? true }.map { (place: dated[$0], day: days[$0]) }
        // Without a copy of each article that is compared.
        articles = all.withUnsafeBufferPointer { all in
            unsorted.sorted { a, b in
                if a.day != b.day { return a.day < b.day }
                let order = all[a.place].compare(to: all[b.place])
                return order != 0 ? order < 0 : a.place < b.place
            }
        }
        self.months = months
        self.part = isIn == nil ? nil : Report.Part(part, leftOut: inTime.count - articles.count)
        coverage =
            source.history?.coverage
            ?? ReportSelection.coverage(options, days, inTime, months, isWhole: isIn == nil)
        (undated, later) = (all.count - dated.count, dated.count - inTime.count)
        ownLater = (isIn?.count(where: \.self) ?? dated.count) - articles.count
        withoutArticles = options.months.flatMap { asked in
            asked.upperBound > months.upperBound ? months.upperBound.adding(1)...asked.upperBound : nil
        }
    }

    /// The periods to report on: those asked for, or the last one with articles that are no strays, up to the last one with
    /// articles.
    ///
    /// - Parameters:
    ///   - days: those of all dated articles.
    ///   - isIn: which of them are in the part that is reported on; nil for all.
    ///   - emptiness: the error where none is.
    static func months(
        _ options: ReportOptions, _ days: [CalendarDate], isIn: [Bool]?, read: Int, emptiness: () -> ReportError
    ) throws -> ClosedRange<Period> {
        guard let first = days.min(), let last = days.max() else { throw ReportError.noDatedArticles(undated: read) }
        let own = isIn.map { isIn in days.indices.filter { isIn[$0] }.map { days[$0] } } ?? days
        guard let ownFirst = own.min(), let ownLast = own.max() else { throw emptiness() }
        let rule: PeriodRule
        let asked: ClosedRange<Period>
        if let count = options.lastDays {
            let end = options.dataEnd ?? Coverage(of: days, by: .month)?.lastDay ?? last
            rule = .days(count, ending: end)
            let period = rule.period(of: end)
            asked = period...period
        } else {
            rule = options.months?.lowerBound.rule ?? PeriodRule(options.length)
            let latest = { rule.period(of: Coverage(of: own, by: rule)?.lastDay ?? ownLast) }
            asked = options.months ?? latest()...latest()
        }
        let present = own.lazy.filter { asked.contains(rule.period(of: $0)) }.max()
        guard let present else {
            let range = isIn == nil ? (first, last) : (ownFirst, ownLast)
            throw ReportError.noArticles(asked, first: rule.period(of: range.0), last: rule.period(of: range.1))
        }
        return asked.lowerBound...rule.period(of: present)
    }

    /// What is known of the days that articles cover. Articles dated after the reported months show that these are
    /// complete, unless they are strays.
    static func coverage(
        _ options: ReportOptions, _ days: [CalendarDate], _ months: ClosedRange<Period>
    ) -> KnownCoverage {
        let last = months.upperBound.lastDay
        let all = Coverage(of: days, by: months.lowerBound.rule)
        return KnownCoverage(
            start: options.dataStart, end: options.dataEnd ?? all.flatMap { $0.end > last ? last : nil },
            holes: all?.holes)
    }

    /// A part of the articles has longer pauses than all of them, which say what is covered.
    private static func coverage(
        _ options: ReportOptions, _ days: [CalendarDate], _ inTime: [Int], _ months: ClosedRange<Period>, isWhole: Bool
    ) -> KnownCoverage {
        var known = coverage(options, days, months)
        if isWhole { return known }
        let all = Coverage(
            of: inTime.map { days[$0] }, by: months.lowerBound.rule, dataStart: known.start, dataEnd: known.end)
        (known.start, known.end) = (all?.start, all?.end)
        return known
    }
}

extension ReportPart {
    /// The error of a part in which no article is: what articles have in place of it.
    func emptiness(of articles: [ReportArticle]) -> ReportError {
        func known(_ names: (ReportArticle) -> [String]) -> [String] {
            let names = NameRanking.ranked(articles.map(names)).names
            return names.prefix(8).map(oneLine) + (names.count > 8 ? ["… (\(names.count - 8) more)"] : [])
        }
        let none = { (part: ReportPart) in !articles.contains { $0.published != nil && part.contains($0) } }
        if !industries.isEmpty, none(ReportPart(industries: industries)) {
            return .emptyPart(
                "counts toward the industry " + industries.joined(separator: " or "), known: known(\.countedIndustries))
        }
        if !sources.isEmpty, none(ReportPart(sources: sources)) {
            return .emptyPart("is from " + sources.joined(separator: " or "), known: known(\.sourceNames))
        }
        if !terms.isEmpty, none(ReportPart(terms: terms)) {
            return .emptyPart("holds " + terms.map(\.name).joined(separator: " or "), known: [])
        }
        return .emptyPart("is in all parts that are named", known: [])
    }
}
