import Foundation

/// Lists of names as programs print them into a cell: `["科技", "医疗"]` of JSON, `['科技', '金融']` of Python, `['科技' '金融']`
/// of NumPy, also in parentheses or braces.
enum PrintedList {
    private static let brackets: [Unicode.Scalar: Unicode.Scalar] = ["[": "]", "(": ")", "{": "}"]

    /// The names of such a list, empty for `[]`; nil for any other text, such as one whose names are not all quoted.
    ///
    /// - Complexity: linear in the text.
    static func names(in text: String) -> [String]? {
        let scalars = trimmed(text).unicodeScalars
        guard let first = scalars.first, let end = brackets[first], scalars.count > 1, scalars.last == end else {
            return nil
        }
        // JSON escapes characters in ways of its own.
        if first == "[", let names = try? JSONDecoder().decode([String].self, from: Data(text.utf8)) { return names }
        var names: [String] = []
        var rest = scalars.dropFirst().dropLast()
        while true {
            rest = rest.drop { $0.properties.isWhitespace }
            guard let quote = rest.popFirst() else { return names }
            guard quote == "'" || quote == "\"", let name = quoted(&rest, by: quote) else { return nil }
            names.append(name)
            rest = rest.drop { $0.properties.isWhitespace }
            if rest.first == "," { rest.removeFirst() }
        }
    }

    /// - Parameter rest: begins behind the quotation mark, and is behind the next one then.
    private static func quoted(_ rest: inout Substring.UnicodeScalarView, by quote: Unicode.Scalar) -> String? {
        var name = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            if scalar == quote { return String(name) }
            if scalar == "\\" {
                guard let escaped = rest.popFirst() else { return nil }
                name.append(escaped)
            } else {
                name.append(scalar)
            }
        }
        return nil
    }
}
