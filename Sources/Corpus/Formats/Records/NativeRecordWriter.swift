/// Writes articles as records of the native format, which read as the same articles.
///
/// The fields of a native record are written line for line as they stood. Other articles are written by
/// field, with the native names, in the format's order; fields that it does not have are left out. Line
/// ends are `\n`. A line of a value that would read as a head, a rule or a separator gets a backslash,
/// which reading takes away, and so does a separator within an item of a list, so any value can be kept but
/// for this: white space around a value is no part of it, a carriage return is a line end, and a NUL, which
/// no record may hold, becomes a replacement character.
public struct NativeRecordWriter {
    /// The records so far, each with a blank line behind it. Those of several writers may stand one
    /// after another.
    public private(set) var bytes: [UInt8] = []

    public init() {}

    /// - Parameters:
    ///   - article: with all its fields, and its row if it came with one.
    ///   - tags: values for fields that the article has empty; those of others are passed over.
    ///   - basis: what the tags rest on, kept in a field of the record that is no part of the article. It
    ///     takes the place of one that was there before; if empty, nothing is changed.
    /// - Returns: why the article is not written, since nobody could read it: it has neither a title nor a
    ///   text, or nothing but white space in them.
    /// - Complexity: linear in the article's length.
    public mutating func append(
        _ article: Article, filling tags: [RecordField: String] = [:], basis: String = ""
    ) -> Reject? {
        var fields = fieldsAsRead(article) ?? fieldsByName(article)
        guard fields.contains(where: { ($0.field == .title || $0.field == .text) && !$0.isEmpty }) else {
            return Reject(origin: article.origin, reason: "neither a title nor a text")
        }
        for field in RecordField.allCases {
            guard let tag = tags[field].map(trimmed), !tag.isEmpty else { continue }
            // Labels that an earlier model filled in give way where they were taken out of the article.
            let givesWay = field == .industries && article.hasPredictedLabels && article.industries.isEmpty
            if !givesWay, fields.contains(where: { $0.field == field && !$0.isEmpty }) { continue }
            guard let index = fields.firstIndex(where: { $0.field == field }) else {
                fields.append(Field(field, name: field.nativeNames[0], value: tag))
                continue
            }
            fields[index] = Field(field, name: fields[index].name, value: tag)
        }
        if !trimmed(basis).isEmpty {
            let field = Field(nil, name: NativeRecord.basisName, value: trimmed(basis))
            // In its place, so that a line of a later field that repeats this head stays what it is.
            if let index = fields.firstIndex(where: { $0.name == NativeRecord.basisName }) {
                fields[index] = field
            } else {
                fields.append(field)
            }
        }
        // Without a title only a rule tells where the record begins.
        if fields[0].field != .title { bytes.append(contentsOf: "---\n".utf8) }
        for field in fields { append(lines: field.lines) }
        bytes.append(UInt8(ascii: "\n"))
        return nil
    }

    /// A field on its way.
    private struct Field {
        /// Nil for the basis of the tags and for fields that no article has.
        var field: RecordField?
        var name: String
        var isEmpty: Bool
        /// Without the last line end.
        var lines: String

        init(_ field: RecordField?, name: String, isEmpty: Bool, lines: String) {
            self.field = field
            self.name = name
            self.isEmpty = isEmpty
            self.lines = lines
        }

        /// - Parameter value: without white space around it, not empty.
        init(_ field: RecordField?, name: String, value: String) {
            let isText = field == .text || field == .events
            self.init(
                field, name: name, isEmpty: false,
                lines: NativeRecordWriter.lines(name: name, value: value, isText: isText))
        }
    }

    /// The fields of a native record; nil for an article from elsewhere.
    private func fieldsAsRead(_ article: Article) -> [Field]? {
        guard case .fields(let fields) = article.row, !fields.isEmpty, fields.allSatisfy({ !$0.lines.isEmpty }) else {
            return nil
        }
        return fields.map { field in
            let native = NativeRecord.head(of: field.lines)
            return Field(
                native == nil ? FieldNames.find(field.name)?.field : native?.field, name: field.name,
                isEmpty: field.value.isEmpty, lines: field.lines)
        }
    }

    private func fieldsByName(_ article: Article) -> [Field] {
        RecordField.allCases.compactMap { field in
            let value = trimmed(article.value(of: field))
            return value.isEmpty ? nil : Field(field, name: field.nativeNames[0], value: value)
        }
    }

    /// A value of one line stands behind its head, any other on lines of its own.
    private static func lines(name: String, value: String, isText: Bool) -> String {
        let lines = NativeRecord.kept(value).utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        if lines.count == 1, !lines[0].utf8.contains(0x0C), !NativeRecord.isRule(lines[0]),
            !NativeRecord.hasMark(lines[0])
        {
            return name + ": " + lines[0]
        }
        return name + ":\n" + NativeRecord.escaped(lines, isText: isText).joined(separator: "\n")
    }

    private mutating func append(lines: String) {
        bytes.append(contentsOf: lines.utf8)
        bytes.append(UInt8(ascii: "\n"))
    }
}

extension Article {
    /// What a field holds, a list as one value.
    package func value(of field: RecordField) -> String {
        switch field {
        case .title: title
        case .link: link
        case .date: dateField
        case .source: source
        case .text: text
        case .keywords: listText(keywords)
        case .technologies: listText(technologies)
        case .industries: listText(industries)
        case .events: events
        }
    }
}
