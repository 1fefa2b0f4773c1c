import Text

/// A record apart from what reading made of it: the texts of its fields as they stand there, and everything that no field
/// was taken from.
package struct RecordRest: Sendable {
    /// Title, text and other fields of one value as they came in, with markup and all; lists are not among them.
    package var texts: [RecordField: String] = [:]
    /// What the record's tags rest on (`标注依据`).
    package var basis = ""
    /// All other fields that are not empty, with values that are no text as JSON.
    package var others: [(name: String, value: String)] = []

    /// - Parameters:
    ///   - fields: how the record's fields were named.
    ///   - normalizer: that of its article.
    /// - Complexity: parses the record.
    package init(_ row: SourceRow, fields: FieldMapping, _ normalizer: TextNormalizer) {
        if let json = storedJSON(of: row) { take(json[...], fields, normalizer) }
    }

    package init(_ record: StoredRecord, _ normalizer: TextNormalizer) {
        take(record.json, record.fields, normalizer)
    }

    private mutating func take(_ json: ArraySlice<UInt8>, _ fields: FieldMapping, _ normalizer: TextNormalizer) {
        json.withUnsafeBufferPointer { bytes in
            if let object = try? JSONObject(parsing: bytes) { take(object, fields, normalizer) }
        }
    }

    private mutating func take(_ object: JSONObject, _ fields: FieldMapping, _ normalizer: TextNormalizer) {
        var read: Set<Int> = []
        var names = JSONFields(fields, normalizer.version)
        names.look(at: object)
        names.plan.forEachField {
            (try? object.fullness(of: object.members[$0.index], as: $0.field, normalizer)) ?? 0
        } take: { column in
            let member = object.members[column.index]
            guard !object.isEmpty(member) else { return false }
            read.insert(column.index)
            if ![.keywords, .technologies, .industries].contains(column.field) {
                texts[column.field] = RecordRest.text(of: member, object)
            }
            return true
        }
        for (index, member) in object.members.enumerated() where !read.contains(index) && !object.isEmpty(member) {
            let name = object.withName(of: member) { String(utf8: $0) }
            let text = RecordRest.text(of: member, object)
            if name == NativeRecord.basisName, let text {
                basis = text
            } else {
                others.append((name, text ?? String(decoding: object.bytes[member.value], as: UTF8.self)))
            }
        }
    }

    private static func text(of member: JSONObject.Member, _ object: JSONObject) -> String? {
        ((try? object.strings(of: member)) ?? nil)?.joined(separator: "\n")
    }
}

extension StoredRecord {
    /// What the record holds beside what an article has: what its tags rest on, and the names of all other fields that
    /// are not empty.
    ///
    /// - Parameter normalizer: that of its article.
    public func rest(_ normalizer: TextNormalizer) -> (basis: String, others: [String]) {
        let rest = RecordRest(self, normalizer)
        return (rest.basis, rest.others.map(\.name))
    }
}
