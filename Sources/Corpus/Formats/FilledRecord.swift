import Text
/// A JSON object with empty fields filled in, which can be emptied again.
///
/// What an object has is never overwritten: a member that holds nothing (`""`, `[]`, `null`) is filled where it
/// stands, one that is missing is added at the end, any other stays as it is.
public struct FilledRecord {
    public let json: [UInt8]
    /// What stood in place of each value that was filled in; empty where there was no member of that name.
    public let before: [String: String]

    /// - Parameters:
    ///   - json: an object that can be read.
    ///   - members: names, none twice, and values as JSON.
    public init(_ json: ArraySlice<UInt8>, with members: [(name: String, json: [UInt8])]) {
        var before: [String: String] = [:]
        var filled: [(place: Range<Int>, json: [UInt8])] = []
        var added: [UInt8] = []
        let bytes = Array(json)
        let isReadable = bytes.withUnsafeBufferPointer { bytes in
            guard let object = try? JSONObject(parsing: bytes) else { return false }
            for (name, value) in members {
                if let index = object.index(named: name) {
                    let member = object.members[index]
                    guard object.isEmpty(member) else { continue }
                    before[name] = String(utf8: UnsafeBufferPointer(rebasing: bytes[member.value]))
                    filled.append((member.value, value))
                } else {
                    before[name] = ""
                    if !(object.members.isEmpty && added.isEmpty) { added.append(UInt8(ascii: ",")) }
                    appendJSONString(name, to: &added)
                    added.append(UInt8(ascii: ":"))
                    added += value
                }
            }
            return true
        }
        guard isReadable, let end = bytes.lastIndex(of: UInt8(ascii: "}")) else {
            (self.json, self.before) = (bytes, [:])
            return
        }
        self.json = replacing(filled, in: bytes[..<end]) + added + [UInt8(ascii: "}")]
        self.before = before
    }

    /// - Returns: the object as it was before it was filled; nil where it was not filled like that.
    public static func emptied(_ json: [UInt8], before: [String: String]) -> [UInt8]? {
        json.withUnsafeBufferPointer { bytes in
            // Whoever wrote `before`, each name is looked for in all members.
            guard before.count <= 16, let object = try? JSONObject(parsing: bytes) else { return nil }
            var filled: [(place: Range<Int>, json: [UInt8])] = []
            var end = json.lastIndex(of: UInt8(ascii: "}"))!
            for (name, value) in before {
                guard let index = object.index(named: name) else { return nil }
                let member = object.members[index]
                if !value.isEmpty {
                    filled.append((member.value, Array(value.utf8)))
                } else if member.span.lowerBound < end {
                    // With the comma before it, and all that was added after it.
                    end = index == 0 ? member.span.lowerBound : member.span.lowerBound - 1
                }
            }
            guard filled.allSatisfy({ $0.place.upperBound <= end }) else { return nil }
            return replacing(filled, in: json[..<end]) + [UInt8(ascii: "}")]
        }
    }
}

private func replacing(_ parts: [(place: Range<Int>, json: [UInt8])], in json: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var position = json.startIndex
    for part in parts.sorted(by: { $0.place.lowerBound < $1.place.lowerBound }) {
        result += json[position..<part.place.lowerBound]
        result += part.json
        position = part.place.upperBound
    }
    return result + json[position...]
}
