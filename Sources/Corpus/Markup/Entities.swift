import CXML

/// Decodes the character references of HTML: `&nbsp;`, `&#8220;`, `&#x201C;`, and `&amp;nbsp;`, which was escaped twice.
///
/// A name that HTML does not know stays as it is, and so does `&` in `R&D` or in a link.
enum Entities {
    /// - Returns: whether there were any.
    static func decode(_ bytes: inout [UInt8]) -> Bool {
        var found = false
        // Whatever escapes a text a fourth time is no longer a mishap.
        for _ in 0..<3 {
            guard let decoded = decoded(bytes) else { break }
            bytes = decoded
            found = true
        }
        return found
    }

    private static func decoded(_ bytes: [UInt8]) -> [UInt8]? {
        guard var at = bytes.firstIndex(of: UInt8(ascii: "&")) else { return nil }
        var output = Array(bytes[..<at])
        output.reserveCapacity(bytes.count)
        var found = false
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "&"), let (value, end) = reference(in: bytes, at: at) {
                append(value, to: &output)
                at = end
                found = true
            } else {
                output.append(bytes[at])
                at += 1
            }
        }
        return found ? output : nil
    }

    private static func append(_ value: UInt32, to output: inout [UInt8]) {
        switch value {
        // Several make one gap.
        case 0xA0, 0x20: if output.last != 0x20 { output.append(0x20) }
        case 0x0A, 0x0D: output.append(0x0A)
        case 0..<0x20, 0x7F: output.append(0x20)
        default:
            // Numbers below 160 were meant in the code page of Windows, as every browser reads them.
            let value = 0x80...0x9F ~= value ? windows1252[Int(value - 0x80)] : value
            output.append(contentsOf: String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
        }
    }

    /// - Returns: the scalar that a reference stands for, and where the text goes on; nil where there is no reference.
    private static func reference(in bytes: [UInt8], at start: Int) -> (value: UInt32, end: Int)? {
        var end = start + 1
        while end < bytes.count, end < start + 34, isAlphanumeric(bytes[end]) || bytes[end] == UInt8(ascii: "#") {
            end += 1
        }
        let name = bytes[start + 1..<end]
        let isClosed = end < bytes.count && bytes[end] == UInt8(ascii: ";")
        if name.first == UInt8(ascii: "#") {
            guard let value = number(name.dropFirst()) else { return nil }
            return (value, isClosed ? end + 1 : end)
        }
        guard (2...32).contains(name.count), !name.contains(UInt8(ascii: "#")) else { return nil }
        let text = String(decoding: name, as: UTF8.self)
        if !isClosed {
            // `&nbsp` ends where no letter follows; `&lt=3` is of a link.
            guard unclosed.contains(text), end == bytes.count || bytes[end] != UInt8(ascii: "=") else { return nil }
        }
        guard let value = value(of: text) else { return nil }
        return (value, isClosed ? end + 1 : end)
    }

    private static let unclosed: Set<String> = [
        "nbsp", "lt", "gt", "amp", "quot", "ldquo", "rdquo", "lsquo", "rsquo", "hellip", "mdash", "ndash", "middot",
        "ensp", "emsp", "thinsp",
    ]

    private static func value(of name: String) -> UInt32? {
        if let entity = htmlEntityLookup(name) { return entity.pointee.value }
        // Of HTML 5, which the table does not have.
        return switch name {
        case "NewLine": 0x0A
        case "Tab": 0x09
        case "apos": 0x27
        case "colon": 0x3A
        case "comma": 0x2C
        case "period": 0x2E
        case "excl": 0x21
        case "quest": 0x3F
        case "num": 0x23
        case "percnt": 0x25
        case "lpar": 0x28
        case "rpar": 0x29
        case "lsqb", "lbrack": 0x5B
        case "rsqb", "rbrack": 0x5D
        case "ast": 0x2A
        case "plus": 0x2B
        case "equals": 0x3D
        case "sol": 0x2F
        case "lowbar": 0x5F
        case "NonBreakingSpace": 0xA0
        case "AMP": 0x26
        case "LT": 0x3C
        case "GT": 0x3E
        case "QUOT": 0x22
        default: nil
        }
    }

    /// - Returns: nil where it is none, or one that stands for no scalar.
    private static func number(_ digits: ArraySlice<UInt8>) -> UInt32? {
        let isHexadecimal = digits.first == UInt8(ascii: "x") || digits.first == UInt8(ascii: "X")
        let text = String(decoding: isHexadecimal ? digits.dropFirst() : digits, as: UTF8.self)
        guard !text.isEmpty, text.utf8.count <= 8, let value = UInt32(text, radix: isHexadecimal ? 16 : 10) else {
            return nil
        }
        return Unicode.Scalar(value) == nil ? 0xFFFD : value
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte | 0x20 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): true
        default: (0x30...0x39).contains(byte)
        }
    }

    private static let windows1252: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D,
        0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D,
        0x17E, 0x178,
    ]
}
