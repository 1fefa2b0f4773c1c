import Corpus
import TrendNumerics
import Text
import Timeline

extension ReportFacts {
    /// The periods to report on: those asked for, or the last one with articles, up to the last one with articles.
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
            rule = .days(count, ending: options.dataEnd ?? last)
            let period = rule.period(of: options.dataEnd ?? last)
            asked = period...period
        } else {
            rule = options.months?.lowerBound.rule ?? PeriodRule(options.length)
            let period = rule.period(of: ownLast)
            asked = options.months ?? period...period
        }
        let present = own.lazy.filter { asked.contains(rule.period(of: $0)) }.max()
        guard let present else {
            let range = isIn == nil ? (first, last) : (ownFirst, ownLast)
            throw ReportError.noArticles(asked, first: rule.period(of: range.0), last: rule.period(of: range.1))
        }
        return asked.lowerBound...rule.period(of: present)
    }

    /// The first and the last day that the articles cover; nil if they are to be estimated.
    ///
    /// Articles dated after the reported months show that these months are complete. A part of the articles has longer
    /// pauses than all of them, which say what is covered.
    static func coverage(
        _ options: ReportOptions, _ days: [CalendarDate], _ inTime: [Int], _ months: ClosedRange<Period>, isWhole: Bool
    ) -> (start: CalendarDate?, end: CalendarDate?) {
        let start = options.dataStart
        let end = options.dataEnd ?? (inTime.count < days.count ? months.upperBound.lastDay : nil)
        guard !isWhole else { return (start, end) }
        let own = inTime.map { days[$0] }
        let totals = PeriodTotals(
            published: own, stories: nil, by: months.lowerBound.rule, dataStart: start, dataEnd: end)
        guard let first = totals.periods.first, let last = totals.periods.last else { return (start, end) }
        return (
            start ?? (totals.isFirstPartial ? own.min() : first.firstDay),
            end ?? (totals.isLastPartial ? own.max() : last.lastDay)
        )
    }
}

extension ReportPart {
    /// The error of a part in which no article is: what articles have in place of it.
    func emptiness(of articles: [ReportArticle]) -> ReportError {
        func known(_ names: (ReportArticle) -> [String]) -> [String] {
            let names = ReportFacts.ranked(articles.map(names)).names
            return names.prefix(8).map(oneLine) + (names.count > 8 ? ["… (\(names.count - 8) more)"] : [])
        }
        let none = { (part: ReportPart) in !articles.contains { $0.published != nil && part.contains($0) } }
        if !industries.isEmpty, none(ReportPart(industries: industries)) {
            return .emptyPart(
                "counts toward the industry " + industries.joined(separator: " or "), known: known(\.countedIndustries))
        }
        if !sources.isEmpty, none(ReportPart(sources: sources)) {
            return .emptyPart("is from " + sources.joined(separator: " or "), known: known { [$0.sourceName] })
        }
        if !terms.isEmpty, none(ReportPart(terms: terms)) {
            return .emptyPart("holds " + terms.map(\.name).joined(separator: " or "), known: [])
        }
        return .emptyPart("is in all parts that are named", known: [])
    }
}

extension SeriesFamily.Counted {
    /// The most frequent sources of the reported months; none unless most articles there have one, and several are there.
    static func sources(_ entries: [ReportFacts.Entry], in months: ClosedRange<Period>) -> SeriesFamily.Counted {
        let names = entries.map { entry in
            let name = entry.article.sourceName
            return name.isEmpty ? [] : [name]
        }
        let reported = entries.indices.filter { months.contains(entries[$0].month) }.map { names[$0] }
        let order = ReportFacts.rankingOrder(reported)
        let isKnown = order.count > 1 && 2 * reported.count { !$0.isEmpty } >= reported.count
        return .init(.sources, names, order: isKnown ? order : [])
    }
}
