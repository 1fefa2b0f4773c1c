import Text

/// Reads a table that is one JSON value (`JSONTable`), which has to be in memory whole.
struct JSONTableReader: RecordReader {
    private let stream: ByteStream
    private let options: ReadingOptions
    private var table: JSONTable?
    private var bytes: [UInt8] = []
    private var row = 0
    /// The line on which the byte at `counted` stands.
    private var line = 1
    private var counted = 0

    /// In bytes.
    private static let largest = 512 << 20
    private static let blockSize = 1 << 18

    init(_ stream: ByteStream, options: ReadingOptions) {
        self.stream = stream
        self.options = options
    }

    mutating func nextBlock() throws -> CorpusBlock? {
        if table == nil { try readTable() }
        guard let table, row < table.count else { return nil }
        var output: [UInt8] = []
        var spans: [ClosedRange<Int>] = []
        let first = row + 1
        while row < table.count, output.count < JSONTableReader.blockSize {
            let start = table.append(row: row, to: &output)
            if start > counted {
                line += bytes[counted..<start].count { $0 == 0x0A }
                counted = start
            }
            spans.append(line...line)
            row += 1
        }
        var lines = LineBlock(
            file: stream.name, bytes: output, firstLine: 1, decoder: LineDecoder(encoding: .utf8))
        lines.spans = (spans, first)
        guard row == table.count, !table.listsNotRead.isEmpty else { return .jsonLines(lines, options) }
        var reader = JSONArticleReader(options)
        var batch = reader.read(lines)
        batch.usage?.remarks.listsNotRead = table.listsNotRead
        return .batch(batch)
    }

    /// - Throws: `CorpusError.wrongFormat` where it is damaged or too large.
    private mutating func readTable() throws {
        bytes = try stream.read(after: [], atMost: JSONTableReader.largest + 1)
        if let refusal = stream.refusal { throw CorpusError.wrongFormat(path: stream.name, reason: refusal) }
        guard bytes.count <= JSONTableReader.largest else {
            throw CorpusError.wrongFormat(
                path: stream.name,
                reason:
                    "one JSON value of more than \(JSONTableReader.largest >> 20) MB that is a table; write an article "
                    + "a line instead, e.g. to_json(path, orient=\"records\", lines=True)")
        }
        do throws(JSONObject.SyntaxError) { table = try JSONTable(bytes, options.settings.fields) } catch {
            throw CorpusError.wrongFormat(
                path: stream.name,
                reason: "a table as one JSON value, which cannot be read: \(error.reason) at byte \(error.column)")
        }
    }
}
