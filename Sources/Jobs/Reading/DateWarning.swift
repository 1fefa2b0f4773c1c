import Corpus
import Text

/// An article that is kept although its date field holds no date.
struct DateWarning: Sendable {
    enum Kind: Sendable {
        /// It has no date.
        case unreadable
        /// Its day lies after that of the run or before all news, so it has none.
        case impossible
        /// A spreadsheet could not show it: the date is from elsewhere, if there is one.
        case notShown
        /// It has a date from elsewhere: of an archive that an older version made, or the field says that there is none.
        case datedOtherwise
    }

    let kind: Kind
    /// The beginning of the field, in quotation marks.
    let value: String
    private let origin: Origin

    /// Nil for an article whose date field is empty or read.
    init?(_ article: Article) {
        guard article.hasUnreadableDate else { return nil }
        origin = article.origin
        value = "\"" + oneLine(String(article.dateField.prefix(40))) + "\""
        if Placeholder.isSpreadsheetFault(article.dateField) {
            kind = .notShown
        } else if article.published != nil || Placeholder.isValue(article.dateField) {
            kind = .datedOtherwise
        } else {
            kind = CalendarDate(parsing: article.dateField) == nil ? .unreadable : .impossible
        }
    }

    /// What the list of rejects says.
    var line: String {
        switch kind {
        case .unreadable, .notShown, .datedOtherwise: "\(origin): kept, but its date field is no date: \(value)"
        case .impossible: "\(origin): kept without a date, since its day is after today or before 1990: \(value)"
        }
    }
}
