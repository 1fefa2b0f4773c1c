/// How an article came by its date, the most reliable rule first. Reports say how many were dated by which rule.
///
/// A new rule is a file in `Rules/`, a case here in its place and a line in `day(link:text:through:)`. Archives keep the
/// raw values.
public enum DateRule: String, CaseIterable, Sendable, Codable {
    /// The record has a date field.
    case field
    /// The date field names a month alone, which counts as its first day.
    case month
    /// The path or the query of the link holds a date: `/2024/05/26/`, `/20240526/`, `date=2024-05-26`.
    case link
    /// The link holds a Baijiahao or Toutiao id, and such ids begin with the time they were given out.
    case snowflake
    /// The dateline of the text, else the latest full date that it names and that may be its day of publication.
    case text

    /// Kept, since `allCases` may be made anew for every article.
    fileprivate static let besidesField = allCases.filter { $0 != .field && $0 != .month }

    /// The day that this rule finds; nil where it finds none.
    fileprivate func day(link: String, text: String, through latest: CalendarDate?) -> CalendarDate? {
        switch self {
        case .field, .month: nil
        case .link: CalendarDate(inLink: link, through: latest)
        case .snowflake: CalendarDate(fromSnowflakeIn: link, through: latest)
        case .text: CalendarDate(publishedIn: text, through: latest)
        }
    }
}

/// The day an article was published, and the rule that found it.
public struct PublicationDate: Hashable, Sendable {
    public var day: CalendarDate
    public var rule: DateRule

    public init(day: CalendarDate, rule: DateRule) {
        self.day = day
        self.rule = rule
    }

    /// Applies the rules in the order of their reliability; nil where none of them finds a date.
    ///
    /// - Parameters:
    ///   - field: what the date field says. Where it says something that is no date, or no day on which the article can
    ///     have been published, there is none: a date from the link or text is no replacement for one that was given.
    ///     Words for nothing, such as 无 and null, and a time alone count as an empty field.
    ///   - latest: the last day on which an article can have been published, the day of the run; nil for no limit.
    /// - Complexity: linear in the link's length, and in the text's where nothing else helps.
    public static func infer(
        field: String, link: String, text: String, through latest: CalendarDate? = nil
    ) -> PublicationDate? {
        if !Placeholder.isValue(field), !CalendarDate.isTimeOnly(field) {
            guard let day = CalendarDate(parsing: field), day.canBePublication(through: latest) else { return nil }
            return PublicationDate(day: day, rule: CalendarDate.isMonth(field, readAs: day) ? .month : .field)
        }
        for rule in DateRule.besidesField {
            if let day = rule.day(link: link, text: text, through: latest) {
                return PublicationDate(day: day, rule: rule)
            }
        }
        return nil
    }
}

extension CalendarDate {
    /// The first year in which an article can have been published.
    public static let firstYear = 1990

    /// Whether an article can have been published that day: from 1990 on, and not after `latest`.
    public func canBePublication(through latest: CalendarDate?) -> Bool {
        year >= CalendarDate.firstYear && latest.map { self <= $0 } ?? true
    }
}
