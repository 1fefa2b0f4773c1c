import Corpus

/// What kind of names an archive keeps in columns, so that counts of them need no records.
public enum NameKind: Int64, CaseIterable, Sendable {
    /// The source, or the host of the link where there is none.
    case source
    /// The article's own, as they came in, before aliases and corrections.
    case industries, technologies, keywords
    /// How the day was found (`DateFinding`). There are no names.
    case date
    /// The model's. Their value is the highest probability (`InferredNames`).
    case inferredIndustries, inferredTechnologies, inferredKeywords

    /// The kinds of what an article has itself.
    static let own: [NameKind] = [.source, .industries, .technologies, .keywords, .date]
    /// The kinds of a model's tags, by field.
    static let inferred: [(field: RecordField, kind: NameKind)] = [
        (.industries, .inferredIndustries), (.technologies, .inferredTechnologies), (.keywords, .inferredKeywords),
    ]
}

/// How the day of an article was found, as a number for a column: 0 for nearly all articles.
public struct DateFinding: Equatable, Sendable {
    /// The rule that found it; nil for no day.
    public var rule: DateRule?
    /// Whether the record has something in its date field.
    public var hasField: Bool

    private static let rules: [DateRule] = [.field, .link, .snowflake, .text, .month]
    private static let fieldBit: UInt32 = 8
    /// A day from the field.
    private static let usual: UInt32 = 1 | fieldBit

    init(rule: DateRule?, hasField: Bool) { (self.rule, self.hasField) = (rule, hasField) }

    /// - Returns: nil for a number that no finding has.
    public init?(value: UInt32) {
        let code = value ^ DateFinding.usual
        let rule = Int(code & ~DateFinding.fieldBit)
        guard code < 2 * DateFinding.fieldBit, rule <= DateFinding.rules.count else { return nil }
        self.init(
            rule: rule == 0 ? nil : DateFinding.rules[rule - 1], hasField: code & DateFinding.fieldBit != 0)
    }

    var value: UInt32 {
        let code = rule.map { UInt32(DateFinding.rules.firstIndex(of: $0)! + 1) } ?? 0
        return (code | (hasField ? DateFinding.fieldBit : 0)) ^ DateFinding.usual
    }
}

/// The names of an article, and what else the column has of it.
typealias NamedEntry = (names: [String], value: UInt32)

/// The names that an article has itself.
struct ArticleNames: Sendable {
    private let source: String
    private let industries: [String]
    private let technologies: [String]
    private let keywords: [String]
    private let hasDateField: Bool

    /// - Parameter article: read as readers of the archive read it; nil for one with neither title nor text.
    init(_ article: Article?) {
        source = article?.sourceName ?? ""
        (industries, technologies) = (article?.industries ?? [], article?.technologies ?? [])
        keywords = article?.keywords ?? []
        hasDateField = article?.dateField.isEmpty == false
    }

    /// Passes what the columns have of the article to `use`.
    ///
    /// - Parameter rule: the rule that found its day.
    func forEachEntry(rule: DateRule?, _ use: (NameKind, NamedEntry) throws -> Void) rethrows {
        if !source.isEmpty { try use(.source, ([source], 0)) }
        if !industries.isEmpty { try use(.industries, (industries, 0)) }
        if !technologies.isEmpty { try use(.technologies, (technologies, 0)) }
        if !keywords.isEmpty { try use(.keywords, (keywords, 0)) }
        let date = DateFinding(rule: rule, hasField: hasDateField).value
        if date != 0 { try use(.date, ([], date)) }
    }

    /// What the columns have of the article, by kind; nil for nothing.
    ///
    /// - Parameter rule: the rule that found its day.
    func entries(rule: DateRule?) -> [(kind: NameKind, entry: NamedEntry?)] {
        var entries: [NameKind: NamedEntry] = [:]
        forEachEntry(rule: rule) { entries[$0] = $1 }
        return NameKind.own.map { ($0, entries[$0]) }
    }
}

/// The names that a model gave an article.
public enum InferredNames {
    private static let scale = 1000.0

    /// The highest probability of some tags as a number for a column: 0 where none is known.
    private static func value(_ tags: [InferredTags.Tag]) -> UInt32 {
        tags.lazy.compactMap(\.probability).max().map { 1 + UInt32(($0 * scale).rounded(.down)) } ?? 0
    }

    /// What the column of a kind has beside the names.
    private static func value(_ tags: [InferredTags.Tag], of kind: NameKind) -> UInt32 {
        kind == .inferredIndustries ? value(tags) : 0
    }

    /// The highest probability, rounded down to thousandths; nil where none is known.
    public static func probability(_ value: UInt32) -> Double? { value == 0 ? nil : Double(value - 1) / scale }

    /// What the columns have of a model's tags, by kind; nil for what it was not asked.
    static func entries(_ tags: InferredTags) -> [(kind: NameKind, entry: NamedEntry?)] {
        NameKind.inferred.map { field, kind in
            (kind, tags.tags[field].map { own in (own.map(\.label), value(own, of: kind)) })
        }
    }
}
