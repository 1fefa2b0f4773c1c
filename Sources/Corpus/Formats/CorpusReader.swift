import Text
import Foundation

/// The forms a corpus comes in.
public enum CorpusFormat: String, CaseIterable, Sendable, Codable {
    /// The labeled records of the design: `标题: …`, one field a line head.
    case records
    /// One JSON object a line.
    case jsonl
    case csv
    case tsv
    /// A file is an article; its folder is its label.
    case text
}

/// How to read a corpus.
public struct ReadingOptions: Sendable {
    /// Nil: found out file by file.
    public var format: CorpusFormat?
    /// Nil: found out file by file.
    public var encoding: TextEncoding?
    public var settings: ReadingSettings
    /// Whether articles carry the record they came from, for writing it out again.
    public var keepsRows: Bool
    /// Whether a record without a title and a text is an article too, for those who look into its row.
    public var keepsEmpty = false
    /// The fields that articles carry; the others are checked and left empty, which saves time. A date is
    /// inferred where `date` is among them, from the link and the text as far as these are too.
    public var wanted: RecordFields

    public init(
        format: CorpusFormat? = nil, encoding: TextEncoding? = nil, settings: ReadingSettings = .init(),
        keepsRows: Bool = false,
        wanted: RecordFields = .all
    ) {
        self.format = format
        self.encoding = encoding
        self.settings = settings
        self.keepsRows = keepsRows
        self.wanted = wanted
    }
}

/// Reads articles from files, folders and standard input, one after another.
///
/// Holds a few blocks of records at a time, so the memory it takes does not grow with the corpus.
public struct CorpusReader {
    /// Opens a file that is a store of records; nil for any other file.
    public typealias StoreOpener = (_ path: String) throws -> (any RecordStore)?

    private let options: ReadingOptions
    private let openStore: StoreOpener
    /// What is left to read, the next one last.
    private var pending: [CorpusFile]
    private var current: (any RecordReader)?

    /// - Parameters:
    ///   - paths: files, folders (read in the order of their names), or `-` for standard input.
    ///   - openStore: how to open what is no text, such as an archive.
    /// - Throws: `CorpusError.notFound` before anything is read if one of them is missing.
    public init(
        paths: [String], options: ReadingOptions = ReadingOptions(), openStore: @escaping StoreOpener = { _ in nil }
    ) throws {
        self.options = options
        self.openStore = openStore
        pending = try paths.flatMap(CorpusFile.files(at:)).reversed()
    }

    /// The next articles and rejects; nil at the end of the last file.
    ///
    /// - Throws: `CorpusError` where a whole file cannot be read.
    public mutating func next() throws -> CorpusBatch? { try nextBlock()?.read() }

    mutating func nextBlock() throws -> CorpusBlock? {
        while true {
            if let block = try current?.nextBlock() { return block }
            guard let file = pending.popLast() else {
                current = nil
                return nil
            }
            current = try openStore(file.path).map { StoreReader(store: $0, options: options) } ?? file.open(options)
        }
    }

    /// Everything at once.
    public static func read(
        paths: [String], options: ReadingOptions = ReadingOptions()
    ) throws -> (articles: [Article], rejects: [Reject]) {
        var reader = try CorpusReader(paths: paths, options: options)
        var articles: [Article] = []
        var rejects: [Reject] = []
        while let batch = try reader.next() {
            articles += batch.articles
            rejects += batch.rejects
        }
        return (articles, rejects)
    }
}

/// A file to read, and the label its folder gives it.
struct CorpusFile {
    var path: String
    var folderLabel: String?

    static func files(at path: String) throws -> [CorpusFile] {
        if path == "-" { return [CorpusFile(path: path)] }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw CorpusError.notFound(path: path)
        }
        guard isFolder.boolValue else { return [CorpusFile(path: path)] }
        let names: [String]
        do {
            names = try FileManager.default.subpathsOfDirectory(atPath: path)
        } catch {
            throw CorpusError.unreadable(path: path, reason: "the folder cannot be listed")
        }
        let files = names.sorted().compactMap { name -> CorpusFile? in
            let parts = name.split(separator: "/")
            guard !parts.contains(where: { $0.hasPrefix(".") }), CorpusFile.format(named: name) != nil else {
                return nil
            }
            return CorpusFile(
                path: path + (path.hasSuffix("/") ? "" : "/") + name,
                folderLabel: parts.count > 1 ? String(parts[parts.count - 2]) : nil)
        }
        guard !files.isEmpty else {
            throw CorpusError.unreadable(
                path: path, reason: "the folder holds no .txt, .jsonl, .csv or .tsv file (or .gz of these)")
        }
        return files
    }

    func open(_ options: ReadingOptions) throws -> any RecordReader {
        var lines = try LineReader(path: path, encoding: options.encoding)
        let format = try options.format ?? CorpusFile.sniff(&lines, name: path, fields: options.settings.fields)
        switch format {
        case .records: return NativeRecordReader(lines: lines, options: options)
        case .jsonl: return JSONLinesReader(lines: lines, options: options)
        case .csv: return DelimitedReader(lines: lines, separator: ",", options: options)
        case .tsv: return DelimitedReader(lines: lines, separator: "\t", options: options)
        case .text: return TextFileReader(lines: lines, label: folderLabel, options: options)
        }
    }

    /// What a file's name says: `.txt` may be records or plain text, so its content decides.
    private static func format(named name: String) -> CorpusFormat? {
        var name = name.lowercased()
        if name.hasSuffix(".gz") { name.removeLast(3) }
        switch name.split(separator: ".").last {
        case "jsonl", "ndjson", "json": return .jsonl
        case "csv": return .csv
        case "tsv": return .tsv
        case "txt": return .text
        default: return nil
        }
    }

    /// Looks at the first line that is not blank.
    private static func sniff(_ lines: inout LineReader, name: String, fields: FieldMapping) throws -> CorpusFormat {
        let named = format(named: name)
        if let named, named != .text { return named }
        var seen: [LineBlock] = []
        var isEmpty = true
        defer { lines.giveBack(seen) }
        search: while let block = try lines.nextBlock() {
            seen.append(block)
            var blockLines = block.lines()
            while let (text, _) = blockLines.next() {
                // Bytes that are no text say nothing; the reader rejects them.
                guard let text else { continue }
                let line = String(utf8: text)
                isEmpty = isEmpty && line.isEmpty
                let start = trimmed(line)
                if start.isEmpty || start == "---" { continue }
                if start.hasPrefix("{") { return .jsonl }
                if NativeRecord.head(of: line) != nil { return .records }
                for (format, separator) in [(CorpusFormat.tsv, "\t"), (.csv, ",")] as [(CorpusFormat, Character)] {
                    let cells = start.split(separator: separator).map { $0.trimmingCharacters(in: .whitespaces) }
                    if cells.count > 1,
                        cells.contains(where: { fields.field(named: $0) == .text || fields.field(named: $0) == .title })
                    {
                        return format
                    }
                }
                break search
            }
        }
        // An empty file has no records, whatever its form.
        if named == nil, !isEmpty {
            throw CorpusError.wrongFormat(
                path: lines.name,
                reason: "neither records (标题: …), JSON lines nor a table with a header; --format says what it is")
        }
        return .text
    }
}
