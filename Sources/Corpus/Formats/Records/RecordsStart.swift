import Text

/// Where the first record of a file begins: at its first line, or below a few others, as the day of an export and the
/// number of records.
enum RecordsStart {
    /// A cover and a table of contents may stand there.
    static let mostLinesAbove = 200

    /// Lines that begin like fields and follow each other.
    private struct Heads {
        var known = 0
        var title: String?
        var hasText = false
        /// A date, and a field of dates that holds something else, as agendas have them.
        var hasDate = false
        var hasOtherTime = false

        /// Whether they are those of a record, although none is a title.
        var isRecord: Bool { hasDate && (hasText || known > 1) || hasText && known > 1 && !hasOtherTime }
    }

    /// Whether lines that begin like fields follow each other, one of them a title: records whose first field goes by
    /// another name than the native ones. One line alone may begin any text. Records without a title have a date and a
    /// text, and there are several; or their titles have no name (`TitleLines`).
    ///
    /// - Parameter lines: those behind the first one.
    static func begins(_ first: String, _ lines: LineBlock.Lines, _ fields: FieldMapping) -> Bool {
        let heads = heads(first, lines, fields)
        if heads.title != nil, heads.known > 1 { return true }
        if heads.hasDate, heads.hasText, let (name, _) = NativeRecord.beginning(of: first) {
            return count(name, in: first, and: lines) > 1
        }
        return TitleLines(first, lines, fields) != nil
    }

    /// Whether lines that begin like fields follow each other, as they do below a title that has no name.
    static func areFields(from first: String, _ lines: LineBlock.Lines, _ fields: FieldMapping) -> Bool {
        heads(first, lines, fields).isRecord
    }

    /// Whether records begin below the first line. A text may quote one, so there must be several, or one with more than
    /// a title and a text.
    static func standsBelow(_ lines: LineBlock.Lines, _ fields: FieldMapping) -> Bool {
        var lines = lines
        var above = 1
        while above <= mostLinesAbove, let (text, _) = lines.next() {
            guard let text else { continue }
            let line = String(utf8: text)
            if trimmed(line).isEmpty { continue }
            let heads = heads(line, lines, fields)
            if let title = heads.title, heads.known > 1 {
                let titles = count(title, in: line, and: lines)
                if titles >= 3 || heads.hasText && (titles == 2 || heads.known > 2) { return true }
            }
            if TitleLines(line, lines, fields) != nil { return true }
            above += 1
        }
        return false
    }

    private static func heads(_ first: String, _ lines: LineBlock.Lines, _ fields: FieldMapping) -> Heads {
        var heads = Heads()
        var lines = lines
        let style = RecordStyle(firstLine: first)
        var line = style.head(of: first) ?? first
        for _ in 0..<20 {
            guard NativeRecord.looksLikeHead(line), let (name, rest) = NativeRecord.beginning(of: line) else { break }
            let field = fields.field(named: name)
            if field == .date {
                if CalendarDate(parsing: trimmed(String(rest))) != nil {
                    heads.hasDate = true
                } else {
                    heads.hasOtherTime = true
                }
            }
            if field == .title { heads.title = heads.title ?? name }
            heads.hasText = heads.hasText || field == .text
            if field != nil || NativeRecord.field(ofHead: name) != nil { heads.known += 1 }
            guard let next = lines.next(), let text = next.text else { break }
            line = String(utf8: text)
            line = style.head(of: line) ?? line
            // `【标题】` may have its value below it.
            if style == .brackets, style.head(of: line) == nil, !NativeRecord.looksLikeHead(line),
                let below = lines.next()?.text
            {
                line = style.head(of: String(utf8: below)) ?? String(utf8: below)
            }
        }
        return heads
    }

    /// How often a head stands in the lines; three are many.
    private static func count(_ name: String, in first: String, and lines: LineBlock.Lines) -> Int {
        let style = RecordStyle(firstLine: first)
        func isHead(_ line: String) -> Bool {
            NativeRecord.beginning(of: style.head(of: line) ?? line)?.name == name
        }
        var lines = lines
        var count = isHead(first) ? 1 : 0
        while count < 3, let (text, _) = lines.next() {
            if let text, isHead(String(utf8: text)) { count += 1 }
        }
        return count
    }
}
