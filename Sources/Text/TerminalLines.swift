/// Untrusted text for a terminal: cut into lines of a width, without control characters.
///
/// - Parameters:
///   - width: in half-width columns, at least 2.
///   - count: how many lines at most; an ellipsis ends what is cut off.
/// - Complexity: linear in what is shown.
public func terminalLines(_ text: String, width: Int, atMost count: Int) -> [String] {
    var lines: [String] = []
    // Scalars of no width may be many: a line of text has fewer than this.
    var rest = oneLine(String(text.unicodeScalars.prefix(4 * width * count)))[...]
    let isWhole = text.unicodeScalars.dropFirst(4 * width * count).isEmpty
    while !rest.isEmpty, lines.count < count {
        var columns = 0
        let end = rest.firstIndex { character in
            columns += displayWidth(String(character))
            return columns > width
        }
        // A character wider than the line stands alone.
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
