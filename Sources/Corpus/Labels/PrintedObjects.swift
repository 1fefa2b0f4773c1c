import Text

/// Names of objects as programs print them into a cell: `[{"name":"科技"},{"name":"体育"}]` of JSON,
/// `{'id': 3, 'name': '财经'}` of Python, alone or in a list.
enum PrintedObjects {
    /// Under which an object has its name.
    static let nameKeys = ["name", "title", "label"]

    /// The names, empty for those of objects whose name is null; nil for any other text.
    ///
    /// - Parameter version: before 5, lists of JSON alone.
    /// - Complexity: linear in the text.
    static func names(in text: String, _ version: TextNormalizer.Version = .newest) -> [String]? {
        guard let first = text.utf8.first(where: { $0 > 0x20 }), text.utf8.contains(UInt8(ascii: "{")) else {
            return nil
        }
        if version < .five { return text.utf8.first == UInt8(ascii: "[") ? namesOfJSON(text) : nil }
        guard first == UInt8(ascii: "{") || first == UInt8(ascii: "["), text.utf8.contains(UInt8(ascii: ":")) else {
            return nil
        }
        return namesOfJSON(text) ?? PythonLiteral.json(text).flatMap(namesOfJSON)
    }

    private static func namesOfJSON(_ text: String) -> [String]? {
        Array("{\"list\":\(text)}".utf8).withUnsafeBufferPointer { bytes in
            guard let object = try? JSONObject(parsing: bytes), let list = object.members.first else { return nil }
            return names(in: list, of: object)
        }
    }

    /// The name or names that a member of an object holds which is an object itself, or a list of some.
    static func names(in member: JSONObject.Member, of object: JSONObject) -> [String]? {
        for key in nameKeys {
            if let names = JSONPath.strings(object, member, [key]) { return names }
        }
        return nil
    }
}
