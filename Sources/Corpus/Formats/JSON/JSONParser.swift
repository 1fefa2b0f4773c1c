import Text
import Foundation

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

    @inline(__always)
    mutating func skipSpace() {
        while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x09 || bytes[at] == 0x0A || bytes[at] == 0x0D {
            at += 1
        }
    }

    @inline(__always)
    mutating func take(_ byte: UInt8) -> Bool {
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    /// - Returns: whether the string has escapes, which are not checked here.
    mutating func skipString() throws(JSONObject.SyntaxError) -> Bool {
        guard take(UInt8(ascii: "\"")) else { throw error("expected '\"'") }
        var hasEscapes = false
        while true {
            at = nextMark(from: at)
            guard at < bytes.count else { break }
            switch bytes[at] {
            case UInt8(ascii: "\""):
                at += 1
                return hasEscapes
            case UInt8(ascii: "\\"):
                hasEscapes = true
                at += 2
            default: throw error("a control character in a string")
            }
        }
        at = bytes.count
        throw error("")
    }

    /// The next quotation mark, backslash or control character; the text's end or beyond it if there is none.
    ///
    /// Eight bytes at a time as one word: a byte that is 0 after exclusive or with the one looked for, or
    /// one below 0x20, borrows into its highest bit when 1 or 0x20 is taken away from every byte. A borrow
    /// may run on into the byte above, so only the lowest mark is exact, and that is the one wanted.
    @inline(__always)
    private func nextMark(from start: Int) -> Int {
        var at = start
        let ones: UInt64 = 0x0101_0101_0101_0101
        while at + 8 <= bytes.count {
            let raw = UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped)
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            let quote = word ^ (ones &* 0x22)
            let backslash = word ^ (ones &* 0x5C)
            let marks =
                ((quote &- ones) & ~quote | (backslash &- ones) & ~backslash | (word &- ones &* 0x20) & ~word)
                & (ones &* 0x80)
            if marks != 0 { return at + marks.trailingZeroBitCount >> 3 }
            at += 8
        }
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
            at += 1
        }
        return at
    }

    /// Passes over the name of a member, and what stands between it and its value.
    ///
    /// - Returns: where the name stands, with its quotation marks; nil at the object's end.
    mutating func takeName() throws(JSONObject.SyntaxError) -> Range<Int>? {
        skipSpace()
        if current == UInt8(ascii: "}") { return nil }
        let start = at
        _ = try skipCheckedString()
        let name = start..<at
        skipSpace()
        guard take(UInt8(ascii: ":")) else { throw error("expected ':'") }
        skipSpace()
        return name
    }

    /// A string whose escapes are right; the same result as `skipString`.
    private mutating func skipCheckedString() throws(JSONObject.SyntaxError) -> Bool {
        let start = at
        let hasEscapes = try skipString()
        if hasEscapes { try JSONParser.unescape(bytes, start + 1..<at - 1, { _ in }, { _ in }) }
        return hasEscapes
    }

    /// Passes over one value and tells its kind, and of a string whether it has escapes.
    mutating func skipValue(depth: Int) throws(JSONObject.SyntaxError) -> (JSONObject.Kind, hasEscapes: Bool) {
        if current == UInt8(ascii: "\""), depth <= 64 { return (.string, try skipCheckedString()) }
        return (try skipOther(depth: depth), false)
    }

    private mutating func skipOther(depth: Int) throws(JSONObject.SyntaxError) -> JSONObject.Kind {
        guard depth <= 64 else { throw error("nested more than 64 levels deep") }
        switch current {
        case UInt8(ascii: "["):
            at += 1
            skipSpace()
            if take(UInt8(ascii: "]")) { return .array }
            repeat {
                skipSpace()
                _ = try skipValue(depth: depth + 1)
                skipSpace()
            } while take(UInt8(ascii: ","))
            guard take(UInt8(ascii: "]")) else { throw error("expected ',' or ']'") }
            return .array
        case UInt8(ascii: "{"):
            at += 1
            skipSpace()
            if take(UInt8(ascii: "}")) { return .object }
            repeat {
                skipSpace()
                _ = try skipCheckedString()
                skipSpace()
                guard take(UInt8(ascii: ":")) else { throw error("expected ':'") }
                skipSpace()
                _ = try skipValue(depth: depth + 1)
                skipSpace()
            } while take(UInt8(ascii: ","))
            guard take(UInt8(ascii: "}")) else { throw error("expected ',' or '}'") }
            return .object
        case UInt8(ascii: "t"): return try skipLiteral("true")
        case UInt8(ascii: "f"): return try skipLiteral("false")
        case UInt8(ascii: "n"): return try skipLiteral("null")
        default: return try skipNumber()
        }
    }

    private mutating func skipLiteral(_ word: StaticString) throws(JSONObject.SyntaxError) -> JSONObject.Kind {
        for index in 0..<word.utf8CodeUnitCount {
            guard take(word.utf8Start[index]) else { throw error("expected a value") }
        }
        return .literal
    }

    private mutating func skipNumber() throws(JSONObject.SyntaxError) -> JSONObject.Kind {
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) {
            guard skipDigits() else { throw error("expected a value") }
        }
        if take(UInt8(ascii: ".")) {
            guard skipDigits() else { throw error("expected a digit") }
        }
        if current | 0x20 == UInt8(ascii: "e") {
            at += 1
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard skipDigits() else { throw error("expected a digit") }
        }
        return .number
    }

    private mutating func skipDigits() -> Bool {
        let start = at
        while isDigit(current) { at += 1 }
        return at > start
    }
}

extension JSONParser {
    /// The text of a string.
    ///
    /// - Parameter range: the string with its quotation marks.
    static func text(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, hasEscapes: Bool
    ) throws(JSONObject.SyntaxError) -> String {
        let inner = range.lowerBound + 1..<range.upperBound - 1
        if hasEscapes { return String(utf8: try unescaped(bytes, inner)[...]) }
        return String(utf8: UnsafeBufferPointer(rebasing: bytes[inner]))
    }

    /// A string's bytes with its escapes resolved.
    ///
    /// - Parameter inner: the string without its quotation marks.
    static func unescaped(
        _ bytes: UnsafeBufferPointer<UInt8>, _ inner: Range<Int>
    ) throws(JSONObject.SyntaxError) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(inner.count)
        try unescape(
            bytes, inner, { output.append(contentsOf: $0) },
            { scalar in
                if scalar.isASCII {
                    output.append(UInt8(scalar.value))
                } else {
                    output.append(contentsOf: UTF8.encode(scalar)!)
                }
            })
        return output
    }

    /// Gives a string piece by piece: what stands between escapes, and what each escape means.
    @inline(__always)
    private static func unescape(
        _ bytes: UnsafeBufferPointer<UInt8>, _ inner: Range<Int>, _ plain: (UnsafeBufferPointer<UInt8>) -> Void,
        _ escaped: (Unicode.Scalar) -> Void
    ) throws(JSONObject.SyntaxError) {
        var at = inner.lowerBound
        func hexUnit(_ start: Int) -> UInt32? {
            guard start + 4 <= inner.upperBound else { return nil }
            var value: UInt32 = 0
            for byte in bytes[start..<start + 4] {
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte & 0xF)
                case UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "a")...UInt8(ascii: "f"):
                    value = value << 4 | UInt32(byte & 0xF + 9)
                default: return nil
                }
            }
            return value
        }
        while true {
            let rest = UnsafeBufferPointer(rebasing: bytes[at..<inner.upperBound])
            let found = rest.baseAddress.flatMap { memchr($0, Int32(UInt8(ascii: "\\")), rest.count) }
            guard let found else {
                if !rest.isEmpty { plain(rest) }
                return
            }
            let length = UnsafeRawPointer(found) - UnsafeRawPointer(rest.baseAddress!)
            if length > 0 { plain(UnsafeBufferPointer(rebasing: rest[..<length])) }
            at += length
            func fail(_ reason: String) -> JSONObject.SyntaxError { .init(reason: reason, column: at + 1) }
            switch bytes[at + 1] {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): escaped(Unicode.Scalar(bytes[at + 1]))
            case UInt8(ascii: "b"): escaped("\u{08}")
            case UInt8(ascii: "f"): escaped("\u{0C}")
            case UInt8(ascii: "n"): escaped("\n")
            case UInt8(ascii: "r"): escaped("\r")
            case UInt8(ascii: "t"): escaped("\t")
            case UInt8(ascii: "u"):
                guard var value = hexUnit(at + 2) else { throw fail("expected four hexadecimal digits") }
                var length = 4
                if (0xD800...0xDBFF).contains(value) {
                    guard at + 7 < inner.upperBound, bytes[at + 6] == UInt8(ascii: "\\"),
                        bytes[at + 7] == UInt8(ascii: "u"), let low = hexUnit(at + 8),
                        (0xDC00...0xDFFF).contains(low)
                    else { throw fail("an unpaired surrogate") }
                    value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
                    length = 10
                }
                guard let scalar = Unicode.Scalar(value) else { throw fail("an unpaired surrogate") }
                escaped(scalar)
                at += length
            default: throw fail("unknown escape")
            }
            at += 2
        }
    }
}
