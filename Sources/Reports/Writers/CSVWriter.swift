import Corpus

/// Writes rows as comma-separated values (RFC 4180), with `\r\n` between them.
///
/// No cell is read by a spreadsheet as a formula (`SpreadsheetMark`). Control characters become spaces, and line ends
/// within a cell are `\n`.
public struct CSVWriter {
    /// The rows so far.
    public private(set) var bytes: [UInt8] = []
    /// Whether the file is for spreadsheets: with a byte-order mark, without which Excel takes Chinese for something
    /// else, and with digits that it would change kept as text. Programs do not want either.
    private let isForSpreadsheets: Bool

    public init(forSpreadsheets: Bool) {
        isForSpreadsheets = forSpreadsheets
        if forSpreadsheets { bytes += [0xEF, 0xBB, 0xBF] }
    }

    /// - Parameter isNumber: which columns hold figures; the others hold texts.
    public mutating func append(_ row: some Sequence<String>, isNumber: (Int) -> Bool = { _ in false }) {
        for (index, text) in row.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(CSVWriter.clean(text), isNumber: isNumber(index))
        }
        bytes.append(contentsOf: "\r\n".utf8)
    }

    public mutating func takeBytes() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    private mutating func append(_ text: String, isNumber: Bool) {
        let cell = SpreadsheetMark.marked(text, keepsDigits: isForSpreadsheets && !isNumber)
        let isQuoted = cell.utf8.contains { byte in
            byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ",") || byte == 0x0A || byte == 0x09
        }
        guard isQuoted else {
            bytes.append(contentsOf: cell.utf8)
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in cell.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func clean(_ text: String) -> String {
        // By bytes, since hardly any text has one.
        let isClean = text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != 0xC2 || $0 == 0x0A || $0 == 0x09 }
        if isClean { return text }
        var output = String.UnicodeScalarView()
        var last: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\t": output.append(scalar)
            case "\n": if last != "\r" { output.append(scalar) }
            case "\r": output.append("\n")
            default: output.append(scalar.properties.generalCategory == .control ? " " : scalar)
            }
            last = scalar
        }
        return String(output)
    }
}
