/// A value as Python prints it, `{'id': None, 'name': '新华社'}`, as JSON.
enum PythonLiteral {
    /// - Returns: nil for what has a string without an end. Whether the result is JSON is for its parser to tell.
    /// - Complexity: linear in the text.
    static func json(_ text: String) -> String? {
        var json: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                guard takeString(&rest, by: byte, to: &json) else { return nil }
            // Tuples.
            case UInt8(ascii: "("): json.append(UInt8(ascii: "["))
            case UInt8(ascii: ")"): json.append(UInt8(ascii: "]"))
            case _ where isLetter(byte):
                let end = rest.firstIndex { !isLetter($0) } ?? rest.endIndex
                let word = String(decoding: [byte] + rest[..<end], as: UTF8.self)
                rest = rest[end...]
                json.append(contentsOf: (words[word] ?? word).utf8)
            default: json.append(byte)
            }
        }
        return String(decoding: json, as: UTF8.self)
    }

    private static let words = ["None": "null", "True": "true", "False": "false", "nan": "null"]

    /// - Parameter rest: begins behind the opening quotation mark, and is behind the closing one then.
    private static func takeString(_ rest: inout Substring.UTF8View, by mark: UInt8, to json: inout [UInt8]) -> Bool {
        let quote = UInt8(ascii: "\"")
        json.append(quote)
        while let byte = rest.popFirst() {
            switch byte {
            case mark:
                json.append(quote)
                return true
            case quote: json.append(contentsOf: [UInt8(ascii: "\\"), quote])
            case UInt8(ascii: "\\"):
                guard let escaped = rest.popFirst() else { return false }
                switch escaped {
                case UInt8(ascii: "'"): json.append(escaped)
                // `\xa0`
                case UInt8(ascii: "x"): json.append(contentsOf: "\\u00".utf8)
                default: json.append(contentsOf: [byte, escaped])
                }
            default: json.append(byte)
            }
        }
        return false
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
