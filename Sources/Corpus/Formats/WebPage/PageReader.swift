import Text

/// Hands a web page on whole; it is read later, on any core.
struct PageReader: RecordReader {
    private let stream: ByteStream
    private let label: String?
    private let options: ReadingOptions
    private var isDone = false

    init(_ stream: ByteStream, label: String?, options: ReadingOptions) {
        self.stream = stream
        self.label = label
        self.options = options
    }

    mutating func nextBlock() throws -> CorpusBlock? {
        guard !isDone else { return nil }
        isDone = true
        var page = WebPage(file: stream.name, label: label, isUTF8: try stream.isUTF16)
        page.bytes = try stream.read(after: [], atMost: 1 << 16)
        while page.bytes.count <= LineReader.longestRecord {
            let known = page.bytes.count
            page.bytes = try stream.read(after: page.bytes, atMost: known)
            if page.bytes.count == known { break }
        }
        page.refusal = page.bytes.count > LineReader.longestRecord ? RecordTooLong.reason : stream.refusal
        // An empty file has no records, whatever its form.
        if page.bytes.allSatisfy({ $0 <= 0x20 }), page.refusal == nil { return nil }
        return .page(page, options)
    }
}

/// A web page as it stands in its file.
struct WebPage: Sendable {
    let file: String
    let label: String?
    /// Whatever it says itself.
    let isUTF8: Bool
    var bytes: [UInt8] = []
    /// Of the file, from 1.
    fileprivate var firstLine = 1
    /// Why it is not read.
    var refusal: String?

    func read(_ options: ReadingOptions) -> CorpusBatch {
        var batch = CorpusBatch()
        let lines = max(1, bytes.count { $0 == 0x0A })
        func reject(_ reason: String) -> CorpusBatch {
            let last = firstLine + lines - 1
            batch.append(.reject(Reject(origin: Origin(file: file, line: firstLine), through: last, reason: reason)))
            return batch
        }
        if let refusal { return reject(refusal) }
        let pages = pages()
        if pages.count > 1 { return pages.reduce(into: batch) { $0.append($1.read(options)) } }
        if bytes[...].firstIndex(ofByte: 0) != nil { return reject("a NUL byte: the file is damaged or no web page") }
        guard let page = PageCharset.decoded(bytes, given: isUTF8 ? .utf8 : options.encoding) else {
            return reject("not the encoding that the page names, nor UTF-8 or GB18030")
        }
        let outline = PageOutline()
        HTMLStream.parse(page, with: outline)
        if let failure = outline.failure { return reject(failure) }
        outline.finish()
        guard let text = PageText(outline) else {
            return reject(
                outline.paragraphs.isEmpty
                    ? "no main text: the page has no text; what a script loads later is not in its file"
                    : "no main text: the page has only links and short lines")
        }
        let title = PageTitle.find(outline)
        let facts = PageFacts(outline, around: text.body(without: title?.title ?? ""))
        var found: [(field: RecordField, value: String)] = []
        var row: [SourceRow.Field] = [.init(name: "file", value: file)]
        var usage = FieldUsage(file: file)
        func set(_ field: RecordField, _ name: String, _ value: String, _ origin: String) {
            guard !value.isEmpty else { return }
            found.append((field, value))
            row.append(.init(name: name, value: field == .industries ? label ?? value : value))
            usage.add(.init(name: origin, field: field, records: 1, used: 1, isNamed: false))
        }
        if let title { set(.title, "title", title.title, title.name) }
        set(.text, "text", text.text(without: title?.title ?? ""), text.place)
        if let date = facts.date { set(.date, "date", date.value, date.name) }
        if let source = facts.source { set(.source, "source", source.value, source.name) }
        if let link = facts.link { set(.link, "link", link.value, link.name) }
        // Folders of saved pages are named after sites and days; only a Chinese name is that of a class.
        if let label, label.unicodeScalars.contains(where: \.properties.isIdeographic) {
            set(.industries, "label", escapedItem(label), "folder")
        }
        var values = FieldValues(options, splitsLabels: false)
        for (field, value) in found { values.set(field, to: value) }
        batch.append(
            values.entry(
                origin: Origin(file: file, line: firstLine), through: firstLine + lines - 1,
                row: options.keepsRows ? .fields(row) : .none))
        usage.remarks.articlesNotRead = text.otherArticles
        batch.usage = usage
        return batch
    }

    /// The pages that were put one behind the other; itself where it is one.
    private func pages() -> [WebPage] {
        var starts = [0]
        bytes.withUnsafeBufferPointer { bytes in
            var at = 0
            while let start = bytes.firstTag(from: at) {
                at = start + 1
                guard bytes.has("</html>", at: start) else { continue }
                at = start + 7
                while at < bytes.count, bytes[at] <= 0x20 || bytes[at] >= 0x80 { at += 1 }
                if bytes.has("<!doctype html", at: at) || bytes.has("<html", at: at) { starts.append(at) }
            }
        }
        guard starts.count > 1 else { return [self] }
        var line = firstLine
        return starts.indices.map { index in
            var page = self
            page.bytes = Array(bytes[starts[index]..<(index + 1 < starts.count ? starts[index + 1] : bytes.count)])
            page.firstLine = line
            line += page.bytes.count { $0 == 0x0A }
            return page
        }
    }

    /// Whether the beginning of a file is that of a web page.
    static func begins(_ head: ArraySlice<UInt8>) -> Bool {
        head.withUnsafeBufferPointer { bytes in
            var at = 0
            while let start = bytes.firstTag(from: at) {
                at = start + 1
                if bytes.has("<!doctype html", at: start) { return true }
                if bytes.has("<!--", at: start) {
                    guard let end = bytes.first("-->", from: at) else { return false }
                    at = end
                } else if let tag = MarkupTag(in: bytes, at: start) {
                    return names.contains(tag.hash)
                }
            }
            return false
        }
    }

    private static let names = Set(["html", "head", "body", "meta", "title", "script", "div"].map(MarkupTag.hash))
}

extension InputFormat {
    static let webPage = InputFormat(
        endings: ["html", "htm", "xhtml", "shtml"], begins: { _, _ in false },
        open: { stream, label, options in PageReader(stream, label: label, options: options) })
}
