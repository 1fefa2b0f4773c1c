import Corpus

/// How long the periods are that articles are counted by.
public enum PeriodLength: String, CaseIterable, Sendable, Codable {
    case day, week, month, quarter

    /// Of a year: 364 days or 52 weeks, so that a day is compared with the same day of the week.
    public var periodsInYear: Int {
        switch self {
        case .day: return 364
        case .week: return 52
        case .month: return 12
        case .quarter: return 4
        }
    }
}

/// A day, a week from Monday on (ISO 8601), a month, a quarter, or a run of days (`PeriodRule.days`).
public struct Period: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// That of a run is `day`.
    public let length: PeriodLength
    /// Counts periods of one rule without gaps.
    private let ordinal: Int
    /// Nil for a period of the calendar.
    private let run: PeriodRule.Run?

    private init(length: PeriodLength, ordinal: Int, run: PeriodRule.Run? = nil) {
        self.length = length
        self.ordinal = ordinal
        self.run = run
    }

    /// The run of days that a day lies in.
    init(_ run: PeriodRule.Run, of day: CalendarDate) {
        let (quotient, remainder) = (day.daysSince1970 - run.phase).quotientAndRemainder(dividingBy: run.days)
        self.init(length: .day, ordinal: remainder < 0 ? quotient - 1 : quotient, run: run)
    }

    /// How the days are divided into periods like this one.
    public var rule: PeriodRule { run.map(PeriodRule.init) ?? PeriodRule(length) }

    /// The number of days of a run; nil for a period of the calendar.
    public var runLength: Int? { run?.days }

    /// How many periods make a year, about.
    public var periodsInYear: Int { rule.periodsInYear }

    /// The period that a day lies in.
    public init(_ length: PeriodLength, of day: CalendarDate) {
        run = nil
        self.length = length
        switch length {
        case .day: ordinal = day.daysSince1970
        // 1970-01-01 was a Thursday. The days begin with 1900, so weeks count from before that.
        case .week: ordinal = (day.daysSince1970 + 3 + 7 * 5000) / 7
        case .month: ordinal = day.year * 12 + day.month - 1
        case .quarter: ordinal = day.year * 4 + (day.month - 1) / 3
        }
    }

    /// A month, from `2024-05`, `2024/5`, `202405` or `2024年5月`.
    public init?(month text: String) {
        let digits = text.split(whereSeparator: { !$0.isASCII || !$0.isNumber })
        let parts: [Substring]
        switch digits.count {
        case 2 where digits[0].count == 4 && digits[1].count <= 2: parts = digits
        case 1 where digits[0].count == 6: parts = [digits[0].prefix(4), digits[0].suffix(2)]
        default: return nil
        }
        guard let year = Int(parts[0]), let month = Int(parts[1]),
            let day = CalendarDate(year: year, month: month, day: 1)
        else { return nil }
        self.init(.month, of: day)
    }

    public var firstDay: CalendarDate { CalendarDate(daysSince1970: days.lowerBound)! }
    public var lastDay: CalendarDate { CalendarDate(daysSince1970: days.upperBound)! }

    /// Days since 1970-01-01, the first and the last of them.
    var days: ClosedRange<Int> {
        if let run { return (ordinal * run.days + run.phase)...((ordinal + 1) * run.days + run.phase - 1) }
        switch length {
        case .day: return ordinal...ordinal
        case .week:
            let monday = (ordinal - 5000) * 7 - 3
            return monday...(monday + 6)
        case .month, .quarter:
            let months = length == .month ? 1 : 3
            let first = CalendarDate(year: ordinal * months / 12, month: ordinal * months % 12 + 1, day: 1)!
            let lastMonth = first.month + months - 1
            let length = (first.month...lastMonth).reduce(0) { $0 + CalendarDate.days(inMonth: $1, of: first.year) }
            return first.daysSince1970...(first.daysSince1970 + length - 1)
        }
    }

    /// The period so many periods later, or earlier for negative numbers.
    ///
    /// - Precondition: it begins between 1900 and 2199.
    public func adding(_ periods: Int) -> Period {
        Period(length: length, ordinal: ordinal + periods, run: run)
    }

    /// How many periods lie between the beginnings of two of one rule.
    public func distance(to other: Period) -> Int { other.ordinal - ordinal }

    /// All periods from the first to the last, which have one rule.
    public static func span(_ first: Period, _ last: Period) -> [Period] {
        first <= last ? (0...first.distance(to: last)).map(first.adding) : []
    }

    /// Its place within a year, from 0: of months and quarters alone, whose years all have as many.
    var season: Int? {
        switch length {
        case .month: return ordinal % 12
        case .quarter: return ordinal % 4
        case .day, .week: return nil
        }
    }

    public static func < (a: Period, b: Period) -> Bool { a.ordinal < b.ordinal }

    /// ISO 8601: `2024-05-26`, `2024-W21`, `2024-05`; and `2024-Q2`, or `2024-06-01..2024-06-30` for a run of days.
    public var description: String {
        let first = firstDay
        if run != nil { return "\(first)..\(lastDay)" }
        let padded = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        switch length {
        case .day: return first.description
        case .week:
            // A week is of the year that its Thursday lies in.
            if first.month == 12, first.day >= 29 { return "\(first.year + 1)-W01" }
            let january = CalendarDate(year: first.year, month: 1, day: 1)!.daysSince1970
            return "\(first.year)-W" + padded((days.lowerBound - january + 10) / 7)
        case .month: return "\(first.year)-" + padded(first.month)
        case .quarter: return "\(first.year)-Q\((first.month + 2) / 3)"
        }
    }
}

extension Period {
    /// Reads what `description` writes.
    public init?(_ text: String) {
        if let dots = text.range(of: "..") {
            guard let first = Period(String(text[..<dots.lowerBound])),
                let last = Period(String(text[dots.upperBound...])),
                first.length == .day, last.length == .day, first.run == nil, last.run == nil, first <= last
            else { return nil }
            self = PeriodRule.days(first.distance(to: last) + 1, ending: last.firstDay).period(of: first.firstDay)
            return
        }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let year = parts.first.flatMap({ Int($0) }), (2...3).contains(parts.count) else { return nil }
        let period: Period?
        switch (parts.count, parts[1].first) {
        case (3, _):
            period = Int(parts[1]).flatMap { month in
                Int(parts[2]).flatMap { CalendarDate(year: year, month: month, day: $0) }
            }.map { Period(.day, of: $0) }
        case (2, "W"):
            // The fourth of January lies in the first week.
            period = Int(parts[1].dropFirst()).flatMap { week in
                guard (1...53).contains(week) else { return nil }
                return CalendarDate(year: year, month: 1, day: 4).map { Period(.week, of: $0).adding(week - 1) }
            }
        case (2, "Q"):
            period = Int(parts[1].dropFirst()).flatMap { quarter in
                guard (1...4).contains(quarter) else { return nil }
                return CalendarDate(year: year, month: 3 * quarter, day: 1).map { Period(.quarter, of: $0) }
            }
        default: period = Period(month: text)
        }
        guard let period, period.description == text else { return nil }
        self = period
    }
}

extension Period {
    /// Reads a day, week, month or quarter as users write it: what `description` writes, or a month in any of its forms.
    public init?(named text: String) {
        guard let period = Period(text) ?? Period(month: text), period.runLength == nil else { return nil }
        self = period
    }
}

/// As text, such as `2024-05`.
extension Period: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let period = Period(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is not a period")
        }
        self = period
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
