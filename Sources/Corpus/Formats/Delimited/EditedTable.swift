import Foundation
import Text

/// A small table that a person edits in a spreadsheet or an editor: CSV or TSV in any encoding that corpora come in.
///
/// Lines that are empty or begin with `#` are comments. Cells may stand in quotation marks, but not go on over lines.
public struct EditedTable: Sendable {
    public struct Row: Sendable {
        /// From 1.
        public let line: Int
        /// Without white space around them; without empty ones at the end.
        public let cells: [String]

        /// Empty where the row has no such cell.
        public subscript(column: Int?) -> String {
            guard let column, cells.indices.contains(column) else { return "" }
            return cells[column]
        }
    }

    public let path: String
    public private(set) var rows: [Row] = []
    private var separator: Character = ","

    private static let maximumRows = 100_000
    private static let longestLine = 10_000

    /// - Throws: `CorpusError`, with the line where it is no table of text.
    public init(path: String) throws {
        self.path = path
        for line in try EditedTable.lines(of: path) {
            // The first line tells, as a spreadsheet of another country may write semicolons.
            if rows.isEmpty { separator = EditedTable.separator(of: line.text) }
            guard let cells = EditedTable.cells(of: line.text, separator) else {
                throw error(line.number, "a quotation mark is not closed: \(line.text.prefix(60))")
            }
            if !cells.isEmpty { rows.append(Row(line: line.number, cells: cells)) }
        }
    }

    /// The lines of a small text without comments and empty ones.
    ///
    /// - Throws: `CorpusError`.
    public static func lines(of path: String) throws -> [(number: Int, text: String)] {
        var found: [(number: Int, text: String)] = []
        try forEachLine(of: path) { number, text in
            found.append((number, text))
            return true
        }
        return found
    }

    /// The cells of the first row; nil for an empty table.
    ///
    /// - Throws: `CorpusError`.
    public static func firstRow(of path: String) throws -> [String]? {
        var row: [String]?
        try forEachLine(of: path) { _, text in
            row = cells(of: text, separator(of: text))
            return false
        }
        return row
    }

    /// - Parameter use: returns whether to go on.
    private static func forEachLine(of path: String, use: (Int, String) -> Bool) throws {
        switch try FileContent(of: path) {
        case .nothing where !FileManager.default.fileExists(atPath: path): throw CorpusError.notFound(path: path)
        case .nothing, .text, .table, .json, .records, .markup: break
        case let content:
            throw CorpusError.wrongFormat(path: path, reason: "it is \(content.name), not text; save it as CSV or text")
        }
        var lines = try LineReader(path: path, encoding: nil)
        var count = 0
        while let next = try lines.next() {
            guard case .text(let line) = next, line.text.utf8.count <= longestLine else {
                throw CorpusError.wrongFormat(path: path, reason: "it does not consist of short lines of text")
            }
            let text = line.text.drop(while: \.isWhitespace)
            if text.isEmpty || text.first == "#" { continue }
            count += 1
            guard count <= maximumRows else {
                throw CorpusError.wrongFormat(
                    path: "\(path):\(line.number)", reason: "the file has more than \(maximumRows) lines")
            }
            guard use(line.number, line.text) else { return }
        }
    }

    /// The columns of a header, which is the first row if one of its cells is a name of the first column; the rows are
    /// those behind it then.
    ///
    /// - Parameter names: by column, what it may be called, in small letters.
    /// - Returns: by column, its place in the rows; nil without a header.
    public mutating func takeHeader(_ names: [[String]]) -> [Int?]? {
        guard let header = rows.first?.cells.map({ $0.lowercased() }), header.contains(where: names[0].contains) else {
            return nil
        }
        rows.removeFirst()
        return names.map { names in header.firstIndex(where: names.contains) }
    }

    /// A row as this table has them, without its line end.
    ///
    /// - Parameter cells: by column.
    public func row(_ cells: [Int: String]) -> String {
        (0...(cells.keys.max() ?? 0)).map { column in
            let cell = SpreadsheetMark.marked(cells[column] ?? "", keepsDigits: true)
            let isPlain = !cell.contains {
                $0 == separator || $0 == "\"" || $0.isNewline || $0.isWhitespace && $0 != " "
            }
            return isPlain ? cell : "\"" + cell.replacing("\"", with: "\"\"") + "\""
        }.joined(separator: String(separator))
    }

    /// What is wrong with a row, with its line.
    public func error(_ line: Int, _ reason: String) -> CorpusError {
        .wrongFormat(path: "\(path):\(line)", reason: oneLine(reason))
    }

    private static func separator(of line: String) -> Character {
        let candidates: [Character] = [",", "\t", ";", "，"]
        return candidates.first { line.contains($0) } ?? ","
    }

    /// Without empty cells at the end.
    ///
    /// - Returns: nil where a quotation mark is not closed.
    private static func cells(of line: String, _ separator: Character) -> [String]? {
        var cells: [String] = []
        var cell = ""
        var isQuoted = false
        var rest = line[...]
        while let character = rest.popFirst() {
            if character == "\"", isQuoted, rest.first == "\"" {
                cell.append(rest.removeFirst())
            } else if character == "\"", isQuoted || cell.allSatisfy(\.isWhitespace) {
                isQuoted.toggle()
            } else if character == separator, !isQuoted {
                cells.append(cell)
                cell = ""
            } else {
                cell.append(character)
            }
        }
        guard !isQuoted else { return nil }
        cells = (cells + [cell]).map {
            SpreadsheetMark.unmarked(Sentences.trimmedOfSpace(Substring($0).unicodeScalars))
        }
        while cells.last == "" { cells.removeLast() }
        return cells
    }
}
