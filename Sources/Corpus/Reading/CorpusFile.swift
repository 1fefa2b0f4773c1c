import Foundation
import Text

/// A file to read, and the label its folder gives it.
struct CorpusFile {
    var path: String
    var folderLabel: String?

    /// The files that a path names: itself, or those of a folder, and what else lies there.
    ///
    /// - Throws: `CorpusError` where there is no such file, or the folder has none that is read.
    static func files(at path: String) throws -> (read: [CorpusFile], others: [String]) {
        var isFolder: ObjCBool = false
        guard path == "-" || FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw CorpusError.notFound(path: path)
        }
        guard isFolder.boolValue else { return ([CorpusFile(path: path)], []) }
        let folder = try CorpusFolder(path)
        return (folder.files, folder.others)
    }

    func open(_ options: ReadingOptions, counting share: ReadingShare) throws -> any RecordReader {
        let stream = try ByteStream(path: path, counting: share)
        // Nothing is to be found out about it, and what its rows hold must not decide how they are read.
        if PathName.leadsToFrame(path) {
            return JSONLinesReader(lines: LineReader(stream, encoding: .utf8), options: options)
        }
        let format = try CorpusFile.format(of: stream, options, name: path)
        return try format.input.open(stream, folderLabel, options)
    }

    /// What the first bytes say, then what is asked for, then the name, then the first line.
    private static func format(of stream: ByteStream, _ options: ReadingOptions, name: String) throws -> CorpusFormat {
        let head = try stream.peek(UnreadableFile.headSize)
        if let kind = UnreadableFile(head: head) {
            throw CorpusError.wrongFormat(path: stream.name, reason: kind.advice)
        }
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return .xlsx }
        if let format = options.format { return format }
        let named = CorpusFormat.named(name)
        if try MarkupLayout.beginsWithTag(stream), let format = try markup(stream, name: name) { return format }
        // `.txt` may be records or plain text, so its content decides.
        if let named, named != .text, named != .xlsx { return named }
        if try JSONLayout(of: stream, options) != nil { return .jsonl }
        if options.columns != nil { return .csv }
        return try sniff(stream, options, named: named)
    }

    /// Of a file that begins with a tag, whatever its name: what is saved as `.csv` or `.txt` may be a page with an error.
    private static func markup(_ stream: ByteStream, name: String) throws -> CorpusFormat? {
        if WebPage.begins(try stream.peek(1 << 12)) {
            if [".xls", ".xlsx"].contains(where: name.lowercased().hasSuffix) {
                throw CorpusError.wrongFormat(
                    path: stream.name,
                    reason: "a web page under the ending of a workbook; open it in Excel and save it as .xlsx")
            }
            return .html
        }
        if String(decoding: try stream.peek(1 << 10), as: UTF8.self).contains("<?mso-application ") {
            throw CorpusError.wrongFormat(path: stream.name, reason: UnreadableFile.sheetXML.advice)
        }
        return try MarkupLayout(of: stream) == nil ? nil : .doc
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
                if start.isEmpty || NativeRecord.isRule(start) { continue }
                let fields = options.settings.fields
                if let format = CorpusFormat.inOrder.first(where: { $0.input.begins(line, fields) }) { return format }
                if RecordsStart.begins(line, lines, fields) || RecordsStart.standsBelow(lines, fields) {
                    return .records
                }
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
}
