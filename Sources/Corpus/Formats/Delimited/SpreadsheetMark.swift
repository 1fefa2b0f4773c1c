import Text

/// The apostrophe before a cell of a CSV file that a spreadsheet would otherwise run as a formula or round as a number.
///
/// A text that begins with apostrophes and would need one behind them gets one more, so that taking one away gives back
/// every text.
package enum SpreadsheetMark {
    /// - Parameter keepsDigits: whether digits that a spreadsheet would change need one too: more than it can hold, or
    ///   zeros in front.
    package static func marked(_ text: String, keepsDigits: Bool) -> String {
        let bare = text.unicodeScalars.first == "'" ? String(text.unicodeScalars.drop { $0 == "'" }) : text
        return isFormula(bare) || keepsDigits && losesDigits(bare) ? "'" + text : text
    }

    /// The text that `marked` made this one of; any other text as it is.
    package static func unmarked(_ text: String) -> String {
        guard text.utf8.first == UInt8(ascii: "'") else { return text }
        let bare = String(text.unicodeScalars.drop { $0 == "'" })
        return isFormula(bare) || losesDigits(bare) ? String(text.unicodeScalars.dropFirst()) : text
    }

    /// The text of `="2024-05-01"`, by which tables keep spreadsheets from reading a text as a date or a number.
    static func withoutFormula(_ text: String) -> String {
        let bytes = text.utf8
        guard bytes.starts(with: "=\"".utf8), bytes.last == UInt8(ascii: "\""), bytes.count > 2 else { return text }
        let inside = text.unicodeScalars.dropFirst(2).dropLast()
        // A formula that goes on behind the text: `="a"&"b"`
        let bare = String(inside).replacing("\"\"", with: "")
        return bare.utf8.contains(UInt8(ascii: "\"")) ? text : String(inside).replacing("\"\"", with: "\"")
    }

    /// Whether the first scalar that shows begins a formula. What stands before it, such as a blank, a zero-width space
    /// or a byte-order mark, may be dropped by whoever opens the file.
    static func isFormula(_ text: String) -> Bool {
        // Hardly any text gets further.
        guard let first = text.unicodeScalars.first, !isPlain(first) else { return false }
        if first == "\t" || first == "\r" { return true }
        guard let start = text.unicodeScalars.firstIndex(where: { !isPassedOver($0) }) else { return false }
        let content = text.unicodeScalars[start...]
        return signs.contains(content.first!) && !isFigure(content)
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        0x4E00...0x9FFF ~= scalar.value || "a"..."z" ~= scalar || "A"..."Z" ~= scalar || "0"..."9" ~= scalar
    }

    /// In every width.
    private static let signs = Set("=+-@＝＋－＠﹢﹣﹦﹫".unicodeScalars)

    private static func isPassedOver(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.properties.isWhitespace || isInvisible(scalar.value) { return true }
        switch scalar.properties.generalCategory {
        case .control, .format, .nonspacingMark, .enclosingMark, .unassigned, .privateUse: return true
        default: return scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    /// A number or a percentage in ASCII, with a sign.
    private static func isFigure(_ text: Substring.UnicodeScalarView) -> Bool {
        guard text.allSatisfy({ $0.isASCII }) else { return false }
        return Substring(text).wholeMatch(of: #/[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?%?\s*/#) != nil
    }

    /// Whether a spreadsheet would show other digits of a whole number: it holds 15, and drops zeros in front.
    static func losesDigits(_ text: String) -> Bool {
        let digits = text.utf8.drop { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
        guard digits.count > 1, digits.allSatisfy({ 0x30...0x39 ~= $0 }) else { return false }
        return digits.first == 0x30 || digits.count > 15
    }
}
