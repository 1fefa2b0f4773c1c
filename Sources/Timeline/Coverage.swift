import Corpus

/// The days that the data cover, as far as the days of articles tell.
///
/// - A few articles far away from all others are strays: a date taken from a text, or a misprint. The data neither begin
///   nor end with them.
/// - The data begin within a period where more of its first days are without articles than those of any of the twelve
///   periods with articles after it, and than stand between two days with articles in it: few articles have long pauses.
/// - They end within a period where more of its last days are without articles than those of any of the twelve periods
///   with articles before it; and, if there is none, where any is.
/// - Days of the week that hardly ever have articles do not count, nor a holiday at the edge of one or two of these periods,
///   which would hide for a year that the data end within a week, nor a hole.
/// - They have holes where the articles pause for two weeks or more (`DataHoles`).
public struct Coverage: Equatable, Sendable {
    /// The first and the last day; of a period that seems to be covered whole, its own.
    public let start: CalendarDate
    public let end: CalendarDate
    /// The last day with an article that is no stray.
    public let lastDay: CalendarDate
    /// Where the data break off in between.
    public let holes: DataHoles

    /// - Parameters:
    ///   - published: the days of articles.
    ///   - dataStart, dataEnd: what is known. Articles before and after show that the data cover more, unless they are
    ///     strays.
    /// - Returns: nil if there are no articles.
    public init?(
        of published: [CalendarDate], by rule: PeriodRule, dataStart: CalendarDate? = nil, dataEnd: CalendarDate? = nil
    ) {
        guard var days = DayCounts(published) else { return nil }
        for day in published { days.add(day) }
        let periods = Period.span(rule.period(of: days.first), rule.period(of: days.last))
        self.init(days, periods, dataStart: dataStart, dataEnd: dataEnd)
    }

    /// - Parameter periods: those of the days, without gaps.
    init(_ counts: DayCounts, _ periods: [Period], dataStart: CalendarDate?, dataEnd: CalendarDate?) {
        let days = counts.withoutStrays
        let (first, last) = (days[0], days[days.count - 1])
        let holes = DataHoles(days)
        let rest = RestDays(days)
        // By period with articles, its own days, and how many of them are before the first and behind the last article.
        var own: [(days: ClosedRange<Int>, before: Int, after: Int, isCut: Bool)] = []
        var next = 0
        for period in periods where next < days.count && days[next] <= period.days.upperBound {
            let start = next
            while next < days.count, days[next] <= period.days.upperBound { next += 1 }
            let before = rest.count(outOf: period.days.lowerBound..<days[start])
            let after = rest.count(outOf: days[next - 1] + 1..<period.days.upperBound + 1)
            own.append((period.days, before, after, holes.cut(period)))
        }
        func day(_ number: Int) -> CalendarDate { CalendarDate(daysSince1970: number)! }
        lastDay = day(last)
        self.holes = holes
        if let dataStart {
            start = min(dataStart, day(first))
        } else {
            let ofFirst = days.prefix { $0 <= own[0].days.upperBound }
            let pause = zip(ofFirst, ofFirst.dropFirst()).map { $1 - $0 - 1 }.max() ?? 0
            let others = own.dropFirst().filter { !$0.isCut }.prefix(12).map(\.before)
            let usual = Coverage.usual(others, leastHoliday: rest.leastHoliday)
            start = day(own[0].before > max(usual, pause) ? first : own[0].days.lowerBound)
        }
        if let dataEnd {
            end = max(dataEnd, day(last))
        } else {
            let final = own[own.count - 1]
            let others = own.dropLast().filter { !$0.isCut }.suffix(12).map(\.after)
            let usual = Coverage.usual(others, leastHoliday: rest.leastHoliday)
            end = day(final.after > usual ? last : final.days.upperBound)
        }
    }

    private static let mostHolidays = 2
    /// Of fewer periods nobody knows which one is as usual.
    private static let periodsOfHoliday = 4

    /// How many days without articles the edge of a period may have.
    ///
    /// - Parameter least: a pause of so many days, twice as long as nearly all others, is a holiday.
    private static func usual(_ pauses: [Int], leastHoliday least: Int) -> Int {
        let sorted = pauses.sorted(by: >)
        for holidays in stride(from: min(mostHolidays, sorted.count / periodsOfHoliday), to: 0, by: -1)
        where sorted[holidays - 1] >= max(least, 2 * sorted[holidays]) {
            return sorted[holidays]
        }
        return sorted.first ?? 0
    }
}

/// The days of the week that hardly ever have articles, where all others nearly always have.
private struct RestDays {
    /// By the day of the week.
    private let isRest: [Bool]

    private static let leastWeeks = 4
    private static let mostOfRest = 0.1
    private static let leastOfOthers = 0.7

    /// From so many days on a pause may be a holiday. Where articles come on each of the other days, two are enough.
    var leastHoliday: Int { isRest.contains(true) ? 2 : 4 }

    /// - Parameter days: those with articles, ascending, not empty.
    init(_ days: ArraySlice<Int>) {
        let (first, last) = (days[days.startIndex], days[days.endIndex - 1])
        var found = [Double](repeating: 0, count: 7)
        for day in days { found[RestDays.weekday(day)] += 1 }
        var all = [Double](repeating: 0, count: 7)
        for day in first...last { all[RestDays.weekday(day)] += 1 }
        let shares = zip(found, all).map { $1 > 0 ? $0 / $1 : 0 }
        let isRest = shares.map { $0 <= RestDays.mostOfRest }
        let isRegular = zip(shares, isRest).allSatisfy { $1 || $0 >= RestDays.leastOfOthers }
        let isLong = last - first >= 7 * RestDays.leastWeeks
        self.isRest = isLong && isRegular && isRest.contains(false) ? isRest : isRest.map { _ in false }
    }

    private static func weekday(_ day: Int) -> Int { ((day % 7) + 7) % 7 }

    /// The days that are none.
    func count(outOf days: Range<Int>) -> Int { days.count { !isRest[RestDays.weekday($0)] } }
}

/// What is known of the days that some articles cover, whatever their own days tell. What is nil is told by these.
public struct KnownCoverage: Equatable, Sendable {
    public var start: CalendarDate?
    public var end: CalendarDate?
    public var holes: DataHoles?

    public init(start: CalendarDate? = nil, end: CalendarDate? = nil, holes: DataHoles? = nil) {
        (self.start, self.end, self.holes) = (start, end, holes)
    }
}

/// How many articles are of each day.
struct DayCounts {
    let first: CalendarDate
    let last: CalendarDate
    /// By day from the first one.
    private var counts: [Int]

    /// Counts none yet.
    ///
    /// - Returns: nil where there are no days.
    init?(_ days: some Sequence<CalendarDate>) {
        var span: ClosedRange<CalendarDate>?
        for day in days {
            guard let known = span else {
                span = day...day
                continue
            }
            if !known.contains(day) { span = min(known.lowerBound, day)...max(known.upperBound, day) }
        }
        guard let span else { return nil }
        (first, last) = (span.lowerBound, span.upperBound)
        counts = Array(repeating: 0, count: span.upperBound.daysSince1970 - span.lowerBound.daysSince1970 + 1)
    }

    mutating func add(_ day: CalendarDate, _ count: Int = 1) {
        counts[day.daysSince1970 - first.daysSince1970] += count
    }

    /// Strays are at most every hundredth article, or one of twenty.
    private static let mostStrays = 0.01
    private static let fewestArticles = 20
    /// A pause before or behind strays is so many times as long as any other, and at least so many days.
    private static let longPause = 2
    private static let leastPause = 7

    /// The days with articles, ascending, without those of the strays at both ends.
    var withoutStrays: ArraySlice<Int> {
        let days = counts.indices.filter { counts[$0] > 0 }
        let base = first.daysSince1970
        let all = counts.reduce(0, +)
        guard all >= DayCounts.fewestArticles else { return days.map { $0 + base }[...] }
        let most = max(1, Int(DayCounts.mostStrays * Double(all)))
        func strays(_ days: some BidirectionalCollection<Int>) -> Int {
            var (seen, place, longest, cut) = (0, 0, 0, 0)
            var before: Int?
            for day in days {
                if let before, abs(day - before) - 1 > longest { (longest, cut) = (abs(day - before) - 1, place) }
                seen += counts[day]
                if seen > most { break }
                (before, place) = (day, place + 1)
            }
            return cut
        }
        let (front, back) = (strays(days), strays(days.reversed()))
        guard front + back < days.count else { return days.map { $0 + base }[...] }
        func pauses(_ range: Range<Int>) -> Int {
            zip(days[range], days[range].dropFirst()).map { $1 - $0 - 1 }.max() ?? 0
        }
        let usual = max(DayCounts.leastPause, DayCounts.longPause * pauses(front..<days.count - back) + 1)
        let from = front > 0 && days[front] - days[front - 1] - 1 >= usual ? front : 0
        let end = days.count - back
        let to = back > 0 && days[end] - days[end - 1] - 1 >= usual ? end : days.count
        return days[from..<to].map { $0 + base }[...]
    }
}
