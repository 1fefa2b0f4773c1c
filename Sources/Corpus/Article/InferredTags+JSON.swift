import Foundation

/// What is written as `CanonicalJSON` writes it, byte for byte, without its encoder, which takes longer than tagging does.
package protocol WrittenAsJSON: Encodable {
    /// - Returns: false where only the encoder can write it.
    func append(to output: inout [UInt8]) -> Bool
}

extension WrittenAsJSON {
    /// As JSON; `null` for what cannot be written.
    var json: [UInt8] {
        var output: [UInt8] = []
        if append(to: &output) { return output }
        return Array((try? CanonicalJSON.data(self)) ?? Data("null".utf8))
    }
}

extension String: WrittenAsJSON {
    /// The encoder has to write control characters and line separators, which it does in its own way.
    package func append(to output: inout [UInt8]) -> Bool {
        let isPlain = utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != 0xE2 || $0 == 0x0A }
        guard
            isPlain
                || !unicodeScalars.contains(where: {
                    $0.value < 0x20 || (0x7F...0x9F).contains($0.value) || (0x2028...0x2029).contains($0.value)
                })
        else { return false }
        appendJSONString(self, to: &output)
        return true
    }
}

extension Array: WrittenAsJSON where Element: WrittenAsJSON {
    package func append(to output: inout [UInt8]) -> Bool {
        output.append(UInt8(ascii: "["))
        for (index, element) in enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            guard element.append(to: &output) else { return false }
        }
        output.append(UInt8(ascii: "]"))
        return true
    }
}

extension Dictionary: WrittenAsJSON where Key == RecordField, Value == [InferredTags.Tag] {
    package func append(to output: inout [UInt8]) -> Bool {
        output.append(UInt8(ascii: "{"))
        for (index, field) in keys.sorted(by: { $0.rawValue < $1.rawValue }).enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            appendJSONString(field.rawValue, to: &output)
            output.append(UInt8(ascii: ":"))
            guard self[field]!.append(to: &output) else { return false }
        }
        output.append(UInt8(ascii: "}"))
        return true
    }
}

extension InferredTags {
    /// Adds tags to `output` as an archive keeps them.
    ///
    /// - Throws: `EncodingError` for a number that is not finite.
    package static func append(_ tags: [Tag], to output: inout [UInt8]) throws {
        let start = output.count
        if tags.append(to: &output) { return }
        output.removeSubrange(start...)
        output += try CanonicalJSON.data(tags)
    }
}

extension InferredTags.Tag: WrittenAsJSON {
    /// The encoder has to write what is not rounded, as the probabilities of earlier archives.
    package func append(to output: inout [UInt8]) -> Bool {
        output.append(contentsOf: "{\"label\":".utf8)
        guard label.append(to: &output) else { return false }
        if let line {
            output.append(contentsOf: ",\"line\":".utf8)
            guard line.append(to: &output) else { return false }
        }
        if let new { output.append(contentsOf: (new ? ",\"new\":true" : ",\"new\":false").utf8) }
        if let probability {
            output.append(contentsOf: ",\"probability\":".utf8)
            guard WrittenProbability.appendAsEncoded(probability, to: &output) else { return false }
        }
        if let reason {
            output.append(contentsOf: ",\"reason\":".utf8)
            guard reason.append(to: &output) else { return false }
        }
        output.append(UInt8(ascii: "}"))
        return true
    }
}
