/// Reads the labeled record format: one field a line head, half- or full-width colon, fields over as
/// many lines as they need.
///
/// A record ends where the next `标题:` begins. It also ends at a form feed or a `---` line before a
/// field head, and at a blank line before a head that the record already has. So a blank line, a rule
/// or a colon inside a text does not cut it, and a line of the text that looks like a head which the
/// record already has stays in the text. A line with a backslash before what would cut the text is text,
/// without the backslash (`NativeRecord`).
struct NativeRecordReader: SequentialReader {
    private var lines: LineReader
    private let options: ReadingOptions
    /// The head line of the next record, read already.
    private var ahead: TextLine?

    init(lines: LineReader, options: ReadingOptions) {
        self.lines = lines
        self.options = options
    }

    mutating func next() throws -> CorpusEntry? {
        var record = RecordBuilder()
        if let first = ahead {
            ahead = nil
            record.begin(first, options: options)
        }
        var separator = Separator.none
        while let line = try lines.next() {
            switch line {
            case .undecodable(var reject):
                // The record is damaged: what can be read of it is not what was written.
                let number = reject.origin.line
                if !record.isEmpty { reject.origin.line = record.startLine }
                if reject.origin.line != number { reject.reason = "line \(number): " + reject.reason }
                reject.lastLine = try skipToNextRecord(after: number)
                return .reject(reject)
            case .text(var line):
                if NativeRecord.unescaped(line.text) != nil {
                    separator = .none
                    record.append(line)
                    continue
                }
                if line.text.contains("\u{0C}") {
                    line.text = line.text.filter { $0 != "\u{0C}" }
                    separator = .strong
                    if line.text.isEmpty { continue }
                }
                if let head = NativeRecord.head(of: line.text) {
                    let repeated = record.has(head.field)
                    let endsRecord =
                        !record.isEmpty
                        && (record.isStray || head.field == .title || separator == .strong
                            || repeated && separator == .weak)
                    if endsRecord {
                        ahead = line
                        return record.entry(lines: lines, options: options)
                    }
                    if !repeated {
                        record.begin(line, options: options)
                        separator = .none
                        continue
                    }
                }
                let content = trimmed(line.text)
                if content == "---" {
                    separator = .strong
                } else if content.isEmpty {
                    separator = max(separator, .weak)
                } else {
                    separator = .none
                }
                record.append(line)
                guard record.size <= LineReader.longestRecord else {
                    let last = try skipToNextRecord(after: line.number)
                    return .reject(
                        Reject(origin: lines.origin(record.startLine), through: last, reason: RecordTooLong.reason))
                }
            }
        }
        return record.isEmpty ? nil : record.entry(lines: lines, options: options)
    }

    private enum Separator: Int, Comparable {
        case none, weak, strong
        static func < (a: Separator, b: Separator) -> Bool { a.rawValue < b.rawValue }
    }

    /// - Returns: the number of the last line passed over.
    private mutating func skipToNextRecord(after line: Int) throws -> Int {
        var last = line
        while let line = try lines.next() {
            guard case .text(let line) = line else {
                if case .undecodable(let reject) = line { last = reject.origin.line }
                continue
            }
            if NativeRecord.head(of: line.text)?.field == .some(.title) {
                ahead = line
                return last
            }
            last = line.number
        }
        return last
    }
}

/// The lines of one record, gathered field by field.
private struct RecordBuilder {
    private var fields: [(head: NativeRecord.Head, lines: [String])] = []
    private(set) var startLine = 0
    /// Of the last line that is not blank.
    private var lastLine = 0
    /// In bytes.
    private(set) var size = 0
    /// The first line that stands before any head.
    private var strayLine: TextLine?

    var isEmpty: Bool { fields.isEmpty && strayLine == nil }

    /// Nothing but text that no head stands before.
    var isStray: Bool { fields.isEmpty && strayLine != nil }

    func has(_ field: RecordField?) -> Bool { fields.contains { $0.head.field == field } }

    mutating func begin(_ line: TextLine, options: ReadingOptions) {
        guard let head = NativeRecord.head(of: line.text) else { return }
        if isEmpty { startLine = line.number }
        lastLine = line.number
        size += line.text.utf8.count
        fields.append((head, [line.text]))
    }

    mutating func append(_ line: TextLine) {
        if fields.isEmpty {
            // Blank lines and rules between records belong to none.
            let content = trimmed(line.text)
            if content.isEmpty || content == "---" { return }
            if strayLine == nil {
                strayLine = line
                startLine = line.number
            }
            lastLine = line.number
            return
        }
        if !line.text.isEmpty { lastLine = line.number }
        // A line end is a byte, and an empty line takes memory too.
        size += line.text.utf8.count + MemoryLayout<String>.size
        fields[fields.count - 1].lines.append(line.text)
    }

    func entry(lines: LineReader, options: ReadingOptions) -> CorpusEntry {
        let origin = lines.origin(startLine)
        if let strayLine, fields.isEmpty {
            return .reject(
                Reject(
                    origin: lines.origin(strayLine.number), through: lastLine,
                    reason: "text before any field: \(strayLine.text.prefix(20))… "
                        + "(a record starts with 标题:, its fields with 链接:, 总结: and so on)"))
        }
        var values = FieldValues(options)
        var row: [SourceRow.Field] = []
        for (head, lines) in fields {
            let rest = withoutTrailingRules(lines.dropFirst())
            var value = [trimmed(String(head.rest))] + rest.map { NativeRecord.unescaped($0) ?? $0 }
            if rest.isEmpty, value[0] == "---" { value[0] = "" }
            let text = trimmed(value.joined(separator: "\n"))
            if options.keepsRows {
                row.append(
                    .init(name: head.name, value: text, lines: ([lines[0]] + rest).joined(separator: "\n")))
            }
            // `--label 关键词` and the like reach the fields of records too.
            if let mapped = options.settings.fields.field(named: head.name), !text.isEmpty {
                values.set(mapped, to: text)
            }
        }
        return values.entry(origin: origin, through: lastLine, row: options.keepsRows ? .fields(row) : .none)
    }

    /// The `---` and blank lines that separate a record from the next one.
    private func withoutTrailingRules(_ lines: ArraySlice<String>) -> ArraySlice<String> {
        var end = lines.endIndex
        while end > lines.startIndex, ["", "---"].contains(trimmed(lines[end - 1])) { end -= 1 }
        return lines[..<end]
    }
}

extension InputFormat {
    static let records = InputFormat(
        begins: { line, _ in NativeRecord.head(of: line) != nil },
        open: { lines, _, options in NativeRecordReader(lines: lines, options: options) })
}
