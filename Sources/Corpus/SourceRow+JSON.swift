extension SourceRow {
    /// The record as one line of JSON with a field added at its end; all other fields stay as they were,
    /// those of a JSON row byte for byte. A field of that name that was there before gives way.
    ///
    /// - Parameters:
    ///   - name: the new field.
    ///   - json: its value, already JSON.
    public func json(adding name: String, json: String) -> String {
        let added = JSONParser.escaped(name) + ":" + json
        switch self {
        case .none: return "{" + added + "}"
        case .fields(let fields):
            let members = fields.filter { $0.name != name }
                .map { JSONParser.escaped($0.name) + ":" + JSONParser.escaped($0.value) }
            return "{" + (members + [added]).joined(separator: ",") + "}"
        case .json(var line):
            return line.withUTF8 { bytes in
                // The row was read, so it parses.
                guard let object = try? JSONObject(parsing: bytes) else { return "{" + added + "}" }
                let kept = object.members.filter { $0.name != name }
                guard kept.count == object.members.count else {
                    let members = kept.map { String(decoding: bytes[$0.span], as: UTF8.self) }
                    return "{" + (members + [added]).joined(separator: ",") + "}"
                }
                let end = bytes.lastIndex(of: UInt8(ascii: "}"))!
                let head = String(decoding: bytes[..<end], as: UTF8.self)
                return head + (kept.isEmpty ? "" : ",") + added + "}"
            }
        }
    }
}

/// `text` as a JSON string, quotation marks included.
public func jsonString(_ text: String) -> String { JSONParser.escaped(text) }
