/// Reads CSV and TSV with a header (RFC 4180): fields in quotation marks may hold separators, line ends
/// and doubled quotation marks, or escaped ones where the table's beginning has them so (`QuoteEscaping`). Of columns of
/// one name the first counts, and the others get their number behind it.
///
/// The header tells the separator. Rows whose cells are all empty, and the header once more, are no records. Empty cells
/// at the end of a row or of the header count for nothing.
struct DelimitedReader: SequentialReader {
    private var lines: LineReader
    private var separator: Unicode.Scalar
    /// Of several characters, in place of which `TableSeparator.unit` is put.
    private var longSeparator: String?
    /// A backslash in a quoted cell makes the next quotation mark or backslash one of its text.
    private var escapesByBackslash = false
    private let options: ReadingOptions
    private var header: TableHeader?
    private var isRefused = false
    var failure: (any Error)?
    /// The first line, where it is no text and names no columns.
    private var undecodable: Reject?
    /// How many lines a quoted field may go on over. A quotation mark that nobody closes must not swallow the
    /// rest of the file, so the lines behind it are read again; were there one on every line, that would be
    /// done again and again, so each halves it and the lines of good rows earn it back.
    private var patience = DelimitedReader.longestField

    /// - Parameter separator: the usual one, taken where the header does not tell.
    init(lines: LineReader, separator: Unicode.Scalar, options: ReadingOptions) {
        self.lines = lines
        self.separator = separator
        self.options = options
    }

    /// In lines.
    private static let longestField = 10_000
    private static let leastPatience = 20
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
        guard let columns = header?.names else { return nil }
        while let row = try nextRow(most: columns.count) {
            switch row {
            case .reject(let reject): return .reject(reject)
            case .cells(let cells, let count, let line, let lastLine):
                let origin = lines.origin(line)
                if isBlankToTheEnd, cells.allSatisfy({ $0.unicodeScalars.allSatisfy(\.properties.isWhitespace) }) {
                    continue
                }
                guard count >= header!.width, count <= columns.count || isBlankToTheEnd else {
                    return .reject(
                        Reject(
                            origin: origin, through: lastLine,
                            reason: "\(count) \(count == 1 ? "field" : "fields"), "
                                + "but the header has \(columns.count)"))
                }
                var cells = cells
                while cells.count < columns.count { cells.append("") }
                if header!.isRepeated(cells) { continue }
                if header!.isOwn { cells = cells.map(SpreadsheetMark.unmarked) }
                var values = FieldValues(options)
                header!.fill(&values, from: cells)
                let fields = zip(columns, cells).map { SourceRow.Field(name: $0, value: $1) }
                return values.entry(
                    origin: origin, through: lastLine, row: options.keepsRows ? .fields(fields) : .none)
            }
        }
        return nil
    }

    /// - Returns: why the table cannot be read, if it cannot.
    /// - Throws: `CorpusError.noTextColumn` where no column holds what models read.
    private mutating func readHeader() throws -> Reject? {
        var linesAbove: [String] = []
        if let block = try lines.nextBlock() {
            escapesByBackslash = QuoteEscaping.isByBackslash(block)
            lines.giveBack([block])
        }
        switch try firstLine() {
        case .text(let first):
            separator = TableSeparator.of(first.text, options, usual: separator)
            if let long = TableSeparator.long(in: first.text) {
                let text = first.text.replacing(long, with: String(TableSeparator.unit))
                if TableSeparator.of(text, options, usual: separator) == TableSeparator.unit {
                    separator = TableSeparator.unit
                    longSeparator = long
                }
            }
            if options.columns == nil, longSeparator == nil { linesAbove = try skipToHeader() }
        case .undecodable(let reject) where options.columns != nil: undecodable = reject
        case .undecodable(let reject): return headerReject(reject)
        case nil: return nil
        }
        let names: [String]
        if let columns = options.columns {
            names = columns
        } else {
            guard let row = try nextRow(most: DelimitedReader.mostColumns) else { return nil }
            switch row {
            case .reject(let reject): return headerReject(reject)
            case .cells(let cells, let count, let line, let lastLine):
                guard count <= DelimitedReader.mostColumns else {
                    return Reject(
                        origin: lines.origin(line), through: lastLine,
                        reason: "\(count) columns; the maximum is \(DelimitedReader.mostColumns)")
                }
                names = cells
            }
        }
        var header = TableHeader(names, options.settings.fields)
        header.linesAbove = linesAbove
        guard header.hasContent else { throw TableHeader.lacking(lines.name, header.written, options.settings.fields) }
        self.header = header
        return nil
    }

    /// The first line that is not blank, which stays the next one. A line `sep=;`, which Excel writes, is passed over.
    private mutating func firstLine() throws -> LineReader.Line? {
        while let line = try lines.next() {
            guard case .text(let text) = line else { return line }
            let content = trimmed(text.text)
            if content.isEmpty { continue }
            if content.lowercased().hasPrefix("sep="), content.unicodeScalars.count <= 5 { continue }
            lines.giveBack([text])
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
        var separator = separator
        while seen.count < DelimitedReader.headerLines {
            guard let line = try lines.next() else { break }
            guard case .text(let text) = line else {
                if case .undecodable(let reject) = line { undecodable = reject }
                break
            }
            seen.append(text)
            let own = TableSeparator.of(text.text, options, usual: separator)
            let cells = TableSeparator.cells(of: text.text, own)
            let header = TableHeader(cells, options.settings.fields)
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
        if found != nil { self.separator = separator }
        lines.giveBack(seen.dropFirst(found?.index ?? 0))
        return seen.prefix(found?.index ?? 0).map { trimmed($0.text) }.filter { !$0.isEmpty }
    }

    private func headerReject(_ reject: Reject) -> Reject {
        var reject = reject
        reject.reason = "cannot read the header, so the table is skipped: \(reject.reason)"
        return reject
    }

    /// Of cells of the last row that are left out because there are too many, all are empty.
    private var isBlankToTheEnd = true

    /// Whether a line is the header once more, behind a byte-order mark.
    private func isHeader(_ line: String) -> Bool {
        guard let header else { return false }
        return line.split(separator: Character(separator), omittingEmptySubsequences: false).map {
            trimmed(String($0).replacing("\"", with: ""))
        } == header.written
    }

    mutating func takeUsage() -> FieldUsage { header?.takeUsage(of: lines.name) ?? FieldUsage(file: lines.name) }

    private enum Row {
        /// - Parameter count: of all cells, those too that are left out because there are too many.
        case cells([String], count: Int, line: Int, lastLine: Int)
        case reject(Reject)
    }

    /// The next row that is not blank.
    ///
    /// - Parameter most: cells beyond these are only counted.
    private mutating func nextRow(most: Int) throws -> Row? {
        var cells: [String] = []
        var count = 0
        var cell = String.UnicodeScalarView()
        var consumed: [TextLine] = []
        var size = 0
        var quoted = false
        var isBlank = true
        // Asked for each character, so not of the reader.
        let separator = separator
        let mayQuote = TableSeparator.quotes(separator)
        let escapesByBackslash = escapesByBackslash
        func endCell() {
            count += 1
            if count <= most {
                cells.append(String(cell))
            } else if !cell.allSatisfy(\.properties.isWhitespace) {
                isBlank = false
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
                    }
                } else if character == "\"", mayQuote, cell.isEmpty {
                    quoted = true
                } else if character == separator {
                    endCell()
                } else {
                    cell.append(character)
                }
            }
            if !quoted {
                endCell()
                isBlankToTheEnd = isBlank
                patience = min(DelimitedReader.longestField, patience + consumed.count)
                return .cells(cells, count: count, line: consumed[0].number, lastLine: line.number)
            }
            if consumed.count > patience || size > LineReader.longestRecord { break }
        }
        guard let first = consumed.first else { return nil }
        readAgain(consumed)
        return .reject(
            Reject(origin: lines.origin(first.number), reason: "a quotation mark is never closed"))
    }

    /// Makes all but the first of a row's lines the next ones.
    private mutating func readAgain(_ consumed: [TextLine]) {
        patience = max(DelimitedReader.leastPatience, patience / 2)
        lines.giveBack(consumed.dropFirst())
    }
}

extension InputFormat {
    static let csv = delimited("csv", by: ",")
    static let tsv = delimited("tsv", by: "\t")

    /// A header that names a title or a text.
    private static func delimited(_ ending: String, by separator: Unicode.Scalar) -> InputFormat {
        InputFormat(
            endings: [ending],
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
