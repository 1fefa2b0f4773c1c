/// One row of a sheet: its cells as they stand there.
struct SheetRow {
    struct Cell {
        enum Kind { case number, shared, text, boolean, none }
        /// From 0.
        var column: Int
        var kind: Kind
        var style: Int
        /// Of the row's bytes.
        var text: Range<Int>
    }

    /// From 1.
    var number: Int
    var cells: [Cell] = []
    var bytes: [UInt8] = []
    /// Why the row cannot be read.
    var damage: String?
}

/// The rows of a sheet, one after another; those without cells are left out.
///
/// Memory: the rows of 64 KB of XML at a time.
final class SheetRows {
    private let entry: ZipEntry
    private let handler = SheetHandler()
    private let stream: XMLStream
    private var rows: [SheetRow] = []
    private var at = 0
    private var isFinished = false
    /// Thrown when all rows before it have been given.
    private var damage: WorkbookDamage?
    private var merges: MergedCells

    /// As in Excel.
    static let maximumRow = 1 << 20
    static let maximumColumns = 1 << 14

    /// - Parameter merges: of the sheet.
    init(_ entry: ZipEntry, _ merges: MergedCells = MergedCells()) {
        self.entry = entry
        self.merges = merges
        stream = XMLStream(handler, name: entry.name)
    }

    /// How many cells of the rows given so far have the value of the merged cell they belong to.
    var filledCells: Int { merges.filled }

    /// How many cells of the rows parsed so far hold a formula without the value it gave.
    var formulasWithoutValue: Int { handler.formulasWithoutValue }

    /// - Returns: nil at the end.
    /// - Throws: `WorkbookDamage` where the sheet is damaged; the rows before have been given by then.
    func next() throws(WorkbookDamage) -> SheetRow? {
        while at == rows.count {
            if let damage { throw damage }
            guard !isFinished else { return nil }
            do throws(WorkbookDamage) { try parseOn() } catch { damage = error }
            rows = handler.takeRows()
            at = 0
        }
        at += 1
        try merges.fill(&rows[at - 1])
        return rows[at - 1]
    }

    /// Makes the row that was given last the next one again.
    func giveBack() { at -= 1 }

    private func parseOn() throws(WorkbookDamage) {
        let bytes = try entry.read()
        guard bytes.isEmpty else { return try stream.feed(bytes) }
        isFinished = true
        try stream.finish()
    }
}

private final class SheetHandler: XMLHandler {
    private var rows: [SheetRow] = []
    private var row = SheetRow(number: 0)
    private var isInRow = false
    private var isInData = false
    private var cell: SheetRow.Cell?
    private var isText = false
    private var phonetic = 0
    private var hasFormula = false
    private(set) var formulasWithoutValue = 0
    /// Of the last row and the last cell, which those without a number of their own follow.
    private var number = 0
    private var column = -1

    /// Also of cells that stand in one place.
    private static let maximumCells = 2 * SheetRows.maximumColumns

    func takeRows() -> [SheetRow] {
        defer { rows.removeAll(keepingCapacity: true) }
        return rows
    }

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        switch name {
        case "sheetData": isInData = true
        case "row" where isInData: startRow(attributes)
        case "c" where isInRow: startCell(attributes)
        case "v", "t": isText = cell != nil && phonetic == 0
        case "rPh": phonetic += 1
        case "f": hasFormula = cell != nil
        default: break
        }
    }

    private func startRow(_ attributes: XMLAttributes) {
        var row = SheetRow(number: number + 1)
        if let written = attributes["r"] {
            guard let own = SheetHandler.number(written), (1...SheetRows.maximumRow).contains(own) else {
                failure = WorkbookDamage(
                    reason: "a row with the number '\(String(decoding: written.prefix(20), as: UTF8.self))'; "
                        + "numbers are 1 to \(SheetRows.maximumRow)")
                return
            }
            row.number = own
        }
        guard row.number <= SheetRows.maximumRow else {
            failure = WorkbookDamage(reason: "more than \(SheetRows.maximumRow) rows")
            return
        }
        row.cells.reserveCapacity(self.row.cells.count)
        row.bytes.reserveCapacity(self.row.bytes.count)
        self.row = row
        // A row within a cell ends it: its text was that of the other row.
        cell = nil
        isText = false
        number = row.number
        column = -1
        isInRow = true
    }

    private func startCell(_ attributes: XMLAttributes) {
        column += 1
        if let reference = attributes["r"] {
            guard let own = SheetHandler.column(reference) else {
                row.damage = "a cell with the reference '\(String(decoding: reference.prefix(20), as: UTF8.self))'"
                return
            }
            column = own
        }
        guard column < SheetRows.maximumColumns, row.cells.count < SheetHandler.maximumCells else {
            row.damage = "more than \(SheetRows.maximumColumns) columns"
            return
        }
        let kind: SheetRow.Cell.Kind =
            switch attributes.string("t") {
            case nil, "n": .number
            case "s": .shared
            case "b": .boolean
            case "str", "inlineStr", "d": .text
            // Of errors as `#N/A`, nothing is text.
            default: .none
            }
        hasFormula = false
        let end = row.bytes.count
        cell = SheetRow.Cell(
            column: column, kind: kind, style: attributes["s"].flatMap(SheetHandler.number) ?? 0, text: end..<end)
    }

    override func end(_ name: XMLName) {
        switch name {
        case "v", "t": isText = false
        case "rPh": phonetic -= 1
        case "c":
            guard var cell else { return }
            cell.text = cell.text.lowerBound..<row.bytes.count
            // A formula that gave an empty text is a cell of text.
            if hasFormula, cell.kind == .number, cell.text.isEmpty { formulasWithoutValue += 1 }
            if cell.kind != .none, !cell.text.isEmpty { row.cells.append(cell) }
            self.cell = nil
        case "row" where isInRow:
            isInRow = false
            if !row.cells.isEmpty || row.damage != nil { rows.append(row) }
        case "sheetData": isInData = false
        default: break
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard isText else { return }
        guard row.bytes.count + bytes.count <= LineReader.longestRecord else {
            row.damage = RecordTooLong.reason
            return
        }
        row.bytes.append(contentsOf: bytes)
    }

    private static func number(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard (1...9).contains(text.count) else { return nil }
        var number = 0
        for byte in text {
            guard (0x30...0x39).contains(byte) else { return nil }
            number = 10 * number + Int(byte - 0x30)
        }
        return number
    }

    /// The column of a reference such as `AB12`, from 0.
    private static func column(_ reference: UnsafeBufferPointer<UInt8>) -> Int? {
        var column = 0
        var letters = 0
        for byte in reference {
            let letter = byte & 0xDF
            guard (0x41...0x5A).contains(letter) else { break }
            column = 26 * column + Int(letter - 0x40)
            letters += 1
            if letters > 4 { return nil }
        }
        return letters == 0 ? nil : column - 1
    }
}
