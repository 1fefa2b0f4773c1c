import Foundation

/// What is written as `CanonicalJSON` writes it, byte for byte, without its encoder, which takes longer than tagging does.
protocol WrittenAsJSON: Encodable {
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
    func append(to output: inout [UInt8]) -> Bool {
        appendJSONString(self, to: &output)
        return true
    }
}

extension Array: WrittenAsJSON where Element: WrittenAsJSON {
    func append(to output: inout [UInt8]) -> Bool {
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
    func append(to output: inout [UInt8]) -> Bool {
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

extension InferredTags.Tag: WrittenAsJSON {
    /// The encoder has to write what is not rounded, as the probabilities of earlier archives.
    func append(to output: inout [UInt8]) -> Bool {
        output.append(contentsOf: "{\"label\":".utf8)
        appendJSONString(label, to: &output)
        if let line {
            output.append(contentsOf: ",\"line\":".utf8)
            appendJSONString(line, to: &output)
        }
        if let new { output.append(contentsOf: (new ? ",\"new\":true" : ",\"new\":false").utf8) }
        if let probability {
            guard (0...1).contains(probability), probability.sign == .plus,
                WrittenProbability.rounded(probability) == probability
            else {
                return false
            }
            output.append(contentsOf: ",\"probability\":".utf8)
            WrittenProbability.append(probability, to: &output)
        }
        if let reason {
            output.append(contentsOf: ",\"reason\":".utf8)
            appendJSONString(reason, to: &output)
        }
        output.append(UInt8(ascii: "}"))
        return true
    }
}
