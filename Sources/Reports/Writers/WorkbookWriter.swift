import CXLSX
import Corpus
import Foundation
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

        public init() {}
    }

    public private(set) var losses = Losses()

    private let book: UnsafeMutablePointer<lxw_workbook>
    private let file: TemporaryWorkbook
    private let output: String
    private let maximumRows: Int
    private var isClosed = false
    private var formats: [String: UnsafeMutablePointer<lxw_format>] = [:]
    /// Of texts and of figures.
    private let headFormats: [UnsafeMutablePointer<lxw_format>?]

    private var sheet: UnsafeMutablePointer<lxw_worksheet>?
    private var name = ""
    private var number = 1
    private var columns: [Table.Column] = []
    /// The next row of the sheet.
    private var row = 0
    private var widths: [Int] = []
    private var links = 0
    private var size = 0

    /// Rows of a sheet with its head, characters of a cell and links of a sheet that Excel allows.
    public static let maximumRows = 1_048_576
    static let maximumText = 32_767
    private static let maximumLinks = 65_530
    private static let maximumLink = 2_000

    /// - Parameters:
    ///   - output: as messages name the file.
    ///   - folder: for what is kept on the disk until the end; nil for the system's, which may lie in memory.
    ///   - maximumRows: of a sheet with its head.
    /// - Throws: `CorpusError.unwritable`.
    public init(
        for output: String = "the workbook", temporaryFolder folder: String? = nil,
        maximumRows: Int = WorkbookWriter.maximumRows
    ) throws {
        let file = try TemporaryWorkbook(for: output, in: folder)
        self.file = file
        self.output = output
        self.maximumRows = max(2, maximumRows)
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
        // A fixed day, so that the same tables give the same bytes.
        properties.created = 946_684_800
        workbook_set_properties(book, &properties)
        headFormats = [LXW_ALIGN_LEFT, LXW_ALIGN_RIGHT].map { alignment in
            let format = workbook_add_format(book)
            format_set_bold(format)
            format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
            format_set_align(format, UInt8(alignment.rawValue))
            return format
        }
    }

    deinit { if !isClosed { lxw_workbook_free(book) } }

    /// Begins a sheet with a table's head.
    ///
    /// - Parameter name: at most 25 characters, none of `[]:*?/\`; another one for each table.
    /// - Throws: `CorpusError.unwritable`.
    public func begin(_ name: String, _ columns: [Table.Column]) throws {
        self.name = name
        self.columns = columns
        number = 1
        try beginSheet(name)
    }

    private func beginSheet(_ name: String) throws {
        finishSheet()
        guard let sheet = workbook_add_worksheet(book, name) else {
            throw failure("a temporary file for the sheet \(name) cannot be created")
        }
        self.sheet = sheet
        for (index, column) in columns.enumerated() {
            worksheet_write_string(
                sheet, 0, lxw_col_t(index), WorkbookText(column.name).text, headFormats[column.isNumber ? 1 : 0])
        }
        // On paper, the head on every page and all columns beside each other.
        worksheet_repeat_rows(sheet, 0, 0)
        worksheet_set_landscape(sheet)
        worksheet_fit_to_pages(sheet, 1, 0)
        worksheet_freeze_panes(sheet, 1, 0)
        widths = columns.map { WorkbookWriter.width($0.name) + 2 }
        (row, links) = (1, 0)
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
        precondition(cells.count == columns.count && sheet != nil)
        if row == maximumRows {
            number += 1
            let further = "\(name) \(number)"
            try beginSheet(further)
            losses.furtherSheets.append(further)
        }
        for (index, cell) in cells.enumerated() where !cell.text.isEmpty {
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
            error = worksheet_write_number(sheet, row, index, value, self.format(format))
        case .text:
            let text = WorkbookText(cell.text)
            if text.isCut { losses.cutCells += 1 }
            size += text.text.utf8.count + 64
            if let link = Escape.webLink(cell.link), link.utf8.count <= WorkbookWriter.maximumLink,
                links < WorkbookWriter.maximumLinks
            {
                links += 1
                error = worksheet_write_url_opt(sheet, row, index, link, nil, text.text, nil)
            } else {
                error = worksheet_write_string(sheet, row, index, text.text, nil)
            }
        }
        guard error == LXW_NO_ERROR else { throw failure(String(cString: lxw_strerror(error))) }
    }

    private func format(_ code: String) -> UnsafeMutablePointer<lxw_format>? {
        if let known = formats[code] { return known }
        guard let format = workbook_add_format(book) else { return nil }
        format_set_num_format(format, code)
        formats[code] = format
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
        if sheet == nil { try begin("table", []) }
        finishSheet()
        isClosed = true
        if let rows = sheet?.pointee.optimize_tmpfile, fflush(rows) != 0 || ferror(rows) != 0 {
            lxw_workbook_free(book)
            throw failure("the disk is full, or the temporary folder cannot be written to")
        }
        // Beyond four gigabytes only; some programs do not read it.
        if size > 3 << 30 { book.pointee.options.use_zip64 = 1 }
        let error = workbook_close(book)
        guard error == LXW_NO_ERROR else { throw failure(String(cString: lxw_strerror(error))) }
        try file.copy(write)
    }

    private func failure(_ reason: String) -> CorpusError { .unwritable(path: output, reason: reason) }
}

/// A file without a name, which a library that opens files by name can write to.
private final class TemporaryWorkbook {
    private let descriptor: Int32
    private let output: String
    let path: String

    /// - Parameter output: as messages name the file.
    init(for output: String, in folder: String?) throws {
        self.output = output
        var opened: Int32 = -1
        #if os(Linux)
            // O_TMPFILE, a macro that Swift does not see.
            opened = open(folder ?? NSTemporaryDirectory(), O_RDWR | O_DIRECTORY | 0o20000000 | O_CLOEXEC, 0o600)
        #endif
        if opened < 0, let file = tmpfile() {
            opened = dup(fileno(file))
            fclose(file)
        }
        guard opened >= 0 else {
            throw CorpusError.unwritable(path: output, reason: "no temporary file can be created")
        }
        descriptor = opened
        path = "/dev/fd/\(descriptor)"
    }

    deinit { close(descriptor) }

    func copy(_ write: (UnsafeRawBufferPointer) throws -> Void) throws {
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { block.deallocate() }
        var offset = 0
        while true {
            let count = pread(descriptor, block.baseAddress, block.count, off_t(offset))
            guard count >= 0 else {
                throw CorpusError.unwritable(path: output, reason: String(cString: strerror(errno)))
            }
            if count == 0 { return }
            offset += count
            try write(UnsafeRawBufferPointer(rebasing: block[..<count]))
        }
    }
}
