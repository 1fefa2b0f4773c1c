import Corpus
import Foundation

/// Writes a report as a folder: `report.html`, `report.md`, `report.ipynb`, `report.json`, `charts/*.svg` and
/// `*.png`, `tables/*.csv`.
public enum ReportFolder {
    /// - Returns: a warning where the charts could not be drawn; the rest is there all the same.
    /// - Throws: `CorpusError.unwritable`.
    public static func write(
        _ report: Report, to folder: String, progress: (ReportStage) -> Void = { _ in }
    ) throws -> String? {
        let charts = folder + "/charts"
        let tables = folder + "/tables"
        for path in [charts, tables] {
            // What an earlier report left would pass for this one's.
            try? FileManager.default.removeItem(atPath: path)
            do {
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            } catch {
                throw CorpusError.unwritable(path: path, reason: "the folder cannot be made")
            }
        }
        progress(.charts)
        var warning: String?
        do { try ChartDrawing.draw(report.charts, into: charts) } catch let error as ChartError { warning = error.description }
        progress(.files)
        for named in report.tables {
            try AtomicFile.write(named.table.csv(byteOrderMark: true), to: "\(tables)/\(named.name).csv")
        }
        var images: [String: String] = [:]
        var pictures: [String: String] = [:]
        for chart in report.charts where warning == nil {
            for size in ChartScript.Size.allCases {
                images[chart.name + size.suffix] =
                    "data:image/svg+xml;base64," + (try base64("\(charts)/\(chart.name)\(size.suffix).svg"))
            }
            pictures[chart.name] = try base64("\(charts)/\(chart.name).png")
        }
        try AtomicFile.write(HTMLWriter(report: report, images: images).page(), to: folder + "/report.html")
        try AtomicFile.write(
            MarkdownWriter(report: report, hasCharts: warning == nil).document(), to: folder + "/report.md")
        try writeJSON(NotebookWriter(report: report, pictures: pictures).notebook(), to: folder + "/report.ipynb")
        try writeJSON(report, to: folder + "/report.json")
        return warning
    }

    private static func base64(_ path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CorpusError.unreadable(path: path, reason: "gnuplot did not write the chart")
        }
        return data.base64EncodedString()
    }

    /// Keys in order, so that the same report is the same file.
    private static func writeJSON(_ value: some Encodable, to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        try AtomicFile.write(String(decoding: try encoder.encode(value), as: UTF8.self) + "\n", to: path)
    }
}
