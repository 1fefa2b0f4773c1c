import Foundation
import Text

/// The encoding of a web page.
enum PageCharset {
    /// How much of a page is looked at; browsers look at less.
    private static let searched = 1 << 14

    /// The page as UTF-8. A character that is none becomes U+FFFD, since descriptions are often cut within one.
    ///
    /// What is valid UTF-8 is UTF-8, whatever the page says: pages are often saved so and still name another encoding.
    ///
    /// - Parameter given: by the caller; nil for none.
    /// - Returns: nil where more than every hundredth character is none.
    static func decoded(_ bytes: [UInt8], given: TextEncoding?) -> [UInt8]? {
        let isUTF8 = bytes.withUnsafeBufferPointer(isValidUTF8)
        if isUTF8, given == nil || given == .utf8 { return bytes }
        var encoding = given ?? named(in: bytes[..<min(bytes.count, searched)])
        if encoding == nil || encoding == .utf8 && given == nil {
            // A page that says UTF-8 and has a few bad bytes is still UTF-8.
            if encoding == .utf8, let repaired = repairedUTF8(bytes) { return repaired }
            encoding = EncodingGuess.isBig5(bytes) ? .big5 : .gb18030
        }
        guard encoding != .utf8 else { return repairedUTF8(bytes) }
        return decodedLeniently(bytes, from: encoding ?? .gb18030)
    }

    private static func repairedUTF8(_ bytes: [UInt8]) -> [UInt8]? {
        let text = Array(String(decoding: bytes, as: UTF8.self).utf8)
        let damage = text.withUnsafeBufferPointer { count(of: "\u{FFFD}", in: $0) }
        return damage * 100 <= bytes.count { $0 >= 0xC0 } ? text : nil
    }

    private static func count(of mark: StaticString, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var (count, at) = (0, 0)
        while let found = bytes.first(mark, from: at) {
            count += 1
            at = found + mark.utf8CodeUnitCount
        }
        return count
    }

    private static func decodedLeniently(_ bytes: [UInt8], from encoding: TextEncoding) -> [UInt8]? {
        guard let (text, damage) = bytes.withUnsafeBytes({ decodedReplacing($0, from: encoding) }) else { return nil }
        // Two bytes are a character; a few are damage in a short page too.
        return damage <= 3 || damage * 200 <= bytes.count { $0 >= 0x80 } ? text : nil
    }

    /// What `<meta charset=…>` or `http-equiv` says.
    private static func named(in head: ArraySlice<UInt8>) -> TextEncoding? {
        head.withUnsafeBufferPointer { bytes in
            var at = 0
            while let start = bytes.firstTag(from: at) {
                at = start + 1
                guard bytes.has("<meta", at: start) || bytes.has("<?xml", at: start) else { continue }
                let tag = bytes[start...].prefix(300).prefix { $0 != UInt8(ascii: ">") }
                let words = String(decoding: tag, as: UTF8.self).lowercased()
                guard let name = words.range(of: "charset=") ?? words.range(of: "encoding=") else { continue }
                let value = words[name.upperBound...].drop { "\"' ".contains($0) }
                    .prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
                if let encoding = TextEncoding(name: String(value).replacingOccurrences(of: "_", with: "-")) {
                    return encoding
                }
            }
            return nil
        }
    }
}
