/// What separates the cells of a table, told by its first line.
enum TableSeparator {
    static let all: [Unicode.Scalar] = [",", "\t", ";", "|", "\u{1}", unit]

    /// In place of separators of several characters.
    static let unit: Unicode.Scalar = "\u{1F}"
    private static let long = ["_!_", "@@@", "|||"]

    /// The separator of several characters that a table's first line shows, if it shows one twice.
    static func long(in line: String) -> String? {
        long.first { line.split(separator: $0, maxSplits: 3, omittingEmptySubsequences: false).count > 2 }
    }

    /// Whether cells may be in quotation marks.
    static func quotes(_ separator: Unicode.Scalar) -> Bool { separator != unit && separator != "\u{1}" }

    /// The separator by which the header names a title or a text, and of several such the one that makes the most
    /// cells; by which the first row has as many cells as there are columns, where their names are given.
    ///
    /// - Parameter usual: of the format, taken where the line does not tell.
    static func of(_ line: String, _ options: ReadingOptions, usual: Unicode.Scalar) -> Unicode.Scalar {
        let candidates = [usual] + all.filter { $0 != usual }
        if let columns = options.columns {
            // Those first that stand in texts least.
            let surestFirst: [Unicode.Scalar] = [unit, "\u{1}", "\t", "|", ";", ","]
            return surestFirst.first { cells(of: line, $0).count == columns.count } ?? usual
        }
        var (best, most) = (usual, 0)
        for candidate in candidates {
            let cells = cells(of: line, candidate)
            guard cells.count > most, TableHeader(cells, options.settings.fields).hasContent else { continue }
            (best, most) = (candidate, cells.count)
        }
        return best
    }

    /// The cells of a line on which all of them end: a quotation mark that is not closed before a separator is a sign.
    static func plainCells(of line: String, _ separator: Unicode.Scalar) -> [String] {
        var cells: [String] = []
        var rest = Substring(line).unicodeScalars
        while true {
            if rest.first == "\"", let (cell, behind) = quotedCell(rest, separator) {
                cells.append(cell)
                guard let behind else { return cells }
                rest = behind
                continue
            }
            guard let end = rest.firstIndex(of: separator) else { return cells + [String(rest)] }
            cells.append(String(rest[..<end]))
            rest = rest[rest.index(after: end)...]
        }
    }

    /// A cell in quotation marks and what follows the separator behind it; nil for the cell where it does not end so.
    private static func quotedCell(
        _ text: Substring.UnicodeScalarView, _ separator: Unicode.Scalar
    ) -> (cell: String, behind: Substring.UnicodeScalarView?)? {
        var cell = String.UnicodeScalarView()
        var at = text.index(after: text.startIndex)
        while at < text.endIndex {
            let next = text.index(after: at)
            if text[at] != "\"" {
                cell.append(text[at])
            } else if next == text.endIndex {
                return (String(cell), nil)
            } else if text[next] == separator {
                return (String(cell), text[text.index(after: next)...])
            } else if text[next] == "\"" {
                cell.append("\"")
                at = next
            } else {
                return nil
            }
            at = text.index(after: at)
        }
        return nil
    }

    /// The cells of a line, as far as they end on it.
    static func cells(of line: String, _ separator: Unicode.Scalar) -> [String] {
        var cells: [String] = []
        var cell = String.UnicodeScalarView()
        var isQuoted = false
        for scalar in line.unicodeScalars {
            if scalar == "\"" {
                isQuoted = isQuoted ? false : cell.isEmpty
            } else if scalar == separator, !isQuoted {
                guard cells.count < DelimitedReader.mostColumns else { return cells }
                cells.append(String(cell))
                cell.removeAll()
            } else {
                cell.append(scalar)
            }
        }
        return cells + [String(cell)]
    }
}
