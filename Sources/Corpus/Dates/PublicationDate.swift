/// How an article came by its date, the most reliable rule first. Reports say how many were dated by which rule.
///
/// A new rule is a file in `Rules/`, a case here in its place and a line in `day(field:link:text:)`.
public enum DateRule: String, CaseIterable, Sendable, Codable {
    /// The record has a date field.
    case field
    /// The path or the query of the link holds a date: `/2024/05/26/`, `/20240526/`, `date=2024-05-26`.
    case link
    /// The link holds a Baijiahao or Toutiao id, and such ids begin with the time they were given out.
    case snowflake
    /// The latest full date that the text names.
    case text

    /// Kept, since `allCases` may be made anew for every article.
    fileprivate static let inOrder = allCases

    /// The day that this rule finds; nil where it finds none.
    func day(field: String, link: String, text: String) -> CalendarDate? {
        switch self {
        case .field: CalendarDate(parsing: field)
        case .link: CalendarDate(inLink: link)
        case .snowflake: CalendarDate(fromSnowflakeIn: link)
        case .text: CalendarDate(latestIn: text)
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
    ///   - field: what the date field says; a value that is not a date counts as absent here
    ///     (`CalendarDate(parsing:)` tells the two apart).
    /// - Complexity: linear in the link's length, and in the text's where nothing else helps.
    public static func infer(field: String, link: String, text: String) -> PublicationDate? {
        for rule in DateRule.inOrder {
            if let day = rule.day(field: field, link: link, text: text) { return PublicationDate(day: day, rule: rule) }
        }
        return nil
    }
}
