/// Cuts the lines of a table into rows of cells (RFC 4180): cells in quotation marks may hold separators, line ends and
/// doubled quotation marks, or escaped ones.
struct DelimitedRows {
    var lines: LineReader
    var separator: Unicode.Scalar
    /// Of several characters, in place of which `TableSeparator.unit` is put.
    var longSeparator: String?
    /// A backslash in a quoted cell makes the next quotation mark or backslash one of its text.
    var escapesByBackslash = false
    /// Writers put a blank between a separator and the quotation mark of a cell: `"甲", "乙"`.
    var hasBlanksBeforeQuotes = false
    /// The header as it is written, where it has been read: behind a byte-order mark it begins another table.
    var header: [String]?
    /// How many lines a quoted cell may go on over. A quotation mark that nobody closes must not swallow the
    /// rest of the file, so the lines behind it are read again; were there one on every line, that would be
    /// done again and again, so each halves it and the lines of good rows earn it back.
    private var patience = DelimitedRows.longestField
    /// Cells that a pair of quotation marks stood around, as writers put them.
    private var quotedCells = 0
    /// Quotation marks that were taken for signs of the text, since no other one belongs to them.
    var marksInText = 0

    /// In lines.
    private static let longestField = 10_000
    private static let leastPatience = 20

    init(lines: LineReader, separator: Unicode.Scalar) { (self.lines, self.separator) = (lines, separator) }

    struct Cells {
        var cells: [String] = []
        /// Of all cells, those too that are left out because there are too many.
        var count = 0
        /// Whether the cells left out are all empty.
        var isBlankBeyond = true
        var line = 0
        var lastLine = 0

        var isBlank: Bool {
            isBlank(from: 0)
        }

        /// Whether nothing stands in the cells from an index on.
        func isBlank(from index: Int) -> Bool {
            isBlankBeyond
                && cells.dropFirst(index).allSatisfy { $0.unicodeScalars.allSatisfy(\.properties.isWhitespace) }
        }
    }

    enum Row {
        case cells(Cells)
        case reject(Reject)
    }

    /// The next row that is not blank.
    ///
    /// - Parameter most: cells beyond these are only counted.
    mutating func next(most: Int) throws -> Row? {
        var row = Cells()
        var cell = String.UnicodeScalarView()
        var consumed: [TextLine] = []
        var size = 0
        var quoted = false
        // Text stands behind the mark that closes a cell of several lines.
        var isOdd = false
        var closed = 0
        // Asked for each character, so not of the whole.
        let separator = separator
        let mayQuote = TableSeparator.quotes(separator)
        let escapesByBackslash = escapesByBackslash
        let hasBlanksBeforeQuotes = hasBlanksBeforeQuotes
        func endCell() {
            row.count += 1
            if row.count <= most {
                row.cells.append(String(cell))
            } else if !cell.allSatisfy(\.properties.isWhitespace) {
                row.isBlankBeyond = false
            }
            cell.removeAll()
        }
        while let line = try lines.next() {
            guard case .text(var line) = line else {
                guard case .undecodable(var reject) = line else { return nil }
                if let first = consumed.first {
                    reject.reason = "line \(reject.origin.line): \(reject.reason)"
                    reject.origin.line = first.number
                    readAgain(consumed)
                }
                return .reject(reject)
            }
            if let (before, after) = line.cutAtMark(), isHeader(after.text) {
                line = before
                lines.giveBack([after])
            }
            if !quoted, line.text.isEmpty { continue }
            if let longSeparator {
                line.text = line.text.replacing(longSeparator, with: String(TableSeparator.unit))
            }
            consumed.append(line)
            size += line.text.utf8.count
            if quoted { cell.append("\n") }
            let beganQuoted = quoted
            var iterator = line.text.unicodeScalars.makeIterator()
            var scalar = iterator.next()
            while let character = scalar {
                scalar = iterator.next()
                if quoted {
                    if character == "\\", escapesByBackslash {
                        guard let escaped = scalar else { break }
                        if escaped != "\"", escaped != "\\" { cell.append(character) }
                        cell.append(escaped)
                        scalar = iterator.next()
                    } else if character != "\"" {
                        cell.append(character)
                    } else if scalar == "\"" {
                        cell.append(character)
                        scalar = iterator.next()
                    } else {
                        quoted = false
                        let isOwn = scalar == nil || scalar == separator
                        closed += isOwn ? 1 : 0
                        isOdd = isOdd || beganQuoted && !isOwn && scalar != " "
                    }
                } else if character == "\"", mayQuote,
                    cell.isEmpty || hasBlanksBeforeQuotes && cell.allSatisfy({ $0 == " " })
                {
                    cell.removeAll()
                    quoted = true
                } else if character == separator {
                    endCell()
                } else {
                    cell.append(character)
                }
            }
            if !quoted {
                if consumed.count > 1, isOdd || separator == "\t" || isPlain(consumed.count),
                    let row = rowOfFirstLine(consumed, looking: .max)
                {
                    return .cells(row)
                }
                endCell()
                quotedCells += closed
                patience = min(DelimitedRows.longestField, patience + consumed.count)
                (row.line, row.lastLine) = (consumed[0].number, line.number)
                return .cells(row)
            }
            if consumed.count > patience || size > LineReader.longestRecord { break }
        }
        guard let first = consumed.first else { return nil }
        if consumed.count > 1 || separator == "\t", let row = rowOfFirstLine(consumed, looking: 2) {
            return .cells(row)
        }
        readAgain(consumed)
        return .reject(
            Reject(origin: lines.origin(first.number), reason: "a quotation mark is never closed"))
    }

    /// Whether a table has no quotation marks around its cells, so that one at the beginning of a text and one at the end
    /// of another do not belong together where so many lines between are rows of their own. Two or three lines of one text
    /// may have the header's number of cells by chance.
    private func isPlain(_ lines: Int) -> Bool { quotedCells == 0 && (lines - 1) * ((header?.count ?? 1) - 1) >= 4 }

    /// The first of a row's lines as a row of its own, if each has as many cells as the header when the quotation mark at
    /// the beginning of a cell is a sign like any other, as in exports of MySQL and Hive. The other lines are the next ones.
    ///
    /// - Parameter most: lines that are looked at.
    private mutating func rowOfFirstLine(_ consumed: [TextLine], looking most: Int) -> Cells? {
        guard let width = header?.count, width > 1 else { return nil }
        let fits = consumed.prefix(most).allSatisfy { TableSeparator.plainCells(of: $0.text, separator).count == width }
        guard fits else { return nil }
        var row = Cells()
        row.cells = TableSeparator.plainCells(of: consumed[0].text, separator)
        row.count = width
        (row.line, row.lastLine) = (consumed[0].number, consumed[0].number)
        marksInText += 1
        if most < .max { readAgain(consumed) } else { lines.giveBack(consumed.dropFirst()) }
        return row
    }

    /// Makes all but the first of a row's lines the next ones.
    private mutating func readAgain(_ consumed: [TextLine]) {
        patience = max(DelimitedRows.leastPatience, patience / 2)
        lines.giveBack(consumed.dropFirst())
    }

    /// Whether a line is the header once more, behind a byte-order mark.
    private func isHeader(_ line: String) -> Bool {
        guard let header else { return false }
        return line.split(separator: Character(separator), omittingEmptySubsequences: false).map {
            trimmed(String($0).replacing("\"", with: ""))
        } == header
    }
}
