import Text

/// Lists of labels as people and programs write them into a cell, other than names between separators.
enum WrittenList {
    /// The names as `listItems` reads them, with a backslash before a separator that belongs to one.
    ///
    /// - Parameters:
    ///   - splits: whether the text may be several names, but for what a program printed as a list.
    ///   - version: before 3, only what a program printed is looked at.
    /// - Complexity: linear in the text.
    static func names(in text: String, splits: Bool, _ version: TextNormalizer.Version) -> [String] {
        if let names = PrintedList.names(in: text) ?? (version > .two ? PrintedObjects.names(in: text, version) : nil) {
            return names.map { escapedItem($0) }
        }
        var text = text
        _ = Markup.clean(&text, version)
        guard splits, version > .two else { return [text] }
        // Most lists are names between separators, which is seen at once.
        let names: [String]? =
            switch text.utf8.first(where: { $0 > 0x20 }) {
            case UInt8(ascii: "{"), UInt8(ascii: "["): enclosed(in: text)
            case (0x30...0x39)?: numbered(in: text)
            default: nil
            }
        return names?.map(keepingBrackets) ?? [keepingBrackets(text)]
    }

    /// `{科技,体育}` of Postgres, `[科技, 体育]` of Java: names that are not quoted, or only where they must be.
    private static func enclosed(in text: String) -> [String]? {
        let text = trimmed(text)
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
            first == "{" && last == "}" || first == "[" && last == "]"
        else { return nil }
        let inside = text.unicodeScalars.dropFirst().dropLast()
        guard !inside.contains(where: { "{}[]:".unicodeScalars.contains($0) }) else { return nil }
        return inside.split(separator: ",").map { part in
            let name = trimmed(String(part))
            let isQuoted = name.utf8.count > 1 && name.hasPrefix("\"") && name.hasSuffix("\"")
            return isQuoted ? String(name.dropFirst().dropLast()) : name
        }
    }

    /// `1. 科技 2. 体育`, with spaces, line ends or separators between; `1、科技` alone too, which is no list of a number and a
    /// name.
    private static func numbered(in text: String) -> [String]? {
        let scalars = Array(trimmed(text).unicodeScalars)
        /// Behind a number and its mark.
        func behind(_ number: Int?, at start: Int) -> Int? {
            var end = start
            while end < scalars.count, "0"..."9" ~= scalars[end], end - start < 3 { end += 1 }
            guard end > start, end + 1 < scalars.count, ".、．)）".unicodeScalars.contains(scalars[end]),
                !("0"..."9" ~= scalars[end + 1]),
                let found = Int(String(String.UnicodeScalarView(scalars[start..<end])))
            else { return nil }
            return number == nil || number == found ? end + 1 : nil
        }
        guard let first = behind(nil, at: 0) else { return nil }
        var names: [String] = []
        var (begin, at, number) = (first, first, 2)
        while at < scalars.count, behind(1, at: 0) != nil {
            let isGap = isListSeparator(scalars[at - 1]) || scalars[at - 1].properties.isWhitespace
            if isGap, let next = behind(number, at: at) {
                names.append(String(String.UnicodeScalarView(scalars[begin..<at])))
                (begin, at, number) = (next, next, number + 1)
            } else {
                at += 1
            }
        }
        names.append(String(String.UnicodeScalarView(scalars[begin...])))
        return names.count > 1 || scalars[first - 1] == "、" ? names : nil
    }

    /// `科技（硬件、软件）` is one name: a separator in brackets does not part names. What has a backslash says so itself.
    private static func keepingBrackets(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isOpening), !text.utf8.contains(UInt8(ascii: "\\"))
        else {
            return text
        }
        let scalars = Array(text.unicodeScalars)
        var open: [Int] = []
        var isInside = [Bool](repeating: false, count: scalars.count)
        for (at, scalar) in scalars.enumerated() {
            if isOpening(scalar) { open.append(at) }
            guard isClosing(scalar), let start = open.popLast() else { continue }
            // An outer pair covers inner ones, which have been covered.
            if open.isEmpty { for index in start..<at { isInside[index] = true } }
        }
        var kept = String.UnicodeScalarView()
        for (at, scalar) in scalars.enumerated() {
            if isInside[at], isListSeparator(scalar) { kept.append("\\") }
            kept.append(scalar)
        }
        return String(kept)
    }

    private static func isOpening(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "（", "(", "【", "〔", "《": true
        default: false
        }
    }

    private static func isClosing(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "）", ")", "】", "〕", "》": true
        default: false
        }
    }
}
