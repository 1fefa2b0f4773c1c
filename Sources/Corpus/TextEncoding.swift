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

    /// Nil where the bytes are no text in the file's encoding.
    mutating func decode(_ bytes: UnsafeRawBufferPointer) -> String? {
        switch encoding {
        case .utf8: return String(validating: bytes, as: UTF8.self)
        case .gb18030: return decodeGB18030(bytes)
        case nil:
            if let text = String(validating: bytes, as: UTF8.self) {
                if bytes.contains(where: { $0 >= 0x80 }) { encoding = .utf8 }
                return text
            }
            guard let text = decodeGB18030(bytes) else { return nil }
            encoding = .gb18030
            return text
        }
    }
}

private func decodeGB18030(_ bytes: UnsafeRawBufferPointer) -> String? {
    if bytes.isEmpty { return "" }
    guard let converter = iconv_open("UTF-8", "GB18030"), converter != iconv_t(bitPattern: -1) else {
        return nil
    }
    defer { iconv_close(converter) }
    // Two bytes of GB18030 are at most three of UTF-8, one byte is one, four are at most four.
    var output = [CChar](repeating: 0, count: bytes.count * 2)
    var consumed = UnsafeMutablePointer(mutating: bytes.bindMemory(to: CChar.self).baseAddress)
    var remaining = bytes.count
    let written: Int? = output.withUnsafeMutableBufferPointer { out in
        var target = out.baseAddress
        var room = out.count
        guard iconv(converter, &consumed, &remaining, &target, &room) != -1, remaining == 0 else { return nil }
        return out.count - room
    }
    guard let written else { return nil }
    return output.withUnsafeBytes { String(validating: $0[..<written], as: UTF8.self) }
}
