import CXLSX
import Corpus
import Foundation
import Synchronization
import Text

/// Writes tables as an Excel workbook, each on a sheet of its own, row by row in memory that does not grow with them.
///
/// Figures are numbers, days are dates and web addresses are links. The head stays in view and has filters. The same
/// tables give the same bytes.
public final class WorkbookWriter {
    /// What a workbook could not hold as it was.
    public struct Losses: Codable, Equatable, Sendable {
        /// Cells that were longer than Excel allows and were cut.
        public var cutCells = 0
        /// Sheets on which a table goes on, since Excel allows no more rows on one.
        public var furtherSheets: [String] = []
        /// Columns that were left out, since Excel allows no more on a sheet.
        public var omittedColumns = 0
        /// Cells that lead nowhere, since Excel allows no more links on a sheet or none as long.
        public var omittedLinks = 0

        public init() {}
    }

    public private(set) var losses = Losses()

    /// By the id of a group of articles, where in the workbook they stand: `internal:'Articles'!A2:F9`. Counts link there.
    var places: [String: String] = [:]

    let book: UnsafeMutablePointer<lxw_workbook>
    private let file: TemporaryWorkbook
    private let output: String
    private let maximumRows: Int
    private let maximumLinks: Int
    private var isClosed = false
    private var formats: [NumberLook: UnsafeMutablePointer<lxw_format>] = [:]
    /// For what is no figure in a column of figures, such as `–`.
    private let rightFormat: UnsafeMutablePointer<lxw_format>?
    /// Of texts, of figures, and of texts beside figures, which a margin keeps apart.
    private let headFormats: [UnsafeMutablePointer<lxw_format>?]
    private let indentedFormat: UnsafeMutablePointer<lxw_format>?

    private var sheet: UnsafeMutablePointer<lxw_worksheet>?
    private var name = ""
    private var number = 1
    private var columns: [Table.Column] = []
    /// The next row of the sheet.
    private var row = 0
    private var widths: [Int] = []
    private var links = 0
    private var hasFreeSheets = false
    private var size = 0

    /// Rows of a sheet with its head, its columns, characters of a cell and links of a sheet that Excel allows.
    public static let maximumRows = 1_048_576
    private static let maximumColumns = 16_384
    static let maximumText = 32_767
    public static let maximumLinks = 65_530
    /// With more columns than this, the first one stays in view.
    private static let wideTable = 8
    private static let maximumLink = 2_000

    /// - Parameters:
    ///   - output: as messages name the file.
    ///   - folder: for what is kept on the disk until the end; nil for the system's, which may lie in memory.
    ///   - maximumRows: of a sheet with its head.
    ///   - maximumLinks: of a sheet.
    /// - Throws: `CorpusError.unwritable`.
    public init(
        for output: String = "the workbook", temporaryFolder folder: String? = nil,
        maximumRows: Int = WorkbookWriter.maximumRows, maximumLinks: Int = WorkbookWriter.maximumLinks
    ) throws {
        let file = try TemporaryWorkbook(for: output, in: folder)
        self.file = file
        self.output = output
        self.maximumRows = max(2, maximumRows)
        self.maximumLinks = maximumLinks
        var options = lxw_workbook_options()
        options.constant_memory = 1
        let created = (folder ?? "").withCString { path in
            options.tmpdir = folder == nil ? nil : UnsafeMutablePointer(mutating: path)
            return workbook_new_opt(file.path, &options)
        }
        guard let book = created else {
            throw CorpusError.unwritable(path: output, reason: String(cString: strerror(ENOMEM)))
        }
        self.book = book
        var properties = lxw_doc_properties()
        // A fixed day, so that the same tables give the same bytes, and that whoever saves the workbook replaces.
        properties.created = 946_684_800
        workbook_set_properties(book, &properties)
        headFormats = [(LXW_ALIGN_LEFT, 0), (LXW_ALIGN_RIGHT, 0), (LXW_ALIGN_LEFT, 1)].map { alignment, indent in
            let format = workbook_add_format(book)
            format_set_bold(format)
            format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
            format_set_align(format, UInt8(alignment.rawValue))
            if indent > 0 { format_set_indent(format, UInt8(indent)) }
            return format
        }
        rightFormat = workbook_add_format(book)
        format_set_align(rightFormat, UInt8(LXW_ALIGN_RIGHT.rawValue))
        indentedFormat = workbook_add_format(book)
        format_set_indent(indentedFormat, 1)
    }

    /// Whether a workbook is as a writer left it: every program that saves one says in it when, or writes this another way.
    public static func isUnchanged(_ path: String) -> Bool {
        WorkbookProperties.text(of: path)?.hasSuffix(ending) ?? false
    }

    private static let ending = """
        <dc:creator></dc:creator><cp:lastModifiedBy></cp:lastModifiedBy>\
        <dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created>\
        <dcterms:modified xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>
        """

    deinit { if !isClosed { lxw_workbook_free(book) } }

    /// Begins a sheet with a table's head.
    ///
    /// - Parameter name: at most 25 characters, none of `[]:*?/\`; another one for each table.
    /// - Throws: `CorpusError.unwritable`.
    public func begin(_ name: String, _ columns: [Table.Column]) throws {
        self.name = name
        self.columns = Array(columns.prefix(WorkbookWriter.maximumColumns))
        losses.omittedColumns += columns.count - self.columns.count
        number = 1
        try beginSheet(name)
    }

    private func add(_ name: String) throws -> UnsafeMutablePointer<lxw_worksheet> {
        guard let sheet = workbook_add_worksheet(book, name) else {
            throw failure("a temporary file for the sheet \(name) cannot be created")
        }
        return sheet
    }

    /// Adds a sheet that is no table. It is kept in memory, so that its cells can be written in any order and charts
    /// carry a copy of their figures.
    ///
    /// - Throws: `CorpusError.unwritable`.
    func addFreeSheet(_ name: String) throws -> UnsafeMutablePointer<lxw_worksheet> {
        finishSheet()
        sheet = nil
        book.pointee.options.constant_memory = 0
        defer { book.pointee.options.constant_memory = 1 }
        hasFreeSheets = true
        return try add(name)
    }

    private func beginSheet(_ name: String) throws {
        finishSheet()
        let sheet = try add(name)
        self.sheet = sheet
        for (index, column) in columns.enumerated() {
            worksheet_write_string(
                sheet, 0, lxw_col_t(index), WorkbookText(column.name).text,
                headFormats[column.isNumber ? 1 : isBesideFigures(index) ? 2 : 0])
        }
        // On paper, the head on every page and all columns beside each other.
        worksheet_repeat_rows(sheet, 0, 0)
        worksheet_set_landscape(sheet)
        worksheet_fit_to_pages(sheet, 1, 0)
        worksheet_freeze_panes(sheet, 1, columns.count > WorkbookWriter.wideTable ? 1 : 0)
        widths = columns.map { WorkbookWriter.width($0.name) + 2 }
        (row, links) = (1, 0)
    }

    private func isBesideFigures(_ index: Int) -> Bool {
        index > 0 && columns[index - 1].isNumber && !columns[index].isNumber
    }

    /// Filters and widths, which are known at the end.
    private func finishSheet() {
        guard let sheet, !columns.isEmpty else { return }
        worksheet_autofilter(sheet, 0, 0, lxw_row_t(max(1, row - 1)), lxw_col_t(columns.count - 1))
        for (index, width) in widths.enumerated() {
            worksheet_set_column(sheet, lxw_col_t(index), lxw_col_t(index), Double(min(60, max(8, width))), nil)
        }
    }

    /// Appends a row; one that has no room goes on a further sheet.
    ///
    /// - Precondition: a table was begun; one cell per column.
    /// - Throws: `CorpusError.unwritable`.
    public func append(_ cells: [Table.Cell]) throws {
        precondition(cells.count >= columns.count && sheet != nil)
        if row == maximumRows {
            number += 1
            let further = "\(name) \(number)"
            try beginSheet(further)
            losses.furtherSheets.append(further)
        }
        for (index, cell) in cells.prefix(columns.count).enumerated() where !cell.text.isEmpty {
            try write(cell, columns[index], lxw_row_t(row), lxw_col_t(index))
            if row <= 200 { widths[index] = max(widths[index], WorkbookWriter.width(cell.text) + 1) }
        }
        row += 1
    }

    private func write(_ cell: Table.Cell, _ column: Table.Column, _ row: lxw_row_t, _ index: lxw_col_t) throws {
        let error: lxw_error
        switch WorkbookValue(cell, in: column) {
        case .number(let value, let format):
            size += 64
            let place = cell.articles.flatMap { places[$0] }.flatMap { hasRoom(for: $0) ? $0 : nil }
            if let place {
                // The link first, with a text that the number then takes the place of.
                _ = worksheet_write_url_opt(sheet, row, index, place, nil, cell.text, nil)
            }
            error = worksheet_write_number(
                sheet, row, index, value, self.format(NumberLook(code: format, isLink: place != nil)))
        case .text:
            let text = WorkbookText(cell.text)
            if text.isCut { losses.cutCells += 1 }
            size += text.text.utf8.count + 64
            if let link = Escape.webLink(cell.link), hasRoom(for: link) {
                error = worksheet_write_url_opt(sheet, row, index, link, nil, text.text, nil)
            } else {
                let format = column.isNumber ? rightFormat : isBesideFigures(Int(index)) ? indentedFormat : nil
                error = worksheet_write_string(sheet, row, index, text.text, format)
            }
        }
        guard error == LXW_NO_ERROR else { throw failure(String(cString: lxw_strerror(error))) }
    }

    /// Counts a link that the sheet can hold; the text of any other one is told to lead nowhere.
    private func hasRoom(for link: String) -> Bool {
        guard links < maximumLinks, link.utf8.count <= WorkbookWriter.maximumLink else {
            losses.omittedLinks += 1
            return false
        }
        links += 1
        return true
    }

    /// How a figure looks: the code of its format, and whether it leads somewhere.
    private struct NumberLook: Hashable {
        let code: String
        let isLink: Bool
    }

    private func format(_ look: NumberLook) -> UnsafeMutablePointer<lxw_format>? {
        if let known = formats[look] { return known }
        guard let format = workbook_add_format(book) else { return nil }
        format_set_num_format(format, look.code)
        if look.code.hasPrefix("y") { format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue)) }
        if look.isLink {
            format_set_font_color(format, lxw_color_t(LXW_COLOR_BLUE.rawValue))
            format_set_underline(format, UInt8(LXW_UNDERLINE_SINGLE.rawValue))
        }
        formats[look] = format
        return format
    }

    /// In half-width columns, of the first line, as far as columns are wide.
    private static func width(_ text: String) -> Int {
        var width = 0
        for scalar in text.unicodeScalars.prefix(120) {
            if scalar == "\n" { break }
            width += displayWidth(scalar)
        }
        return width
    }

    /// Completes the workbook.
    ///
    /// - Parameter write: receives its bytes.
    /// - Throws: `CorpusError.unwritable`, and the errors of `write`.
    public func finish(_ write: (UnsafeRawBufferPointer) throws -> Void) throws {
        if sheet == nil, !hasFreeSheets { try begin("table", []) }
        finishSheet()
        isClosed = true
        if let rows = sheet?.pointee.optimize_tmpfile, fflush(rows) != 0 || ferror(rows) != 0 {
            lxw_workbook_free(book)
            throw failure("the disk is full, or the temporary folder cannot be written to")
        }
        // Beyond four gigabytes only; some programs do not read it.
        if size > 3 << 30 { book.pointee.options.use_zip64 = 1 }
        let (error, reason) = WorkbookWriter.quietly { (workbook_close(book), errno) }
        guard error == LXW_NO_ERROR else {
            throw failure(reason == ENOSPC ? "the disk is full" : String(cString: lxw_strerror(error)))
        }
        try file.copy(write)
    }

    private static let standardError = Mutex(())

    /// Without what the library of workbooks prints of errors, which it returns as well.
    private static func quietly<Result>(_ body: () -> Result) -> Result {
        standardError.withLock { _ in
            let (kept, nowhere) = (dup(STDERR_FILENO), open("/dev/null", O_WRONLY | O_CLOEXEC))
            defer {
                if kept >= 0 { dup2(kept, STDERR_FILENO) }
                close(kept)
                close(nowhere)
            }
            if kept >= 0, nowhere >= 0 { dup2(nowhere, STDERR_FILENO) }
            return body()
        }
    }

    private func failure(_ reason: String) -> CorpusError { .unwritable(path: output, reason: reason) }
}
