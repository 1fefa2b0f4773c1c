/// The members that `tag` writes beside a record's own fields, and what they say of these.
///
/// `filled` has the labels that a model filled in, `predicted` those that it gives, and `tags` all that it says.
package enum TagMarks {
    static let filled = "filled"
    static let predicted = "predicted"
    static let tags = "tags"
    static let names = [filled, predicted, tags]

    /// The name of a mark where somebody else's field has its own.
    package static func other(_ name: String) -> String { prefix + name }

    private static let prefix = "trend:"

    /// Whether a field is what `tag` or `export` wrote beside the fields of a record.
    package static func isMark(_ field: (name: String, value: String)) -> Bool {
        field.name.hasPrefix(prefix) || names.contains(field.name) && isOwn(field.name, field.value.utf8)
    }

    /// Whether the last member of a record is a mark, behind which trend writes nothing.
    ///
    /// - Parameter line: a JSON object.
    package static func endsWithMark(_ line: String) -> Bool {
        Array(line.utf8).withUnsafeBufferPointer { bytes in
            guard let object = try? JSONObject(parsing: bytes), let last = object.members.last else { return false }
            let name = object.withName(of: last) { String(utf8: $0) }
            return name.hasPrefix(prefix) || names.contains(name)
        }
    }

    /// Whether a member under the name of a mark is one that `tag` wrote, by its shape.
    ///
    /// - Parameter json: the member's value.
    static func isOwn(_ name: String, _ json: some Collection<UInt8>) -> Bool {
        Array("{\"\(name)\":".utf8 + Array(json) + [UInt8(ascii: "}")]).withUnsafeBufferPointer { bytes in
            guard let object = try? JSONObject(parsing: bytes), object.members.count == 1 else { return false }
            return isOwn(name, object.members[0], of: object)
        }
    }

    static func isOwn(_ name: String, _ member: JSONObject.Member, of object: JSONObject) -> Bool {
        if object.isEmpty(member) { return true }
        if name == predicted { return member.kind == .array && JSONPath.strings(object, member, ["label"]) != nil }
        let value = UnsafeBufferPointer(rebasing: object.bytes[member.value])
        guard member.kind == .object, let inner = try? JSONObject(parsing: value) else { return false }
        return inner.members.allSatisfy { member in
            inner.withName(of: member) { RecordField(rawValue: String(utf8: $0)) } != nil
        }
    }

    /// The names of the mark `filled`; the last one is that of programs which make one level of all.
    static let filledNames = [filled, other(filled), filled + "." + RecordField.industries.rawValue]

    /// The labels that a model filled in, by the marks of the record; nil where it filled in none.
    static func filledLabels(of object: JSONObject) -> FilledLabels? {
        for name in filledNames {
            guard let index = object.index(named: name) else { continue }
            let member = object.members[index]
            if isOwn(filled, member, of: object) {
                let labels = JSONPath.strings(object, member, [RecordField.industries.rawValue, "label"])
                if let labels { return .these(labels) }
            }
            let json = UnsafeBufferPointer(rebasing: object.bytes[member.value])
            let text = member.kind == .string ? try? object.text(of: member) : String(utf8: json)
            if let text, name != filled || member.kind != .array, let labels = FilledLabels(printed: text) {
                return labels
            }
        }
        // A record that went through an archive or a table; tables have the model's labels in a column of their own.
        guard let basis = object.index(named: NativeRecord.basisName), object.index(named: predictedColumn) == nil,
            let text = try? object.strings(of: object.members[basis])?.joined(separator: "\n")
        else { return nil }
        return .these(filledLabels(basis: text))
    }

    /// The column of a table with the labels that a model gives.
    static let predictedColumn = "预测行业"

    /// The labels that a record's basis gives reasons for (`InferredTags.basis`): `行业 芯片 0.93: 光刻 40%`.
    static func filledLabels(basis: String) -> [String] {
        let head = RecordField.industries.nativeNames[0] + " "
        return basis.split(whereSeparator: \.isNewline).filter { $0.hasPrefix(head) }.map { line in
            let rest = Array(line.dropFirst(head.count).unicodeScalars)
            let end = rest.indices.first { isProbability(rest[$0...]) } ?? rest.endIndex
            return String(String.UnicodeScalarView(rest[..<end]))
        }
    }

    /// Whether a text tells what tags rest on, as `tag` writes it, and is not a person's word under the same name.
    package static func isBasis(_ text: String) -> Bool {
        let fields: [RecordField] = [.industries, .technologies, .keywords]
        return (fields.map { $0.nativeNames[0] + " " } + ["重大事件 "]).contains(where: text.hasPrefix)
    }

    /// Whether a text begins with ` 0.93`, behind which a reason or nothing stands.
    private static func isProbability(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
        let parts = Array(text.prefix(6))
        guard parts.count >= 5, parts[0] == " ", parts[1] == "0" || parts[1] == "1", parts[2] == "." else {
            return false
        }
        return parts[3...4].allSatisfy { "0"..."9" ~= $0 } && (parts.count == 5 || parts[5] == ":")
    }
}
