import Foundation
import Text

/// What an existing file holds, told by its first bytes, for whoever is about to replace it.
public enum FileContent: Equatable, Sendable {
    /// There is no such file, it is empty, or it is not a regular file.
    case nothing
    case database, model, workbook, gzip
    /// A PDF, an image, a Word document and so on, by what it is called.
    case document(String)
    case binary
    /// A corpus in one of these forms, or records as `tag` and `export` write them.
    case json, records, table, markup
    /// A list of records that could not be read (`Reject`).
    case rejects
    /// What people said of articles (`Correction`).
    case corrections
    /// Any other text.
    case text

    /// The first bytes of a model file.
    package static let modelMagic = Array("TRENDMDL".utf8)
    /// The first bytes of an SQLite file.
    package static let databaseMagic = "SQLite format 3\0"

    /// - Throws: `CorpusError.unreadable` where the file cannot be opened, since nobody can tell what would be lost.
    public init(of path: String) throws {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else {
            self = .nothing
            return
        }
        guard let head = LockedFile.head(of: path, count: 1 << 16) else {
            throw CorpusError.unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        self.init(head: head, path: path)
    }

    private init(head: [UInt8], path: String) {
        if head.starts(with: FileContent.databaseMagic.utf8) {
            self = .database
        } else if head.starts(with: FileContent.modelMagic) {
            self = .model
        } else if head.starts(with: [0x1F, 0x8B]) {
            self = .gzip
        } else if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            self = FileContent.isWorkbook(path) ? .workbook : .document("a ZIP archive or an Office document")
        } else if let kind = UnreadableFile(head: head) {
            self = .document(kind.name)
        } else if UTF16Decoder(mark: Array(head.prefix(2))) != nil {
            self = .text
        } else if head.contains(0) {
            self = .binary
        } else {
            self = FileContent.text(String(decoding: head, as: UTF8.self))
        }
    }

    private static func isWorkbook(_ path: String) -> Bool {
        guard let archive = try? ZipArchive(descriptor: open(path, O_RDONLY | O_CLOEXEC)) else { return false }
        return archive.has("xl/workbook.xml")
    }

    /// By the first line that says something.
    private static func text(_ head: String) -> FileContent {
        for line in head.split(whereSeparator: \.isNewline) {
            let line = trimmed(String(line.unicodeScalars.drop { $0 == "\u{FEFF}" }))
            if line.isEmpty || line == "---" { continue }
            if isReject(line) { return .rejects }
            let rest = trimmed(String(line.dropFirst()))
            if Correction.isLine(line) { return .corrections }
            if line.hasPrefix("{"), rest.isEmpty || rest.hasPrefix("\"") || rest.hasPrefix("}") { return .json }
            if line.hasPrefix("["), rest.isEmpty || rest.hasPrefix("{") || rest == "]" { return .json }
            if line.hasPrefix("<!") || line.hasPrefix("<?xml") || line.lowercased().hasPrefix("<html") {
                return .markup
            }
            if NativeRecord.head(of: line) != nil { return .records }
            let isTable = TableSeparator.all.contains { separator in
                let cells = TableSeparator.cells(of: line, separator)
                return cells.count > 1 && TableHeader(cells, FieldMapping()).isLikely
            }
            return isTable ? .table : .text
        }
        return .text
    }

    /// Whether a line begins as `a.txt:12: ` or `a.txt:12-18: `.
    private static func isReject(_ line: String) -> Bool {
        guard let end = line.range(of: ": "), let colon = line[..<end.lowerBound].lastIndex(of: ":") else {
            return false
        }
        let lines = line[line.index(after: colon)..<end.lowerBound].split(
            separator: "-", omittingEmptySubsequences: false)
        return colon > line.startIndex && lines.count <= 2 && lines.allSatisfy { Int($0).map { $0 > 0 } ?? false }
    }

    /// With its article, for messages.
    public var name: String {
        switch self {
        case .nothing: "nothing"
        case .database: "a database"
        case .model: "a model"
        case .workbook: "a workbook"
        case .gzip: "packed data"
        case .document(let name): name
        case .binary: "binary data"
        case .json: "JSON"
        case .records: "records"
        case .table: "a table of articles"
        case .markup: "HTML or XML"
        case .rejects: "a list of rejects"
        case .corrections: "corrections"
        case .text: "text"
        }
    }
}
