/// Reads the labeled record format: one field a line head, half- or full-width colon, fields over as
/// many lines as they need.
///
/// A record ends where the next `标题:` begins, or where no record has one, the field that the first one begins with. It also ends at a form feed or a `---` line before a
/// field head, and at a blank line before a head that the record already has. So a blank line, a rule
/// or a colon inside a text does not cut it, and a line of the text that looks like a head which the
/// record already has stays in the text. A line with a backslash before what would cut the text is text,
/// without the backslash (`NativeRecord`).
///
/// A field of one line that stands twice in a record is a list that goes on, or else the first one counts. What stands above
/// the first record is not read, and said.
///
/// Heads may have other names than the native ones (`FieldNames`): before the text anywhere, in it only where many
/// records have them there. Names that nobody knows are fields of their own where they stand at the same place in many
/// records. Both are found out from the beginning of the file (`RecordProfile`).
struct NativeRecordReader: SequentialReader {
    private var lines: LineReader
    private let options: ReadingOptions
    /// The head line of the next record, read already.
    private var ahead: (head: RecordBuilder.Head, line: TextLine)?
    private var heads: RecordHeads
    private var isSampled = false
    /// No record has begun.
    private var isAtStart = true
    private var usage: FieldUsage
    var failure: (any Error)?

    init(lines: LineReader, options: ReadingOptions) {
        self.lines = lines
        self.options = options
        heads = RecordHeads(options.settings.fields)
        usage = FieldUsage(file: lines.name)
    }

    mutating func takeUsage() -> FieldUsage {
        defer { usage = FieldUsage(file: lines.name) }
        usage.remarks.encoding = lines.guessedEncoding
        return usage
    }

    mutating func next() throws -> CorpusEntry? {
        if !isSampled {
            isSampled = true
            heads.profile = try RecordProfile(sampling: &lines, heads)
        }
        var record = RecordBuilder()
        if let first = ahead {
            ahead = nil
            record.begin(first.head, first.line)
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
                try markHead(&line)
                if let (before, after) = line.cutAtMark(), NativeRecord.head(of: after.text) != nil,
                    NativeRecord.unescaped(line.text) == nil
                {
                    line = before
                    lines.giveBack([after])
                }
                if NativeRecord.unescaped(line.text) != nil {
                    separator = .none
                    record.append(line)
                    continue
                }
                if line.text.utf8.contains(0x0C) {
                    line.text = line.text.filter { $0 != "\u{0C}" }
                    separator = .strong
                    if line.text.isEmpty { continue }
                }
                if let head = head(of: line.text, in: record, behind: separator) {
                    if isAtStart {
                        isAtStart = false
                        if record.isStray, record.strayCount <= RecordsStart.mostLinesAbove {
                            usage.remarks.linesAboveRecords = record.strayLines
                            record = RecordBuilder()
                        }
                    }
                    // A name of a field that the record has under another name may stand in its text.
                    let isTold =
                        record.last?.isText == true && head.field != .text && head.field.map(record.has) == true
                    let repeated = record.has(name: head.name) || isTold
                    let endsRecord =
                        !record.isEmpty
                        && (record.isStray || separator == .strong
                            || repeated && (separator == .weak || head.name == heads.profile.lead)
                            || head.field == .title && endsAtTitle(record, head, separator))
                    if endsRecord {
                        ahead = (head, line)
                        return record.entry(lines: lines, options: options, &heads, &usage)
                    }
                    if !repeated || record.goesOn(with: head) {
                        record.begin(head, line)
                        separator = .none
                        continue
                    }
                }
                let content = trimmed(line.text)
                if !record.hasBody, !record.isEmpty, let head = RecordBuilder.bareHead(content) {
                    record.begin(head, line)
                    separator = .none
                    continue
                }
                if !content.isEmpty, !NativeRecord.isRule(content), !isOwn(content),
                    record.beginsText(content, isBehindGap: separator != .none)
                {
                    record.beginGuessedText()
                }
                if NativeRecord.isRule(content) {
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
        return record.isEmpty ? nil : record.entry(lines: lines, options: options, &heads, &usage)
    }

    /// Makes a head of the file's style one of the plain style.
    private mutating func markHead(_ line: inout TextLine) throws {
        let style = heads.profile.style
        guard style != .plain else { return }
        if let head = try style.head(of: line.text, before: lines.peekContent()) { line.text = head }
    }

    /// The field that a line begins, if it does where it stands.
    private mutating func head(
        of line: String, in record: RecordBuilder, behind separator: Separator
    ) -> RecordBuilder.Head? {
        guard let (name, rest) = NativeRecord.beginning(of: line) else { return nil }
        switch heads.kind(of: name) {
        case .native(let field): return .init(field: field, name: name, rest: rest, isSure: true)
        case .named(let field): return .init(field: field, name: name, rest: rest, isSure: true)
        case .usual(let field):
            let last = record.last
            let isHead =
                last?.isText != true || separator == .strong || heads.profile.inText.contains(name)
                || name == heads.profile.lead
                || record.has(name: name) && (field == .title || separator == .weak)
                || field == .text && last?.field == .text && (last!.isGuessed || FieldNames.isSummary(last!.name))
            return isHead ? .init(field: field, name: name, rest: rest, isSure: false) : nil
        case .other, .unknown:
            guard
                name == heads.profile.lead || record.isEmpty
                    || separator == .strong && heads.profile.own.contains(name),
                NativeRecord.looksLikeName(name), !rest.hasPrefix("//")
            else { return nil }
            return .init(field: nil, name: name, rest: rest, isSure: false)
        }
    }

    /// Whether a line begins a field that no article has.
    private mutating func isOwn(_ line: String) -> Bool {
        guard let (name, _) = NativeRecord.beginning(of: line) else { return false }
        return heads.kind(of: name) == .other || heads.profile.own.contains(name)
    }

    /// Fields before a title are of its record where no text stands before them.
    private func endsAtTitle(_ record: RecordBuilder, _ title: RecordBuilder.Head, _ separator: Separator) -> Bool {
        if record.has(name: title.name) || title.isSure && record.has(.title) { return true }
        return heads.profile.lead == nil && (record.hasText || separator != .none && record.hasKnown)
    }

    private enum Separator: Int, Comparable {
        case none, weak, strong
        static func < (a: Separator, b: Separator) -> Bool { a.rawValue < b.rawValue }
    }

    /// - Returns: the number of the last line passed over.
    private mutating func skipToNextRecord(after line: Int) throws -> Int {
        var last = line
        while let line = try lines.next() {
            guard case .text(var line) = line else {
                if case .undecodable(let reject) = line { last = reject.origin.line }
                continue
            }
            try markHead(&line)
            if let (name, rest) = NativeRecord.beginning(of: line.text) {
                let kind = heads.kind(of: name)
                let isSure = kind == .native(.title) || kind == .named(.title)
                if isSure || kind == .usual(.title) || name == heads.profile.lead {
                    let field: RecordField? =
                        switch kind {
                        case .native(let field): field
                        case .named(let field), .usual(let field): field
                        case .other, .unknown: nil
                        }
                    ahead = (.init(field: field, name: name, rest: rest, isSure: isSure), line)
                    return last
                }
            }
            last = line.number
        }
        return last
    }
}

extension InputFormat {
    static let records = InputFormat(
        begins: { line, _ in
            NativeRecord.head(of: RecordStyle(firstLine: line).head(of: line) ?? line) != nil
        },
        open: { stream, _, options in
            NativeRecordReader(lines: LineReader(stream, encoding: options.encoding), options: options)
        })
}
