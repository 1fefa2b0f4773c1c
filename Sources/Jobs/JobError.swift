import Corpus
import Timeline

/// Why a job could not be finished although its options are valid and its files can be read.
public enum JobError: Error, Equatable, CustomStringConvertible {
    /// More records are unreadable than allowed. The summary says how many; `consequence` says what became of the output.
    case tooManyRejects(ReadingSummary, limit: RejectLimit, consequence: String)
    /// The only labels are those of so many articles that a model filled in, where those of people are needed.
    case predictedLabels(Int)
    case noDatedArticle
    case noSuchPeriod(Period, first: Period, last: Period)
    /// No article is of the days asked for; the range is that of the articles.
    case noArticleWithin(DayRange, ClosedRange<CalendarDate>)
    /// OpenCC's dictionaries, which texts are normalized by, are not installed.
    case noDictionaries

    public var description: String {
        switch self {
        case .tooManyRejects(let reading, let limit, let consequence):
            "that is more than the limit of \(limit), so \(consequence)"
                + (reading.unknownFieldsLine.map { "; " + $0 } ?? "")
        case .noArticleWithin(let days, let found):
            "no article is dated" + (days.first.map { " from \($0)" } ?? "") + (days.last.map { " to \($0)" } ?? "")
                + "; the articles are from \(found.lowerBound) to \(found.upperBound)"
        case .predictedLabels(let count): ReadingSummary.line(predictedLabels: count)
        case .noDatedArticle: "no article has a date, so there is no period to report on"
        case .noSuchPeriod(let period, let first, let last):
            "\(period) has no articles; the articles are from \(first) to \(last)"
        case .noDictionaries:
            "OpenCC's dictionaries are not installed, without which traditional characters cannot be read; "
                + "install them (Debian: apt-get install libopencc-data)"
        }
    }
}
