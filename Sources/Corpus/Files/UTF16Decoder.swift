import Text

/// Makes UTF-8 of UTF-16 that comes piece by piece.
///
/// Half a surrogate pair, or half a unit at the end, becomes a byte that is no UTF-8, so that its line is rejected.
struct UTF16Decoder {
    private let isBigEndian: Bool
    private var output: [UInt8] = []
    private var start = 0
    /// The first byte of a unit, and the first unit of a pair, whose other half has not come.
    private var half: UInt8?
    private var high: UInt16?
    private var isEnded = false

    private static let damage: UInt8 = 0xFF

    /// - Parameter mark: the file's first two bytes; nil is made of those that are no byte-order mark.
    init?(mark: [UInt8]) {
        switch mark {
        case [0xFF, 0xFE]: isBigEndian = false
        case [0xFE, 0xFF]: isBigEndian = true
        default: return nil
        }
    }

    /// Told by its first bytes where it has no mark; these are still to be decoded.
    ///
    /// - Parameter head: many of the file's first bytes. Nil is made of those that are no UTF-16, or may be something
    ///   else.
    init?(unmarked head: some RandomAccessCollection<UInt8>) {
        let bytes = Array(head.prefix(head.count & ~1))
        // Line ends, digits and the like have a byte that is 0, and no other text has any.
        guard bytes.count >= 8, bytes.contains(0), !isValidUTF8WithoutNUL(bytes) || UTF16Decoder.isHalfNUL(bytes) else {
            return nil
        }
        for isBigEndian in [false, true] where UTF16Decoder.isText(bytes, isBigEndian) {
            self.isBigEndian = isBigEndian
            return
        }
        return nil
    }

    /// ASCII as UTF-16.
    private static func isHalfNUL(_ bytes: [UInt8]) -> Bool { bytes.count { $0 == 0 } * 5 >= bytes.count * 2 }

    /// Whether all units could stand in a text, and hardly any is rare there.
    private static func isText(_ bytes: [UInt8], _ isBigEndian: Bool) -> Bool {
        var common = 0
        for index in stride(from: 0, to: bytes.count, by: 2) {
            let (high, low) = isBigEndian ? (bytes[index], bytes[index + 1]) : (bytes[index + 1], bytes[index])
            let unit = UInt16(high) << 8 | UInt16(low)
            switch unit {
            case 0x20...0x7E, 0x09, 0x0A, 0x0D, 0x2010...0x2027, 0x3000...0x303F, 0x4E00...0x9FFF, 0xFF00...0xFF5E:
                common += 1
            case ..<0x20, 0xFFFE, 0xFFFF: return false
            default: break
            }
        }
        return common * 20 >= bytes.count / 2 * 19
    }

    /// Moves decoded text out.
    mutating func take(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, output.count - start)
        output[start..<start + count].withUnsafeBytes { buffer.copyMemory(from: $0) }
        start += count
        if start == output.count {
            output.removeAll(keepingCapacity: true)
            start = 0
        }
        return count
    }

    /// - Parameter bytes: none at the end.
    /// - Returns: false where nothing more comes.
    mutating func decode(_ bytes: [UInt8]) -> Bool {
        guard !bytes.isEmpty else {
            guard !isEnded else { return false }
            isEnded = true
            if half != nil || high != nil { output.append(UTF16Decoder.damage) }
            return !output.isEmpty
        }
        output.reserveCapacity(output.count + 2 * bytes.count)
        for byte in bytes {
            guard let first = half else {
                half = byte
                continue
            }
            half = nil
            append(isBigEndian ? UInt16(first) << 8 | UInt16(byte) : UInt16(byte) << 8 | UInt16(first))
        }
        return true
    }

    private mutating func append(_ unit: UInt16) {
        if let high {
            self.high = nil
            if 0xDC00...0xDFFF ~= unit {
                return append(scalar: 0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(unit) - 0xDC00))
            }
            output.append(UTF16Decoder.damage)
        }
        switch unit {
        case 0xD800...0xDBFF: high = unit
        case 0xDC00...0xDFFF: output.append(UTF16Decoder.damage)
        default: append(scalar: UInt32(unit))
        }
    }

    private mutating func append(scalar: UInt32) {
        func tail(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(truncatingIfNeeded: scalar >> shift) & 0x3F }
        switch scalar {
        case ..<0x80: output.append(UInt8(scalar))
        case ..<0x800: output += [0xC0 | UInt8(scalar >> 6), tail(0)]
        case ..<0x10000:
            output.append(0xE0 | UInt8(scalar >> 12))
            output.append(tail(6))
            output.append(tail(0))
        default: output += [0xF0 | UInt8(scalar >> 18), tail(12), tail(6), tail(0)]
        }
    }
}

/// Whether damage by NUL bytes is all that keeps bytes from being UTF-8; a character may be cut at their end.
private func isValidUTF8WithoutNUL(_ bytes: [UInt8]) -> Bool {
    var kept = bytes.filter { $0 != 0 }
    for _ in 0..<4 {
        if kept.withUnsafeBufferPointer(isValidUTF8) { return true }
        guard !kept.isEmpty else { return false }
        kept.removeLast()
    }
    return false
}
