import CScan
import Text

/// Removes from texts what is not content: entities, tags, style attributes, escapes that were escaped once more,
/// emoticons in brackets, and invisible characters. Crawled texts are full of them.
///
/// A text without any of it, which most are, is looked through and returned as it is.
enum Markup {
    /// What a text has that may be markup.
    struct Signs: OptionSet {
        var rawValue: UInt8
        static let entity = Signs(rawValue: 1)
        static let tag = Signs(rawValue: 2)
        static let attribute = Signs(rawValue: 4)
        static let escape = Signs(rawValue: 8)
        static let bracket = Signs(rawValue: 16)
        static let invisible = Signs(rawValue: 32)
    }

    /// Cleans a text.
    ///
    /// - Parameters:
    ///   - isOneLine: whether the text is a title or the like, in which an end of a block is a space.
    ///   - version: before 5, a quotation mark anywhere in a tag began a value.
    /// - Returns: whether more than invisible characters was removed.
    /// - Complexity: linear in the text; some GB per second for a text without markup.
    static func clean(
        _ text: inout String, isOneLine: Bool = false, _ version: TextNormalizer.Version = .newest
    ) -> Bool {
        let found: Signs = text.withUTF8 { signs(in: $0) }
        return found.isEmpty ? false : clean(&text, found, isOneLine: isOneLine, version)
    }

    private static func clean(
        _ text: inout String, _ found: Signs, isOneLine: Bool, _ version: TextNormalizer.Version
    ) -> Bool {
        let original = Array(text.utf8)
        var (bytes, signs) = (original, found)
        // In this order: an escape may hold an entity, and that a tag.
        if signs.contains(.escape), Escapes.decode(&bytes) {
            signs = bytes.withUnsafeBufferPointer { self.signs(in: $0) }
        }
        if signs.contains(.entity), Entities.decode(&bytes) {
            signs = bytes.withUnsafeBufferPointer { self.signs(in: $0) }
        }
        if signs.contains(.tag) { Tags.remove(from: &bytes, version) }
        if signs.contains(.attribute) { Attributes.remove(from: &bytes) }
        if signs.contains(.bracket) { Emoticons.remove(from: &bytes) }
        let hadMarkup = bytes != original
        if signs.contains(.invisible) { removeInvisible(from: &bytes) }
        guard hadMarkup || bytes.count != original.count else { return false }
        var cleaned = String(decoding: bytes, as: UTF8.self)
        if isOneLine { cleaned = cleaned.split { $0.isNewline }.joined(separator: " ") }
        text = hadMarkup ? trimmed(cleaned) : cleaned
        return hadMarkup
    }

    /// Drops invisible characters, except those that shape an emoji, so that it is shown as it was.
    private static func removeInvisible(from bytes: inout [UInt8]) {
        var kept = String.UnicodeScalarView()
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            if isInvisible(scalar.value) {
                let shapes = scalar.value == 0xFE0F || scalar.value == 0x200D || scalar.value >= 0xE0020
                guard shapes, let last = kept.last, isSymbol(last.value) else { continue }
            }
            kept.append(scalar)
        }
        bytes = Array(String(kept).utf8)
    }

    /// Signs and emoji, and what was kept behind one.
    private static func isSymbol(_ scalar: UInt32) -> Bool {
        0x2190..<0x2E80 ~= scalar || 0x1F000..<0x20000 ~= scalar || scalar == 0xFE0F || scalar == 0x200D
            || scalar >= 0xE0000
    }
}

// MARK: Looking

extension Markup {
    /// What a text has.
    ///
    /// - Parameter bytes: UTF-8.
    static func signs(in bytes: UnsafeBufferPointer<UInt8>) -> Signs {
        var signs: Signs = []
        var at = 0
        guard let start = bytes.baseAddress else { return signs }
        // The two bytes behind a block are looked at with it.
        while at + 66 <= bytes.count {
            if scan_has_sign(start + at) != 0 {
                for place in at..<at + 64 { signs.formUnion(sign(bytes, place)) }
            }
            at += 64
        }
        while at < bytes.count {
            signs.formUnion(sign(bytes, at))
            at += 1
        }
        return signs
    }

    private static func sign(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Signs {
        switch bytes[at] {
        case UInt8(ascii: "&"): return .entity
        case UInt8(ascii: "<"): return .tag
        case UInt8(ascii: "="): return .attribute
        case UInt8(ascii: "["): return .bracket
        case UInt8(ascii: "\\"): return .escape
        case 0xC2, 0xCD, 0xD8, 0xE1, 0xE2, 0xEF, 0xF3:
            // The scalar that begins here.
            let length = bytes[at] < 0xE0 ? 2 : bytes[at] < 0xF0 ? 3 : 4
            guard at + length <= bytes.count else { return [] }
            var value = UInt32(bytes[at]) & (length == 2 ? 0x1F : length == 3 ? 0xF : 0x7)
            for next in 1..<length { value = value << 6 | UInt32(bytes[at + next] & 0x3F) }
            return isInvisible(value) ? .invisible : []
        default: return []
        }
    }
}
