import Foundation
import Text

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
            throw CorpusError.unreadable(path: path, reason: "cannot list the folder")
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
                path: path,
                reason: "the folder contains no .txt, .json, .jsonl, .csv, .tsv or .xlsx files, plain or .gz")
        }
        return files
    }

    func open(_ options: ReadingOptions) throws -> any RecordReader {
        let stream = try ByteStream(path: path)
        let format = try CorpusFile.format(of: stream, options, name: path)
        return try format.input.open(stream, folderLabel, options)
    }

    /// What a file's name says.
    private static func format(named name: String) -> CorpusFormat? {
        var name = name.lowercased()
        if name.hasSuffix(".gz") { name.removeLast(3) }
        guard let ending = name.split(separator: ".").last.map(String.init) else { return nil }
        return CorpusFormat.inOrder.first { $0.input.endings.contains(ending) }
    }

    /// What the first bytes say, then what is asked for, then the name, then the first line.
    private static func format(of stream: ByteStream, _ options: ReadingOptions, name: String) throws -> CorpusFormat {
        let head = try stream.peek(16)
        if let kind = UnreadableFile(head: head) {
            throw CorpusError.wrongFormat(path: stream.name, reason: kind.advice)
        }
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return .xlsx }
        if let format = options.format { return format }
        let named = format(named: name)
        // `.txt` may be records or plain text, so its content decides.
        if let named, named != .text, named != .xlsx { return named }
        if try JSONLayout(of: stream, options) != nil { return .jsonl }
        if options.columns != nil { return .csv }
        return try sniff(stream, options, named: named)
    }

    /// Asks each format about the first line that is not blank.
    private static func sniff(
        _ stream: ByteStream, _ options: ReadingOptions, named: CorpusFormat?
    ) throws -> CorpusFormat {
        var limit = 1 << 16
        while true {
            var bytes = Array(try stream.peek(limit))
            let isWhole = bytes.count < limit || limit >= LineReader.longestRecord
            LineReader.endLinesAlike(&bytes)
            if !isWhole { bytes = Array(bytes[..<(bytes.lastIndex(of: 0x0A) ?? 0)]) }
            var decoder = LineDecoder(encoding: try stream.isUTF16 ? .utf8 : options.encoding)
            decoder.guess(from: bytes)
            var lines = LineBlock(file: stream.name, bytes: bytes, firstLine: 1, decoder: decoder).lines()
            while let (text, _) = lines.next() {
                // Bytes that are not text say nothing; the reader rejects them.
                guard let text else { continue }
                let line = String(utf8: text)
                let start = trimmed(line)
                if start.isEmpty || start == "---" { continue }
                let fields = options.settings.fields
                if let format = CorpusFormat.inOrder.first(where: { $0.input.begins(line, fields) }) { return format }
                if isRecords(line, lines, fields) { return .records }
                if named == nil { throw CorpusError.unknownFormat(path: stream.name, firstLine: start) }
                return .text
            }
            guard isWhole else {
                limit *= 4
                continue
            }
            // An empty file has no records, whatever its form.
            if named == nil, bytes.contains(where: { $0 != 0x0A }) {
                throw CorpusError.unknownFormat(path: stream.name, firstLine: "")
            }
            return .text
        }
    }

    /// Whether lines that begin like fields follow each other, one of them a title: records whose first field goes by
    /// another name than the native ones. One line alone may begin any text.
    private static func isRecords(_ first: String, _ lines: LineBlock.Lines, _ fields: FieldMapping) -> Bool {
        var lines = lines
        var line = first
        var (isTitled, known) = (false, 0)
        for _ in 0..<20 {
            guard NativeRecord.looksLikeHead(line), let (name, _) = NativeRecord.beginning(of: line) else { break }
            let field = fields.field(named: name)
            isTitled = isTitled || field == .title
            if field != nil || NativeRecord.field(ofHead: name) != nil { known += 1 }
            if isTitled, known > 1 { return true }
            guard let next = lines.next(), let text = next.text else { break }
            line = String(utf8: text)
        }
        return false
    }
}
