import CXLSX
import Foundation
import Text

/// Writes a report as one workbook: a summary with a list of the sheets, native charts, a sheet per table, and the articles
/// that figures lead to.
struct ReportWorkbook {
    private let report: Report
    private let words: any Phrasebook
    /// The tables with the names of their sheets. The articles have a sheet of another form.
    private let tables: [(sheet: String, content: String, named: Report.NamedTable)]
    private let charts: ChartSheets?
    private let articles: (name: String, sheet: ArticleSheet)?
    private let summaryName: String

    init(_ report: Report, maximumArticles: Int = ArticleSheet.maximumRows) {
        self.report = report
        let words = report.language.phrasebook(by: report.firstMonth.rule)
        self.words = words
        var names = SheetNames()
        summaryName = names.name(words.summarySheet)
        let months = report.firstMonth...report.lastMonth
        var figures: [ChartFigures] = []
        for chart in report.charts {
            let next = ChartFigures(chart, months: months, words: words)
            // Small panels are one chart here, which may be the one of all terms together.
            guard !next.rows.isEmpty, next.drawn > 0, !figures.contains(where: next.looksLike) else { continue }
            figures.append(next)
        }
        charts =
            figures.isEmpty
            ? nil
            : ChartSheets(
                charts: figures,
                names: (charts: names.name(words.chartsSheet), figures: names.name(words.chartFiguresSheet)))
        let articlesName = names.name(words.articlesSheet)
        var tables: [(sheet: String, content: String, named: Report.NamedTable)] = []
        for section in report.sections {
            for case .table(let named, _) in section.blocks where named.name != "articles" && !named.table.rows.isEmpty
            {
                tables.append((names.name(words.tableName(named.name) ?? named.name), section.title, named))
            }
        }
        self.tables = tables
        let sheet = ArticleSheet(report, name: articlesName, words: words, maximumRows: maximumArticles)
        articles = sheet.rows > 0 ? (articlesName, sheet) : nil
    }

    /// - Parameter folder: for what is kept on the disk until the end.
    /// - Returns: the file, and what it could not hold.
    /// - Throws: `CorpusError.unwritable`.
    func workbook(temporaryFolder folder: String? = nil) throws -> (bytes: Data, losses: WorkbookWriter.Losses) {
        let workbook = try WorkbookWriter(for: "report.xlsx", temporaryFolder: folder)
        workbook.places = articles?.sheet.places ?? [:]
        try writeSummary(to: workbook)
        try charts?.writeCharts(to: workbook)
        for (sheet, _, named) in tables {
            try workbook.begin(sheet, named.table.columns)
            for row in named.table.rows { try workbook.append(row) }
        }
        try articles.map { try $0.sheet.write($0.name, to: workbook) }
        try charts?.writeFigures(to: workbook)
        var bytes = Data()
        try workbook.finish { bytes.append(contentsOf: $0) }
        return (bytes, workbook.losses)
    }

    // MARK: The first sheet

    private static let widths = [26, 70, 10]

    /// The sheets with what they hold, as the first one lists them.
    private var contents: [(sheet: String, content: String, rows: Int?)] {
        (charts.map { [($0.names.charts, words.chartsContent, nil)] } ?? [])
            + tables.map { ($0.sheet, $0.content, $0.named.table.rows.count) }
            + (articles.map { [($0.name, words.articlesContent, $0.sheet.rows)] } ?? [])
            + (charts.map { [($0.names.figures, words.chartFiguresContent, nil)] } ?? [])
    }

    private func writeSummary(to workbook: WorkbookWriter) throws {
        let sheet = try workbook.addFreeSheet(summaryName)
        let book = workbook.book
        func format(_ set: (UnsafeMutablePointer<lxw_format>?) -> Void) -> UnsafeMutablePointer<lxw_format>? {
            let format = workbook_add_format(book)
            set(format)
            return format
        }
        let title = format {
            format_set_bold($0); format_set_font_size($0, 16)
        }
        let bold = format {
            format_set_bold($0); format_set_bottom($0, UInt8(LXW_BORDER_THIN.rawValue))
        }
        let right = format {
            format_set_bold($0)
            format_set_bottom($0, UInt8(LXW_BORDER_THIN.rawValue))
            format_set_align($0, UInt8(LXW_ALIGN_RIGHT.rawValue))
        }
        let wrapped = format {
            format_set_text_wrap($0)
            format_set_align($0, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        }
        worksheet_gridlines(sheet, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
        worksheet_fit_to_pages(sheet, 1, 0)
        for (column, width) in ReportWorkbook.widths.enumerated() {
            worksheet_set_column(sheet, lxw_col_t(column), lxw_col_t(column), Double(width), nil)
        }
        func paragraph(_ text: String, _ row: Int) {
            // Merged cells do not grow with their text.
            let width = ReportWorkbook.widths.reduce(0, +) - 4
            let lines = min(25, (displayWidth(text) + width - 1) / width)
            worksheet_merge_range(sheet, lxw_row_t(row), 0, lxw_row_t(row), 2, WorkbookText(text).text, wrapped)
            worksheet_set_row(sheet, lxw_row_t(row), Double(16 * max(1, lines) + 3), nil)
        }
        worksheet_write_string(sheet, 0, 0, WorkbookText(oneLine(report.title)).text, title)
        worksheet_set_row(sheet, 0, 26, nil)
        paragraph(oneLine(report.summary.text), 2)
        var row = 4
        let headings = words.sheetHeadings
        for (column, heading) in [headings.sheet, headings.content, headings.rows].enumerated() {
            worksheet_write_string(sheet, lxw_row_t(row), lxw_col_t(column), heading, column == 2 ? right : bold)
        }
        for entry in contents {
            row += 1
            worksheet_write_url_opt(
                sheet, lxw_row_t(row), 0, "internal:\(SheetNames.quoted(entry.sheet))!A1", nil, entry.sheet, nil)
            worksheet_write_string(sheet, lxw_row_t(row), 1, WorkbookText(entry.content).text, nil)
            if let rows = entry.rows { worksheet_write_number(sheet, lxw_row_t(row), 2, Double(rows), nil) }
        }
        row += 2
        for section in report.sections where section.id == ReportSection.method.rawValue {
            worksheet_write_string(sheet, lxw_row_t(row), 0, WorkbookText(section.title).text, bold)
            for case .paragraph(let prose) in section.blocks {
                row += 1
                paragraph(oneLine(prose.text), row)
            }
        }
    }
}
