import CXML
import Text

/// What a piece of markup says: `<![CDATA[…]]>` gives what it holds, and entities are decoded if asked for. Tags stay.
enum MarkupText {
    static func text(of bytes: UnsafeBufferPointer<UInt8>, decodesEntities: Bool = true) -> String {
        guard bytes.contains(UInt8(ascii: "&")) || bytes.first("<![CDATA[", from: 0) != nil else {
            return String(decoding: bytes, as: UTF8.self)
        }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var at = 0
        // Looking for an end that is not there again and again would be quadratic.
        var mayHoldData = true
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "&") where decodesEntities:
                if let (scalar, length) = entity(in: bytes, at: at) {
                    output.append(contentsOf: String(scalar).utf8)
                    at += length
                    continue
                }
            case UInt8(ascii: "<"):
                if mayHoldData, bytes.has("<![cdata[", at: at) {
                    if let end = bytes.first("]]>", from: at + 9) {
                        output.append(contentsOf: bytes[(at + 9)..<end])
                        at = end + 3
                        continue
                    }
                    mayHoldData = false
                }
            default: break
            }
            output.append(bytes[at])
            at += 1
        }
        return String(utf8: output[...])
    }

    static func text(of value: String) -> String {
        var value = value
        return value.withUTF8 { text(of: $0) }
    }

    private static let longestEntity = 12

    /// `&lt;`, `&#60;` or `&#x3c;`; nil for an `&` that is only a sign.
    private static func entity(in bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> (Unicode.Scalar, length: Int)? {
        let limit = min(bytes.count, start + longestEntity)
        guard let end = (start + 1..<max(start + 1, limit)).first(where: { bytes[$0] == UInt8(ascii: ";") }) else {
            return nil
        }
        let name = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
        let code: UInt32?
        if name.hasPrefix("#x") || name.hasPrefix("#X") {
            code = UInt32(name.dropFirst(2), radix: 16)
        } else if name.hasPrefix("#") {
            code = UInt32(name.dropFirst())
        } else if name == "apos" {
            code = 0x27
        } else {
            code = name.withCString { name in
                name.withMemoryRebound(to: UInt8.self, capacity: 1) { htmlEntityLookup($0)?.pointee.value }
            }
        }
        guard let code, code != 0, let scalar = Unicode.Scalar(code) else { return nil }
        return (scalar, end + 1 - start)
    }
}
