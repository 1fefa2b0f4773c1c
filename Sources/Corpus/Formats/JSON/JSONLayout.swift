import Text

/// How the objects of a JSON file stand in it, where they do not stand on a line each.
enum JSONLayout: Equatable {
    /// In an array whose first element stands behind this many bytes; what is around the array is passed over.
    case array(start: Int)
    /// One after another, each on several lines.
    case objects
    /// In a table, or by keys (`JSONTable`).
    case table

    /// How much of a file is looked at for the array of articles.
    static let searched = 1 << 20

    /// Looks at the beginning of a file, which stays unread.
    ///
    /// - Returns: nil for JSON lines, and for what is no JSON.
    /// - Throws: `CorpusError.wrongFormat` for one large object in which no array of objects begins.
    init?(of stream: ByteStream, _ options: ReadingOptions) throws {
        // Most files are JSON lines, and that shows at the first one's end.
        for limit in [1 << 12, 1 << 16, JSONLayout.searched] {
            let head = Array(try stream.peek(limit))
            var scanner = JSONHead(
                head, isWhole: head.count < limit, isUTF8: try stream.isUTF16 || JSONLayout.isUTF8(head, options),
                fields: options.settings.fields)
            let finding = scanner.scan()
            let isCut = head.count == limit && limit < JSONLayout.searched
            if scanner.isAlone, !scanner.hasField, JSONLayout.isTable(head, scanner, options.settings.fields) {
                if isCut { continue }
                self = .table
                return
            }
            switch finding {
            case .unknown where isCut: continue
            case .unknown where scanner.hasField && scanner.hasLineEnd: self = .objects
            case .unknown where scanner.hasField || !scanner.isObject: return nil
            case .unknown:
                throw CorpusError.wrongFormat(
                    path: stream.name,
                    reason: "one JSON object, but no list of articles begins within its first "
                        + "\(JSONLayout.searched >> 20) MB; take the list out first, e.g. jq -c '.data.list[]' a.json > a.jsonl"
                )
            case .lines: return nil
            case .array where isCut && !scanner.isSure: continue
            case .array(let start): self = .array(start: start)
            case .objects: self = .objects
            }
            return
        }
        return nil
    }

    private static func isTable(_ head: [UInt8], _ scanner: JSONHead, _ fields: FieldMapping) -> Bool {
        // Under names with dots the value may be an article after all.
        guard scanner.isUTF8, !fields.names.values.contains(where: { $0.contains(".") }) else { return false }
        let outline = head.withUnsafeBufferPointer { JSONOutline($0, fields) }
        if outline.isTable { return true }
        // A feed: what it says of itself, and its articles in a list.
        return outline.isKeyed && (outline.members > 1 || scanner.array?.hasContent != true)
    }

    /// In other encodings a byte like a backslash may be half a character.
    static func isUTF8(_ head: [UInt8], _ options: ReadingOptions) -> Bool {
        if let encoding = options.encoding { return encoding == .utf8 }
        // The last character may be cut off.
        let whole = head.prefix(max(0, head.count - 3))
        let end = whole.lastIndex { $0 < 0x80 }.map { $0 + 1 } ?? 0
        return head[..<end].withUnsafeBufferPointer(isValidUTF8)
    }
}

/// The beginning of a file as far as it is one JSON value.
private struct JSONHead {
    enum Finding: Equatable { case lines, objects, array(Int), unknown }

    private let bytes: [UInt8]
    private let isWhole: Bool
    let isUTF8: Bool
    private let fields: FieldMapping
    private var at = 0
    /// The value is an object; otherwise it is an array of them, and what follows tells of the first one.
    private(set) var isObject = false
    private var isCutOff = false
    /// The object's own members, and those of the first one in the array that was found.
    private var own = JSONSigns()
    private var inArray = JSONSigns()
    /// It has a title or a text of its own and holds no list of articles.
    var hasField: Bool { own.hasContent && !holdsArticles(isAlone: true) }
    /// The first array of objects with a title or a text, or else of any objects; of such arrays one that holds articles
    /// by its name, if there is one.
    private(set) var array: (start: Int, hasContent: Bool)?
    private var isBeside = false
    /// The names that lead to where it is.
    private var names: [Range<Int>] = []
    /// No array further on in the object could hold the articles rather.
    var isSure: Bool { !isObject && !isCutOff || array?.hasContent == true && !isBeside }
    /// Nothing stands behind the value, as far as the beginning tells.
    private(set) var isAlone = false
    private(set) var hasLineEnd = false

    private enum Stop: Error { case cut, wrong }

    init(_ bytes: [UInt8], isWhole: Bool, isUTF8: Bool, fields: FieldMapping) {
        self.bytes = bytes
        self.isWhole = isWhole
        self.isUTF8 = isUTF8
        self.fields = fields
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    }

    mutating func scan() -> Finding {
        skipSpace()
        guard at < bytes.count else { return .lines }
        if bytes[at] == UInt8(ascii: "[") {
            at += 1
            let start = at
            skipSpace()
            if at == bytes.count { return isWhole ? .lines : .unknown }
            isAlone = bytes[at] == UInt8(ascii: "[")
            guard bytes[at] == UInt8(ascii: "{") else {
                // A text may begin with a bracket too.
                return bytes[at] == UInt8(ascii: "]") ? .array(start) : .lines
            }
            do throws(Stop) { try skipValue(depth: 0) } catch { isCutOff = error == .cut && !isWhole }
            // Its objects may be pages, with the articles in lists.
            return .array(holdsArticles(isAlone: false) ? array!.start : start)
        }
        guard bytes[at] == UInt8(ascii: "{") else { return .lines }
        isObject = true
        do throws(Stop) { try skipValue(depth: 0) } catch .wrong { return damaged } catch {
            if isWhole { return damaged }
            isAlone = true
            if hasField { return .unknown }
            return array.map { .array($0.start) } ?? .unknown
        }
        let isSeveralLines = hasLineEnd
        skipSpace()
        isAlone = at == bytes.count && isWhole
        if at == bytes.count, !isWhole { return hasField ? (isSeveralLines ? .objects : .lines) : .unknown }
        if let array, isAlone ? !hasField : holdsArticles(isAlone: false) { return .array(array.start) }
        return isSeveralLines ? .objects : .lines
    }

    /// What an object is that is damaged: one around the articles, unless another one stands below it.
    private var damaged: Finding {
        guard let array, holdsArticles(isAlone: true) else { return .lines }
        let isAbove = zip(bytes, bytes.dropFirst()).contains { $0 == 0x0A && $1 == UInt8(ascii: "{") }
        return isAbove ? .lines : .array(array.start)
    }

    private func holdsArticles(isAlone: Bool) -> Bool {
        array?.hasContent == true && !isBeside && own.holds(inArray, isAlone: isAlone)
    }

    private mutating func skipSpace() {
        while at < bytes.count {
            switch bytes[at] {
            case 0x0A, 0x0D: hasLineEnd = hasLineEnd || isObject
            case 0x20, 0x09: break
            default: return
            }
            at += 1
        }
    }

    private func current() throws(Stop) -> UInt8 {
        guard at < bytes.count else { throw .cut }
        return bytes[at]
    }

    /// - Parameter depth: of objects and arrays around it.
    private mutating func skipValue(depth: Int) throws(Stop) {
        guard depth <= 64 else { throw .wrong }
        switch try current() {
        case UInt8(ascii: "\""): _ = try skipString()
        case UInt8(ascii: "{"):
            at += 1
            skipSpace()
            if try current() == UInt8(ascii: "}") {
                at += 1
                return
            }
            while true {
                skipSpace()
                guard try current() == UInt8(ascii: "\"") else { throw .wrong }
                let name = try skipString()
                names.append(name)
                skipSpace()
                guard try current() == UInt8(ascii: ":") else { throw .wrong }
                at += 1
                skipSpace()
                if depth == 0 {
                    if try current() == UInt8(ascii: "\"") {
                        bytes.withUnsafeBufferPointer {
                            own.note(name.lowerBound - 1..<name.upperBound + 1, at: at, in: $0, fields)
                        }
                    }
                }
                try skipValue(depth: depth + 1)
                names.removeLast()
                guard try goesOn(until: UInt8(ascii: "}")) else { return }
            }
        case UInt8(ascii: "["):
            at += 1
            let start = at
            skipSpace()
            if try current() == UInt8(ascii: "]") {
                at += 1
                return
            }
            if try current() == UInt8(ascii: "{"), array?.hasContent != true || isBeside {
                let signs = bytes.withUnsafeBufferPointer { JSONSigns($0, at: at, fields) }
                let hasContent = signs.hasContent
                let isBeside = names.contains { JSONRecordShape.isBeside(Array(bytes[$0])) }
                let isBetter = hasContent && (array?.hasContent != true || !isBeside)
                if array == nil || isBetter {
                    (array, self.isBeside) = ((start, hasContent), isBeside)
                    inArray = signs
                }
            }
            repeat {
                skipSpace()
                try skipValue(depth: depth + 1)
            } while try goesOn(until: UInt8(ascii: "]"))
        default:
            // A number or a word.
            let start = at
            while isPart(try current()) { at += 1 }
            if at == start { throw .wrong }
        }
    }

    private func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2E: true
        default: false
        }
    }

    private mutating func goesOn(until end: UInt8) throws(Stop) -> Bool {
        skipSpace()
        let byte = try current()
        guard byte == end || byte == UInt8(ascii: ",") else { throw .wrong }
        at += 1
        return byte != end
    }

    /// - Returns: where its bytes between the quotation marks stand.
    private mutating func skipString() throws(Stop) -> Range<Int> {
        at += 1
        let start = at
        while true {
            let byte = try current()
            at += 1
            switch byte {
            case UInt8(ascii: "\""): return start..<at - 1
            case UInt8(ascii: "\\"): at += 1
            // A damaged line.
            case 0x0A, 0x0D: throw .wrong
            case 0x81... where !isUTF8: at += 1
            default: break
            }
        }
    }
}
