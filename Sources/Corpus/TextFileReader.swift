/// Reads a plain text file as one article, labelled by the folder it lies in. The first line is the
/// title where it is short and more follows.
struct TextFileReader: RecordReader {
    private var lines: LineReader
    private let label: String?
    private let options: ReadingOptions
    private var done = false

    init(lines: LineReader, label: String?, options: ReadingOptions) {
        self.lines = lines
        self.label = label
        self.options = options
    }

    private static let longestTitle = 60

    mutating func next() throws -> CorpusEntry? {
        guard !done else { return nil }
        done = true
        var texts: [String] = []
        while let line = try lines.next() {
            switch line {
            case .text(let line): texts.append(line.text)
            case .undecodable(let number, let encoding):
                return .reject(lines.reject(undecodable: number, encoding))
            }
        }
        var values = FieldValues()
        let body = trimmed(texts.joined(separator: "\n"))
        let first = body.prefix { $0 != "\n" }
        if first.count <= TextFileReader.longestTitle, first.endIndex < body.endIndex {
            values[.title] = [trimmed(String(first))]
            values[.text] = [trimmed(String(body[first.endIndex...]))]
        } else if !body.isEmpty {
            values[.text] = [body]
        }
        if let label { values[.industries] = [label] }
        var row: [SourceRow.Field] = [.init(name: "file", value: lines.name)]
        if let label { row.append(.init(name: "label", value: label)) }
        row.append(.init(name: "text", value: body))
        return values.entry(
            origin: lines.origin(1), row: options.keepsRows ? .fields(row) : .none, splitsLabels: false)
    }
}
