import Text

/// Appends `text` as a JSON string, quotation marks included.
public func appendJSONString(_ text: String, to output: inout [UInt8]) {
    var text = text
    output.append(UInt8(ascii: "\""))
    text.withUTF8 { text in
        for (index, byte) in text.enumerated() {
            switch byte {
            case UInt8(ascii: "\""): output.append(contentsOf: "\\\"".utf8)
            case UInt8(ascii: "\\"): output.append(contentsOf: "\\\\".utf8)
            case UInt8(ascii: "\n"): output.append(contentsOf: "\\n".utf8)
            case UInt8(ascii: "\r"): output.append(contentsOf: "\\r".utf8)
            case UInt8(ascii: "\t"): output.append(contentsOf: "\\t".utf8)
            case 0..<0x20, 0x7F:
                output.append(contentsOf: "\\u00".utf8)
                for digit in [byte >> 4, byte & 0xF] { output.append(digit + (digit < 10 ? 0x30 : 0x57)) }
            case 0xA8, 0xA9:
                // U+2028 and U+2029 are line ends to JavaScript: E2 80 A8 and E2 80 A9.
                if index >= 2, text[index - 1] == 0x80, text[index - 2] == 0xE2 {
                    output.removeLast(2)
                    output.append(contentsOf: (byte == 0xA8 ? "\\u2028" : "\\u2029").utf8)
                } else {
                    output.append(byte)
                }
            default: output.append(byte)
            }
        }
    }
    output.append(UInt8(ascii: "\""))
}

/// `text` as a JSON string, quotation marks included.
public func jsonString(_ text: String) -> String {
    var bytes: [UInt8] = []
    appendJSONString(text, to: &bytes)
    return String(utf8: bytes[...])
}

/// Appends a row's fields as a JSON object of their names and values.
func appendObject(of fields: [SourceRow.Field], to output: inout [UInt8]) {
    output.append(UInt8(ascii: "{"))
    for (index, field) in fields.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        appendJSONString(field.name, to: &output)
        output.append(UInt8(ascii: ":"))
        appendJSONString(field.value, to: &output)
    }
    output.append(UInt8(ascii: "}"))
}
