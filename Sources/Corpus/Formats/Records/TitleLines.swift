import Text

/// Records that begin with a title which has a mark in place of a name, and the first field in the line below it:
///
///     1. 甲公司发布芯片        ## 甲公司发布芯片        【甲公司发布芯片】        （also **…** and 《…》）
///     日期：2024-05-01         日期：2024-05-01         日期：2024-05-01
struct TitleLines: Equatable, Sendable {
    private enum Mark { case number, heading, brackets, titleBrackets, bold }

    private let mark: Mark
    /// The name of the field below the titles.
    private let below: String

    /// - Parameters:
    ///   - line: the first title.
    ///   - lines: those behind it.
    /// - Returns: nil where it is no title, or there is no second one of the kind.
    init?(_ line: String, _ lines: LineBlock.Lines, _ fields: FieldMapping) {
        guard let (mark, _) = TitleLines.marked(line) else { return nil }
        var rest = lines
        guard let first = rest.nextContent(), let (name, _) = NativeRecord.beginning(of: first) else { return nil }
        self.mark = mark
        below = name
        guard RecordsStart.areFields(from: first, rest, fields) else { return nil }
        while let (text, _) = rest.next() {
            guard let text else { continue }
            let line = String(utf8: text)
            // Asked first, since it costs little.
            guard TitleLines.marked(line) != nil else { continue }
            var behind = rest
            if title(of: line, before: behind.nextContent()) != nil { return }
        }
        return nil
    }

    /// The title that a line is; nil for any other line.
    ///
    /// - Parameter next: the next line that is not blank.
    func title(of line: String, before next: @autoclosure () throws -> String?) rethrows -> String? {
        guard let (mark, title) = TitleLines.marked(line), mark == self.mark, let next = try next(),
            NativeRecord.beginning(of: next)?.name == below
        else { return nil }
        return title
    }

    private static func marked(_ line: String) -> (Mark, title: String)? {
        // Most lines begin otherwise.
        guard let start = line.unicodeScalars.first else { return nil }
        switch start {
        case "0"..."9", "#", "【", "《", "*", "（", "(", " ", "\u{3000}", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十":
            break
        default: return nil
        }
        let whole = trimmed(line).unicodeScalars
        for (mark, open, close) in pairs where whole.starts(with: open) && whole.reversed().starts(with: close) {
            return found(mark, whole.dropFirst(open.count).dropLast(close.count))
        }
        let rest = whole.drop { $0 == "#" }
        if rest.count < whole.count { return rest.first == " " ? found(.heading, rest) : nil }
        let bare = whole.drop { $0 == "（" || $0 == "(" }
        let number = bare.prefix { "0"..."9" ~= $0 || "一二三四五六七八九十".unicodeScalars.contains($0) }
        let behind = bare.dropFirst(number.count)
        guard (1...4).contains(number.count), let mark = behind.first, ".、．)）".unicodeScalars.contains(mark) else {
            return nil
        }
        return found(.number, behind.dropFirst())
    }

    private static let pairs: [(mark: Mark, open: [Unicode.Scalar], close: [Unicode.Scalar])] = [
        (.brackets, ["【"], ["】"]), (.titleBrackets, ["《"], ["》"]), (.bold, ["*", "*"], ["*", "*"]),
    ]

    private static func found(_ mark: Mark, _ title: Substring.UnicodeScalarView) -> (Mark, title: String)? {
        let title = trimmed(String(title))
        return title.isEmpty ? nil : (mark, title)
    }
}
