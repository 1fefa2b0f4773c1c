import Foundation
import Hummingbird
import Reports

/// The reports that lie in a folder, one in each folder within it.
struct ReportShelf: Sendable {
    struct Entry: Codable, Sendable {
        let name: String
        /// The files that are offered beside the page.
        let files: [String]
    }

    let folder: String

    private static let offered = [
        "report.xlsx", "report.docx", "report.pdf", "report.md", "report.ipynb", "report.json",
    ]
    private static let page = "report.html"
    private static let folders = ["charts", "tables"]

    /// The newest first, by name.
    func entries() -> [Entry] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter {
            isPlain($0) && isFolder("\(folder)/\($0)") && isFile("\(folder)/\($0)/\(ReportShelf.page)")
        }.sorted(by: >).map { name in
            Entry(name: name, files: ReportShelf.offered.filter { isFile("\(folder)/\(name)/\($0)") })
        }
    }

    /// A file of a report, by the parts of its path.
    ///
    /// - Throws: `Fault` where there is none. Links are not followed.
    func file(_ parts: [String]) throws -> (bytes: [UInt8], type: String) {
        let path = "\(folder)/\(parts.joined(separator: "/"))"
        guard parts.count >= 2, parts.allSatisfy(isPlain), isOwn(parts),
            // No folder on the way is a link, which might lead anywhere.
            (1..<parts.count).allSatisfy({ isFolder("\(folder)/\(parts.prefix($0).joined(separator: "/"))") }),
            isFile(path),
            let type = ReportShelf.types[String(parts.last!.split(separator: ".").last ?? "")],
            let bytes = FileManager.default.contents(atPath: path)
        else { throw Fault.noSuchReport }
        return (Array(bytes), type)
    }

    /// Whether a report wrote a file, at whatever level, or it is called as one of a report's.
    private func isOwn(_ parts: [String]) -> Bool {
        switch parts.count {
        case 2 where parts[1] == ReportShelf.page || ReportShelf.offered.contains(parts[1]): true
        case 3 where ReportShelf.folders.contains(parts[1]): true
        default: ReportFolder.files(in: "\(folder)/\(parts[0])").contains(parts.dropFirst().joined(separator: "/"))
        }
    }

    private static let types = [
        "html": "text/html; charset=utf-8", "md": "text/markdown; charset=utf-8", "json": "application/json",
        "ipynb": "application/x-ipynb+json",
        "csv": "text/csv; charset=utf-8", "png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ]

    private func isPlain(_ name: String) -> Bool {
        !name.isEmpty && !name.hasPrefix(".") && !name.contains("/") && !name.contains("\\")
            && !name.unicodeScalars.contains { $0.value < 0x20 }
    }

    private func mode(_ path: String) -> mode_t? {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
    }

    private func isFile(_ path: String) -> Bool { mode(path) == S_IFREG }
    private func isFolder(_ path: String) -> Bool { mode(path) == S_IFDIR }
}
