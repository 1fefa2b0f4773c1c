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

    private static let maximumRows = 100_000
    private static let longestLine = 10_000

    /// - Throws: `CorpusError`, with the line where it is no table of text.
    public init(path: String) throws {
        self.path = path
        switch try FileContent(of: path) {
        case .nothing where !FileManager.default.fileExists(atPath: path): throw CorpusError.notFound(path: path)
        case .nothing, .text, .table, .json, .records, .markup: break
        case let content:
            throw CorpusError.wrongFormat(path: path, reason: "it is \(content.name), not a table; save it as CSV")
        }
        var lines = try LineReader(path: path, encoding: nil)
        var separator: Character?
        while let next = try lines.next() {
            guard case .text(let line) = next, line.text.utf8.count <= EditedTable.longestLine else {
                throw CorpusError.wrongFormat(
                    path: path, reason: "it is not a table of short lines of text; save it as CSV")
            }
            guard rows.count < EditedTable.maximumRows else {
                throw error(line.number, "the table has more than \(EditedTable.maximumRows) rows")
            }
            let text = line.text.drop(while: \.isWhitespace)
            if text.isEmpty || text.first == "#" { continue }
            // The first line tells, as a spreadsheet of another country may write semicolons.
            let known = separator ?? EditedTable.separator(of: line.text)
            separator = known
            guard var cells = EditedTable.cells(of: line.text, known) else {
                throw error(line.number, "a quotation mark is not closed: \(line.text.prefix(60))")
            }
            while cells.last == "" { cells.removeLast() }
            if !cells.isEmpty { rows.append(Row(line: line.number, cells: cells)) }
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

    /// What is wrong with a row, with its line.
    public func error(_ line: Int, _ reason: String) -> CorpusError {
        .wrongFormat(path: "\(path):\(line)", reason: oneLine(reason))
    }

    private static func separator(of line: String) -> Character {
        let candidates: [Character] = [",", "\t", ";", "，"]
        return candidates.first { line.contains($0) } ?? ","
    }

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
        return (cells + [cell]).map { SpreadsheetMark.unmarked(Sentences.trimmedOfSpace(Substring($0).unicodeScalars)) }
    }
}
