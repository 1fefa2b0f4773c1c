import Text
import Corpus

/// Whatever the bytes, reading gives articles and rejects or says that the file cannot be read; and what was
/// read can be written as JSON lines and read again, the same.
enum CorpusInputs {
    static func read(_ bytes: [UInt8], _ format: CorpusFormat?, encoding: TextEncoding? = nil) {
        withFile(bytes) { path in
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
