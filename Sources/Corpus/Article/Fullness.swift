import Text

/// How much a value holds, by which one is chosen where a record has several for the same field.
enum Fullness {
    /// Bytes of a value that are content: a text that is all markup, a word for nothing (`无`, `-`, `null`) and a link to
    /// no article have none.
    ///
    /// - Parameter normalizer: that of the articles. The first version took values as they stood.
    /// - Complexity: linear in the value; a text without markup is looked through once.
    static func of(_ value: String, as field: RecordField, _ normalizer: TextNormalizer) -> Int {
        guard normalizer.version > .one else { return value.utf8.count }
        guard !Placeholder.isValue(value) else { return 0 }
        switch field {
        case .title, .text, .source:
            var content = value
            _ = Markup.clean(&content, isOneLine: field != .text, normalizer.version)
            return content.utf8.count
        case .link where Placeholder.isLink(value): return 0
        case .date where CalendarDate.isTimeOnly(value): return 0
        default: return value.utf8.count
        }
    }
}
