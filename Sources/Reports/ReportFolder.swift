import Corpus
import Foundation

/// Writes a report as a folder: `report.html`, `report.xlsx`, `report.docx`, `report.md`, `report.ipynb`, `report.json`,
/// `charts/*.svg` and `*.png`, `tables/*.csv`, and `report.pdf` where it is asked for.
///
/// The folder must be empty or one of an earlier report. Files of that report are replaced, and those that this one has
/// not are removed, since they would pass for this one's; all other files stay (`ReportManifest`). Nothing is written or
/// removed through a link. Each file appears whole or not at all. Reports into the same folder wait for each other.
public enum ReportFolder {
    /// Makes sure that a report can be written to a folder, for whoever is about to do the work for it.
    ///
    /// - Throws: `CorpusError.unwritable` where the folder holds something else, a link stands in place of a folder, or a
    ///   file of the earlier report was changed.
    public static func check(_ folder: String) throws {
        do { try checkNow(folder) } catch {
            // Another report may be replacing its files at this moment.
            let lock = lock(folder)
            defer { close(lock) }
            try checkNow(folder)
        }
    }

    /// The paths in a folder that a report wrote there; none where no report was written.
    public static func files(in folder: String) -> Set<String> {
        Set((try? ReportManifest(in: folder))?.files.keys.map { $0 } ?? [])
    }

    /// Waits until no other report writes to the folder.
    ///
    /// - Returns: a descriptor; closing it lets the next one write.
    private static func lock(_ folder: String) -> Int32 {
        let lock = open(folder, O_RDONLY | O_CLOEXEC)
        // Some file systems have no locks. The risk of two reports at once is no reason to fail.
        _ = flock(lock, LOCK_EX)
        return lock
    }

    private static func checkNow(_ folder: String) throws {
        var status = stat()
        guard stat(folder, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw unwritable(folder, "a file stands there; name a folder") }
        guard let manifest = try ReportManifest(in: folder) else {
            let others = try names(in: folder).filter { !$0.hasPrefix(".") }.sorted()
            guard let other = others.first else { return }
            throw unwritable(
                folder,
                "the folder holds other files, such as \(other); name an empty folder, or one of an earlier report")
        }
        for part in ReportManifest.folders { try checkPart(part, in: folder) }
        for name in manifest.files.keys.sorted() where FileEntry("\(folder)/\(name)") != .nothing {
            guard manifest.owns(name, in: folder) else { throw changed(name, folder) }
        }
    }

    /// Writes the files of a report.
    ///
    /// - Parameters:
    ///   - report: the report.
    ///   - folder: the path of the folder, which is created if it is missing.
    ///   - hasPDF: whether a browser prints the page as `report.pdf`.
    ///   - progress: called at the start of each stage.
    /// - Returns: what the user should know. All other files are written even so.
    /// - Throws: as `check`, and the errors of `progress`.
    public static func write(
        _ report: Report, to folder: String, hasPDF: Bool = false, progress: (ReportStage) throws -> Void = { _ in }
    ) throws -> WrittenReport {
        try check(folder)
        try make(folder)
        let lock = lock(folder)
        defer { close(lock) }
        try progress(.charts)
        var written = WrittenReport()
        let words = report.language.phrasebook
        var charts = ChartDrawing.draw(report.charts, words: words)
        do { charts.merge(try ChartDrawing.pictures(of: report.charts, words: words)) { $1 } } catch let error
            as ChartError
        {
            written.warnings.append(error.description)
        }
        try progress(.files)
        var files: [String: Data] = [:]
        for (name, bytes) in charts { files["charts/\(name)"] = bytes }
        for table in report.tables {
            let csv = table.table.csv(byteOrderMark: true, linkColumn: words.linkColumn)
            files["tables/\(table.name).csv"] = Data(csv.utf8)
        }
        let page = Data(HTMLWriter(report: report).page().utf8)
        files["report.html"] = page
        files["report.md"] = Data(MarkdownWriter(report: report, hasCharts: true).document().utf8)
        files["report.ipynb"] = try ReportJSON.notebook(NotebookWriter(report: report, charts: charts).notebook())
        files["report.json"] = try ReportJSON.document(of: report)
        let (workbook, losses) = try ReportWorkbook(report).workbook(temporaryFolder: folder)
        files["report.xlsx"] = workbook
        written.warnings += losses.lines.map { "report.xlsx: " + $0 }
        files["report.docx"] = try DocumentWriter.document(report, charts: charts)
        if hasPDF {
            try progress(.pdf)
            do { files["report.pdf"] = try PagePrinter().print(page) } catch let error as PDFError {
                written.pdfProblem = error
            }
        }
        try replace(files, in: folder)
        return written
    }

    /// Writes files, and removes those of an earlier report that are not among them.
    ///
    /// The manifest is there first with old and new files, so that a report which is cut short leaves nothing that the
    /// next one does not know.
    private static func replace(_ files: [String: Data], in folder: String) throws {
        let old = try ReportManifest(in: folder) ?? ReportManifest()
        for name in files.keys.sorted() where FileEntry("\(folder)/\(name)") != .nothing {
            guard old.owns(name, in: folder) else { throw changed(name, folder) }
        }
        var new = ReportManifest()
        new.files = files.mapValues { [ReportManifest.hash($0)] }
        var both = old
        for (name, hashes) in new.files where old.files[name] != [] {
            both.files[name, default: []] += hashes.filter { old.files[name]?.contains($0) != true }
        }
        try write(both, to: folder)
        for part in ReportManifest.folders {
            try checkPart(part, in: folder)
            try make("\(folder)/\(part)")
        }
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
            try AtomicFile.write(bytes, to: "\(folder)/\(name)", followsLinks: false)
        }
        for name in old.files.keys.sorted() where files[name] == nil && old.owns(name, in: folder) {
            unlink("\(folder)/\(name)")
        }
        try write(new, to: folder)
    }

    private static func write(_ manifest: ReportManifest, to folder: String) throws {
        try AtomicFile.write(ReportJSON.bytes(manifest), to: "\(folder)/\(ReportManifest.name)", followsLinks: false)
    }

    private static func checkPart(_ part: String, in folder: String) throws {
        switch FileEntry("\(folder)/\(part)") {
        case .nothing, .folder: return
        case .link: throw unwritable(folder, "\(part) in it is a link to another place; name another folder")
        case .file, .other: throw unwritable(folder, "\(part) in it is not a folder; name another folder")
        }
    }

    private static func changed(_ name: String, _ folder: String) -> CorpusError {
        unwritable(
            folder, "\(name) in it is not as trend wrote it; move it elsewhere if you need it, or name another folder")
    }

    private static func unwritable(_ folder: String, _ reason: String) -> CorpusError {
        .unwritable(path: folder, reason: reason)
    }

    private static func names(in folder: String) throws -> [String] {
        do { return try FileManager.default.contentsOfDirectory(atPath: folder) } catch {
            throw unwritable(folder, "the folder cannot be listed")
        }
    }

    private static func make(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw unwritable(path, "the folder cannot be created")
        }
    }
}

/// What a user should know of a report that was written.
public struct WrittenReport: Equatable, Sendable {
    /// That there are no charts as PNG, or what a workbook could not hold.
    public var warnings: [String] = []
    /// Why there is no PDF, if one was asked for.
    public var pdfProblem: PDFError?
}
