import CXLSX
import Foundation

/// Two sheets of a workbook: the charts of a report as native charts, which a reader can edit and copy, and their figures.
///
/// Names and titles are untrusted, so charts take them from cells: a text that begins with `=` would be a formula.
struct ChartSheets {
    let charts: [ChartFigures]
    let names: (charts: String, figures: String)

    // In pixels, except for the width of the columns that charts stand in.
    private static let width = 620.0
    private static let columnWidth = 88.0
    private static let rowHeight = 20.0
    private static let defaultSize = (width: 480.0, height: 288.0)

    /// The first row of each chart's figures: its title, then the head.
    private var starts: [Int] {
        var (starts, next) = ([Int](), 0)
        for chart in charts {
            starts.append(next)
            next += chart.rows.count + 3
        }
        return starts
    }

    /// Writes the sheet of charts, two beside each other.
    func writeCharts(to workbook: WorkbookWriter) throws {
        let sheet = try workbook.addFreeSheet(names.charts)
        worksheet_gridlines(sheet, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
        // On one page, since a page's end would cut a chart.
        worksheet_set_paper(sheet, 9)
        worksheet_fit_to_pages(sheet, 1, 1)
        for column in [lxw_col_t(0), 2] { worksheet_set_column(sheet, column, column, ChartSheets.columnWidth, nil) }
        worksheet_set_column(sheet, 1, 1, 2, nil)
        let note = workbook_add_format(workbook.book)
        format_set_text_wrap(note)
        format_set_font_color(note, ChartSheets.color(.soft))
        format_set_align(note, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        var row = 0
        for start in stride(from: 0, to: charts.count, by: 2) {
            let pair = start..<min(start + 2, charts.count)
            let height = pair.map { self.height(of: charts[$0]) }.max() ?? 0
            worksheet_set_row(sheet, lxw_row_t(row), 34, nil)
            for index in pair {
                let column = lxw_col_t(2 * (index - start))
                worksheet_write_string(sheet, lxw_row_t(row), column, WorkbookText(charts[index].note).text, note)
                insert(index, height: height, into: sheet, lxw_row_t(row + 1), column, workbook)
            }
            row += Int((height / ChartSheets.rowHeight).rounded(.up)) + 3
        }
    }

    /// Bars need room for their names.
    private func height(of chart: ChartFigures) -> Double {
        chart.form == .bars ? max(340, Double(110 + 24 * chart.rows.count)) : 340
    }

    private func insert(
        _ index: Int, height: Double, into sheet: UnsafeMutablePointer<lxw_worksheet>, _ row: lxw_row_t,
        _ column: lxw_col_t, _ workbook: WorkbookWriter
    ) {
        let figures = charts[index]
        let type =
            switch figures.form {
            case .lines: LXW_CHART_LINE
            case .columns: LXW_CHART_COLUMN
            case .bars: LXW_CHART_BAR
            }
        guard let chart = workbook_add_chart(workbook.book, UInt8(type.rawValue)) else { return }
        let first = starts[index]
        let (top, bottom) = (lxw_row_t(first + 2), lxw_row_t(first + 1 + figures.rows.count))
        for place in 0..<figures.drawn {
            let column = lxw_col_t(place + 1)
            guard let series = chart_add_series(chart, nil, nil) else { return }
            chart_series_set_name_range(series, names.figures, lxw_row_t(first + 1), column)
            chart_series_set_categories(series, names.figures, top, 0, bottom, 0)
            chart_series_set_values(series, names.figures, top, column, bottom, column)
            style(series, place, of: figures)
        }
        chart_title_set_name_range(chart, names.figures, lxw_row_t(first), 0)
        setFonts(of: chart, figures)
        var options = lxw_chart_options()
        options.x_scale = ChartSheets.width / ChartSheets.defaultSize.width
        options.y_scale = height / ChartSheets.defaultSize.height
        WorkbookText(figures.title).text.withCString { text in
            options.description = UnsafeMutablePointer(mutating: text)
            worksheet_insert_chart_opt(sheet, row, column, chart, &options)
        }
    }

    private func style(_ series: UnsafeMutablePointer<lxw_chart_series>, _ place: Int, of figures: ChartFigures) {
        let color = ChartSheets.color(.line(place, of: figures.drawn))
        switch figures.form {
        case .lines:
            var line = lxw_chart_line()
            (line.color, line.width) = (color, 2)
            chart_series_set_line(series, &line)
            var fill = lxw_chart_fill()
            fill.color = color
            chart_series_set_marker_type(series, UInt8(LXW_CHART_MARKER_CIRCLE.rawValue))
            chart_series_set_marker_size(series, 4)
            chart_series_set_marker_fill(series, &fill)
            line.width = 0.75
            chart_series_set_marker_line(series, &line)
        case .columns, .bars:
            var fill = lxw_chart_fill()
            fill.color = color
            if place > 0 { fill.transparency = 45 }
            chart_series_set_fill(series, &fill)
        }
    }

    private func setFonts(of chart: UnsafeMutablePointer<lxw_chart>, _ figures: ChartFigures) {
        var font = lxw_chart_font()
        (font.size, font.bold) = (12, 1)
        chart_title_set_name_font(chart, &font)
        (font.size, font.bold) = (9, 0)
        // Bars lie on their side.
        let (x, y) = (chart.pointee.x_axis, chart.pointee.y_axis)
        let (names, values) = figures.form == .bars ? (y, x) : (x, y)
        chart_axis_set_num_font(names, &font)
        chart_axis_set_num_font(values, &font)
        chart_axis_set_num_format(values, figures.numberFormat)
        var rule = lxw_chart_line()
        (rule.color, rule.width) = (ChartSheets.color(.rule), 0.75)
        chart_axis_major_gridlines_set_line(values, &rule)
        chart_axis_set_min(values, 0)
        if figures.drawn > 1 {
            chart_legend_set_position(chart, UInt8(LXW_CHART_LEGEND_BOTTOM.rawValue))
            chart_legend_set_font(chart, &font)
        } else {
            chart_legend_set_position(chart, UInt8(LXW_CHART_LEGEND_NONE.rawValue))
        }
        switch figures.form {
        case .lines: break
        case .columns: chart_set_series_gap(chart, 60)
        case .bars:
            // The first name on top, and the scale below all the same.
            chart_axis_set_reverse(names)
            chart_axis_set_crossing_max(names)
            chart_axis_set_interval_unit(names, 1)
            chart_set_series_gap(chart, 50)
        }
    }

    private static func color(_ color: ChartColor) -> lxw_color_t {
        lxw_color_t(UInt32(color.light.dropFirst(), radix: 16) ?? 0)
    }

    /// Writes the sheet of figures, one chart below the other.
    func writeFigures(to workbook: WorkbookWriter) throws {
        let sheet = try workbook.addFreeSheet(names.figures)
        let bold = workbook_add_format(workbook.book)
        format_set_bold(bold)
        let heads = [LXW_ALIGN_LEFT, LXW_ALIGN_RIGHT].map { alignment in
            let format = workbook_add_format(workbook.book)
            format_set_bold(format)
            format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
            format_set_align(format, UInt8(alignment.rawValue))
            return format
        }
        worksheet_set_landscape(sheet)
        worksheet_fit_to_pages(sheet, 1, 0)
        let formats = ["0", "0.0%"].map { code in
            let format = workbook_add_format(workbook.book)
            format_set_num_format(format, code)
            return format
        }
        worksheet_set_column(sheet, 0, 0, 24, nil)
        worksheet_set_column(sheet, 1, 12, 16, nil)
        for (chart, start) in zip(charts, starts) {
            worksheet_write_string(sheet, lxw_row_t(start), 0, WorkbookText(chart.title).text, bold)
            for (column, name) in chart.head.enumerated() {
                worksheet_write_string(
                    sheet, lxw_row_t(start + 1), lxw_col_t(column), WorkbookText(name).text, heads[min(column, 1)])
            }
            for (offset, row) in chart.rows.enumerated() {
                let place = lxw_row_t(start + 2 + offset)
                worksheet_write_string(sheet, place, 0, WorkbookText(row.name).text, nil)
                for (column, value) in row.values.enumerated() {
                    guard let value, value.isFinite else { continue }
                    worksheet_write_number(sheet, place, lxw_col_t(column + 1), value, formats[chart.isShare ? 1 : 0])
                }
            }
        }
    }
}
