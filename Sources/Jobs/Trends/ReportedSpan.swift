import Corpus
import Timeline

/// Which periods a job looks at, as users name them: a month, a week or a quarter, a span of periods, the last days, or
/// nothing for the last period with articles.
public struct ReportedSpan: Equatable, Sendable {
    /// The length of the periods.
    public let length: PeriodLength
    /// Nil for the last one with articles.
    public let periods: ClosedRange<Period>?
    /// So many days up to the last one with articles, in place of periods.
    public let lastDays: Int?

    /// The last period with articles.
    public static let latest = ReportedSpan(length: .month, periods: nil, lastDays: nil)

    init(length: PeriodLength, periods: ClosedRange<Period>?, lastDays: Int?) {
        (self.length, self.periods, self.lastDays) = (length, periods, lastDays)
    }

    /// - Parameters:
    ///   - length: the length of periods; nil for that of the periods named, else months.
    ///   - single: one period, named by the option called after its length.
    ///   - from, to: the first and the last period of a span, which may be longer than `length`: the weeks of a month are
    ///     those that have most of their days in it.
    ///   - last: `30d` or `4w`.
    /// - Throws: `InvalidOption`.
    public init(
        by length: PeriodLength? = nil, single: Period? = nil, from: Period? = nil, to: Period? = nil,
        last: String? = nil
    ) throws {
        let name = single?.length.rawValue ?? "month"
        if let last {
            try require(
                single == nil && from == nil && to == nil, "last", last,
                "it takes the place of --month, --week, --quarter, --from and --to; leave these out")
            try require(
                length == nil, "last", last,
                "the days before are divided into runs of as many days, so --by does not apply; leave it out")
            self.init(length: .day, periods: nil, lastDays: try ReportedSpan.days(last))
            return
        }
        if let single {
            try require(
                from == nil && to == nil, name, "\(single)", "it is one period and --from a span; use one of the two")
        }
        try require((from == nil) == (to == nil), from == nil ? "to" : "from", "", "--from and --to go together")
        guard let first = single ?? from, let last = single ?? to else {
            self.init(length: length ?? .month, periods: nil, lastDays: nil)
            return
        }
        let finest = PeriodLength.allCases.first { $0 == first.length || $0 == last.length }!
        let own = length ?? finest
        let named = single == nil ? "from" : name
        for (option, period) in [(named, first), (single == nil ? "to" : name, last)] {
            try require(
                period.firstDay.year >= CalendarDate.firstYear, option, "\(period)",
                "articles before \(CalendarDate.firstYear) have no date; begin later")
            try require(
                own.order <= period.length.order, option, "\(period)",
                "it is shorter than the periods of --by \(own.rawValue); write \(Period(own, of: period.firstDay))")
        }
        let (start, end) = (first.first(own), last.last(own))
        try require(start <= end, "from", "\(first)", "it is after --to \(last)")
        self.init(length: own, periods: start...end, lastDays: nil)
    }

    /// Ten years at most.
    private static let mostDays = 3660

    private static func days(_ text: String) throws -> Int {
        let number = Int(text.dropLast())
        let days: Int? =
            switch text.last {
            case "d", "D": number
            case "w", "W": number.flatMap { $0 <= mostDays ? 7 * $0 : nil }
            default: nil
            }
        guard let days, (1...mostDays).contains(days) else {
            throw InvalidOption(
                "last", "'\(text)'", "write a number of days or weeks up to ten years: 30d, 4w")
        }
        return days
    }
}

extension PeriodLength {
    fileprivate var order: Int { PeriodLength.allCases.firstIndex(of: self)! }
}

extension Period {
    /// The first period of a shorter length that belongs to it. A week belongs to the month and the quarter that its
    /// Thursday lies in.
    fileprivate func first(_ length: PeriodLength) -> Period {
        let period = Period(length, of: firstDay)
        return length == .week && period.thursday < firstDay ? period.adding(1) : period
    }

    fileprivate func last(_ length: PeriodLength) -> Period {
        let period = Period(length, of: lastDay)
        return length == .week && period.thursday > lastDay ? period.adding(-1) : period
    }

    private var thursday: CalendarDate { CalendarDate(daysSince1970: firstDay.daysSince1970 + 3)! }
}
