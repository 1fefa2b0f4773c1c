/// The names that the records of a list begin with. They tell where the next record begins when one is damaged: a stray
/// quotation mark or a missing bracket would swallow all that stands behind it.
struct JSONFirstNames {
    private var names: [[UInt8]] = []
    /// The present record's own has been noted.
    private var isNoted = false

    /// A hostile file must not make the search long.
    private static let most = 8
    /// In bytes.
    private static let longest = 100
    /// How far back from a name the record around it may begin, with what stands before that.
    static let reach = 256

    mutating func beginRecord() { isNoted = false }

    /// Where another record begins within the present one, told by its first name, at whose end the reading is: the
    /// bracket before it stands in a string or among members, where none may.
    ///
    /// - Parameters:
    ///   - at: of a quotation mark, if `part` says so.
    ///   - depth: of open brackets.
    @inline(__always)
    mutating func nextRecord(
        _ part: JSONStrings.Part, at: Int, depth: Int, in bytes: UnsafeBufferPointer<UInt8>
    ) -> Int? {
        switch part {
        case .inside, .outside: return nil
        case .begin: return start(closedAt: at, in: bytes)
        case .end:
            if !isNoted { note(closedAt: at, in: bytes) }
            return depth == 2 ? start(closedAt: at, in: bytes) : nil
        }
    }

    /// - Parameter end: of the closing quotation mark.
    private mutating func note(closedAt end: Int, in bytes: UnsafeBufferPointer<UInt8>) {
        isNoted = true
        guard names.count < JSONFirstNames.most else { return }
        var start = end
        while start > 0, end - start <= JSONFirstNames.longest, bytes[start - 1] != UInt8(ascii: "\"") { start -= 1 }
        let name = Array(bytes[start..<end])
        if !name.isEmpty, name.count <= JSONFirstNames.longest, !names.contains(name) { names.append(name) }
    }

    /// Where a record begins whose first name ends at a quotation mark, if it stands where a record may: behind another
    /// one, or on a line of its own.
    ///
    /// - Returns: where its bracket stands.
    private func start(closedAt end: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        for name in names where end > name.count + 1 && bytes[end - 1] == name[name.count - 1] {
            let quote = end - name.count - 1
            guard bytes[quote] == UInt8(ascii: "\""), bytes[quote + 1..<end].elementsEqual(name) else { continue }
            let bracket = JSONFirstNames.endOfContent(before: quote, in: bytes) - 1
            guard bracket > 0, bytes[bracket] == UInt8(ascii: "{") else { continue }
            let last = JSONFirstNames.endOfContent(before: bracket, in: bytes) - 1
            guard last >= 0 else { continue }
            switch bytes[last] {
            case UInt8(ascii: "}"), UInt8(ascii: ","): return bracket
            // The value of a member.
            case UInt8(ascii: ":"), UInt8(ascii: "["): continue
            default: if bytes[last..<bracket].contains(where: { $0 == 0x0A || $0 == 0x0D }) { return bracket }
            }
        }
        return nil
    }

    /// The end of what stands before a place, without white space.
    static func endOfContent(before place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var end = place
        while end > 0, bytes[end - 1] == 0x20 || 0x09...0x0D ~= bytes[end - 1] { end -= 1 }
        return end
    }
}
