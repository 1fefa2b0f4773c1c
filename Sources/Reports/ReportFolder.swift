import Corpus
import Foundation

/// Writes a report as a folder: `report.html`, `report.md`, `charts/*.svg`, `tables/*.csv`.
public enum ReportFolder {
    /// - Returns: a warning where the charts could not be drawn; the rest is there all the same.
    /// - Throws: `CorpusError.unwritable`.
    public static func write(_ report: MonthlyReport, to folder: String) throws -> String? {
        let charts = folder + "/charts"
        let tables = folder + "/tables"
        for path in [charts, tables] {
            do {
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            } catch {
                throw CorpusError.unwritable(path: path, reason: "the folder cannot be made")
            }
        }
        var warning: String?
        do { try Chart.draw(report.charts, into: charts) } catch let error as ChartError { warning = error.description }
        for section in report.sections {
            for named in section.tables + section.furtherTables {
                try AtomicFile.write(named.table.csv(byteOrderMark: true), to: "\(tables)/\(named.name).csv")
            }
        }
        let drawn = warning == nil
        try AtomicFile.write(markdown(report, hasCharts: drawn), to: folder + "/report.md")
        let images = drawn ? try Dictionary(uniqueKeysWithValues: report.charts.map { chart in
            (chart.name, try image(charts + "/" + chart.name + ".svg"))
        }) : [:]
        try AtomicFile.write(html(report, images: images), to: folder + "/report.html")
        return warning
    }

    /// Rows shown on the page; the CSV file holds them all.
    private static let longestTable = 200

    /// What is said below a table that is not shown whole.
    private static func rest(of named: MonthlyReport.NamedTable, _ language: Language) -> String? {
        let hidden = named.table.rows.count - longestTable
        guard hidden > 0 else { return nil }
        return language("另有 \(hidden) 行，见 tables/\(named.name).csv。", "\(hidden) more rows are in tables/\(named.name).csv.")
    }

    private static func image(_ path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CorpusError.unreadable(path: path, reason: "gnuplot did not write the chart")
        }
        return "data:image/svg+xml;base64," + data.base64EncodedString()
    }

    static func markdown(_ report: MonthlyReport, hasCharts: Bool) -> String {
        var output = "# \(Escape.markdown(report.title))\n\n\(Escape.markdown(report.summary))\n"
        for section in report.sections {
            output += "\n## \(Escape.markdown(section.title))\n"
            for paragraph in section.paragraphs { output += "\n\(Escape.markdown(paragraph))\n" }
            if hasCharts, let chart = section.chart {
                output += "\n![\(Escape.markdown(chart.title))](charts/\(chart.name).svg)\n"
            }
            for named in section.tables {
                output += "\n" + named.table.prefix(longestTable).markdown()
                if let rest = rest(of: named, report.language) { output += "\n\(Escape.markdown(rest))\n" }
            }
        }
        return output
    }

    /// - Parameter images: by the chart's name, the address of its picture.
    static func html(_ report: MonthlyReport, images: [String: String]) -> String {
        let code = report.language == .chinese ? "zh-CN" : "en"
        var output = """
            <!DOCTYPE html>
            <html lang="\(code)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(Escape.html(report.title))</title>
            <style>
            body { font: 16px/1.65 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; color: #222;
              max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.7rem; } h2 { font-size: 1.25rem; margin-top: 2.2rem; }
            .summary { border-left: .25rem solid #0072b2; padding: .2rem 0 .2rem 1rem; }
            .table { overflow-x: auto; } table { border-collapse: collapse; font-size: .88rem; width: 100%; }
            th, td { padding: .3rem .6rem; border-bottom: 1px solid #ddd; text-align: left; vertical-align: top; }
            th { border-bottom: 2px solid #888; } .number { text-align: right; white-space: nowrap; }
            td:first-child { white-space: nowrap; } img { max-width: 100%; } a { color: #0b5a8a; }
            @media (max-width: 40rem) { td:first-child { white-space: normal; } }
            </style>
            </head>
            <body>
            <h1>\(Escape.html(report.title))</h1>
            <p class="summary">\(Escape.html(report.summary))</p>

            """
        for section in report.sections {
            output += "<h2>\(Escape.html(section.title))</h2>\n"
            for paragraph in section.paragraphs { output += "<p>\(Escape.html(paragraph))</p>\n" }
            if let chart = section.chart, let image = images[chart.name] {
                output += "<img src=\"\(image)\" alt=\"\(Escape.html(chart.title))\">\n"
            }
            for named in section.tables {
                output += "<div class=\"table\">\n" + named.table.prefix(longestTable).html() + "</div>\n"
                if let rest = rest(of: named, report.language) { output += "<p>\(Escape.html(rest))</p>\n" }
            }
        }
        return output + "</body>\n</html>\n"
    }
}
