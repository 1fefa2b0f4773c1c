/// Reads the rows of one sheet of an Excel workbook (`.xlsx`, `.xlsm`) under a header.
///
/// The header is the first of the sheet's first rows in which the name of a title or a text stands; what stands
/// above it is passed over. Without a sheet asked for, the first one with a header is read.
struct WorkbookReader: SequentialReader {
    private let path: String
    private let options: ReadingOptions
    private let values: CellValues
    private let rows: SheetRows
    /// The file with the sheet where there are several, as origins name it.
    private let place: String
    private var header: TableHeader
    /// Of tables above the present one.
    private var usage: FieldUsage?
    /// Cells that hold something in columns behind the last one with a name, by column.
    private var cellsBeyond: [Int: Int] = [:]
    private var footers = ReadingRemarks.Counts()
    /// Other sheets that hold something, for the summary.
    private let sheetsNotRead: [String]
    /// No record has been read.
    private var isAtStart = true
    /// What has been told of the rows' cells.
    private var told = ReadingRemarks()
    var failure: (any Error)?

    private static let mostColumnsBeyond = 20
    /// How many rows are looked at for a header.
    private static let headerRows = 20

    /// - Parameter path: as messages name it.
    /// - Throws: `CorpusError` where there is no such workbook, sheet or header.
    init(_ archive: ZipArchive, path: String, options: ReadingOptions) throws {
        self.path = path
        self.options = options
        do {
            try WorkbookReader.check(archive)
            let outline = try WorkbookOutline(archive)
            let strings = try outline.sharedStrings.map { try SharedStrings(archive.entry($0)) } ?? SharedStrings()
            let styles = try outline.styles.map { try CellStyles(archive.entry($0)) } ?? CellStyles()
            values = CellValues(
                strings, styles, countsFrom1904: outline.countsFrom1904, fileSize: archive.size)
            let sheets = try WorkbookReader.candidates(outline.sheets, asked: options.sheet)
            var columns: [String] = []
            var formulas = 0
            for sheet in sheets {
                let rows = SheetRows(
                    try archive.entry(sheet.part), try MergedCells(archive.entry(sheet.part), fileSize: archive.size))
                guard let header = try WorkbookReader.header(of: rows, values, options, others: &columns) else {
                    formulas += rows.formulasWithoutValue
                    continue
                }
                told.mergedCells = rows.filledCells
                self.rows = rows
                self.header = header
                place = outline.sheets.count > 1 ? "\(path), sheet \(sheet.name)" : path
                sheetsNotRead = outline.sheets.filter { $0.part != sheet.part && WorkbookReader.holdsRows($0, archive) }
                    .map(\.name)
                return
            }
            if columns.isEmpty {
                throw WorkbookDamage(
                    reason: formulas == 0
                        ? "the workbook has no cells with a value"
                        : "the workbook's cells are formulas without stored values; open it in Excel or LibreOffice, "
                            + "save it and try again")
            }
            throw TableHeader.lacking(path, columns, options.settings.fields)
        } catch let damage as WorkbookDamage {
            throw CorpusError.wrongFormat(path: path, reason: damage.reason)
        }
    }

    /// Tells other archives from workbooks.
    private static func check(_ archive: ZipArchive) throws(WorkbookDamage) {
        if archive.hasFolder("word") { throw WorkbookDamage(reason: UnreadableFile.word.advice) }
        if archive.hasFolder("ppt") { throw WorkbookDamage(reason: UnreadableFile.slides.advice) }
        if archive.has("xl/workbook.bin") { throw WorkbookDamage(reason: UnreadableFile.binaryWorkbook.advice) }
        if archive.has("content.xml") { throw WorkbookDamage(reason: UnreadableFile.openDocument.advice) }
        if archive.has("META-INF/container.xml") { throw WorkbookDamage(reason: UnreadableFile.ebook.advice) }
        guard archive.hasFolder("xl") || archive.has("_rels/.rels") else {
            throw WorkbookDamage(reason: UnreadableFile.archive.advice)
        }
    }

    /// The sheets to look at, in this order.
    private static func candidates(
        _ sheets: [WorkbookOutline.Sheet], asked: String?
    ) throws(WorkbookDamage) -> [WorkbookOutline.Sheet] {
        guard !sheets.isEmpty else { throw WorkbookDamage(reason: "the workbook has no sheets") }
        guard let asked else { return sheets.filter { !$0.isHidden } + sheets.filter(\.isHidden) }
        if let sheet = sheets.first(where: { $0.name == asked }) { return [sheet] }
        if let number = Int(asked), sheets.indices.contains(number - 1) { return [sheets[number - 1]] }
        let names = sheets.prefix(20).map(\.name).joined(separator: ", ") + (sheets.count > 20 ? ", …" : "")
        throw WorkbookDamage(reason: "no sheet '\(asked)'; the sheets are \(names)")
    }

    /// Whether a sheet has a row; an empty one need not be spoken of, a damaged one must.
    private static func holdsRows(_ sheet: WorkbookOutline.Sheet, _ archive: ZipArchive) -> Bool {
        do throws(WorkbookDamage) { return try SheetRows(archive.entry(sheet.part)).next() != nil } catch {
            return true
        }
    }

    /// - Parameter others: the cells of the first row seen, for the message where no sheet has a header.
    private static func header(
        of rows: SheetRows, _ values: CellValues, _ options: ReadingOptions, others: inout [String]
    ) throws(WorkbookDamage) -> TableHeader? {
        let version = options.settings.normalizer.version
        if let columns = options.columns { return TableHeader(columns, options.settings.fields, version) }
        func header(of row: SheetRow) throws(WorkbookDamage) -> TableHeader {
            TableHeader(try texts(of: row, values), options.settings.fields, version)
        }
        var above: [String] = []
        for _ in 0..<headerRows {
            guard let row = try rows.next() else { return nil }
            if row.number > SheetRows.maximumRow { return nil }
            var upper = try header(of: row)
            upper.linesAbove = above
            let line = upper.written.filter { !$0.isEmpty }.joined(separator: ", ")
            guard upper.hasContent else {
                if !line.isEmpty { above.append(line) }
                if others.isEmpty { others = upper.written.filter { !$0.isEmpty } }
                continue
            }
            // Damage below the header is told when the rows are read.
            var below: SheetRow?
            do throws(WorkbookDamage) { below = try rows.next() } catch {}
            guard let below else { return upper }
            var lower = try header(of: below)
            lower.linesAbove = above + [line]
            if lower.isBetter(than: upper) { return lower }
            rows.giveBack()
            return upper
        }
        return nil
    }

    /// The texts of a row's cells by column; none of a damaged row.
    private static func texts(of row: SheetRow, _ values: CellValues) throws(WorkbookDamage) -> [String] {
        var texts: [String] = []
        for cell in row.cells where row.damage == nil {
            while texts.count <= cell.column { texts.append("") }
            texts[cell.column] = try values.text(of: cell, in: row) ?? ""
        }
        return texts
    }

    mutating func next() throws -> CorpusEntry? {
        do throws(WorkbookDamage) {
            while let row = try rows.next() {
                if let entry = try entry(of: row) { return entry }
            }
            return nil
        } catch {
            throw CorpusError.wrongFormat(path: path, reason: error.reason)
        }
    }

    mutating func takeUsage() -> FieldUsage {
        var usage = self.usage ?? FieldUsage(file: place)
        self.usage = nil
        usage.add(header.takeUsage(of: place))
        for (column, count) in cellsBeyond.sorted(by: { $0.key < $1.key }) {
            usage.add("column \(column + 1) without a name", nil, records: count, used: 0)
        }
        cellsBeyond = [:]
        usage.remarks.footers = footers
        footers = ReadingRemarks.Counts()
        usage.sheetsNotRead = sheetsNotRead
        usage.remarks.formulasWithoutValue = rows.formulasWithoutValue - told.formulasWithoutValue
        usage.remarks.mergedCells = rows.filledCells - told.mergedCells
        told.add(usage.remarks)
        return usage
    }

    /// - Returns: nil for a row that is blank or the header once more.
    private mutating func entry(of row: SheetRow) throws(WorkbookDamage) -> CorpusEntry? {
        let origin = Origin(file: place, line: row.number)
        func reject(_ reason: String) -> CorpusEntry {
            .reject(Reject(origin: origin, reason: "row \(row.number): \(reason)"))
        }
        if let damage = row.damage { return reject(damage) }
        let all = options.keepsRows
        var cells = [String](repeating: "", count: header.names.count)
        var others: [SourceRow.Field] = []
        var isBlank = true
        var size = 0
        for cell in row.cells where all || isBlank || header.isRead(cell.column) {
            let isDate = header.field(of: cell.column) == .date
            guard let text = try values.text(of: cell, in: row, isDate: isDate) else {
                return reject("a cell refers to a text that is not in the workbook")
            }
            size += text.utf8.count
            guard size <= LineReader.longestRecord else { return reject(RecordTooLong.reason) }
            isBlank = isBlank && trimmed(text).isEmpty
            if cell.column < cells.count {
                if cells[cell.column].isEmpty { cells[cell.column] = text }
            } else if all, !text.isEmpty {
                others.append(.init(name: header.newName(" (\(cell.column + 1))"), value: text))
            }
        }
        if isBlank { return nil }
        if header.mayBeAnother(cells),
            let next = header.another(try WorkbookReader.texts(of: row, self.values), options.settings.fields)
        {
            var former = usage ?? FieldUsage(file: place)
            former.add(header.takeUsage(of: place))
            (usage, header) = (former, next)
            return nil
        }
        switch header.aside(cells, isFirst: isAtStart) {
        case .header: return nil
        case .footer(let text):
            footers.add(text, 1)
            return nil
        case nil: isAtStart = false
        }
        for cell in row.cells.reversed() {
            guard cell.column >= header.names.count, cellsBeyond.count < WorkbookReader.mostColumnsBeyond else { break }
            cellsBeyond[cell.column, default: 0] += 1
        }
        var values = FieldValues(options)
        header.fill(&values, from: cells)
        let fields = all ? zip(header.names, cells).map { SourceRow.Field(name: $0, value: $1) } + others : []
        return values.entry(origin: origin, row: all ? .fields(fields) : .none)
    }
}

extension InputFormat {
    /// Told by its first bytes, before anything is cut into lines.
    static let workbook = InputFormat(
        endings: ["xlsx", "xlsm"], begins: { _, _ in false },
        open: { stream, _, options in
            try WorkbookReader(ZipArchive(stream), path: stream.name, options: options)
        })
}
