/// The fields of an article record, and the names they go by.
public enum RecordField: String, CaseIterable, Sendable, Codable, CodingKeyRepresentable {
    case title, link, date, source, text, keywords, technologies, industries, events

    /// The heads of the native record format; the first is the one that is written.
    public var nativeNames: [String] {
        switch self {
        case .title: ["标题"]
        case .link: ["链接"]
        case .date: ["日期", "发布时间"]
        case .source: ["来源"]
        case .text: ["总结"]
        case .keywords: ["关键词"]
        case .technologies: ["AI技术"]
        case .industries: ["行业"]
        case .events: ["重大事件摘要"]
        }
    }

    /// The names looked for in JSON and CSV after the native ones.
    var foreignNames: [String] {
        switch self {
        case .title: ["title"]
        case .link: ["link", "url"]
        case .date: ["date"]
        case .source: ["source"]
        case .text: ["text"]
        case .keywords: ["keywords"]
        case .technologies: ["technologies"]
        case .industries: ["label", "labels", "industries"]
        case .events: ["events"]
        }
    }
}

/// A set of fields.
public struct RecordFields: OptionSet, Sendable {
    public let rawValue: UInt16

    public init(rawValue: UInt16) { self.rawValue = rawValue }

    public static let title = RecordFields(rawValue: 1)
    public static let link = RecordFields(rawValue: 1 << 1)
    public static let date = RecordFields(rawValue: 1 << 2)
    public static let source = RecordFields(rawValue: 1 << 3)
    public static let text = RecordFields(rawValue: 1 << 4)
    public static let keywords = RecordFields(rawValue: 1 << 5)
    public static let technologies = RecordFields(rawValue: 1 << 6)
    public static let industries = RecordFields(rawValue: 1 << 7)
    public static let events = RecordFields(rawValue: 1 << 8)
    public static let all = RecordFields(rawValue: (1 << 9) - 1)
    /// What models read.
    public static let content: RecordFields = [.title, .text]
    /// What models learn from.
    public static let labeledContent: RecordFields = [.title, .text, .industries]
}

extension RecordField {
    /// The set of this field alone.
    var only: RecordFields {
        switch self {
        case .title: .title
        case .link: .link
        case .date: .date
        case .source: .source
        case .text: .text
        case .keywords: .keywords
        case .technologies: .technologies
        case .industries: .industries
        case .events: .events
        }
    }
}

/// Which field of a JSON object or a table is which field of an article.
///
/// Codable, because a model file remembers how its corpus was read.
public struct FieldMapping: Hashable, Sendable, Codable {
    /// Fields that go by another name than their own.
    public var names: [RecordField: String]

    public init(names: [RecordField: String] = [:]) { self.names = names }

    /// The names a field may have, the preferred one first.
    func candidates(for field: RecordField) -> [String] {
        if let name = names[field] { return [name] }
        return field.nativeNames + field.foreignNames
    }

    /// The name under which a field is written.
    public func name(of field: RecordField) -> String { candidates(for: field)[0] }

    /// A field that was asked for by name takes it from the field that has it by default: with
    /// `--label keywords`, the keywords are the labels.
    func field(named name: String) -> RecordField? {
        if let asked = RecordField.allCases.first(where: { names[$0] == name }) { return asked }
        return FieldMapping.defaults[name].flatMap { names[$0] == nil ? $0 : nil }
    }

    private static let defaults: [String: RecordField] = {
        var fields: [String: RecordField] = [:]
        for field in RecordField.allCases {
            for name in field.nativeNames + field.foreignNames { fields[name] = field }
        }
        return fields
    }()
}
