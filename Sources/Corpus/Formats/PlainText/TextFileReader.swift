/// Reads a plain text file as one article, labeled by the folder it lies in. The first line is the
/// title where it is short and more follows.
struct TextFileReader: SequentialReader {
    private var lines: LineReader
    /// As the one item of a list.
    private let label: String?
    private let options: ReadingOptions
    private var done = false
    private var usage: FieldUsage
    var failure: (any Error)?

    init(lines: LineReader, label: String?, options: ReadingOptions) {
        self.lines = lines
        self.label = label.map { escapedItem($0) }
        self.options = options
        usage = FieldUsage(file: lines.name)
    }

    mutating func takeUsage() -> FieldUsage {
        usage.remarks.encoding = lines.guessedEncoding
        // Said once: remarks make a batch.
        defer { usage.remarks = ReadingRemarks() }
        return usage
    }

    private mutating func use(_ part: String, as field: RecordField) {
        usage.add(.init(name: part, field: field, records: 1, used: 1, isNamed: false))
    }

    private static let longestTitle = 60

    mutating func next() throws -> CorpusEntry? {
        guard !done else { return nil }
        done = true
        var texts: [String] = []
        var size = 0
        while let line = try lines.next() {
            switch line {
            case .text(let line):
                size += line.text.utf8.count + MemoryLayout<String>.size
                guard size <= LineReader.longestRecord else {
                    return .reject(Reject(origin: lines.origin(1), through: line.number, reason: RecordTooLong.reason))
                }
                texts.append(line.text)
            case .undecodable(let reject): return .reject(reject)
            }
        }
        // An empty file has no records, whatever its form.
        if texts.isEmpty { return nil }
        if let form = LineForm(of: texts) {
            usage.remarks.lineForm = form
            usage.remarks.articlesOfLines = 1
            usage.remarks.linesOfArticles = texts.count { !$0.isEmpty }
        }
        var values = FieldValues(options, splitsLabels: false)
        var row: [SourceRow.Field] = [.init(name: "file", value: lines.name)]
        if let label { row.append(.init(name: "label", value: label)) }
        let body = trimmed(texts.joined(separator: "\n"))
        let first = body.prefix { $0 != "\n" }
        if first.count <= TextFileReader.longestTitle, first.endIndex < body.endIndex {
            let (title, text) = (trimmed(String(first)), trimmed(String(body[first.endIndex...])))
            values.set(.title, to: title)
            values.set(.text, to: text)
            use("first line", as: .title)
            use("other lines", as: .text)
            row += [.init(name: "title", value: title), .init(name: "text", value: text)]
        } else if !body.isEmpty {
            values.set(.text, to: body)
            use("file", as: .text)
            row.append(.init(name: "text", value: body))
        }
        if let label {
            values.set(.industries, to: label)
            use("folder", as: .industries)
        }
        return values.entry(
            origin: lines.origin(1), through: texts.count, row: options.keepsRows ? .fields(row) : .none)
    }
}

extension InputFormat {
    /// Any line may begin a text, so only a file's name tells.
    static let plainText = InputFormat(
        endings: ["txt"], begins: { _, _ in false },
        open: { stream, label, options in
            TextFileReader(
                lines: LineReader(stream, encoding: options.encoding), label: label, options: options)
        })
}
