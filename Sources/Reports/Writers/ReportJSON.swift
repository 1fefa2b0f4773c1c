import Corpus
import Foundation

/// Writes JSON with the figures of a report.
enum ReportJSON {
    /// A report, the same bytes as `bytes` gives. An encoder would take ten times their size to make them, and a report
    /// may list hundreds of thousands of articles; their list and the rows of long tables are written one by one.
    static func document(of report: Report) throws -> Data {
        let head = Data(#"{"articles":["#.utf8)
        var others = report
        others.articles = []
        // Of each table that has no rows in `others`.
        var rows: [[[Table.Cell]]] = []
        for section in others.sections.indices {
            for block in others.sections[section].blocks.indices {
                guard case .table(var named, let isShown) = others.sections[section].blocks[block] else { continue }
                let own = named.table.rows
                guard own.isEmpty || own.count > longTable else { continue }
                rows.append(own)
                named.table = named.table.prefix(0)
                others.sections[section].blocks[block] = .table(named, isShown: isShown)
            }
        }
        let rest = try bytes(others)
        // No string holds these bytes, since its quotes are escaped.
        let noRows = Data(#""rows":[]"#.utf8)
        var places: [Range<Int>] = []
        while let place = rest.range(of: noRows, in: (places.last?.upperBound ?? 0)..<rest.count) {
            places.append(place)
        }
        guard rest.starts(with: head), places.count == rows.count else { return try bytes(report) }
        var output = head
        try append(report.articles, to: &output) { $0.append(to: &$1) }
        var end = head.count
        for (place, rows) in zip(places, rows) {
            output += rest[end..<place.upperBound - 1]
            try append(rows, to: &output) { $0.append(to: &$1) }
            end = place.upperBound - 1
        }
        return output + rest[end...]
    }

    /// The rows of a table with more of them are written one by one.
    private static let longTable = 1000

    /// Appends the elements of an array as the encoder writes them, without brackets and in a tenth of its time.
    ///
    /// - Parameter append: returns false where only the encoder can write an element.
    private static func append<Element: Encodable>(
        _ elements: [Element], to bytes: inout Data, _ append: (Element, inout [UInt8]) -> Bool
    ) throws {
        var output: [UInt8] = []
        for (index, element) in elements.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            let start = output.count
            if !append(element, &output) {
                output.removeSubrange(start...)
                // Without the line end.
                output += try ReportJSON.bytes(element).dropLast()
            }
        }
        bytes += output
    }

    /// A notebook, the same bytes as the encoder gives.
    static func notebook(_ value: JSONValue) throws -> Data {
        var output: [UInt8] = []
        guard value.append(to: &output) else { return try bytes(value) }
        output.append(UInt8(ascii: "\n"))
        return Data(output)
    }

    /// JSON with sorted keys, so that the same report gives the same file.
    static func bytes(_ value: some Encodable) throws -> Data {
        let encoder = CanonicalJSON.encoder()
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return try encoder.encode(value) + Data("\n".utf8)
    }
}
