/// An element of an array that is cut out of a file piece by piece, by its brackets.
///
/// Where another record begins within it, it is damaged (`JSONFirstNames`).
struct JSONElement {
    enum Course {
        case goesOn, ends
        /// Another record begins within it, at this byte of the piece.
        case isBroken(next: Int)
    }

    private let isUTF8: Bool
    private var strings: JSONStrings
    private var depth = 0
    private var firstNames = JSONFirstNames()
    /// Of no brackets, such as a number.
    private(set) var isBare = false

    init(isUTF8: Bool) {
        self.isUTF8 = isUTF8
        strings = JSONStrings(isUTF8: isUTF8)
    }

    /// The next element begins with a byte, which is yet to be taken.
    mutating func begin(with byte: UInt8) {
        strings = JSONStrings(isUTF8: isUTF8)
        depth = 0
        firstNames.beginRecord()
        isBare = byte != UInt8(ascii: "{") && byte != UInt8(ascii: "[")
    }

    /// Takes what is there of it.
    ///
    /// - Parameters:
    ///   - at: where it goes on in the piece, and then where it ends there.
    ///   - isFirst: nothing of it has been taken.
    mutating func take(_ piece: UnsafeBufferPointer<UInt8>, at: inout Int, isFirst: Bool) -> Course {
        let begin = at
        while at < piece.count {
            let byte = piece[at]
            let part = strings.take(byte)
            switch part {
            case .inside:
                at += 1
                continue
            case .begin, .end:
                if !isBare, let next = firstNames.nextRecord(part, at: at, depth: depth, in: piece) {
                    return .isBroken(next: next)
                }
                at += 1
                continue
            case .outside: break
            }
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if isBare, depth == 0 {
                    // A bracket that closes nothing is an element of its own, lest it be met again.
                    if isFirst, at == begin { at += 1 }
                    return .ends
                }
                depth -= 1
                if depth == 0 {
                    at += 1
                    return .ends
                }
            case UInt8(ascii: ","), 0x0A, 0x0D: if isBare, depth == 0 { return .ends }
            default: break
            }
            at += 1
        }
        return .goesOn
    }
}
