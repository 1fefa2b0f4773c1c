import Corpus
import Timeline
import TrendNumerics

/// What a last period that the data cover in part is compared with: the same days of the periods before and of the year
/// before.
struct SameDays: Sendable {
    /// Days with articles.
    struct Span: Sendable {
        /// As periods of one day.
        let days: ClosedRange<Period>
        /// Indices into `ReportFacts.entries`.
        let entries: Range<Int>
    }

    /// The reported days that the data cover.
    let reported: Span
    /// The same days of as many periods before; nil where the data do not cover them.
    let previous: Span?
    /// The same days one year before; nil where the data do not cover them, and where `previous` is that.
    let yearBefore: Span?
    /// Indices of the entries to compare with: whole periods, except that those which end a compared span are cut off
    /// at the same day.
    let compared: [Int]

    /// - Parameters:
    ///   - days: the day of each entry, ascending.
    ///   - months: the reported periods.
    ///   - end: the last day that the data cover.
    /// - Returns: nil if the reported periods are complete.
    init?(_ days: [CalendarDate], months: ClosedRange<Period>, totals: PeriodTotals, end: CalendarDate) {
        let last = months.upperBound
        guard totals.isLastPartial, totals.periods.last == last, end >= last.firstDay, end < last.lastDay else {
            return nil
        }
        let length = last.firstDay.days(until: end)
        let window = months.lowerBound.distance(to: last) + 1
        func span(_ distance: Int) -> Span? {
            let (first, last) = (months.lowerBound.adding(-distance), last.adding(-distance))
            // The data cover all of it, but for the days that are not over.
            let whole = distance == 0 ? last.adding(-1) : last
            guard first > whole || totals.cover(first...whole) else { return nil }
            let end = min(last.firstDay.adding(days: length), last.lastDay)
            let lower = days.partitioningIndex { $0 >= first.firstDay }
            let upper = days.partitioningIndex { $0 > end }
            guard lower < upper else { return nil }
            return Span(days: Period(.day, of: first.firstDay)...Period(.day, of: end), entries: lower..<upper)
        }
        guard let reported = span(0) else { return nil }
        let year = last.rule.fillsYear && last.periodsInYear > window ? last.periodsInYear : nil
        self.reported = reported
        previous = span(window)
        yearBefore = year.flatMap(span)
        let cut = Set([0, window] + (year.map { [$0] } ?? []))
        let rule = last.rule
        compared = days.indices.filter { index in
            let period = rule.period(of: days[index])
            guard cut.contains(period.distance(to: last)) else { return true }
            return period.firstDay.days(until: days[index]) <= length
        }
    }
}

extension CalendarDate {
    fileprivate func days(until other: CalendarDate) -> Int { other.daysSince1970 - daysSince1970 }

    fileprivate func adding(days: Int) -> CalendarDate { CalendarDate(daysSince1970: daysSince1970 + days)! }
}
