/// Reads CSV and TSV with a header (RFC 4180): fields in quotation marks may hold separators, line ends
/// and doubled quotation marks. Of columns of one name the first counts, and the others get their number
/// behind it.
struct DelimitedReader: SequentialReader {
    private var lines: LineReader
    private let separator: Unicode.Scalar
    private let options: ReadingOptions
    private var header: [String]?
    /// Which columns may hold which field, the preferred name's first.
    private var columns: [(field: RecordField, column: Int)] = []
    private var isRefused = false
    /// How many lines a quoted field may go on over. A quotation mark that nobody closes must not swallow the
    /// rest of the file, so the lines behind it are read again; were there one on every line, that would be
    /// done again and again, so each halves it and the lines of good rows earn it back.
    private var patience = DelimitedReader.longestField

    init(lines: LineReader, separator: Unicode.Scalar, options: ReadingOptions) {
        self.lines = lines
        self.separator = separator
        self.options = options
    }

    /// In lines.
    private static let longestField = 10_000
    private static let leastPatience = 20
    static let mostColumns = 10_000

    mutating func next() throws -> CorpusEntry? {
        guard !isRefused else { return nil }
        if header == nil {
            guard let row = try nextRow(most: DelimitedReader.mostColumns) else { return nil }
            switch row {
            case .reject(var reject):
                isRefused = true
                reject.reason = "cannot read the header, so the table is skipped: \(reject.reason)"
                return .reject(reject)
            case .cells(let names, let count, let line, let lastLine):
                guard count <= DelimitedReader.mostColumns else {
                    isRefused = true
                    return .reject(
                        Reject(
                            origin: lines.origin(line), through: lastLine,
                            reason: "\(count) columns; the maximum is \(DelimitedReader.mostColumns)")
                    )
                }
                let distinct = try checked(names)
                columns = RecordField.allCases.flatMap { field in
                    options.settings.fields.candidates(for: field).compactMap { name in
                        guard options.settings.fields.field(named: name) == field else { return nil }
                        return distinct.firstIndex(of: name).map { (field, $0) }
                    }
                }
                header = distinct
            }
        }
        guard let header, let row = try nextRow(most: header.count) else { return nil }
        switch row {
        case .reject(let reject): return .reject(reject)
        case .cells(let cells, let count, let line, let lastLine):
            let origin = lines.origin(line)
            guard count == header.count else {
                return .reject(
                    Reject(
                        origin: origin, through: lastLine,
                        reason: "\(count) \(count == 1 ? "field" : "fields"), but the header has \(header.count)"))
            }
            var values = FieldValues(options)
            for (field, column) in columns where !cells[column].isEmpty && !values.has(field) {
                values.set(field, to: cells[column])
            }
            let fields = zip(header, cells).map { SourceRow.Field(name: $0, value: $1) }
            return values.entry(origin: origin, through: lastLine, row: options.keepsRows ? .fields(fields) : .none)
        }
    }

    /// - Returns: the columns' names, each another one, since the rows may be written as JSON objects.
    /// - Throws: `CorpusError.noTextColumn` where no column holds what models read.
    private func checked(_ names: [String]) throws -> [String] {
        let names = names.map(trimmed)
        let fields = names.map(options.settings.fields.field(named:))
        guard fields.contains(.text) || fields.contains(.title) else {
            throw CorpusError.noTextColumn(path: lines.name, columns: names)
        }
        var taken = Set(names)
        var seen: Set<String> = []
        return names.enumerated().map { index, name in
            if seen.insert(name).inserted { return name }
            var numbered = name
            repeat { numbered += " (\(index + 1))" } while !taken.insert(numbered).inserted
            return numbered
        }
    }

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
        func endCell() {
            count += 1
            if count <= most { cells.append(String(cell)) }
            cell.removeAll()
        }
        while let line = try lines.next() {
            guard case .text(let line) = line else {
                guard case .undecodable(var reject) = line else { return nil }
                if let first = consumed.first {
                    reject.reason = "line \(reject.origin.line): \(reject.reason)"
                    reject.origin.line = first.number
                    readAgain(consumed)
                }
                return .reject(reject)
            }
            if !quoted, line.text.isEmpty { continue }
            consumed.append(line)
            size += line.text.utf8.count
            if quoted { cell.append("\n") }
            var iterator = line.text.unicodeScalars.makeIterator()
            var scalar = iterator.next()
            while let character = scalar {
                scalar = iterator.next()
                if quoted {
                    if character != "\"" {
                        cell.append(character)
                    } else if scalar == "\"" {
                        cell.append(character)
                        scalar = iterator.next()
                    } else {
                        quoted = false
                    }
                } else if character == "\"", cell.isEmpty {
                    quoted = true
                } else if character == separator {
                    endCell()
                } else {
                    cell.append(character)
                }
            }
            if !quoted {
                endCell()
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
                let cells = trimmed(line).split(separator: Character(separator)).map { trimmed(String($0)) }
                return cells.count > 1 && cells.contains { [.text, .title].contains(fields.field(named: $0)) }
            },
            open: { lines, _, options in DelimitedReader(lines: lines, separator: separator, options: options) })
    }
}
