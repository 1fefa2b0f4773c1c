/// Goes through JSON that comes byte by byte and stops at each list of objects, with the names that lead to it.
///
/// Lenient: what is wrong between lists costs no list.
struct JSONWalk {
    /// An object or an array that is open.
    struct Level: Equatable {
        var isObject: Bool
        /// Of an object: the name of the member that was met last, as it stands.
        var name: [UInt8] = []
    }

    private(set) var levels: [Level] = []
    /// Levels below those that are kept.
    private var deeper = 0
    private var strings: JSONStrings
    /// The string that is read is the name of a member; and one may come.
    private var isName = false
    private var expectsName = false
    /// Nothing but white space has followed the bracket of an array.
    private var isOpening = false

    private static let mostLevels = 64
    /// In bytes.
    private static let longestName = 200

    init(isUTF8: Bool) { strings = JSONStrings(isUTF8: isUTF8) }

    /// No object or array is open.
    var isOutside: Bool { levels.isEmpty }

    /// The names that lead to where it is, with dots between.
    var path: String {
        levels.filter(\.isObject).map { level in
            let bytes = [UInt8(ascii: "\"")] + level.name + [UInt8(ascii: "\"")]
            let text = bytes.withUnsafeBufferPointer { try? JSONParser.unescaped($0, 1..<bytes.count - 1) }
            return String(decoding: text ?? level.name, as: UTF8.self)
        }.joined(separator: ".")
    }

    /// Takes a byte, unless it begins the first object of a list: `enterObject` goes into it then, and `leaveList` says
    /// that somebody else has read the list to its end.
    ///
    /// - Returns: whether it begins one.
    mutating func meets(_ byte: UInt8) -> Bool {
        switch strings.take(byte) {
        case .outside: return meets(outsideOfStrings: byte)
        case .begin:
            isName = expectsName
            if isName { levels[levels.count - 1].name = [] }
            isOpening = false
        case .inside:
            if isName, let level = levels.indices.last, levels[level].name.count < JSONWalk.longestName {
                levels[level].name.append(byte)
            }
        case .end: break
        }
        return false
    }

    private mutating func meets(outsideOfStrings byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D: return false
        case UInt8(ascii: "{"):
            if isOpening { return true }
            enterObject()
        case UInt8(ascii: "["):
            push(Level(isObject: false))
            isOpening = true
            return false
        case UInt8(ascii: "}"), UInt8(ascii: "]"): leaveList()
        case UInt8(ascii: ","): expectsName = deeper == 0 && levels.last?.isObject == true
        case UInt8(ascii: ":"): expectsName = false
        default: break
        }
        isOpening = false
        return false
    }

    mutating func enterObject() {
        isOpening = false
        push(Level(isObject: true))
        expectsName = deeper == 0
    }

    mutating func leaveList() {
        if deeper > 0 { deeper -= 1 } else { _ = levels.popLast() }
        isOpening = false
        expectsName = false
    }

    private mutating func push(_ level: Level) {
        if levels.count < JSONWalk.mostLevels { levels.append(level) } else { deeper += 1 }
    }
}
