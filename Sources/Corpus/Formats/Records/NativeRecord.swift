/// What reader and writer of the native record format agree on: which lines are heads, and how a text
/// keeps a line that would cut it.
package enum NativeRecord {
    /// The beginning of a field.
    struct Head {
        /// Nil for `basisName`, which belongs to the record but to no article.
        var field: RecordField?
        /// As it stands, without white space around it.
        var name: String
        /// What stands behind the colon.
        var rest: Substring
    }

    /// The field in which tagged records say what their tags rest on. A record is read without it.
    package static let basisName = "标注依据"

    /// The native head that a line begins with.
    static func head(of line: String) -> Head? {
        guard let (name, rest) = beginning(of: line), let field = heads[name] else { return nil }
        return Head(field: field, name: name, rest: rest)
    }

    /// The name of the native head that a line begins with.
    package static func headName(of line: String) -> String? { head(of: line)?.name }

    /// What stands before a line's first colon, if it is short enough for the name of a field, and what behind it.
    ///
    /// - Complexity: independent of the line's length.
    static func beginning(of line: String) -> (name: String, rest: Substring)? {
        var line = line
        guard let colon = line.withUTF8(colon) else { return nil }
        let bytes = line.utf8
        let start = bytes.index(bytes.startIndex, offsetBy: colon.lowerBound)
        let end = bytes.index(bytes.startIndex, offsetBy: colon.upperBound)
        return (bare(trimmed(String(line[..<start]))), line[end...])
    }

    /// A trimmed name or line without the invisible characters around it that editors and web pages leave before a line.
    static func bare(_ name: String) -> String {
        func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
            scalar.value >= 0xAD && scalar.properties.generalCategory == .format
        }
        let scalars = name.unicodeScalars
        guard let first = scalars.first, let last = scalars.last, isInvisible(first) || isInvisible(last) else {
            return name
        }
        func isMargin(_ scalar: Unicode.Scalar) -> Bool { isInvisible(scalar) || scalar.properties.isWhitespace }
        let rest = scalars.drop(while: isMargin)
        return String(String.UnicodeScalarView(rest.reversed().drop(while: isMargin).reversed()))
    }

    /// Where a line's first colon stands, if that is near its beginning.
    static func colon(in line: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        // The longest native name is 重大事件摘要: 18 bytes; leave room for spaces around it.
        for at in 0..<min(line.count, 41) {
            if line[at] == UInt8(ascii: ":") { return at..<at + 1 }
            // ： is EF BC 9A, and ∶ is E2 88 B6.
            if line[at] == 0x9A, at >= 2, line[at - 1] == 0xBC, line[at - 2] == 0xEF { return at - 2..<at + 1 }
            if line[at] == 0xB6, at >= 2, line[at - 1] == 0x88, line[at - 2] == 0xE2 { return at - 2..<at + 1 }
        }
        return nil
    }

    /// Whether a name is one that people give to fields: a few letters, digits and characters, no sentence.
    static func looksLikeName(_ name: String) -> Bool {
        let scalars = name.unicodeScalars
        guard (2...30).contains(scalars.count), let first = scalars.first, first.properties.isAlphabetic else {
            return false
        }
        var (han, spaces) = (0, 0)
        for scalar in scalars {
            if scalar == " " || scalar == "\u{3000}" {
                spaces += 1
            } else if !scalar.isASCII, scalar.properties.isAlphabetic {
                han += 1
            } else if !scalar.properties.isAlphabetic, !"0123456789_-()（）/".unicodeScalars.contains(scalar) {
                return false
            }
        }
        // Longer ones are the beginning of a sentence.
        return han <= 10 && spaces <= 2
    }

    /// Whether a line begins like a field, known or not.
    static func looksLikeHead(_ line: String) -> Bool {
        guard let (name, rest) = beginning(of: line) else { return false }
        // `https://` is no field.
        return looksLikeName(name) && !rest.hasPrefix("//")
    }

    /// The field of a native head, which is nil for `basisName`; nil for any other name.
    static func field(ofHead name: String) -> RecordField?? { heads[name] }

    private static let heads: [String: RecordField?] = {
        var heads: [String: RecordField?] = [basisName: nil]
        for field in RecordField.allCases {
            for name in field.nativeNames { heads[name] = field }
        }
        return heads
    }()

    /// A value as a record can hold it: carriage returns end lines, and no NUL stands in a text.
    static func kept(_ value: String) -> String {
        guard value.utf8.contains(where: { $0 == 0x0D || $0 == 0 }) else { return value }
        var kept = String.UnicodeScalarView()
        var last: Unicode.Scalar?
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\0": kept.append("\u{FFFD}")
            case "\r": kept.append("\n")
            case "\n" where last == "\r": break
            default: kept.append(scalar)
            }
            last = scalar
        }
        return String(kept)
    }

    /// A byte-order mark stands in a line: behind it another file may begin, where files were joined.
    static func hasMark(_ line: String) -> Bool {
        line.utf8.contains(0xEF) && line.unicodeScalars.contains("\u{FEFF}")
    }

    /// Whether a line without white space at its ends separates records where a field follows: `---`, `=====`, `***`.
    static func isRule(_ line: String) -> Bool {
        guard let first = line.unicodeScalars.first, rules.contains(first) else { return false }
        let scalars = line.unicodeScalars
        if first == "*", isRowMark(line) { return true }
        return scalars.allSatisfy { $0 == first } && (scalars.count > 3 || line == "---" || line == "***")
    }

    /// `*************************** 1. row ***************************` of MySQL.
    private static func isRowMark(_ line: String) -> Bool {
        let words = line.split(separator: " ")
        return words.count == 4 && words[0].utf8.count > 3 && words[0] == words[3] && words[2] == "row"
            && words[0].utf8.allSatisfy { $0 == UInt8(ascii: "*") }
    }

    private static let rules = Set("-=*_—─＝－~".unicodeScalars)

    /// Whether a line can be more than a line of a text: a head, a rule, or with a form feed or a byte-order mark in it.
    static func isSpecial(_ line: String) -> Bool {
        if line.utf8.contains(0x0C) || isRule(trimmed(line)) || hasMark(line) { return true }
        if RecordBuilder.bareHead(line) != nil { return true }
        guard let (name, _) = beginning(of: line) else { return false }
        return heads[name] != nil || FieldNames.isOther(name) || FieldNames.find(name) != nil
    }

    /// The lines of a value as they are written. One that is special has a backslash before it, and so has one that
    /// would be taken for a field which nobody knows. A line that has backslashes already gets one more.
    ///
    /// - Parameter isText: only its last lines can be taken for fields; those of any other value all can.
    static func escaped(_ lines: [String], isText: Bool) -> [String] {
        var lines = lines
        var isLast = true
        for index in lines.indices.reversed() {
            let bare = withoutBackslashes(lines[index])
            let looksLikeHead = looksLikeHead(bare)
            if !bare.isEmpty, !looksLikeHead { isLast = false }
            let hasBackslash = bare.utf8.count < lines[index].utf8.count
            if isSpecial(bare) || looksLikeHead && (hasBackslash || isLast || !isText) {
                lines[index] = "\\" + lines[index]
            }
        }
        return lines
    }

    /// The line that `escaped` made this one of; nil for any other line.
    static func unescaped(_ line: String) -> String? {
        guard line.utf8.first == UInt8(ascii: "\\") else { return nil }
        let bare = withoutBackslashes(line)
        guard isSpecial(bare) || looksLikeHead(bare) else { return nil }
        return String(line.unicodeScalars.dropFirst())
    }

    private static func withoutBackslashes(_ line: String) -> String {
        String(line.unicodeScalars.drop { $0 == "\\" })
    }
}
