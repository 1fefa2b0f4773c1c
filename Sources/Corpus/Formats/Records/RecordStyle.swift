import Text

/// How a file of records marks the heads of its fields, told by its first line; most have `标题：甲`.
enum RecordStyle: Equatable, Sendable {
    case plain
    /// `【标题】甲`, or `【标题】` with the value below it.
    case brackets
    /// `**标题**：甲`, `- 标题：甲`, `1. 标题：甲`: lists and Markdown.
    case marked
    /// Titles have a mark and no name.
    case titled(TitleLines)

    /// - Parameter line: the first one that is no rule and not blank.
    init(firstLine line: String) {
        self = .plain
        for style in [RecordStyle.brackets, .marked] where style.head(of: line) != nil { self = style }
    }

    /// The line as records of the plain style have it, if it is the head of a known field in this style; nil for any
    /// other line.
    func head(of line: String) -> String? {
        switch self {
        case .plain, .titled: return nil
        case .brackets: return RecordStyle.inBrackets(line)
        case .marked: return RecordStyle.marked(line)
        }
    }

    /// The same of a line in a file.
    ///
    /// - Parameter next: the next line that is not blank, which tells titles without a name.
    func head(of line: String, before next: @autoclosure () throws -> String?) rethrows -> String? {
        guard case .titled(let titles) = self else { return head(of: line) }
        return try titles.title(of: line, before: next()).map { RecordField.title.nativeNames[0] + "：" + $0 }
    }

    private static func inBrackets(_ line: String) -> String? {
        let line = NativeRecord.bare(trimmed(line))
        for (open, close) in [("【", "】"), ("[", "]"), ("〖", "〗")] as [(Unicode.Scalar, Unicode.Scalar)]
        where line.unicodeScalars.first == open {
            let inside = line.unicodeScalars.dropFirst()
            guard let end = inside.prefix(20).firstIndex(of: close) else { return nil }
            let name = String(inside[..<end])
            guard isKnown(name) else { return nil }
            let rest = trimmed(String(inside[inside.index(after: end)...]))
            let isColon = rest.hasPrefix("：") || rest.hasPrefix(":")
            return name + "：" + (isColon ? trimmed(String(rest.dropFirst())) : rest)
        }
        return nil
    }

    private static func marked(_ line: String) -> String? {
        var rest = Substring(NativeRecord.bare(trimmed(line))).unicodeScalars
        let whole = rest
        while let first = rest.first, "-*•·#>".unicodeScalars.contains(first) || first == " " { rest.removeFirst() }
        let digits = rest.prefix { $0.isASCII && $0.properties.numericType != nil }
        if !digits.isEmpty, digits.count <= 6 {
            let behind = rest.dropFirst(digits.count)
            guard let mark = behind.first, ".、)）．".unicodeScalars.contains(mark) else { return nil }
            rest = behind.dropFirst().drop { $0 == " " }
        }
        guard rest.startIndex != whole.startIndex, let (name, value) = NativeRecord.beginning(of: String(rest)) else {
            return nil
        }
        let bare = trimmed(name.replacing("*", with: ""))
        guard isKnown(bare) else { return nil }
        // `**标题：**甲`
        var text = value
        if name.contains("**") == false, text.hasPrefix("**") { text.removeFirst(2) }
        return bare + "：" + text
    }

    static func isKnown(_ name: String) -> Bool {
        NativeRecord.field(ofHead: name) != nil || FieldNames.find(name) != nil || FieldNames.isOther(name)
    }
}
