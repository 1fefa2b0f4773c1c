/// Reads CSV and TSV with a header (RFC 4180): fields in quotation marks may hold separators, line ends
/// and doubled quotation marks, or escaped ones where the table's beginning has them so (`QuoteEscaping`). Of columns of
/// one name the first counts, and the others get their number behind it.
///
/// The header tells the separator. Rows whose cells are all empty, and the header once more, are no records; one with its
/// names in another order begins a table of its own. Empty cells at the end of all rows or of the header count for nothing.
struct DelimitedReader: SequentialReader {
    private var rows: DelimitedRows
    private let options: ReadingOptions
    private var header: TableHeader?
    /// No record has been read.
    private var isAtStart = true
    /// Of tables above the present one.
    private var usage: FieldUsage?
    /// Rows that were looked at before their turn, and what ended that.
    private var ahead: [DelimitedRows.Row] = []
    private var failureAhead: (any Error)?
    /// Whether the rows have empty cells behind the header's last column; nil before the first one.
    private var hasCellsBeyond: Bool?
    private var footers = ReadingRemarks.Counts()
    private var isRefused = false
    var failure: (any Error)?
    /// The first line, where it is no text and names no columns.
    private var undecodable: Reject?

    /// - Parameter separator: the usual one, taken where the header does not tell.
    init(lines: LineReader, separator: Unicode.Scalar, options: ReadingOptions) {
        rows = DelimitedRows(lines: lines, separator: separator)
        self.options = options
    }

    private static let headerLines = 20
    static let mostColumns = 10_000

    mutating func next() throws -> CorpusEntry? {
        guard !isRefused else { return nil }
        if header == nil {
            if let reject = try readHeader() {
                isRefused = true
                return .reject(reject)
            }
        }
        if let reject = undecodable {
            undecodable = nil
            return .reject(reject)
        }
        guard var columns = header?.names else { return nil }
        while let row = try nextRow() {
            switch row {
            case .reject(let reject): return .reject(reject)
            case .cells(var row):
                if row.isBlank { continue }
                if let next = header!.another(row.cells, options.settings.fields) {
                    usage = takeUsage()
                    begin(next)
                    columns = next.names
                    continue
                }
                guard try fits(row) else {
                    return .reject(
                        Reject(
                            origin: rows.lines.origin(row.line), through: row.lastLine,
                            reason: "\(row.count) \(row.count == 1 ? "field" : "fields"), "
                                + "but the header has \(columns.count)"
                                + (row.count > columns.count && row.isBlank(from: columns.count)
                                    ? "; a field with a separator in it needs quotation marks" : "")))
                }
                row.cells.removeLast(max(0, row.cells.count - columns.count))
                while row.cells.count < columns.count { row.cells.append("") }
                switch header!.aside(row.cells, isFirst: isAtStart) {
                case .header: continue
                case .footer(let text):
                    footers.add(text, 1)
                    continue
                case nil: isAtStart = false
                }
                if row.cells.contains(where: { $0.utf8.first == UInt8(ascii: "=") }) {
                    row.cells = row.cells.map(SpreadsheetMark.withoutFormula)
                }
                if header!.isOwn { row.cells = row.cells.map(SpreadsheetMark.unmarked) }
                var values = FieldValues(options)
                header!.fill(&values, from: row.cells)
                return values.entry(
                    origin: rows.lines.origin(row.line), through: row.lastLine,
                    row: options.keepsRows
                        ? .fields(zip(columns, row.cells).map { SourceRow.Field(name: $0, value: $1) }) : .none)
            }
        }
        return nil
    }

    private mutating func nextRow() throws -> DelimitedRows.Row? {
        if !ahead.isEmpty { return ahead.removeFirst() }
        if let failureAhead { throw failureAhead }
        return try rows.next(most: DelimitedReader.mostColumns)
    }

    /// Whether a row has as many cells as the header. Empty ones behind the last column count for nothing where all rows
    /// have some; in one alone they show that a separator within a text has moved what stands behind it.
    private mutating func fits(_ row: DelimitedRows.Cells) throws -> Bool {
        let columns = header!.names.count
        guard row.count >= header!.width else { return false }
        guard row.count > columns else {
            hasCellsBeyond = hasCellsBeyond ?? false
            return true
        }
        guard row.isBlank(from: columns) else { return false }
        if hasCellsBeyond == nil { hasCellsBeyond = nextRowsHaveCellsBeyond() }
        return hasCellsBeyond!
    }

    private static let rowsAhead = 20

    private mutating func nextRowsHaveCellsBeyond() -> Bool {
        do {
            while ahead.count < DelimitedReader.rowsAhead, let row = try rows.next(most: DelimitedReader.mostColumns) {
                ahead.append(row)
                guard case .cells(let cells) = row, !cells.isBlank, !header!.isRepeated(cells.cells) else { continue }
                if cells.count <= header!.names.count { return false }
            }
        } catch {
            failureAhead = error
        }
        return true
    }

    /// - Returns: why the table cannot be read, if it cannot.
    /// - Throws: `CorpusError.noTextColumn` where no column holds what models read.
    private mutating func readHeader() throws -> Reject? {
        var linesAbove: [String] = []
        if let block = try rows.lines.nextBlock() {
            rows.escapesByBackslash = QuoteEscaping.isByBackslash(block)
            rows.lines.giveBack([block])
        }
        switch try firstLine() {
        case .text(let first):
            rows.separator = TableSeparator.of(first.text, options, usual: rows.separator)
            rows.hasBlanksBeforeQuotes =
                trimmed(first.text).hasPrefix("\"") && first.text.contains("\"\(rows.separator) \"")
            if let long = TableSeparator.long(in: first.text) {
                let text = first.text.replacing(long, with: String(TableSeparator.unit))
                if TableSeparator.of(text, options, usual: rows.separator) == TableSeparator.unit {
                    rows.separator = TableSeparator.unit
                    rows.longSeparator = long
                }
            }
            if options.columns == nil, rows.longSeparator == nil { linesAbove = try skipToHeader() }
        case .undecodable(let reject) where options.columns != nil: undecodable = reject
        case .undecodable(let reject): return headerReject(reject)
        case nil: return nil
        }
        let names: [String]
        if let columns = options.columns {
            names = columns
        } else {
            guard let row = try rows.next(most: DelimitedReader.mostColumns) else { return nil }
            switch row {
            case .reject(let reject): return headerReject(reject)
            case .cells(let row):
                guard row.count <= DelimitedReader.mostColumns else {
                    return Reject(
                        origin: rows.lines.origin(row.line), through: row.lastLine,
                        reason: "\(row.count) columns; the maximum is \(DelimitedReader.mostColumns)")
                }
                names = row.cells
            }
        }
        var header = TableHeader(names, options.settings.fields, options.settings.normalizer.version)
        header.linesAbove = linesAbove
        guard header.hasContent else {
            throw TableHeader.lacking(rows.lines.name, header.written, options.settings.fields)
        }
        begin(header)
        return nil
    }

    private mutating func begin(_ header: TableHeader) {
        self.header = header
        rows.header = header.written
        hasCellsBeyond = nil
    }

    /// The first line that is not blank, which stays the next one. A line `sep=;`, which Excel writes, is passed over.
    private mutating func firstLine() throws -> LineReader.Line? {
        while let line = try rows.lines.next() {
            guard case .text(let text) = line else { return line }
            let content = trimmed(text.text)
            if content.isEmpty { continue }
            if content.lowercased().hasPrefix("sep="), content.unicodeScalars.count <= 5 { continue }
            rows.lines.giveBack([text])
            return line
        }
        return nil
    }

    /// Passes over what stands above the header: a title of the table, or a line that groups its columns.
    ///
    /// - Returns: these lines.
    private mutating func skipToHeader() throws -> [String] {
        var seen: [TextLine] = []
        var found: (index: Int, header: TableHeader)?
        var separator = rows.separator
        while seen.count < DelimitedReader.headerLines {
            guard let line = try rows.lines.next() else { break }
            guard case .text(let text) = line else {
                if case .undecodable(let reject) = line { undecodable = reject }
                break
            }
            seen.append(text)
            let own = TableSeparator.of(text.text, options, usual: separator)
            let cells = TableSeparator.cells(of: text.text, own)
            let header = TableHeader(cells, options.settings.fields, options.settings.normalizer.version)
            if let upper = found {
                if header.isBetter(than: upper.header) {
                    found = (seen.count - 1, header)
                    separator = own
                }
                break
            }
            // Of lines below the first one, prose must not pass for a header.
            if seen.count == 1 ? header.hasContent : cells.count > 1 && header.isLikely {
                found = (seen.count - 1, header)
                separator = own
            }
        }
        if found != nil { rows.separator = separator }
        rows.lines.giveBack(seen.dropFirst(found?.index ?? 0))
        return seen.prefix(found?.index ?? 0).map { trimmed($0.text) }.filter { !$0.isEmpty }
    }

    private func headerReject(_ reject: Reject) -> Reject {
        var reject = reject
        reject.reason = "cannot read the header, so the table is skipped: \(reject.reason)"
        return reject
    }

    mutating func takeUsage() -> FieldUsage {
        var taken = usage ?? FieldUsage(file: rows.lines.name)
        usage = nil
        if let own = header?.takeUsage(of: rows.lines.name) { taken.add(own) }
        taken.remarks.encoding = rows.lines.guessedEncoding
        taken.remarks.marksInText += rows.marksInText
        rows.marksInText = 0
        taken.remarks.footers.add(footers)
        footers = ReadingRemarks.Counts()
        return taken
    }
}

extension InputFormat {
    static let csv = delimited(["csv"], by: ",")
    static let tsv = delimited(["tsv", "tab"], by: "\t")

    /// A header that names a title or a text.
    private static func delimited(_ endings: Set<String>, by separator: Unicode.Scalar) -> InputFormat {
        InputFormat(
            endings: endings,
            begins: { line, fields in
                let line = trimmed(line)
                return TableSeparator.all.contains { separator in
                    let cells = TableSeparator.cells(of: line, separator)
                    return cells.count > 1 && TableHeader(cells, fields).isLikely
                }
            },
            open: { stream, _, options in
                DelimitedReader(
                    lines: LineReader(stream, encoding: options.encoding), separator: separator, options: options)
            })
    }
}
