import Foundation
import Text

/// A tag as it stands in text: `<name …>`, `</name>` or `<name/>`.
struct MarkupTag {
    enum Kind { case start, end, empty }

    var kind: Kind
    /// From `<` to behind `>`.
    var range: Range<Int>
    var name: Range<Int>
    /// Of the name in lower case.
    var hash: UInt64

    private static let longestName = 64
    private static let longestTag = 1024

    /// The tag that begins at a `<`; nil where this is only a sign, as in `收入<100万`.
    ///
    /// In GB18030 and Big5 no byte of a character is `<`, `>` or `/`, so this works on their bytes too.
    init?(in bytes: UnsafeBufferPointer<UInt8>, at start: Int) {
        var at = start + 1
        var kind = Kind.start
        if at < bytes.count, bytes[at] == UInt8(ascii: "/") {
            kind = .end
            at += 1
        }
        let nameStart = at
        var hash = FNV1a()
        while at < bytes.count, at - nameStart <= MarkupTag.longestName {
            let byte = MarkupTag.lower(bytes[at])
            guard MarkupTag.isLetter(byte) || at > nameStart && MarkupTag.isInside(byte) else { break }
            hash.add(byte)
            at += 1
        }
        guard at > nameStart, at - nameStart <= MarkupTag.longestName else { return nil }
        name = nameStart..<at
        let end = min(bytes.count, at + MarkupTag.longestTag)
        guard at < end, MarkupTag.endsName(bytes[at]) else { return nil }
        while at < end, bytes[at] != UInt8(ascii: ">") {
            if bytes[at] == UInt8(ascii: "<") { return nil }
            at += 1
        }
        guard at < end else { return nil }
        if kind == .start, at > name.upperBound, bytes[at - 1] == UInt8(ascii: "/") { kind = .empty }
        self.kind = kind
        range = start..<at + 1
        self.hash = hash.value
    }

    /// The hash of a name that is written in lower case.
    static func hash(of name: String) -> UInt64 {
        var hash = FNV1a()
        hash.add(name.utf8)
        return hash.value
    }

    private static func lower(_ byte: UInt8) -> UInt8 { 0x41...0x5A ~= byte ? byte | 0x20 : byte }

    private static func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte || byte >= 0x80 || byte == 0x5F }

    private static func isInside(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":")
    }

    private static func endsName(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x2F || byte == 0x3E }
}

extension UnsafeBufferPointer<UInt8> {
    /// Where the first `<` stands from an index on.
    func firstTag(from start: Int) -> Int? {
        guard let baseAddress, start < count else { return nil }
        guard let found = memchr(baseAddress + start, Int32(UInt8(ascii: "<")), count - start) else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(baseAddress)
    }

    /// Whether the text stands at an index, in either case.
    func has(_ text: StaticString, at start: Int) -> Bool {
        guard start >= 0, start + text.utf8CodeUnitCount <= count else { return false }
        for offset in 0..<text.utf8CodeUnitCount {
            let byte = self[start + offset]
            guard (0x41...0x5A ~= byte ? byte | 0x20 : byte) == text.utf8Start[offset] else { return false }
        }
        return true
    }

    /// Where a text begins from an index on.
    func first(_ text: StaticString, from start: Int) -> Int? {
        guard let baseAddress else { return nil }
        let first = Int32(text.utf8Start[0])
        var at = start
        while at + text.utf8CodeUnitCount <= count, let found = memchr(baseAddress + at, first, count - at) {
            at = UnsafeRawPointer(found) - UnsafeRawPointer(baseAddress)
            if at + text.utf8CodeUnitCount <= count, memcmp(found, text.utf8Start, text.utf8CodeUnitCount) == 0 {
                return at
            }
            at += 1
        }
        return nil
    }
}
