import Text

/// Makes untrusted text inert in each form of output.
package enum Escape {
    package static func html(_ text: String) -> String {
        replacing(text) { byte in
            switch byte {
            case UInt8(ascii: "\""): "&quot;"
            case UInt8(ascii: "'"): "&#39;"
            default: nil
            }
        }
    }

    static func markdown(_ text: String) -> String {
        replacing(text) { byte in
            switch Unicode.Scalar(byte) {
            case "\\", "`", "*", "_", "[", "]", "|", "#", "~", "!", "$": "\\" + String(Unicode.Scalar(byte))
            default: nil
            }
        }
    }

    /// Puts a text on one line and escapes the characters that HTML, and so Markdown, would read as tags and entities.
    ///
    /// - Parameter further: a replacement for any other ASCII character; `nil` keeps it.
    private static func replacing(_ text: String, _ further: (UInt8) -> String?) -> String {
        func replacement(_ byte: UInt8) -> String? {
            switch byte {
            case UInt8(ascii: "&"): "&amp;"
            case UInt8(ascii: "<"): "&lt;"
            case UInt8(ascii: ">"): "&gt;"
            case 0x80...: nil
            default: further(byte)
            }
        }
        let line = oneLine(text)
        guard line.utf8.contains(where: { replacement($0) != nil }) else { return line }
        var output: [UInt8] = []
        output.reserveCapacity(line.utf8.count + 16)
        for byte in line.utf8 {
            if let replacement = replacement(byte) {
                output.append(contentsOf: replacement.utf8)
            } else {
                output.append(byte)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// The link if it is a web address; otherwise `nil`. What does not show or turns around what stands beside it is
    /// percent-encoded, so that it still leads where it did.
    package static func webLink(_ link: String) -> String? {
        let lowered = link.lowercased()
        guard lowered.hasPrefix("http://") || lowered.hasPrefix("https://") else { return nil }
        let safe = link.unicodeScalars.allSatisfy {
            $0.value > 0x20 && $0 != "<" && $0 != ">" && $0 != "\"" && $0 != "\\"
        }
        guard safe else { return nil }
        if link.utf8.allSatisfy({ $0 < 0x7F }) { return link }
        var output = String.UnicodeScalarView()
        for scalar in link.unicodeScalars {
            guard hides(scalar) else {
                output.append(scalar)
                continue
            }
            for byte in String(scalar).utf8 {
                output.append(
                    contentsOf: ("%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)).unicodeScalars
                )
            }
        }
        return String(output)
    }

    private static func hides(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .unassigned, .privateUse, .spaceSeparator, .lineSeparator, .paragraphSeparator: true
        default: isInvisible(scalar.value)
        }
    }
}
