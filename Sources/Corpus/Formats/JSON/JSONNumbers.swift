/// Numbers that JSON has no words for, as Python writes them: `NaN`, `Infinity` and `-Infinity`.
enum JSONNumbers {
    /// An object with null in their place; nil where there are none.
    ///
    /// - Complexity: linear in the object.
    static func withNull(_ json: ArraySlice<UInt8>) -> [UInt8]? {
        var output: [UInt8] = []
        var copied = json.startIndex
        var at = json.startIndex
        var isString = false
        while at < json.endIndex {
            let byte = json[at]
            if isString {
                if byte == UInt8(ascii: "\\") { at += 1 }
                isString = byte != UInt8(ascii: "\"")
            } else if byte == UInt8(ascii: "\"") {
                isString = true
            } else if let word = words.first(where: { json[at...].starts(with: $0) }) {
                output += json[copied..<at] + "null".utf8
                at += word.count
                copied = at
                continue
            }
            at += 1
        }
        return copied == json.startIndex ? nil : output + json[copied...]
    }

    private static let words = ["NaN", "Infinity", "-Infinity"].map { Array($0.utf8) }
}
