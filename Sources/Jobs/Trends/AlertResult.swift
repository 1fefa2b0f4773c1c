import Corpus
import Reports
import Text
import Timeline

/// What happened to a watched term.
public struct AlertLine: Codable, Equatable, Sendable {
    public enum Kind: String, Codable, Sendable {
        /// A burst began.
        case burst
        /// The first stories with the term.
        case appeared
        /// Its share fell significantly from the period before.
        case fell
    }

    public let kind: Kind
    public let term: String
    /// The first period of the burst, the period of the fall, or that in which the term appeared.
    public let period: Period
    /// How many stories had the term in the burst, in the period, or at all where it appeared.
    public let stories: Int
    /// The share of the stories of the burst or the period; nil where the term appeared.
    public let share: Double?
    /// The share in the period before a fall.
    public let shareBefore: Double?
    /// Kleinberg's weight of a burst.
    public let weight: Double?
    /// The first article of a term that appeared.
    public let article: ArticleReference?
}

/// The alerts of a run.
public struct AlertResult: Codable, Sendable, TabularResult {
    enum Compared {
        /// - Parameter newTerms: what terms are compared with that the run did not have.
        case lastRun(CalendarDate?, newTerms: CalendarDate)
        case firstRun(CalendarDate)
        case day(CalendarDate)
    }

    /// The day of the last article of the last run, or the first day of what counts as new.
    public let since: String?
    /// Whether no earlier run with the list and the length of periods is known.
    public let isFirstRun: Bool
    /// The day of the last article.
    public let through: String
    public let by: PeriodLength
    /// Dated articles that the last run did not have.
    public let newArticles: Int
    /// In the order of the terms.
    public let alerts: [AlertLine]
    /// The terms of which there is nothing new.
    public let quiet: [String]
    /// The terms that the last run did not have, or had with other spellings.
    public let newTerms: [String]
    /// Articles without a date, which are in no period.
    public let undated: Int
    public let reading: ReadingSummary
    /// What the user should know besides.
    public internal(set) var warnings: [String] = []
    private let newTermsSince: String?
    /// What to keep for the next run; nil for nothing.
    var state: WatchState?
    /// What was kept when the run began.
    var known: WatchState?

    init(
        _ compared: Compared, through: CalendarDate, by: PeriodLength, newArticles: Int, alerts: [AlertLine],
        terms: [String], newTerms: [String], undated: Int, reading: ReadingSummary
    ) {
        var newTermsSince: String?
        switch compared {
        case .lastRun(let day, let start): (since, isFirstRun, newTermsSince) = (day?.description, false, "\(start)")
        case .firstRun(let day): (since, isFirstRun) = (day.description, true)
        case .day(let day): (since, isFirstRun) = (day.description, false)
        }
        self.newTermsSince = newTermsSince
        self.through = through.description
        self.by = by
        self.newArticles = newArticles
        self.alerts = alerts
        let loud = Set(alerts.map(\.term))
        quiet = terms.filter { !loud.contains($0) }
        self.newTerms = newTerms
        self.undated = undated
        self.reading = reading
    }

    private static let mostShown = 30
    private static let mostNames = 12

    /// One screen: since when, the newest alerts, and the terms without any.
    public var text: String {
        var start = since.map { "since \($0)" } ?? "since the last run"
        if newTermsSince != nil { start = "since the last run" + (since.map { " (articles to \($0))" } ?? "") }
        if isFirstRun { start = "first run with this list; " + start }
        var text = "\(start): \(counted(newArticles, "new article")); the last article is of \(through)\n"
        if !newTerms.isEmpty, let newTermsSince {
            text += "new in the list, compared as of \(newTermsSince): \(AlertResult.names(newTerms))\n"
        }
        if !alerts.isEmpty {
            // The newest, in the order that all have.
            let newest = alerts.enumerated().sorted { ($1.element.period, $0.offset) < ($0.element.period, $1.offset) }
                .prefix(AlertResult.mostShown).map(\.offset).sorted().map { alerts[$0] }
            text += "\n" + AlertResult.table(newest, share: { percent($0) }).plain()
            let rest = alerts.count - newest.count
            if rest > 0 { text += "… \(counted(rest, "older alert")) not shown; --output alerts.csv writes all\n" }
            text += quiet.isEmpty ? "" : "\n"
        }
        return text + (quiet.isEmpty ? "" : "nothing new: \(AlertResult.names(quiet))\n")
    }

    private static func names(_ names: [String]) -> String {
        let rest = names.count - mostNames
        return names.prefix(mostNames).map { shortened(oneLine($0)) }.joined(separator: ", ")
            + (rest > 0 ? ", … (\(rest) more)" : "")
    }

    private static func shortened(_ name: String) -> String { name.count > 40 ? name.prefix(39) + "…" : name }

    /// One object.
    public func json() throws -> String {
        struct Printed: Encodable {
            let since: String?
            let isFirstRun: Bool
            let through: String
            let by: PeriodLength
            let newArticles: Int
            let alerts: [AlertLine]
            let quiet: [String]
            let newTerms: [String]
            let undated: Int
        }
        return try CanonicalJSON.string(
            Printed(
                since: since, isFirstRun: isFirstRun, through: through, by: by, newArticles: newArticles,
                alerts: alerts, quiet: quiet, newTerms: newTerms, undated: undated)) + "\n"
    }

    /// All alerts.
    public var sheets: [Report.NamedTable] {
        [.init(name: "alerts", table: AlertResult.table(alerts, share: { fixed($0, digits: 6) }))]
    }

    private static func table(_ alerts: [AlertLine], share: (Double) -> String) -> Table {
        var table = Table([
            .init("alert"), .init("term"), .init("period", isDate: true), .init("stories", isNumber: true),
            .init("share", isNumber: true), .init("before", isNumber: true), .init("note"),
        ])
        for alert in alerts {
            let note =
                alert.weight.map { "weight \(fixed($0, digits: 0))" }
                ?? alert.article.map { ($0.date.map { $0 + " " } ?? "") + $0.title } ?? ""
            table.append([
                alert.kind.rawValue, alert.term, "\(alert.period)", "\(alert.stories)",
                alert.share.map(share) ?? "", alert.shareBefore.map(share) ?? "", note,
            ])
        }
        return table
    }
}
