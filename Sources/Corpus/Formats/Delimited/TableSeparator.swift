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
