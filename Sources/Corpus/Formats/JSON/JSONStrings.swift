/// Tells strings from the rest in JSON that comes byte by byte. Nobody has looked yet whether it is JSON.
struct JSONStrings {
    /// What a byte belongs to.
    enum Part {
        /// No string.
        case outside
        /// A string's first quotation mark, what is within, and its last.
        case begin, inside, end
    }

    private let isUTF8: Bool
    private var isInString = false
    private var isEscaped = false
    /// In the middle of a character of two bytes.
    private var isInCharacter = false

    /// - Parameter isUTF8: in other encodings a byte like a backslash may be half a character.
    init(isUTF8: Bool) { self.isUTF8 = isUTF8 }

    @inline(__always)
    mutating func take(_ byte: UInt8) -> Part {
        guard isInString else {
            isInString = byte == UInt8(ascii: "\"")
            return isInString ? .begin : .outside
        }
        if isInCharacter {
            isInCharacter = false
        } else if isEscaped {
            isEscaped = false
        } else {
            switch byte {
            case UInt8(ascii: "\""):
                isInString = false
                return .end
            case UInt8(ascii: "\\"): isEscaped = true
            // No string goes on over a line end; a quotation mark is missing.
            case 0x0A, 0x0D: isInString = false
            default: isInCharacter = byte >= 0x81 && !isUTF8
            }
        }
        return .inside
    }
}
