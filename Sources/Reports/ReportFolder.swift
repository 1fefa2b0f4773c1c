import Corpus
import Foundation

/// Writes a report as a folder: `report.html`, `report.md`, `report.ipynb`, `report.json`, `charts/*.svg` and `*.png`,
/// `tables/*.csv`.
///
/// Each file appears whole or not at all. Charts and tables of an earlier report are removed, since they would pass for
/// this one's. Reports into the same folder wait for each other.
public enum ReportFolder {
    /// Writes the files of a report.
    ///
    /// - Parameters:
    ///   - report: the report.
    ///   - folder: the path of the folder, which is created if it is missing.
    ///   - progress: called at the start of each stage.
    /// - Returns: a warning if the charts could not be drawn; all other files are written even so.
    /// - Throws: `CorpusError.unwritable`, and the errors of `progress`.
    public static func write(
        _ report: Report, to folder: String, progress: (ReportStage) throws -> Void = { _ in }
    ) throws -> String? {
        try make(folder)
        let lock = open(folder, O_RDONLY | O_CLOEXEC)
        // Some file systems have no locks. The risk of two reports at once is no reason to fail.
        _ = flock(lock, LOCK_EX)
        defer { close(lock) }
        try progress(.charts)
        var warning: String?
        var charts: [String: Data] = [:]
        do { charts = try ChartDrawing.draw(report.charts) } catch let error as ChartError {
            warning = error.description
        }
        try progress(.files)
        let words = report.language.phrasebook
        let tables = report.tables.map {
            ("\($0.name).csv", Data($0.table.csv(byteOrderMark: true, linkColumn: words.linkColumn).utf8))
        }
        try write(charts, to: folder + "/charts")
        try write(Dictionary(uniqueKeysWithValues: tables), to: folder + "/tables")
        try AtomicFile.write(HTMLWriter(report: report, charts: charts).page(), to: folder + "/report.html")
        try AtomicFile.write(
            MarkdownWriter(report: report, hasCharts: warning == nil).document(), to: folder + "/report.md")
        try writeJSON(NotebookWriter(report: report, charts: charts).notebook(), to: folder + "/report.ipynb")
        try writeJSON(report, to: folder + "/report.json")
        return warning
    }

    /// Writes files to a folder and removes all others from it.
    private static func write(_ files: [String: Data], to folder: String) throws {
        try make(folder)
        for (name, bytes) in files { try AtomicFile.write(bytes, to: "\(folder)/\(name)") }
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where files[name] == nil {
            try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        }
    }

    private static func make(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw CorpusError.unwritable(path: path, reason: "the folder cannot be created")
        }
    }

    /// Writes JSON with sorted keys, so that the same report gives the same file.
    private static func writeJSON(_ value: some Encodable, to path: String) throws {
        let encoder = CanonicalJSON.encoder()
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        try AtomicFile.write(encoder.encode(value) + Data("\n".utf8), to: path)
    }
}
