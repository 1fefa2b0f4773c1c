import Foundation

/// What lies in a folder and in those below it: the files that are read, in the order of their names, and whatever else.
struct CorpusFolder {
    private(set) var files: [CorpusFile] = []
    /// What is not read, by path: other endings, links to folders, links to nothing, names that are not UTF-8. Hidden files and locks of Office,
    /// the parts of saved pages, and what is said of a corpus (`README`, tables of names in YAML) are not among them.
    private(set) var others: [String] = []

    /// - Throws: `CorpusError.unreadable` where the folder cannot be listed, or holds no file that is read.
    init(_ path: String) throws {
        let names: [String]
        do {
            // With a slash at the end, so that a link to a folder is the folder.
            names = try FileManager.default.subpathsOfDirectory(atPath: path.hasSuffix("/") ? path : path + "/")
        } catch {
            throw CorpusError.unreadable(path: path, reason: "cannot list the folder")
        }
        let all = Set(names)
        for name in names.sorted() {
            let parts = name.split(separator: "/")
            // `~$a.xlsx` stands beside a workbook that Excel has open.
            if parts.contains(where: { $0.hasPrefix(".") || $0.hasPrefix("~$") }) || CorpusFolder.isPart(parts, of: all)
            {
                continue
            }
            let member = path + (path.hasSuffix("/") ? "" : "/") + name
            switch CorpusFolder.kind(of: member) {
            case .folder: continue
            case .file where CorpusFormat.named(name) != nil:
                files.append(CorpusFile(path: member, folderLabel: CorpusFolder.label(parts.dropLast())))
            case .file where CorpusFolder.isNote(parts[parts.count - 1].lowercased()): continue
            case .file, .other: others.append(member)
            }
        }
        guard !files.isEmpty else {
            throw CorpusError.unreadable(
                path: path,
                reason: "the folder contains no \(CorpusFormat.endingList) files, plain or .gz")
        }
    }

    /// The nearest folder that is no period: `科技/2024-05/1.txt` is of 科技.
    ///
    /// - Parameter folders: from the outermost on.
    static func label(_ folders: ArraySlice<Substring>) -> String? {
        folders.indices.last { !FolderPeriod.isOne($0, of: folders) }.map { String(folders[$0]) }
    }

    private static func isNote(_ name: String) -> Bool {
        name.hasPrefix("readme") || name.hasSuffix(".yaml") || name.hasSuffix(".yml")
    }

    private enum Kind { case file, folder, other }

    /// A folder behind a link is not entered, since links may lead in circles. What cannot be looked at has a name that is
    /// not UTF-8, or is a link to nothing.
    private static func kind(of path: String) -> Kind {
        var status = stat()
        guard lstat(path, &status) == 0 else { return .other }
        let isLink = status.st_mode & S_IFMT == S_IFLNK
        guard stat(path, &status) == 0 else { return .other }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return isLink ? .other : .folder
        default: return .other
        }
    }

    /// Whether a file was saved by a browser as a part of a page: `页.html` has its frames in `页_files`.
    private static func isPart(_ parts: [Substring], of names: Set<String>) -> Bool {
        for end in parts.indices.dropLast() {
            for mark in ["_files", ".files"] where parts[end].hasSuffix(mark) {
                let page = parts[..<end].map { $0 + "/" }.joined() + parts[end].dropLast(mark.count)
                if names.contains(page + ".html") || names.contains(page + ".htm") { return true }
            }
        }
        return false
    }
}
