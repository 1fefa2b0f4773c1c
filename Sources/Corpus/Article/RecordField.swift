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
    /// By its set, not by its name: tags of millions of articles are looked up by field.
    public func hash(into hasher: inout Hasher) { hasher.combine(only.rawValue) }

    public static func == (a: RecordField, b: RecordField) -> Bool { a.only.rawValue == b.only.rawValue }

    /// It holds several values.
    var isList: Bool {
        switch self {
        case .keywords, .technologies, .industries: true
        case .title, .link, .date, .source, .text, .events: false
        }
    }

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
