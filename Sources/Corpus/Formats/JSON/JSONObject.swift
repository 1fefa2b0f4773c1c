import Text
import Foundation

/// One JSON object read as a list of members whose values stay where they stand in the bytes.
///
/// A line of a corpus is looked at for a few fields and then written out again, so the values that
/// nobody asks for are checked but never copied, and nothing is allocated a member. Strict by RFC 8259;
/// a name may stand once, nesting is limited to 64 levels and members to 10,000.
struct JSONObject {
    enum Kind { case string, number, array, object, literal }

    struct Member {
        /// The name's bytes between the quotation marks, as they stand.
        var name: Range<Int>
        /// Where in `unescapedNames` the name stands if it has escapes; −1 if not.
        fileprivate var unescapedName: Int
        var kind: Kind
        /// A string with escapes.
        fileprivate var hasEscapes: Bool
        /// The value's bytes, quotation marks and brackets included.
        var value: Range<Int>

        /// From the name's quotation mark to the value's end.
        var span: Range<Int> { name.lowerBound - 1..<value.upperBound }
    }

    struct SyntaxError: Error, Equatable, CustomStringConvertible {
        var reason: String
        /// From 1, in bytes.
        var column: Int
        var description: String { "\(reason) at column \(column)" }
    }

    private(set) var members: [Member] = []
    private(set) var bytes = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    private var unescapedNames: [[UInt8]] = []
    /// A bit for the length of each name, 63 for all longer ones: most names that are asked for are not
    /// there, and this tells it without a look at those that are.
    private var nameLengths: UInt64 = 0
    /// The names of an object that has too many to be compared with each other.
    private var manyNames: Set<[UInt8]> = []

    private static let many = 32
    static let mostMembers = 10_000

    /// An object to parse into, again and again, so that its memory is used again.
    init() {}

    init(parsing bytes: UnsafeBufferPointer<UInt8>) throws(SyntaxError) { try parse(bytes) }

    /// - Parameter bytes: UTF-8, which must outlive the object or the next call.
    /// - Complexity: one pass over the bytes.
    mutating func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(SyntaxError) {
        self.bytes = bytes
        members.removeAll(keepingCapacity: true)
        nameLengths = 0
        if !unescapedNames.isEmpty { unescapedNames.removeAll() }
        if !manyNames.isEmpty { manyNames.removeAll() }
        var parser = JSONParser(bytes)
        parser.skipSpace()
        guard parser.take(UInt8(ascii: "{")) else { throw parser.error("not a JSON object") }
        parser.skipSpace()
        if !parser.take(UInt8(ascii: "}")) {
            repeat {
                parser.skipSpace()
                let start = parser.at
                let isEscaped = try parser.skipString()
                let name = start + 1..<parser.at - 1
                if isEscaped { unescapedNames.append(try JSONParser.unescaped(bytes, name)) }
                parser.skipSpace()
                guard parser.take(UInt8(ascii: ":")) else { throw parser.error("expected ':'") }
                parser.skipSpace()
                let valueStart = parser.at
                let (kind, hasEscapes) = try parser.skipValue(depth: 1)
                let member = Member(
                    name: name, unescapedName: isEscaped ? unescapedNames.count - 1 : -1, kind: kind,
                    hasEscapes: hasEscapes, value: valueStart..<parser.at)
                guard isNew(member) else {
                    let text = withName(of: member) { String(utf8: $0) }
                    throw SyntaxError(reason: "the field \"\(text)\" appears twice", column: start + 1)
                }
                guard members.count < JSONObject.mostMembers else {
                    throw SyntaxError(reason: "more than \(JSONObject.mostMembers) fields", column: start + 1)
                }
                members.append(member)
                parser.skipSpace()
            } while parser.take(UInt8(ascii: ","))
            guard parser.take(UInt8(ascii: "}")) else { throw parser.error("expected ',' or '}'") }
        }
        parser.skipSpace()
        guard parser.at == bytes.count else { throw parser.error("text after the end of the object") }
    }

    /// Names are equal where their bytes are, escapes resolved.
    private mutating func isNew(_ member: Member) -> Bool {
        let length = withName(of: member) { JSONObject.lengthBit($0) }
        defer { nameLengths |= length }
        if members.count < JSONObject.many, nameLengths & length == 0 { return true }
        if members.count < JSONObject.many {
            return withName(of: member) { name in !members.contains { isNamed($0, name) } }
        }
        if manyNames.isEmpty {
            for member in members { manyNames.insert(withName(of: member) { Array($0) }) }
        }
        return manyNames.insert(withName(of: member) { Array($0) }).inserted
    }

    private static func lengthBit(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 { 1 << UInt64(min(name.count, 63)) }

    /// Which member has a name.
    @inline(__always)
    func index(named name: UnsafeBufferPointer<UInt8>) -> Int? {
        guard nameLengths & JSONObject.lengthBit(name) != 0 else { return nil }
        return members.firstIndex { isNamed($0, name) }
    }

    func index(named name: String) -> Int? {
        var name = name
        return name.withUTF8 { index(named: $0) }
    }

    /// Holds nothing: `""`, `[]`, `{}` or `null`.
    func isEmpty(_ member: Member) -> Bool {
        switch member.kind {
        case .string: member.value.count == 2
        case .literal: bytes[member.value.lowerBound] == UInt8(ascii: "n")
        case .number: false
        case .array, .object:
            bytes[member.value].dropFirst().dropLast().allSatisfy {
                $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D
            }
        }
    }

    /// How much a member holds (`Fullness`); what is not text counts as it stands.
    func fullness(of member: Member, as field: RecordField, _ normalizer: TextNormalizer) throws(SyntaxError) -> Int {
        if isEmpty(member) { return 0 }
        // The first version compared texts with their escapes.
        guard member.kind == .string, normalizer.version > .one else { return member.value.count }
        return Fullness.of(try text(of: member), as: field, normalizer)
    }

    @inline(__always)
    func isNamed(_ index: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool { isNamed(members[index], name) }

    @inline(__always)
    private func isNamed(_ member: Member, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        if member.unescapedName < 0, member.name.count != name.count { return false }
        return withName(of: member) { own in
            guard own.count == name.count else { return false }
            guard let first = own.baseAddress, let second = name.baseAddress else { return own.isEmpty }
            return memcmp(first, second, own.count) == 0
        }
    }

    /// - Parameter body: gets the name's bytes with its escapes resolved.
    @inline(__always)
    func withName<Result>(of member: Member, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        if member.unescapedName >= 0 {
            return unescapedNames[member.unescapedName].withUnsafeBufferPointer(body)
        }
        return body(UnsafeBufferPointer(rebasing: bytes[member.name]))
    }

    /// Says that a member holds what no text can be made of.
    func notText(_ member: Member) -> SyntaxError {
        let name = withName(of: member) { String(utf8: $0) }
        let value = String(decoding: bytes[member.value].prefix(30), as: UTF8.self)
        return SyntaxError(
            reason: "the field \"\(name)\" is not text but \(value)\(member.value.count > 30 ? "…" : "")",
            column: member.value.lowerBound + 1)
    }

    /// The text of a member of the kind `string`.
    func text(of member: Member) throws(SyntaxError) -> String {
        try JSONParser.text(bytes, member.value, hasEscapes: member.hasEscapes)
    }

    /// The strings of a value: one for a string, a number or a literal, one an element for an array of
    /// these, none for null. Nil for objects and arrays that hold other things.
    func strings(of member: Member) throws(SyntaxError) -> [String]? {
        switch member.kind {
        case .string: return [try text(of: member)]
        case .number, .literal:
            let text = String(utf8: UnsafeBufferPointer(rebasing: bytes[member.value]))
            return text == "null" ? [] : [text]
        case .object: return nil
        case .array:
            var parser = JSONParser(bytes, at: member.value.lowerBound + 1)
            var items: [String] = []
            parser.skipSpace()
            if parser.take(UInt8(ascii: "]")) { return items }
            repeat {
                parser.skipSpace()
                let start = parser.at
                let (kind, hasEscapes) = try parser.skipValue(depth: 2)
                switch kind {
                case .string: items.append(try JSONParser.text(bytes, start..<parser.at, hasEscapes: hasEscapes))
                case .number, .literal:
                    let text = String(utf8: UnsafeBufferPointer(rebasing: bytes[start..<parser.at]))
                    if text != "null" { items.append(text) }
                case .array, .object: return nil
                }
                parser.skipSpace()
            } while parser.take(UInt8(ascii: ","))
            return items
        }
    }
}
