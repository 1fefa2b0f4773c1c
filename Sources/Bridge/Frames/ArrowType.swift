import CBridge

/// What the values of an Arrow column are, of those types that a record of JSON can hold.
indirect enum ArrowType {
    case null
    case boolean
    case integer(bytes: Int, isSigned: Bool)
    case float(bytes: Int)
    /// With 16 bytes per value.
    case decimal(scale: Int)
    /// - Parameter offset: the bytes of an offset.
    case text(offset: Int)
    /// Texts whose short ones stand in the column itself.
    case textView
    /// Days since 1970 in 4 bytes.
    case day
    /// Units since 1970 in 8 bytes.
    case moment(perSecond: Int64, hasZone: Bool)
    case list(offset: Int, ArrowType)
    case fixedList(count: Int, ArrowType)
    /// The names as members of a JSON object are written: `"name":`.
    case record([(name: [UInt8], type: ArrowType)])
    case dictionary(index: ArrowType, ArrowType)
    /// A column that a record cannot hold, which reads as null.
    case unread

    /// - Returns: nil where a record cannot hold such values.
    init?(_ schema: ArrowSchema) {
        guard let format = schema.format.map({ String(cString: $0) }) else { return nil }
        if let dictionary = schema.dictionary {
            guard let index = ArrowType(plain: format), case .integer = index,
                let values = ArrowType(dictionary.pointee)
            else { return nil }
            self = .dictionary(index: index, values)
        } else if let plain = ArrowType(plain: format) {
            self = plain
        } else {
            self.init(nested: format, schema)
        }
    }

    private init?(plain format: String) {
        switch format {
        case "n": self = .null
        case "b": self = .boolean
        case "c": self = .integer(bytes: 1, isSigned: true)
        case "C": self = .integer(bytes: 1, isSigned: false)
        case "s": self = .integer(bytes: 2, isSigned: true)
        case "S": self = .integer(bytes: 2, isSigned: false)
        case "i": self = .integer(bytes: 4, isSigned: true)
        case "I": self = .integer(bytes: 4, isSigned: false)
        case "l": self = .integer(bytes: 8, isSigned: true)
        case "L": self = .integer(bytes: 8, isSigned: false)
        case "f": self = .float(bytes: 4)
        case "g": self = .float(bytes: 8)
        case "u": self = .text(offset: 4)
        case "U": self = .text(offset: 8)
        case "vu": self = .textView
        case "tdD": self = .day
        case "tdm": self = .moment(perSecond: 1000, hasZone: false)
        default:
            if format.hasPrefix("ts"), let moment = ArrowType(moment: format) {
                self = moment
            } else if format.hasPrefix("d:"), let decimal = ArrowType(decimal: format) {
                self = decimal
            } else {
                return nil
            }
        }
    }

    /// `tss:`, `tsm:UTC`, …: what follows the colon is the zone, and values count in UTC where there is one.
    private init?(moment format: String) {
        let units: [Character: Int64] = ["s": 1, "m": 1000, "u": 1_000_000, "n": 1_000_000_000]
        let parts = format.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count == 3, let unit = units[parts[0].last!] else { return nil }
        self = .moment(perSecond: unit, hasZone: !parts[1].isEmpty)
    }

    /// `d:10,2`, `d:10,2,128`.
    private init?(decimal format: String) {
        let parts = format.dropFirst(2).split(separator: ",").map { Int($0) }
        guard parts.count == 2 || parts.count == 3 && parts[2] == 128, let scale = parts[1], (0...38).contains(scale)
        else { return nil }
        self = .decimal(scale: scale)
    }

    private init?(nested format: String, _ schema: ArrowSchema) {
        var children: [ArrowSchema] = []
        for index in 0..<max(0, Int(schema.n_children)) {
            guard let child = schema.children?[index]?.pointee else { return nil }
            children.append(child)
        }
        if format == "+s" {
            var members: [(name: [UInt8], type: ArrowType)] = []
            for child in children {
                guard let type = ArrowType(child) else { return nil }
                members.append((ArrowType.member(child), type))
            }
            self = .record(members)
            return
        }
        guard children.count == 1, let values = ArrowType(children[0]) else { return nil }
        switch format {
        case "+l": self = .list(offset: 4, values)
        case "+L": self = .list(offset: 8, values)
        default:
            guard format.hasPrefix("+w:"), let count = Int(format.dropFirst(3)), count >= 0 else { return nil }
            self = .fixedList(count: count, values)
        }
    }

    /// A column's name and a colon, as a member of a JSON object begins.
    static func member(_ schema: ArrowSchema) -> [UInt8] {
        var member: [UInt8] = []
        let name = schema.name.map { String(cString: $0) } ?? ""
        Array(name.utf8).withUnsafeBufferPointer { appendJSONText($0, to: &member) }
        return member + [UInt8(ascii: ":")]
    }
}

/// Appends bytes as a JSON string, quotation marks included. Bytes that are no text stay, and cost the row when it is
/// read.
func appendJSONText(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    var start = 0
    for (index, byte) in text.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5C {
        output.append(contentsOf: text[start..<index])
        start = index + 1
        switch byte {
        case 0x22: output.append(contentsOf: "\\\"".utf8)
        case 0x5C: output.append(contentsOf: "\\\\".utf8)
        case 0x0A: output.append(contentsOf: "\\n".utf8)
        case 0x0D: output.append(contentsOf: "\\r".utf8)
        case 0x09: output.append(contentsOf: "\\t".utf8)
        default:
            output.append(contentsOf: "\\u00".utf8)
            for digit in [byte >> 4, byte & 0xF] { output.append(digit + (digit < 10 ? 0x30 : 0x57)) }
        }
    }
    output.append(contentsOf: text[start...])
    output.append(UInt8(ascii: "\""))
}
