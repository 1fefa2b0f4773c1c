import Corpus

extension Table.Cell: WrittenAsJSON {
    package func append(to output: inout [UInt8]) -> Bool {
        output.append(UInt8(ascii: "{"))
        if let articles {
            output.append(contentsOf: "\"articles\":".utf8)
            guard articles.append(to: &output) else { return false }
            output.append(UInt8(ascii: ","))
        }
        output.append(contentsOf: "\"link\":".utf8)
        guard link.append(to: &output) else { return false }
        output.append(contentsOf: ",\"text\":".utf8)
        guard text.append(to: &output) else { return false }
        if let value {
            guard value.isFinite else { return false }
            output.append(contentsOf: ",\"value\":".utf8)
            let digits = value.description
            // The encoder writes whole numbers without a point.
            output.append(contentsOf: digits.hasSuffix(".0") ? digits.dropLast(2).utf8 : digits[...].utf8)
        }
        output.append(UInt8(ascii: "}"))
        return true
    }
}
