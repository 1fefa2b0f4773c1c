import Text

extension SourceRow {
    /// What a record holds beside what its article took from it: what its tags rest on (`标注依据`), and all other fields
    /// that are not empty, with values that are no text as JSON.
    ///
    /// - Parameter fields: how its fields were named.
    /// - Complexity: parses the record.
    package func others(_ fields: FieldMapping) -> (basis: String, others: [(name: String, value: String)]) {
        guard let json = storedJSON(of: self) else { return ("", []) }
        return StoredRecord(json: json[...], origin: Origin(file: "", line: 0), fields: fields).others()
    }
}

extension StoredRecord {
    /// What the record holds beside what its article took from it: see `SourceRow.others`.
    package func others() -> (basis: String, others: [(name: String, value: String)]) {
        json.withUnsafeBufferPointer { bytes in
            guard let object = try? JSONObject(parsing: bytes) else { return ("", []) }
            var (basis, others) = ("", [(name: String, value: String)]())
            for index in unread(of: object) {
                let member = object.members[index]
                let name = object.withName(of: member) { String(utf8: $0) }
                let strings = (try? object.strings(of: member)) ?? nil
                if name == NativeRecord.basisName, let strings {
                    basis = strings.joined(separator: "\n")
                    continue
                }
                let json = String(decoding: object.bytes[member.value], as: UTF8.self)
                others.append((name, strings?.joined(separator: "\n") ?? json))
            }
            return (basis, others)
        }
    }

    /// The same with the names alone.
    public func rest() -> (basis: String, others: [String]) {
        let (basis, others) = others()
        return (basis, others.map(\.name))
    }

    /// The members that are not empty and that no field of the article was taken from.
    private func unread(of object: JSONObject) -> [Int] {
        var read: Set<Int> = []
        var names = JSONFields(fields)
        names.look(at: object)
        names.plan.forEachField {
            let member = object.members[$0.index]
            return object.isEmpty(member) ? 0 : member.value.count
        } take: { column in
            let isFilled = !object.isEmpty(object.members[column.index])
            if isFilled { read.insert(column.index) }
            return isFilled
        }
        return object.members.indices.filter { !read.contains($0) && !object.isEmpty(object.members[$0]) }
    }
}
