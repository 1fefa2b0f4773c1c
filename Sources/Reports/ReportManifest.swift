import Corpus
import Foundation
import Text

/// Which files of a folder trend wrote, so that the next report replaces and removes these and nothing else.
///
/// It lies in the folder itself, so nothing in it is believed beyond that: only plain names in the folder and in its
/// `charts` and `tables` count, and only files whose content is what was written.
struct ReportManifest: Codable, Equatable {
    static let name = ".trend-report.json"
    static let folders = ["charts", "tables"]
    private static let maximumFiles = 10_000

    /// By path in the folder, the hashes of what a report wrote or is about to write there; none where an older version
    /// of trend wrote it and kept no hash.
    var files: [String: [String]] = [:]

    /// The manifest of a folder; nil where no report was written there.
    ///
    /// - Throws: `CorpusError.unwritable` where something else stands in its place.
    init?(in folder: String) throws {
        let path = "\(folder)/\(ReportManifest.name)"
        guard let bytes = try ReportManifest.bytes(of: path) else {
            guard let older = try ReportManifest.bytes(of: "\(folder)/report.json"),
                let files = ReportManifest.older(older)
            else { return nil }
            self.files = files
            return
        }
        guard let manifest = try? JSONDecoder().decode(ReportManifest.self, from: bytes) else {
            throw CorpusError.unwritable(
                path: folder, reason: "\(ReportManifest.name) in it is damaged; name another folder")
        }
        files = manifest.files.filter { ReportManifest.isOwn($0.key) }
    }

    init() {}

    /// Whether a path is a plain name in the folder or in one of its own folders.
    static func isOwn(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let isPlace =
            parts.count == 1 && !folders.contains(path) || parts.count == 2 && folders.contains(String(parts[0]))
        guard isPlace, let name = parts.last else { return false }
        return !name.isEmpty && !name.hasPrefix(".") && !name.unicodeScalars.contains { $0.value < 0x20 }
    }

    /// - Returns: nil for what is not a regular file, a link too.
    private static func bytes(of path: String) throws -> Data? {
        guard FileEntry(path) == .file else { return nil }
        return try? Data(contentsOf: URL(fileURLWithPath: path))
    }

    /// The files of a report by a version of trend that wrote no manifest, told by its `report.json`.
    private static func older(_ json: Data) -> [String: [String]]? {
        struct Older: Decodable {
            struct Section: Decodable { var blocks: [Block] }
            struct Block: Decodable {
                struct Named: Decodable { var name: String }
                var chart: Named?
                var table: Named?
            }
            var sections: [Section]
            var firstMonth: String
        }
        guard let report = try? JSONDecoder().decode(Older.self, from: json) else { return nil }
        var files = ["report.html", "report.md", "report.ipynb", "report.json"]
        for block in report.sections.flatMap(\.blocks) {
            if let chart = block.chart { files += [".svg", "-narrow.svg", ".png"].map { "charts/\(chart.name)\($0)" } }
            if let table = block.table { files.append("tables/\(table.name).csv") }
        }
        guard files.count <= maximumFiles else { return nil }
        return Dictionary(files.filter(isOwn).map { ($0, []) }) { first, _ in first }
    }

    /// Whether a file is what a report wrote.
    ///
    /// - Parameter folder: the folder of the report.
    func owns(_ name: String, in folder: String) -> Bool {
        guard let hashes = files[name], let bytes = try? ReportManifest.bytes(of: "\(folder)/\(name)") else {
            return false
        }
        return hashes.isEmpty || hashes.contains(ReportManifest.hash(bytes))
    }

    /// Of the content and its size.
    static func hash(_ bytes: Data) -> String {
        var hash = FNV1a()
        // Without the iterator of `Data`, which is slow.
        bytes.withUnsafeBytes { for byte in $0 { hash.add(byte) } }
        return hexadecimal(hash.value, digits: 16) + "-\(bytes.count)"
    }
}

/// What stands at a path, links not followed.
enum FileEntry {
    case nothing, file, folder, link, other

    init(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            self = .nothing
            return
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: self = .file
        case S_IFDIR: self = .folder
        case S_IFLNK: self = .link
        default: self = .other
        }
    }
}
