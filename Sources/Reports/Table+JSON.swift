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
            output.append(contentsOf: ",\"value\":".utf8)
            guard value.append(to: &output) else { return false }
        }
        output.append(UInt8(ascii: "}"))
        return true
    }
}
