import Corpus
import Foundation

/// Writes a report as a folder: `report.html`, `report.md`, `report.ipynb`, `report.json`, `charts/*.svg` and
/// `*.png`, `tables/*.csv`.
///
/// Charts and tables are made in `.partial` and then put in place, so that a run that is killed leaves no file
/// half-written; the next one removes what it left. Reports into one folder wait for each other.
public enum ReportFolder {
    /// - Returns: a warning where the charts could not be drawn; the rest is there all the same.
    /// - Throws: `CorpusError.unwritable`.
    public static func write(
        _ report: Report, to folder: String, progress: (ReportStage) -> Void = { _ in }
    ) throws -> String? {
        let partial = partial(of: folder)
        let charts = partial + "/charts"
        let tables = partial + "/tables"
        try make(folder)
        let lock = open(folder, O_RDONLY | O_CLOEXEC)
        // Some file systems have no locks; reports at once are not worth failing for.
        _ = flock(lock, LOCK_EX)
        defer {
            try? FileManager.default.removeItem(atPath: partial)
            close(lock)
        }
        try? FileManager.default.removeItem(atPath: partial)
        for path in [charts, tables] { try make(path) }
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
        for name in ["charts", "tables"] { try put("\(partial)/\(name)", at: "\(folder)/\(name)") }
        try AtomicFile.write(HTMLWriter(report: report, images: images).page(), to: folder + "/report.html")
        try AtomicFile.write(
            MarkdownWriter(report: report, hasCharts: warning == nil).document(), to: folder + "/report.md")
        try writeJSON(NotebookWriter(report: report, pictures: pictures).notebook(), to: folder + "/report.ipynb")
        try writeJSON(report, to: folder + "/report.json")
        return warning
    }

    /// What is there only as long as a report is being written.
    public static func partial(of folder: String) -> String { folder + "/.partial" }

    private static func make(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw CorpusError.unwritable(path: path, reason: "the folder cannot be made")
        }
    }

    /// Puts a folder in the place of what an earlier report left, which would pass for this one's.
    private static func put(_ new: String, at place: String) throws {
        try? FileManager.default.removeItem(atPath: place)
        guard rename(new, place) == 0 else {
            throw CorpusError.unwritable(path: place, reason: String(cString: strerror(errno)))
        }
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
