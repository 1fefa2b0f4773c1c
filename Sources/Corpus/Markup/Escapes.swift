/// Decodes escapes of programming languages that were written out: `\u3000`, `\xa0`, `\n`, and UTF-8 byte by byte.
///
/// A backslash before anything else is content: `C:\new`, `\nabla`.
enum Escapes {
    /// - Returns: whether there were any.
    static func decode(_ bytes: inout [UInt8]) -> Bool {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var at = 0
        while at < bytes.count {
            guard bytes[at] == UInt8(ascii: "\\") else {
                output.append(bytes[at])
                at += 1
                continue
            }
            // Those escaped more than once have several.
            var letter = at + 1
            while letter < bytes.count, bytes[letter] == UInt8(ascii: "\\") { letter += 1 }
            if let (decoded, end) = escape(in: bytes, letter, isAfterLetter: output.last.map(isLetterOrColon) ?? false)
            {
                output.append(contentsOf: decoded)
                at = end
            } else {
                output.append(contentsOf: bytes[at..<letter])
                at = letter
            }
        }
        defer { bytes = output }
        return output.count != bytes.count
    }

    /// - Parameters:
    ///   - letter: the place behind the backslash.
    ///   - isAfterLetter: whether a path or a command may go on there.
    private static func escape(
        in bytes: [UInt8], _ letter: Int, isAfterLetter: Bool
    ) -> (decoded: [UInt8], end: Int)? {
        guard letter < bytes.count else { return nil }
        switch bytes[letter] {
        case UInt8(ascii: "u"):
            guard var value = hexadecimal(bytes, letter + 1, 4) else { return nil }
            var end = letter + 5
            if 0xD800..<0xDC00 ~= value {
                var next = end
                while next < bytes.count, bytes[next] == UInt8(ascii: "\\") { next += 1 }
                guard next > end, next < bytes.count, bytes[next] == UInt8(ascii: "u"),
                    let low = hexadecimal(bytes, next + 1, 4), 0xDC00..<0xE000 ~= low
                else { return ([0xEF, 0xBF, 0xBD], end) }
                value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
                end = next + 5
            }
            return (utf8(value), end)
        case UInt8(ascii: "x"):
            guard let value = hexadecimal(bytes, letter + 1, 2) else { return nil }
            if let (scalar, end) = sequence(in: bytes, letter) { return (utf8(scalar), end) }
            // Of ASCII only what shows nothing: `\x61` may be meant.
            return value >= 0xA0 || value <= 0x20 ? (utf8(value), letter + 3) : nil
        case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            let next = letter + 1 < bytes.count ? bytes[letter + 1] : 0
            guard !isLetterOrColon(next), !isAfterLetter || next >= 0x80 || "\0 \\<\"".utf8.contains(next) else {
                return nil
            }
            return ([bytes[letter] == UInt8(ascii: "t") ? 0x20 : 0x0A], letter + 1)
        default: return nil
        }
    }

    /// A scalar whose UTF-8 was written byte by byte: `\xe4\xb8\xad`.
    private static func sequence(in bytes: [UInt8], _ letter: Int) -> (scalar: UInt32, end: Int)? {
        guard let lead = hexadecimal(bytes, letter + 1, 2), 0xC2...0xF4 ~= lead else { return nil }
        let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        var sequence = [UInt8(lead)]
        var at = letter + 3
        while sequence.count < length {
            guard at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "x"),
                let value = hexadecimal(bytes, at + 2, 2)
            else { return nil }
            sequence.append(UInt8(value))
            at += 4
        }
        guard let text = String(validating: sequence, as: UTF8.self), let scalar = text.unicodeScalars.first else {
            return nil
        }
        return (scalar.value, at)
    }

    private static func utf8(_ value: UInt32) -> [UInt8] {
        // A NUL and its like show nothing.
        let isShown = value >= 0x20 && !(0x7F..<0xA0).contains(value) || value == 0x0A
        return Array(String(isShown ? Unicode.Scalar(value) ?? "\u{FFFD}" : " ").utf8)
    }

    private static func hexadecimal(_ bytes: [UInt8], _ start: Int, _ count: Int) -> UInt32? {
        guard start + count <= bytes.count else { return nil }
        var value: UInt32 = 0
        for byte in bytes[start..<start + count] {
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
            case 0x41...0x46, 0x61...0x66: value = value << 4 | UInt32((byte | 0x20) - 0x57)
            default: return nil
            }
        }
        return value
    }

    private static func isLetterOrColon(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: ":")
    }
}
