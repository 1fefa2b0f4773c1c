/// What the names before colons are in the records of one file.
struct RecordHeads: Sendable {
    enum Kind: Equatable, Sendable {
        /// Of the native format; nil for what tags rest on.
        case native(RecordField?)
        /// Named by the caller.
        case named(RecordField)
        /// Another name that the field often has.
        case usual(RecordField)
        /// Known, but for nothing an article has: an author, a number of readers.
        case other
        case unknown
    }

    let mapping: FieldMapping
    var profile = RecordProfile()
    /// Names met so far: prose has few in front of its colons, so hardly any is looked up twice.
    private var kinds: [String: Kind] = [:]
    private var matches: [String: FieldName?] = [:]

    private static let mostKinds = 4096

    init(_ mapping: FieldMapping) { self.mapping = mapping }

    mutating func kind(of name: String) -> Kind {
        if let known = kinds[name] { return known }
        let kind = find(name)
        if kinds.count < RecordHeads.mostKinds { kinds[name] = kind }
        return kind
    }

    /// What the name of a field says under the caller's mapping.
    mutating func match(_ name: String) -> FieldName? {
        if let known = matches[name] { return known }
        let match = mapping.match(name)
        if matches.count < RecordHeads.mostKinds { matches.updateValue(match, forKey: name) }
        return match
    }

    func find(_ name: String) -> Kind {
        if let native = NativeRecord.field(ofHead: name) { return .native(native) }
        if let match = mapping.match(name), match.isNamed { return .named(match.field) }
        // A head it is too where the field was asked for by another name.
        if let usual = FieldNames.find(name) { return .usual(usual.field) }
        return FieldNames.isOther(name) ? .other : .unknown
    }
}
