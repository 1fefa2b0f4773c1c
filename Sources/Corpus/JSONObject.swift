/// One JSON object read as a list of members whose values stay where they stand in the bytes.
///
/// A line of a corpus is looked at for a few fields and then written out again, so the values that
/// nobody asks for are checked but never copied. Strict by RFC 8259; nesting is limited to 64 levels.
struct JSONObject {
    enum Kind { case string, number, array, object, literal }

    struct Member {
        var name: String
        var kind: Kind
        /// The value's bytes, quotation marks and brackets included.
        var value: Range<Int>
        /// From the name's quotation mark to the value's end.
        var span: Range<Int>
    }

    struct SyntaxError: Error, Equatable, CustomStringConvertible {
        var reason: String
        /// From 1, in bytes.
        var column: Int
        var description: String { "\(reason) at column \(column)" }
    }

    private(set) var members: [Member] = []
    private let bytes: UnsafeBufferPointer<UInt8>

    /// - Parameter bytes: UTF-8, which must outlive the object.
    /// - Complexity: one pass over the bytes.
    init(parsing bytes: UnsafeBufferPointer<UInt8>) throws(SyntaxError) {
        self.bytes = bytes
        var parser = JSONParser(bytes)
        parser.skipSpace()
        guard parser.take(UInt8(ascii: "{")) else { throw parser.error("not a JSON object") }
        parser.skipSpace()
        if !parser.take(UInt8(ascii: "}")) {
            repeat {
                parser.skipSpace()
                let start = parser.at
                try parser.skipString()
                let name = try JSONParser.unescape(bytes, start..<parser.at)
                parser.skipSpace()
                guard parser.take(UInt8(ascii: ":")) else { throw parser.error("':' expected") }
                parser.skipSpace()
                let valueStart = parser.at
                let kind = try parser.skipValue(depth: 1)
                guard !members.contains(where: { $0.name == name }) else {
                    throw SyntaxError(reason: "the field \"\(name)\" stands twice", column: start + 1)
                }
                members.append(
                    Member(name: name, kind: kind, value: valueStart..<parser.at, span: start..<parser.at))
                parser.skipSpace()
            } while parser.take(UInt8(ascii: ","))
            guard parser.take(UInt8(ascii: "}")) else { throw parser.error("',' or '}' expected") }
        }
        parser.skipSpace()
        guard parser.at == bytes.count else { throw parser.error("text after the object's end") }
    }

    /// The strings of a value: one for a string, a number or a literal, one an element for an array of
    /// these, none for null. Nil for objects and arrays that hold other things.
    func strings(of member: Member) throws(SyntaxError) -> [String]? {
        switch member.kind {
        case .string: return [try JSONParser.unescape(bytes, member.value)]
        case .number, .literal:
            let text = String(decoding: bytes[member.value], as: UTF8.self)
            return text == "null" ? [] : [text]
        case .object: return nil
        case .array:
            var parser = JSONParser(bytes, at: member.value.lowerBound + 1)
            var items: [String] = []
            parser.skipSpace()
            if parser.take(UInt8(ascii: "]")) { return items }
            repeat {
                parser.skipSpace()
                let start = parser.at
                switch try parser.skipValue(depth: 2) {
                case .string: items.append(try JSONParser.unescape(bytes, start..<parser.at))
                case .number, .literal:
                    let text = String(decoding: bytes[start..<parser.at], as: UTF8.self)
                    if text != "null" { items.append(text) }
                case .array, .object: return nil
                }
                parser.skipSpace()
            } while parser.take(UInt8(ascii: ","))
            return items
        }
    }
}

/// A cursor over JSON text.
struct JSONParser {
    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var at: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int = 0) {
        self.bytes = bytes
        at = start
    }

    func error(_ reason: String) -> JSONObject.SyntaxError {
        .init(reason: at >= bytes.count ? "the object is cut off" : reason, column: at + 1)
    }

    private var current: UInt8 { at < bytes.count ? bytes[at] : 0 }

    mutating func skipSpace() {
        while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x09 || bytes[at] == 0x0A || bytes[at] == 0x0D {
            at += 1
        }
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte, at < bytes.count else { return false }
        at += 1
        return true
    }

    mutating func skipString() throws(JSONObject.SyntaxError) {
        guard take(UInt8(ascii: "\"")) else { throw error("'\"' expected") }
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "\"") {
                at += 1
                return
            }
            if byte < 0x20 { throw error("a control character inside a string") }
            at += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        at = bytes.count
        throw error("")
    }

    /// Passes over one value and tells its kind.
    mutating func skipValue(depth: Int) throws(JSONObject.SyntaxError) -> JSONObject.Kind {
        guard depth <= 64 else { throw error("nested more than 64 levels deep") }
        switch current {
        case UInt8(ascii: "\""):
            let start = at
            try skipString()
            _ = try JSONParser.checkEscapes(bytes, start..<at)
            return .string
        case UInt8(ascii: "["):
            at += 1
            skipSpace()
            if take(UInt8(ascii: "]")) { return .array }
            repeat {
                skipSpace()
                _ = try skipValue(depth: depth + 1)
                skipSpace()
            } while take(UInt8(ascii: ","))
            guard take(UInt8(ascii: "]")) else { throw error("',' or ']' expected") }
            return .array
        case UInt8(ascii: "{"):
            at += 1
            skipSpace()
            if take(UInt8(ascii: "}")) { return .object }
            repeat {
                skipSpace()
                let start = at
                try skipString()
                _ = try JSONParser.checkEscapes(bytes, start..<at)
                skipSpace()
                guard take(UInt8(ascii: ":")) else { throw error("':' expected") }
                skipSpace()
                _ = try skipValue(depth: depth + 1)
                skipSpace()
            } while take(UInt8(ascii: ","))
            guard take(UInt8(ascii: "}")) else { throw error("',' or '}' expected") }
            return .object
        case UInt8(ascii: "t"): return try skipLiteral("true")
        case UInt8(ascii: "f"): return try skipLiteral("false")
        case UInt8(ascii: "n"): return try skipLiteral("null")
        default: return try skipNumber()
        }
    }

    private mutating func skipLiteral(_ word: StaticString) throws(JSONObject.SyntaxError) -> JSONObject.Kind {
        for index in 0..<word.utf8CodeUnitCount {
            guard take(word.utf8Start[index]) else { throw error("a value expected") }
        }
        return .literal
    }

    private mutating func skipNumber() throws(JSONObject.SyntaxError) -> JSONObject.Kind {
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) {
            guard skipDigits() else { throw error("a value expected") }
        }
        if take(UInt8(ascii: ".")) {
            guard skipDigits() else { throw error("a digit expected") }
        }
        if current | 0x20 == UInt8(ascii: "e") {
            at += 1
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard skipDigits() else { throw error("a digit expected") }
        }
        return .number
    }

    private mutating func skipDigits() -> Bool {
        let start = at
        while DateScanner.isDigit(current) { at += 1 }
        return at > start
    }

    private static func checkEscapes(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
    ) throws(JSONObject.SyntaxError) -> Bool {
        guard bytes[range].contains(UInt8(ascii: "\\")) else { return false }
        _ = try unescape(bytes, range)
        return true
    }

    /// The text of a JSON string.
    ///
    /// - Parameter range: the string with its quotation marks.
    static func unescape(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
    ) throws(JSONObject.SyntaxError) -> String {
        let inner = (range.lowerBound + 1)..<(range.upperBound - 1)
        let plain = UnsafeBufferPointer(rebasing: bytes[inner])
        guard plain.contains(UInt8(ascii: "\\")) else { return String(decoding: plain, as: UTF8.self) }
        var output: [UInt8] = []
        output.reserveCapacity(plain.count)
        var at = 0
        func fail(_ reason: String) -> JSONObject.SyntaxError {
            .init(reason: reason, column: inner.lowerBound + at + 1)
        }
        func hexUnit(_ start: Int) -> UInt32? {
            guard start + 4 <= plain.count else { return nil }
            var value: UInt32 = 0
            for byte in plain[start..<(start + 4)] {
                guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
                value = value << 4 | UInt32(digit)
            }
            return value
        }
        while at < plain.count {
            let byte = plain[at]
            guard byte == UInt8(ascii: "\\") else {
                output.append(byte)
                at += 1
                continue
            }
            switch plain[at + 1] {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): output.append(plain[at + 1])
            case UInt8(ascii: "b"): output.append(0x08)
            case UInt8(ascii: "f"): output.append(0x0C)
            case UInt8(ascii: "n"): output.append(0x0A)
            case UInt8(ascii: "r"): output.append(0x0D)
            case UInt8(ascii: "t"): output.append(0x09)
            case UInt8(ascii: "u"):
                guard var value = hexUnit(at + 2) else { throw fail("four hexadecimal digits expected") }
                if (0xD800...0xDBFF).contains(value) {
                    guard at + 7 < plain.count, plain[at + 6] == UInt8(ascii: "\\"),
                        plain[at + 7] == UInt8(ascii: "u"), let low = hexUnit(at + 8),
                        (0xDC00...0xDFFF).contains(low)
                    else { throw fail("half a surrogate pair") }
                    value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
                    at += 6
                }
                guard let scalar = Unicode.Scalar(value) else { throw fail("half a surrogate pair") }
                output.append(contentsOf: UTF8.encode(scalar)!)
                at += 4
            default: throw fail("an unknown escape")
            }
            at += 2
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// `text` as a JSON string, quotation marks included.
    static func escaped(_ text: String) -> String {
        var output = "\""
        output.reserveCapacity(text.utf8.count + 2)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\r": output += "\\r"
            case "\t": output += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0x2028 || scalar.value == 0x2029:
                let hex = String(scalar.value, radix: 16)
                output += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output + "\""
    }
}
