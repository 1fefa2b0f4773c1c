import Text
import Foundation

/// The encodings that Chinese corpora come in.
public enum TextEncoding: String, CaseIterable, Sendable, Codable {
    case utf8 = "utf-8"
    /// GB18030, of which GBK and GB2312 are parts.
    case gb18030

    /// Reads `UTF-8`, `utf8`, `GB18030`, `GBK`, `GB2312`, `cp936` in any case.
    public init?(name: String) {
        switch name.lowercased() {
        case "utf-8", "utf8": self = .utf8
        case "gb18030", "gbk", "gb2312", "cp936", "gb": self = .gb18030
        default: return nil
        }
    }
}

/// Turns the lines of one file into text.
///
/// Without a given encoding the first line that is not ASCII decides: a file whose first such line is
/// no UTF-8 but GB18030 is read as GB18030 from there on. Line ends and separators are ASCII in both,
/// so lines can be cut before they are decoded.
struct LineDecoder {
    private(set) var encoding: TextEncoding?

    init(encoding: TextEncoding?) { self.encoding = encoding }

    /// A line as UTF-8; nil where its bytes are no text in the file's encoding.
    mutating func decode(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        if encoding != .gb18030, line.withUnsafeBufferPointer(isValidUTF8) {
            if encoding == nil, line.contains(where: { $0 >= 0x80 }) { encoding = .utf8 }
            return line
        }
        guard encoding != .utf8, let text = line.withUnsafeBytes(decodeGB18030) else { return nil }
        encoding = .gb18030
        return text[...]
    }
}

private func decodeGB18030(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
    if bytes.isEmpty { return [] }
    guard let converter = iconv_open("UTF-8", "GB18030"), converter != iconv_t(bitPattern: -1) else {
        return nil
    }
    defer { iconv_close(converter) }
    // Two bytes of GB18030 are at most three of UTF-8, one byte is one, four are at most four.
    var failed = false
    let output = [UInt8](unsafeUninitializedCapacity: bytes.count * 2) { output, written in
        var source = UnsafeMutablePointer(mutating: bytes.bindMemory(to: CChar.self).baseAddress)
        var remaining = bytes.count
        output.withMemoryRebound(to: CChar.self) { output in
            var target = output.baseAddress
            var room = output.count
            failed = iconv(converter, &source, &remaining, &target, &room) == -1 || remaining > 0
            written = output.count - room
        }
    }
    return !failed && output.withUnsafeBufferPointer(isValidUTF8) ? output : nil
}
