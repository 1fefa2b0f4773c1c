import Text
/// Writes records out again as JSON lines, each with one field added at its end.
///
/// All other fields stay as they were, those of JSON rows byte for byte. A field of the added one's name
/// that was there before gives way.
public struct JSONLinesWriter {
    /// The lines so far.
    public private(set) var bytes: [UInt8] = []
    private let name: String
    /// The name as JSON, and a colon.
    private let head: [UInt8]
    private var object = JSONObject()

    public init(adding name: String) {
        self.name = name
        var head: [UInt8] = []
        appendJSONString(name, to: &head)
        self.head = head + [UInt8(ascii: ":")]
    }

    /// - Parameter appendValue: appends the new field's value as JSON.
    /// - Complexity: linear in the row's length; allocates nothing for JSON rows.
    public mutating func append(_ row: SourceRow, _ appendValue: (inout [UInt8]) -> Void) {
        let isFirst: Bool
        switch row {
        case .none:
            bytes.append(UInt8(ascii: "{"))
            isFirst = true
        case .fields(let fields): isFirst = !appendFields(fields)
        case .json(let line): isFirst = !appendMembers(line)
        }
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        bytes.append(contentsOf: head)
        appendValue(&bytes)
        bytes.append(UInt8(ascii: "}"))
        bytes.append(UInt8(ascii: "\n"))
    }

    /// Writes a record with several members in place of those of their names, behind all others.
    ///
    /// - Parameter members: names, none twice, and values as JSON.
    public mutating func append(_ row: SourceRow, members: [(name: String, json: [UInt8])]) {
        func isReplaced(_ name: String) -> Bool { members.contains { $0.name == name } }
        bytes.append(UInt8(ascii: "{"))
        var isFirst = true
        func separate() {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
        }
        switch row {
        case .none: break
        case .fields(let fields):
            for field in fields where !isReplaced(field.name) {
                separate()
                appendJSONString(field.name, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                appendJSONString(field.value, to: &bytes)
            }
        case .json(let line):
            line.withUnsafeBufferPointer { line in
                // The row was read, so it parses.
                guard (try? object.parse(line)) != nil else { return }
                for member in object.members where !object.withName(of: member, { isReplaced(String(utf8: $0)) }) {
                    separate()
                    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: line[member.span]))
                }
            }
        }
        for (name, json) in members {
            separate()
            appendJSONString(name, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            bytes.append(contentsOf: json)
        }
        bytes.append(contentsOf: "}\n".utf8)
    }

    /// An object's beginning.
    ///
    /// - Returns: whether it has members.
    private mutating func appendFields(_ fields: [SourceRow.Field]) -> Bool {
        bytes.append(UInt8(ascii: "{"))
        let kept = fields.filter { $0.name != name }
        for (index, field) in kept.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            appendJSONString(field.name, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            appendJSONString(field.value, to: &bytes)
        }
        return !kept.isEmpty
    }

    private mutating func appendMembers(_ line: ArraySlice<UInt8>) -> Bool {
        line.withUnsafeBufferPointer { line in
            // The row was read, so it parses.
            guard (try? object.parse(line)) != nil else {
                bytes.append(UInt8(ascii: "{"))
                return false
            }
            var name = name
            let old = name.withUTF8 { object.index(named: $0) }
            guard let old else {
                let end = line.lastIndex(of: UInt8(ascii: "}"))!
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: line[..<end]))
                return !object.members.isEmpty
            }
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in object.members.enumerated() where index != old {
                if index > (old == 0 ? 1 : 0) { bytes.append(UInt8(ascii: ",")) }
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: line[member.span]))
            }
            return object.members.count > 1
        }
    }
}

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
