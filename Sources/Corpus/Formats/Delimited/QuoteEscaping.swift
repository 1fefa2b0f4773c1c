/// How a table writes quotation marks within quoted cells: doubled, as RFC 4180 says, or behind a backslash, as Spark
/// and MySQL do.
enum QuoteEscaping {
    /// Whether the beginning of a table escapes them by backslashes.
    ///
    /// What tells is `\"` amid a quoted cell, where the doubling form would have the cell end before more of its text.
    /// A single `\"` before a separator tells nothing: `"C:\"` is a whole cell of the doubling form. One doubled mark
    /// amid a cell, and the table is read as RFC 4180 says.
    ///
    /// - Complexity: linear in the block.
    static func isByBackslash(_ block: LineBlock) -> Bool {
        var lines = block.lines(findsMarks: false)
        var isEscaping = false
        var isQuoted = false
        while let (text, _) = lines.next() {
            guard let text else { continue }
            let end = text.endIndex
            // At a line's end nothing is left of a cell.
            func isEnd(_ at: Int) -> Bool { at >= end || ends.contains(text[at]) }
            var at = text.startIndex
            var isCellStart = true
            while at < end {
                let byte = text[at]
                if !isQuoted {
                    isQuoted = byte == quote && isCellStart
                    isCellStart = ends.contains(byte)
                } else if byte == UInt8(ascii: "\\") {
                    at += 1
                    if at < end, text[at] == quote, !isEnd(at + 1) {
                        if text[at + 1] != quote {
                            isEscaping = true
                        } else if !isEnd(at + 2) {
                            return false
                        }
                    }
                } else if byte == quote {
                    if at + 1 < end, text[at + 1] == quote { return false }
                    isQuoted = false
                    isCellStart = false
                }
                at += 1
            }
        }
        return isEscaping
    }

    private static let quote = UInt8(ascii: "\"")
    /// All that may stand behind a cell.
    private static let ends = Set(TableSeparator.all.map { UInt8($0.value) })
}
