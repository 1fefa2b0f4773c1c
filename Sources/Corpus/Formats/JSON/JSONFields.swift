import Text

/// Which members of JSON objects are which fields.
///
/// Objects of a file mostly have the same members in the same order, so what they mean is worked out once per order
/// and once per distinct name. An object like the one before costs a comparison of its names.
struct JSONFields {
    private struct Known {
        /// In `bytes`.
        var start: Int
        var end: Int
        var match: FieldName?
        /// The next one of the same hash, or −1.
        var next: Int
    }

    private let mapping: FieldMapping
    private let version: TextNormalizer.Version
    /// All known names, one behind the other.
    private var bytes: [UInt8] = []
    private var known: [Known] = []
    private var byHash: [UInt64: Int] = [:]
    /// Of the last object's members; −1 for a name that there was no room for.
    private var shape: [Int] = []
    /// Objects of this shape that are not in `seen` yet.
    private var pending = 0
    /// Objects with a name and articles that took a field from it, by known name.
    private var seen: [Int] = []
    private var used: [Int] = []
    /// Names with dots that the caller gave, and in how many objects they led to something.
    private let paths: [JSONPath]
    private var reached: [Int]
    private(set) var plan = FieldPlan()

    /// More names are looked at each time anew and are in no summary.
    private static let mostNames = 4096
    private static let mostAlike = 8

    /// - Parameter version: of the reading, since later ones know more names.
    init(_ mapping: FieldMapping, _ version: TextNormalizer.Version = .newest) {
        self.mapping = mapping
        self.version = version
        paths = RecordField.allCases.compactMap { field in mapping.names[field].flatMap { JSONPath(field, $0) } }
        reached = paths.map { _ in 0 }
    }

    /// Makes `plan` the one of an object.
    @inline(__always)
    mutating func look(at object: JSONObject) {
        if !isOfLastShape(object) { reshape(object) }
        pending += 1
    }

    @inline(__always)
    private func isOfLastShape(_ object: JSONObject) -> Bool {
        guard shape.count == object.members.count else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            for index in shape.indices {
                guard shape[index] >= 0 else { return false }
                let name = known[shape[index]]
                guard object.isNamed(index, UnsafeBufferPointer(rebasing: bytes[name.start..<name.end])) else {
                    return false
                }
            }
            return true
        }
    }

    private mutating func reshape(_ object: JSONObject) {
        settle()
        shape.removeAll(keepingCapacity: true)
        var strangers: [Int: FieldName] = [:]
        for (index, member) in object.members.enumerated() {
            let id = object.withName(of: member) { identify($0) }
            if id < 0 { strangers[index] = object.withName(of: member) { mapping.match(String(utf8: $0), version) } }
            shape.append(id)
        }
        let (shape, known) = (shape, known)
        plan.rebuild(shape.count) { index in shape[index] < 0 ? strangers[index] : known[shape[index]].match }
    }

    private mutating func identify(_ name: UnsafeBufferPointer<UInt8>) -> Int {
        var hash = FNV1a()
        for byte in name { hash.add(byte) }
        let first = byHash[hash.value] ?? -1
        var (id, alike) = (first, 0)
        while id >= 0 {
            let candidate = known[id]
            if candidate.end - candidate.start == name.count, bytes[candidate.start..<candidate.end].elementsEqual(name)
            {
                return id
            }
            id = candidate.next
            alike += 1
        }
        guard known.count < JSONFields.mostNames, alike < JSONFields.mostAlike, name.count <= 256 else { return -1 }
        known.append(
            Known(
                start: bytes.count, end: bytes.count + name.count, match: mapping.match(String(utf8: name), version),
                next: first))
        bytes.append(contentsOf: name)
        seen.append(0)
        used.append(0)
        byHash[hash.value] = known.count - 1
        return known.count - 1
    }

    private mutating func settle() {
        if pending > 0 { for id in shape where id >= 0 { seen[id] += pending } }
        pending = 0
    }

    /// Counts that an article's field is from a member.
    @inline(__always)
    mutating func use(_ member: Int) {
        if shape[member] >= 0 { used[shape[member]] += 1 }
    }

    /// The strings that the caller's names with dots lead to, where the object has no member of such a name.
    ///
    /// - Parameter take: also hears whether the strings are items of a list.
    mutating func followPaths(in object: JSONObject, _ take: (RecordField, [String], _ areItems: Bool) -> Void) {
        for (number, path) in paths.enumerated()
        where !plan.columns.contains(where: { $0.field == path.field && $0.name.isNamed }) {
            guard let (strings, member) = path.strings(in: object) else { continue }
            reached[number] += 1
            // The member that holds it is not unused.
            use(member)
            if strings.contains(where: { !$0.isEmpty }) {
                take(path.field, strings, object.members[member].kind == .array)
            }
        }
    }

    var hasPaths: Bool { !paths.isEmpty }

    /// What was counted since it was asked last.
    mutating func takeUsage(_ usage: inout FieldUsage) {
        settle()
        for (id, name) in known.enumerated() where seen[id] > 0 {
            let text = String(utf8: bytes[name.start..<name.end])
            usage.add(text, name.match, records: seen[id], used: used[id])
            (seen[id], used[id]) = (0, 0)
        }
        for (number, path) in paths.enumerated() where reached[number] > 0 {
            usage.add(
                path.name, FieldName(field: path.field, tier: .named, rank: 0, isCertain: true),
                records: reached[number], used: reached[number])
            reached[number] = 0
        }
    }
}
