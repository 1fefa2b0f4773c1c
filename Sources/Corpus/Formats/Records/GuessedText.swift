/// Texts that no head stands before: behind a blank line below the short fields, or in the lines below one that has one
/// line only, as in mails and below the front matter of Markdown.
extension RecordBuilder {
    /// The name such a text gets.
    static let guessedName = "正文"

    /// Whether a line below a short field begins the text.
    ///
    /// - Parameters:
    ///   - line: which begins no field that is known.
    ///   - isBehindGap: a blank line or a rule stands before it.
    func beginsText(_ line: String, isBehindGap: Bool) -> Bool {
        guard let last, !last.isText, !hasBody else { return false }
        let isProse = line.unicodeScalars.contains { "。！？".unicodeScalars.contains($0) }
        if isProse { return hasValue || isBehindGap }
        guard hasValue, !NativeRecord.looksLikeHead(line) else { return false }
        // A title may go on, and so may a list.
        return isBehindGap || last.field != .title && last.field?.isList != true
    }

    /// A line that is the head of a text although it has no colon: `正文`, `【正文】`.
    static func bareHead(_ line: String) -> Head? {
        guard line.utf8.count <= 24 else { return nil }
        let bare = NativeRecord.bare(trimmed(line))
        let name = FieldNames.folded(bare)
        guard name == "正文" || name == "正文内容" || name == "全文" || name == "正文如下" else { return nil }
        return Head(field: .text, name: name, rest: "", isSure: false)
    }
}
