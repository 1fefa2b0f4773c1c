/// What reader and writer of the native record format agree on: which lines are heads, and how a text
/// keeps a line that would cut it.
enum NativeRecord {
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
    static let basisName = "标注依据"

    /// The head that a line begins with.
    static func head(of line: String) -> Head? {
        guard let colon = line.unicodeScalars.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
        let name = line[..<colon]
        // The longest name is 重大事件摘要: 18 bytes; leave room for spaces around it.
        guard name.utf8.count <= 40 else { return nil }
        let bare = trimmed(String(name))
        guard let field = heads[bare] else { return nil }
        return Head(field: field, name: bare, rest: line[line.unicodeScalars.index(after: colon)...])
    }

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

    /// Whether a line can be more than a line of a text: a head, a rule, or with a form feed in it.
    static func isSpecial(_ line: String) -> Bool {
        line.utf8.contains(0x0C) || trimmed(line) == "---" || head(of: line) != nil
    }

    /// A line of a text as it is written: with a backslash before it where it is special. Where it has
    /// backslashes before it already, it gets one more.
    static func escaped(_ line: String) -> String {
        isSpecial(withoutBackslashes(line)) ? "\\" + line : line
    }

    /// The line that `escaped` made this one of; nil for any other line.
    static func unescaped(_ line: String) -> String? {
        guard line.utf8.first == UInt8(ascii: "\\"), isSpecial(withoutBackslashes(line)) else { return nil }
        return String(line.unicodeScalars.dropFirst())
    }

    private static func withoutBackslashes(_ line: String) -> String {
        String(line.unicodeScalars.drop { $0 == "\\" })
    }
}
