/// The lines of one record, gathered field by field.
struct RecordBuilder {
    /// A field that has begun.
    struct Head {
        /// Nil for `NativeRecord.basisName` and for fields that no article has.
        var field: RecordField?
        /// As it stands, without white space around it.
        var name: String
        /// What stands behind the colon.
        var rest: Substring
        /// Native, or named by the caller.
        var isSure: Bool

        /// A field of many lines, in which a line that looks like a head need not be one.
        var isText: Bool { field == .text || field == .events || name == NativeRecord.basisName }

        /// Of a text that no head stands before.
        static let guessed = Head(field: .text, name: "", rest: "", isSure: false)
        var isGuessed: Bool { field == .text && name.isEmpty }
    }

    private var fields: [(head: Head, lines: [String])] = []
    /// The last field has a value.
    private(set) var hasValue = false
    private(set) var startLine = 0
    /// Of the last line that is not blank.
    private var lastLine = 0
    /// In bytes.
    private(set) var size = 0
    /// The first lines that stand before any head, and how many there are.
    private(set) var strayLines: [String] = []
    private(set) var strayCount = 0

    var isEmpty: Bool { fields.isEmpty && strayCount == 0 }

    /// Nothing but text that no head stands before.
    var isStray: Bool { fields.isEmpty && strayCount > 0 }

    /// The field that further lines belong to.
    var last: Head? { fields.last?.head }

    var hasText: Bool { fields.contains { $0.head.isText } }

    /// Whether it has a field that an article has.
    var hasKnown: Bool { fields.contains { $0.head.field != nil } }

    func has(_ field: RecordField) -> Bool { fields.contains { $0.head.field == field } }

    func has(name: String) -> Bool { fields.contains { $0.head.name == name } }

    mutating func begin(_ head: Head, _ line: TextLine) {
        if isEmpty { startLine = line.number }
        lastLine = line.number
        size += line.text.utf8.count
        fields.append((head, [line.text]))
        hasValue = !trimmed(String(head.rest)).isEmpty
    }

    mutating func append(_ line: TextLine) {
        if fields.isEmpty {
            // Blank lines and rules between records belong to none.
            let content = trimmed(line.text)
            if content.isEmpty || NativeRecord.isRule(content) { return }
            if strayCount == 0 { startLine = line.number }
            if strayCount < RecordsStart.mostLinesAbove { strayLines.append(content) }
            strayCount += 1
            lastLine = line.number
            return
        }
        if !line.text.isEmpty { lastLine = line.number }
        // A line end is a byte, and an empty line takes memory too.
        size += line.text.utf8.count + MemoryLayout<String>.size
        fields[fields.count - 1].lines.append(line.text)
        hasValue = hasValue || !trimmed(line.text).isEmpty
    }

    mutating func entry(
        lines: LineReader, options: ReadingOptions, _ heads: inout RecordHeads, _ usage: inout FieldUsage
    ) -> CorpusEntry {
        let origin = lines.origin(startLine)
        if !hasKnown, let stray = strayLines.first ?? fields.first?.lines[0], !has(name: NativeRecord.basisName) {
            return .reject(
                Reject(
                    origin: origin, through: lastLine,
                    reason: "text before any field: \(stray.prefix(20))… "
                        + "(a record starts with 标题:, its fields with 链接:, 总结: and so on)"))
        }
        var row: [SourceRow.Field] = []
        var names: [String] = []
        var texts: [String] = []
        var matches: [FieldName?] = []
        settleGuess()
        let fields = split(&heads)
        var indices: [String: Int] = [:]
        for (head, lines) in fields {
            let rest = withoutTrailingRules(lines.dropFirst())
            var value = [trimmed(String(head.rest))] + rest.map { NativeRecord.unescaped($0) ?? $0 }
            if rest.isEmpty, NativeRecord.isRule(value[0]) { value[0] = "" }
            let text = trimmed(value.joined(separator: "\n"))
            let written = ([lines[0]] + rest).joined(separator: "\n")
            // `--label 关键词` and the like reach the fields of records too.
            var match = heads.match(head.name)
            var name = head.name
            if head.isGuessed {
                name = RecordBuilder.guessedName
                match = heads.match(name) ?? FieldName(field: .text, tier: .weak, rank: .max, isCertain: false)
                usage.remarks.textsWithoutHead += 1
            }
            if let index = indices[name] {
                // A list may go on in further lines with its name; of other fields the first one counts that says
                // something.
                if match?.field.isList == true || texts[index].isEmpty {
                    texts[index] = trimmed(texts[index] + "\n" + text)
                    if options.keepsRows {
                        row[index].value = texts[index]
                        row[index].lines += "\n" + written
                    }
                    continue
                }
                usage.remarks.repeatedFields.add(name, 1)
                match = nil
                var number = 2
                while indices["\(name) (\(number))"] != nil { number += 1 }
                name += " (\(number))"
            }
            indices[name] = texts.count
            if options.keepsRows { row.append(.init(name: name, value: text, lines: written)) }
            names.append(name)
            texts.append(text)
            matches.append(match)
        }
        var values = FieldValues(options)
        var used = names.map { _ in 0 }
        FieldPlan(matches).fill(&values, from: texts, counting: &used)
        if values.hasLabels, let basis = indices[NativeRecord.basisName] {
            values.note(.these(TagMarks.filledLabels(basis: texts[basis])))
        }
        for (index, name) in names.enumerated() where name != NativeRecord.basisName {
            usage.add(name, matches[index], used: used[index])
        }
        return values.entry(origin: origin, through: lastLine, row: options.keepsRows ? .fields(row) : .none)
    }

    /// Whether a line that begins a field again belongs to it: another item of a list, or another value of a short field,
    /// directly below it or below other short fields.
    func goesOn(with head: Head) -> Bool { last?.isText == false && !head.isText && head.field != nil }

    /// A text that is more than a summary.
    var hasBody: Bool { fields.contains { $0.head.field == .text && !FieldNames.isSummary($0.head.name) } }

    /// Begins a text without a head, to which the blank lines and rules above it belong too.
    mutating func beginGuessedText() {
        let index = fields.count - 1
        var start = fields[index].lines.count
        while start > 1 {
            let content = trimmed(fields[index].lines[start - 1])
            guard content.isEmpty || NativeRecord.isRule(content) else { break }
            start -= 1
        }
        let gap = Array(fields[index].lines[start...])
        fields[index].lines.removeSubrange(start...)
        fields.append((.guessed, gap))
    }

    /// A text under a head of its own counts; what was taken for one belongs to the field above it then.
    private mutating func settleGuess() {
        guard let guess = fields.firstIndex(where: { $0.head.isGuessed }) else { return }
        let hasOther = fields.contains { head, lines in
            head.field == .text && !head.isGuessed && !FieldNames.isSummary(head.name)
                && (!trimmed(String(head.rest)).isEmpty || lines.dropFirst().contains { !trimmed($0).isEmpty })
        }
        if hasOther {
            fields[guess - 1].lines += fields.remove(at: guess).lines
            return
        }
        // The first line is looked at as what stands behind a head.
        let first = fields[guess].lines[0]
        if !NativeRecord.isRule(trimmed(first)) {
            fields[guess].head.rest = Substring(NativeRecord.unescaped(first) ?? first)
        }
    }

    /// The `---` and blank lines that separate a record from the next one.
    private func withoutTrailingRules(_ lines: ArraySlice<String>) -> ArraySlice<String> {
        var end = lines.endIndex
        while end > lines.startIndex {
            let content = trimmed(lines[end - 1])
            guard content.isEmpty || NativeRecord.isRule(content) else { break }
            end -= 1
        }
        return lines[..<end]
    }
}

extension RecordBuilder {
    /// The fields, with those of their own that stand among the lines of others: behind a short field at once, in a
    /// text only as its last lines.
    private func split(_ heads: inout RecordHeads) -> [(head: Head, lines: [String])] {
        var names = Set(fields.map(\.head.name))
        var split: [(head: Head, lines: [String])] = []
        for (head, lines) in fields {
            guard lines.count > 1, head.name != NativeRecord.basisName else {
                split.append((head, lines))
                continue
            }
            let start = head.isText ? lastLinesStart(head, lines, &heads) : 1
            split.append((head, Array(lines[..<start])))
            for line in lines[start...] {
                if let own = own(line, in: head, &heads), names.insert(own.name).inserted {
                    split.append((own, [line]))
                } else {
                    split[split.count - 1].lines.append(line)
                }
            }
        }
        return split
    }

    /// Where the fields begin that stand at the end of a text; its end where there are none.
    private func lastLinesStart(_ head: Head, _ lines: [String], _ heads: inout RecordHeads) -> Int {
        var start = lines.count
        var at = lines.count
        while at > 1 {
            let content = trimmed(lines[at - 1])
            if !content.isEmpty, !NativeRecord.isRule(content) {
                guard own(lines[at - 1], in: head, &heads) != nil else { break }
                start = at - 1
            }
            at -= 1
        }
        // Something must be left of the text.
        let isLeft = !trimmed(String(head.rest)).isEmpty || lines[1..<start].contains { !trimmed($0).isEmpty }
        return isLeft ? start : lines.count
    }

    /// The field that a line among those of another field begins.
    private func own(_ line: String, in field: Head, _ heads: inout RecordHeads) -> Head? {
        guard let (name, rest) = NativeRecord.beginning(of: line), NativeRecord.looksLikeName(name) else { return nil }
        let isAfterText = field.isText
        switch heads.kind(of: name) {
        case .native, .named: return nil
        case .usual(let field):
            guard isAfterText, !has(field), RecordBuilder.fits(field, trimmed(String(rest))) else { return nil }
            return Head(field: field, name: name, rest: rest, isSure: false)
        case .other:
            guard !isAfterText || heads.profile.ownAfterText.contains(name) else { return nil }
        case .unknown:
            // No item of a list looks like a field, however seldom it comes: writing would put a backslash before it.
            let isInList = field.field?.isList == true && !rest.hasPrefix("//")
            let own = isAfterText ? heads.profile.ownAfterText : heads.profile.own
            guard isInList || own.contains(name) else { return nil }
        }
        return Head(field: nil, name: name, rest: rest, isSure: false)
    }

    /// Whether a line at the end of a text says what a field of this kind would: `时间：下午` is no date.
    private static func fits(_ field: RecordField, _ value: String) -> Bool {
        switch field {
        case .title, .text, .events: false
        case .link: value.hasPrefix("http") || value.hasPrefix("www.")
        case .date: value.utf8.count <= 60 && value.utf8.prefix(4).count { (0x30...0x39).contains($0) } == 4
        case .source, .industries, .keywords, .technologies:
            !value.isEmpty && value.utf8.count <= 120 && !value.contains("。")
        }
    }
}
