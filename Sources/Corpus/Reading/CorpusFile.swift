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
                path: path, reason: "the folder contains no .txt, .jsonl, .csv or .tsv files, plain or .gz")
        }
        return files
    }

    func open(_ options: ReadingOptions) throws -> any RecordReader {
        var lines = try LineReader(path: path, encoding: options.encoding)
        let format = try options.format ?? CorpusFile.sniff(&lines, fields: options.settings.fields, name: path)
        return format.input.open(lines, folderLabel, options)
    }

    /// What a file's name says.
    private static func format(named name: String) -> CorpusFormat? {
        var name = name.lowercased()
        if name.hasSuffix(".gz") { name.removeLast(3) }
        guard let ending = name.split(separator: ".").last.map(String.init) else { return nil }
        return CorpusFormat.inOrder.first { $0.input.endings.contains(ending) }
    }

    /// Asks each format about the first line that is not blank, unless the file's name tells enough.
    private static func sniff(_ lines: inout LineReader, fields: FieldMapping, name: String) throws -> CorpusFormat {
        let named = format(named: name)
        // `.txt` may be records or plain text, so its content decides.
        if let named, named != .text { return named }
        var seen: [LineBlock] = []
        var isEmpty = true
        var first: String?
        defer { lines.giveBack(seen) }
        search: while let block = try lines.nextBlock() {
            seen.append(block)
            var blockLines = block.lines()
            while let (text, _) = blockLines.next() {
                // Bytes that are not text say nothing; the reader rejects them.
                guard let text else { continue }
                let line = String(utf8: text)
                isEmpty = isEmpty && line.isEmpty
                let start = trimmed(line)
                if start.isEmpty || start == "---" { continue }
                if let format = CorpusFormat.inOrder.first(where: { $0.input.begins(line, fields) }) { return format }
                first = start
                break search
            }
        }
        // An empty file has no records, whatever its form.
        if named == nil, !isEmpty { throw CorpusError.unknownFormat(path: lines.name, firstLine: first ?? "") }
        return .text
    }
}
