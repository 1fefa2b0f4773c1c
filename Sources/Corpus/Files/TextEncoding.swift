import Text
import Foundation

/// The encodings that Chinese corpora come in.
public enum TextEncoding: String, CaseIterable, Sendable, Codable {
    case utf8 = "utf-8"
    /// GB18030, of which GBK and GB2312 are parts.
    case gb18030
    /// Big5 with the characters of Hong Kong, as in Taiwan and Hong Kong.
    case big5

    /// Reads `UTF-8`, `utf8`, `GB18030`, `GBK`, `GB2312`, `cp936`, `Big5`, `cp950` in any case.
    public init?(name: String) {
        switch name.lowercased() {
        case "utf-8", "utf8": self = .utf8
        case "gb18030", "gbk", "gb2312", "cp936", "gb", "gb-2312", "x-gbk", "gb2312-80", "windows-936": self = .gb18030
        case "big5", "big-5", "big5-hkscs", "cp950", "x-x-big5", "windows-950": self = .big5
        default: return nil
        }
    }
}

/// Turns the lines of one file into text.
///
/// Without a given encoding the first line that is not ASCII decides: a file whose first such line is
/// no UTF-8 but GB18030 or Big5 is read as that from there on. Line ends are ASCII in all of them,
/// so lines can be cut before they are decoded.
struct LineDecoder {
    private(set) var encoding: TextEncoding?
    /// What a file that is no UTF-8 is taken for.
    private var other = TextEncoding.gb18030

    /// Nobody has to find it out.
    private let isGiven: Bool

    init(encoding: TextEncoding?) {
        self.encoding = encoding
        isGiven = encoding != nil
    }

    /// The encoding that was chosen by the bytes, where they are no UTF-8.
    var guessed: TextEncoding? { isGiven || encoding == .utf8 ? nil : encoding }

    /// What is read may be UTF-8.
    var readsUTF8: Bool { encoding == nil || encoding == .utf8 }

    /// Makes out from whole lines which encoding the file has if it is no UTF-8, unless that is known.
    mutating func guess(from lines: [UInt8]) {
        guard encoding == nil, lines.contains(where: { $0 >= 0x80 }), !lines.withUnsafeBufferPointer(isValidUTF8)
        else { return }
        other = EncodingGuess.isBig5(lines) ? .big5 : .gb18030
        // A line in another encoding may be UTF-8 by chance, as 茅台 is in GBK. It has no Chinese character then, since
        // each of its scalars has two bytes.
        let foreign = lines.split(separator: 0x0A).filter { $0.contains { $0 >= 0x80 } }
        if let first = foreign.first, first.withUnsafeBufferPointer(isValidUTF8),
            !foreign.contains(where: { $0.contains { $0 >= 0xE3 } && $0.withUnsafeBufferPointer(isValidUTF8) }),
            foreign.contains(where: { $0.withUnsafeBytes { decoded($0, from: other) } != nil })
        {
            encoding = other
        }
    }

    /// A line as UTF-8; nil where its bytes are no text in the file's encoding.
    mutating func decode(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        if readsUTF8, line.withUnsafeBufferPointer(isValidUTF8) {
            if encoding == nil, line.contains(where: { $0 >= 0x80 }) { encoding = .utf8 }
            return line
        }
        let asked = encoding ?? other
        guard asked != .utf8, let text = line.withUnsafeBytes({ decoded($0, from: asked) }) else { return nil }
        encoding = asked
        return text[...]
    }
}

/// Tells Big5 from GB18030 by which of them makes common characters of the bytes.
enum EncodingGuess {
    static func isBig5(_ bytes: [UInt8]) -> Bool {
        let gb = commonShare(bytes, levels: 0xB0...0xD7, trails: 0xA1...0xFE, isTrail: { $0 >= 0x40 && $0 != 0x7F })
        let big5 = commonShare(bytes, levels: 0xA4...0xC6, trails: 0x40...0xFE) {
            0x40...0x7E ~= $0 || 0xA1...0xFE ~= $0
        }
        return big5 > 0.8 && big5 > gb + 0.2
    }

    /// The share of characters of two bytes that are punctuation or among the common ones, which both encodings have
    /// in a block of their own.
    private static func commonShare(
        _ bytes: [UInt8], levels: ClosedRange<UInt8>, trails: ClosedRange<UInt8>, isTrail: (UInt8) -> Bool
    ) -> Double {
        var all = 0
        var common = 0
        var at = 0
        while at < bytes.count {
            let lead = bytes[at]
            at += 1
            guard lead >= 0x80 else { continue }
            all += 1
            guard at < bytes.count, isTrail(bytes[at]) else { continue }
            if levels.contains(lead) || 0xA1...0xA3 ~= lead, trails.contains(bytes[at]) { common += 1 }
            at += 1
        }
        return all == 0 ? 0 : Double(common) / Double(all)
    }
}

private func decoded(_ bytes: UnsafeRawBufferPointer, from encoding: TextEncoding) -> [UInt8]? {
    guard let (text, damage) = convert(bytes, from: encoding, replaces: false), damage == 0 else { return nil }
    return text
}

/// The text with U+FFFD for each byte that is part of none, and how many of these there are.
///
/// - Returns: nil where the system does not know the encoding.
func decodedReplacing(
    _ bytes: UnsafeRawBufferPointer, from encoding: TextEncoding
) -> (text: [UInt8], damage: Int)? {
    convert(bytes, from: encoding, replaces: true)
}

/// - Parameter replaces: false to stop at the first damage.
private func convert(
    _ bytes: UnsafeRawBufferPointer, from encoding: TextEncoding, replaces: Bool
) -> (text: [UInt8], damage: Int)? {
    if bytes.isEmpty { return ([], 0) }
    let name = encoding == .big5 ? "BIG5-HKSCS" : "GB18030"
    guard let converter = iconv_open("UTF-8", name), converter != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(converter) }
    // Two bytes are at most three of UTF-8, in Big5 two characters of two, one byte is at most three, four are at
    // most four.
    var damage = 0
    let output = [UInt8](unsafeUninitializedCapacity: bytes.count * 3 + 4) { output, written in
        var source = UnsafeMutablePointer(mutating: bytes.bindMemory(to: CChar.self).baseAddress)
        var remaining = bytes.count
        output.withMemoryRebound(to: CChar.self) { output in
            var target = output.baseAddress
            var room = output.count
            func put(_ text: String) {
                for byte in text.utf8 {
                    target!.pointee = CChar(bitPattern: byte)
                    target! += 1
                }
                room -= text.utf8.count
                source! += 1
                remaining -= 1
            }
            while iconv(converter, &source, &remaining, &target, &room) == -1 {
                // Code page 936 has the euro sign there, which GB18030 has elsewhere.
                if encoding == .gb18030, remaining > 0, room >= 3, UInt8(bitPattern: source!.pointee) == 0x80 {
                    put("€")
                    continue
                }
                damage += 1
                guard replaces, remaining > 0, room >= 3 else { break }
                put("\u{FFFD}")
            }
            if remaining > 0 { damage += 1 }
            // What is held back until the next character is known.
            if iconv(converter, nil, nil, &target, &room) == -1 { damage += 1 }
            written = output.count - room
        }
    }
    return output.withUnsafeBufferPointer(isValidUTF8) ? (output, damage) : nil
}
