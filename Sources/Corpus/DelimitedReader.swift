/// Reads CSV and TSV with a header (RFC 4180): fields in quotation marks may hold separators, line ends
/// and doubled quotation marks.
struct DelimitedReader: SequentialReader {
    private var lines: LineReader
    private let separator: Unicode.Scalar
    private let options: ReadingOptions
    private var header: [String]?

    init(lines: LineReader, separator: Unicode.Scalar, options: ReadingOptions) {
        self.lines = lines
        self.separator = separator
        self.options = options
    }

    /// A quotation mark that nobody closes must not swallow the rest of the file.
    private static let longestField = 10_000

    mutating func next() throws -> CorpusEntry? {
        if header == nil {
            guard let row = try nextRow() else { return nil }
            guard case .cells(let names, _) = row else {
                guard case .reject(let reject) = row else { return nil }
                throw CorpusError.wrongFormat(path: lines.name, reason: "the header cannot be read: \(reject.reason)")
            }
            header = names.map(trimmed)
            let fields = names.map { options.fields.field(named: trimmed($0)) }
            guard fields.contains(.text) || fields.contains(.title) else {
                throw CorpusError.wrongFormat(
                    path: lines.name,
                    reason: "the header (\(names.joined(separator: ", "))) names neither a text nor a title; "
                        + "--text FIELD says which column holds the text")
            }
        }
        guard let header, let row = try nextRow() else { return nil }
        switch row {
        case .reject(let reject): return .reject(reject)
        case .cells(let cells, let number):
            let origin = lines.origin(number)
            guard cells.count == header.count else {
                return .reject(
                    Reject(origin: origin, reason: "\(cells.count) fields where the header has \(header.count)"))
            }
            var values = FieldValues(options)
            for (name, cell) in zip(header, cells) where !cell.isEmpty {
                if let field = options.fields.field(named: name), !values.has(field) { values.set(field, to: cell) }
            }
            let fields = zip(header, cells).map { SourceRow.Field(name: $0, value: $1) }
            return values.entry(origin: origin, row: options.keepsRows ? .fields(fields) : .none)
        }
    }

    private enum Row {
        case cells([String], line: Int)
        case reject(Reject)
    }

    /// The next row that is not blank.
    private mutating func nextRow() throws -> Row? {
        var cells: [String] = []
        var cell = String.UnicodeScalarView()
        var consumed: [TextLine] = []
        var quoted = false
        while let line = try lines.next() {
            guard case .text(let line) = line else {
                guard case .undecodable(let reject) = line else { return nil }
                if quoted { lines.giveBack(consumed.dropFirst()) }
                return .reject(reject)
            }
            if !quoted, line.text.isEmpty { continue }
            consumed.append(line)
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
                    cells.append(String(cell))
                    cell.removeAll()
                } else {
                    cell.append(character)
                }
            }
            if !quoted {
                cells.append(String(cell))
                return .cells(cells, line: consumed[0].number)
            }
            if consumed.count > DelimitedReader.longestField { break }
        }
        guard let first = consumed.first else { return nil }
        lines.giveBack(consumed.dropFirst())
        return .reject(
            Reject(origin: lines.origin(first.number), reason: "a quotation mark is opened and never closed"))
    }
}
