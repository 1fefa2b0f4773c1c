import Text

/// Makes untrusted text inert in each form of output.
enum Escape {
    static func html(_ text: String) -> String {
        replacing(text) { scalar in
            switch scalar {
            case "\"": "&quot;"
            case "'": "&#39;"
            default: nil
            }
        }
    }

    static func markdown(_ text: String) -> String {
        replacing(text) { scalar in
            switch scalar {
            case "\\", "`", "*", "_", "[", "]", "|", "#", "~", "!", "$": "\\" + String(scalar)
            default: nil
            }
        }
    }

    /// Puts a text on one line and escapes the characters that HTML, and so Markdown, would read as tags and entities.
    ///
    /// - Parameter further: a replacement for any other scalar; `nil` keeps the scalar.
    private static func replacing(_ text: String, _ further: (Unicode.Scalar) -> String?) -> String {
        var output = ""
        for scalar in oneLine(text).unicodeScalars {
            switch scalar {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            default:
                if let replacement = further(scalar) {
                    output += replacement
                } else {
                    output.unicodeScalars.append(scalar)
                }
            }
        }
        return output
    }

    /// A cell of a CSV table. A text that a spreadsheet would read as a formula gets a leading apostrophe, unless it is
    /// a number.
    static func csv(_ text: String) -> String {
        var cell = text
        let content = text.drop { $0.isWhitespace }
        let isNumber = Double(content.hasSuffix("%") ? content.dropLast() : content) != nil
        if let first = content.first, "=+-@＝＋－＠".contains(first), !isNumber { cell = "'" + cell }
        if text.first == "\t" || text.first == "\r" { cell = "'" + text }
        guard cell.unicodeScalars.contains(where: { "\",\n\r\t".unicodeScalars.contains($0) }) else { return cell }
        return "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }

    /// The link if it is a web address; otherwise `nil`.
    static func webLink(_ link: String) -> String? {
        let lowered = link.lowercased()
        guard lowered.hasPrefix("http://") || lowered.hasPrefix("https://") else { return nil }
        let safe = link.unicodeScalars.allSatisfy {
            $0.value > 0x20 && $0 != "<" && $0 != ">" && $0 != "\"" && $0 != "\\"
        }
        return safe ? link : nil
    }

    /// A text for single quotation marks of a gnuplot script or for its data, without the characters that are special
    /// there.
    static func gnuplot(_ text: String) -> String {
        String(
            oneLine(text).map { character in
                switch character {
                case "'", "\"", "`": "’"
                case "\\", "$", "@", "{", "}", "^", "#": " "
                default: character
                }
            })
    }
}
