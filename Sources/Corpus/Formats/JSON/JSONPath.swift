import Text

/// A name with dots that leads into an object: `post.text` is the member `text` of the member `post`. What stands in
/// an array of objects on the way is joined.
struct JSONPath: Sendable {
    let field: RecordField
    let name: String
    private let parts: [String]

    /// - Returns: nil for a name without dots.
    init?(_ field: RecordField, _ name: String) {
        parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1, !parts.contains("") else { return nil }
        self.field = field
        self.name = name
    }

    /// - Returns: what stands there, and the object's member that holds it; nil where nothing of that name does.
    func strings(in object: JSONObject) -> (strings: [String], member: Int)? {
        // A part of the path may be a name with dots itself.
        for length in stride(from: parts.count, to: 0, by: -1) {
            guard let index = object.index(named: parts[..<length].joined(separator: ".")) else { continue }
            let member = object.members[index]
            if let strings = JSONPath.strings(object, member, parts[length...]) { return (strings, index) }
        }
        return nil
    }

    /// What a member holds at the end of a path.
    static func strings(
        _ object: JSONObject, _ member: JSONObject.Member, _ path: ArraySlice<String>
    ) -> [String]? {
        if path.isEmpty { return (try? object.strings(of: member)) ?? nil }
        let value = UnsafeBufferPointer(rebasing: object.bytes[member.value])
        switch member.kind {
        case .object:
            guard let inner = try? JSONObject(parsing: value) else { return nil }
            for length in stride(from: path.count, to: 0, by: -1) {
                guard let index = inner.index(named: path.prefix(length).joined(separator: ".")) else { continue }
                if let found = strings(inner, inner.members[index], path.dropFirst(length)) { return found }
            }
            return nil
        case .array:
            var found: [String]?
            forEachObject(in: value) { inner in
                for length in stride(from: path.count, to: 0, by: -1) {
                    guard let index = inner.index(named: path.prefix(length).joined(separator: ".")) else { continue }
                    if let more = strings(inner, inner.members[index], path.dropFirst(length)) {
                        found = (found ?? []) + more
                        return
                    }
                }
            }
            return found
        case .string, .number, .literal: return nil
        }
    }

    private static func forEachObject(in array: UnsafeBufferPointer<UInt8>, _ use: (JSONObject) -> Void) {
        var parser = JSONParser(array, at: 1)
        parser.skipSpace()
        if parser.take(UInt8(ascii: "]")) { return }
        repeat {
            parser.skipSpace()
            let start = parser.at
            guard let (kind, _) = try? parser.skipValue(depth: 2) else { return }
            if kind == .object,
                let object = try? JSONObject(parsing: UnsafeBufferPointer(rebasing: array[start..<parser.at]))
            {
                use(object)
            }
            parser.skipSpace()
        } while parser.take(UInt8(ascii: ","))
    }
}
