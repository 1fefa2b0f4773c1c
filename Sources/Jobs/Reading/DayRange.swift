import Corpus
import Timeline

/// The days of the articles that a job looks at; others are left out, and so are articles without a date.
public struct DayRange: Equatable, Sendable {
    /// Nil for no limit.
    public let first: CalendarDate?
    public let last: CalendarDate?

    /// - Parameters:
    ///   - from, to: periods of any length, of which the first begins and the second ends the range.
    /// - Returns: nil where neither is given.
    /// - Throws: `InvalidOption` where the range is empty.
    public init?(from: Period?, to: Period?) throws {
        if from == nil, to == nil { return nil }
        (first, last) = (from?.firstDay, to?.lastDay)
        if let first, let last { try require(first <= last, "from", "\(from!)", "it is after --to \(to!)") }
    }

    func contains(_ day: CalendarDate) -> Bool { first.map { $0 <= day } ?? true && last.map { day <= $0 } ?? true }
}

/// Articles by whether they lie in a range of days.
struct DayTally: Equatable, Sendable {
    var within = 0
    var before = 0
    var after = 0
    var undated = 0
    var days: ClosedRange<CalendarDate>?

    /// Leaves out what lies outside of the range.
    init(_ range: DayRange, of articles: inout [Article]) {
        var kept: [Article] = []
        kept.reserveCapacity(articles.count)
        for article in articles where count(article.published?.day, in: range) { kept.append(article) }
        articles = kept
    }

    init() {}

    /// - Returns: whether the day lies in the range.
    mutating func count(_ day: CalendarDate?, in range: DayRange) -> Bool {
        guard let day else {
            undated += 1
            return false
        }
        days = min(days?.lowerBound ?? day, day)...max(days?.upperBound ?? day, day)
        if range.contains(day) {
            within += 1
            return true
        }
        if let first = range.first, day < first { before += 1 } else { after += 1 }
        return false
    }

    mutating func add(_ other: DayTally) {
        (within, before, after) = (within + other.within, before + other.before, after + other.after)
        undated += other.undated
        guard let own = other.days else { return }
        days = days.map { min($0.lowerBound, own.lowerBound)...max($0.upperBound, own.upperBound) } ?? own
    }

    /// - Throws: `JobError.noArticleWithin` where there are dated articles, and none in the range.
    func check(_ range: DayRange) throws {
        if within == 0, let days { throw JobError.noArticleWithin(range, days) }
    }
}
