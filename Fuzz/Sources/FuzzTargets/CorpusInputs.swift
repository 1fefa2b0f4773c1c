import Text
import Corpus

/// Whatever the bytes, reading gives articles and rejects or says that the file cannot be read; and what was
/// read can be written as JSON lines and read again, the same.
enum CorpusInputs {
    static func read(
        _ bytes: [UInt8], _ format: CorpusFormat?, encoding: TextEncoding? = nil, as ending: String = ""
    ) {
        withFile(bytes, as: ending) { path in
            let options = ReadingOptions(format: format, encoding: encoding, keepsRows: true)
            guard let (articles, rejects) = try? CorpusReader.read(paths: [path], options: options) else { return }
            for reject in rejects { precondition(reject.origin.line >= 1 && !reject.reason.isEmpty) }
            var editor = JSONEditor()
            for article in articles {
                precondition(!article.content.isEmpty && article.origin.line >= 1)
                editor.appendLine(article.row) { $0.set("predicted") { $0.append(contentsOf: "1".utf8) } }
            }
            // A title that a folder's text file has is not in its row.
            if format != .text { checkAgain(editor.lines, articles) }
        }
    }

    /// A workbook of stored parts whose sheet, texts and styles are the input, cut at bytes that are 0: damage to the
    /// archive itself would seldom get past its checksums.
    static func readSheet(_ bytes: [UInt8]) {
        let parts = bytes.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false).map(Array.init)
        let names = ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"]
        var entries = [("xl/workbook.xml", Array("<workbook><sheets><sheet name='a'/></sheets></workbook>".utf8))]
        for (name, part) in zip(names, parts) { entries.append((name, part)) }
        read(storedZip(entries), .xlsx)
    }

    private static func storedZip(_ entries: [(name: String, content: [UInt8])]) -> [UInt8] {
        func little(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        var output: [UInt8] = []
        var directory: [UInt8] = []
        for entry in entries {
            let name = Array(entry.name.utf8)
            let common =
                little(20, 2) + little(0, 4) + little(0x5821_0000, 4)
                + little(Int(ModelInputs.checksum(entry.content[...])), 4) + little(entry.content.count, 4)
                + little(entry.content.count, 4) + little(name.count, 2) + little(0, 2)
            directory +=
                little(0x0201_4B50, 4) + little(20, 2) + common + little(0, 10) + little(output.count, 4) + name
            output += little(0x0403_4B50, 4) + common + name + entry.content
        }
        return output + directory + little(0x0605_4B50, 4) + little(0, 4) + little(entries.count, 2)
            + little(entries.count, 2) + little(directory.count, 4) + little(output.count, 4) + little(0, 2)
    }

    private static func checkAgain(_ lines: [UInt8], _ articles: [Article]) {
        withFile(lines) { path in
            let options = ReadingOptions(format: .jsonl, encoding: .utf8)
            guard let (again, rejects) = try? CorpusReader.read(paths: [path], options: options) else {
                preconditionFailure("what was written cannot be read")
            }
            precondition(rejects.isEmpty && again.count == articles.count, "records lost: \(rejects)")
            for (first, second) in zip(articles, again) {
                precondition(first.title == second.title && first.text == second.text, "a record changed")
                precondition(first.published == second.published && first.industries == second.industries)
                _ = TextNormalizer().scalars(of: first.content)
            }
        }
    }
}

enum Dates {
    static func read(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        for (field, link, content) in [(text, "", ""), ("", text, ""), ("", "https://toutiao.com/" + text, text)] {
            guard let day = PublicationDate.infer(field: field, link: link, text: content)?.day else { continue }
            precondition(CalendarDate(daysSince1970: day.daysSince1970) == day)
            precondition(CalendarDate(parsing: day.description) == day)
        }
    }
}
