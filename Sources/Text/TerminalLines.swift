/// Untrusted text for a terminal: split into lines of a width, without control characters.
///
/// - Parameters:
///   - width: in half-width columns, at least 2.
///   - count: the maximum number of lines; an ellipsis marks text that was cut off.
/// - Complexity: linear in the text shown.
public func terminalLines(_ text: String, width: Int, maximum count: Int) -> [String] {
    var lines: [String] = []
    // There may be many scalars of width 0. A line of text has fewer than this.
    var rest = oneLine(String(text.unicodeScalars.prefix(4 * width * count)))[...]
    let isWhole = text.unicodeScalars.dropFirst(4 * width * count).isEmpty
    while !rest.isEmpty, lines.count < count {
        var columns = 0
        let end = rest.firstIndex { character in
            columns += displayWidth(String(character))
            return columns > width
        }
        // A character wider than the line gets a line of its own.
        let cut = end == rest.startIndex ? rest.index(after: rest.startIndex) : end ?? rest.endIndex
        lines.append(String(rest[..<cut]))
        rest = rest[cut...]
    }
    if !rest.isEmpty || !isWhole, var last = lines.popLast() {
        while displayWidth(last) > width - 1, !last.isEmpty { last.removeLast() }
        lines.append(last + "…")
    }
    return lines
}
