import Corpus

/// How the days are divided into periods: by the calendar, or into runs of so many days of which one ends with a given
/// day.
public struct PeriodRule: Hashable, Sendable {
    /// Runs of days without gaps.
    struct Run: Hashable, Sendable {
        /// At least 1.
        let days: Int
        /// The days since 1970-01-01 of the first day of a run, less whole runs.
        let phase: Int
    }

    public let length: PeriodLength
    private let run: Run?

    /// Days, weeks, months or quarters of the calendar.
    public init(_ length: PeriodLength) {
        self.length = length
        run = nil
    }

    /// The number of days of a run; nil for periods of the calendar.
    public var runLength: Int? { run?.days }

    init(_ run: Run) {
        length = .day
        self.run = run
    }

    public static let day = PeriodRule(.day)
    public static let week = PeriodRule(.week)
    public static let month = PeriodRule(.month)
    public static let quarter = PeriodRule(.quarter)

    /// Runs of so many days, of which one ends with a day.
    ///
    /// - Precondition: at least one day.
    public static func days(_ days: Int, ending day: CalendarDate) -> PeriodRule {
        precondition(days >= 1)
        let phase = (day.daysSince1970 + 1) % days
        return PeriodRule(Run(days: days, phase: phase < 0 ? phase + days : phase))
    }

    /// The period that a day lies in.
    public func period(of day: CalendarDate) -> Period {
        run.map { Period($0, of: day) } ?? Period(length, of: day)
    }

    /// How many periods make a year, about: that many periods before a period is the same time of the year before.
    public var periodsInYear: Int { run.map { max(1, (364 + $0.days / 2) / $0.days) } ?? length.periodsInYear }

    /// How many days that many periods are; nil for months and quarters, which are a year.
    public var daysInYear: Int? {
        if let run { return periodsInYear * run.days }
        return switch length {
        case .day: periodsInYear
        case .week: 7 * periodsInYear
        case .month, .quarter: nil
        }
    }

    /// Whether that many periods are a year, to ten days. Runs of 30 days are, runs of 200 days are not.
    public var fillsYear: Bool { run.map { abs(periodsInYear * $0.days - 364) <= 10 } ?? true }
}
