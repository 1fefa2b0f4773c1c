import Text
/// Cuts JSON lines into blocks, one object a line; what the objects say is read later, on any core.
struct JSONLinesReader: RecordReader {
    private var lines: LineReader
    private let options: ReadingOptions

    init(lines: LineReader, options: ReadingOptions) {
        self.lines = lines
        self.options = options
    }

    mutating func nextBlock() throws -> CorpusBlock? {
        try lines.nextBlock().map { .jsonLines($0, options) }
    }
}

/// Reads the articles of JSON lines. Blank lines are passed over.
struct JSONArticleReader {
    /// A name under which a field is looked for; those of one field stand together, the preferred first.
    private struct Candidate {
        var field: RecordField
        /// In `names`.
        var name: Range<Int>
        /// The object's member of that name, or −1.
        var member = -1
    }

    private let options: ReadingOptions
    private let names: [UInt8]
    private var candidates: [Candidate] = []
    private var object = JSONObject()

    init(_ options: ReadingOptions) {
        self.options = options
        var names: [UInt8] = []
        for field in RecordField.allCases {
            for name in options.settings.fields.candidates(for: field)
            where options.settings.fields.field(named: name) == field {
                candidates.append(Candidate(field: field, name: names.count..<names.count + name.utf8.count))
                names.append(contentsOf: name.utf8)
            }
        }
        self.names = names
    }

    mutating func read(_ block: LineBlock) -> CorpusBatch {
        var batch = CorpusBatch()
        var lines = block.lines()
        while let (text, number) = lines.next() {
            guard let text else {
                batch.rejects.append(lines.undecodable(number))
                continue
            }
            if text.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
            batch.append(entry(text, origin: lines.origin(number)))
        }
        return batch
    }

    /// - Parameter line: a JSON object.
    mutating func entry(_ line: ArraySlice<UInt8>, origin: Origin) -> CorpusEntry {
        do throws(JSONObject.SyntaxError) {
            var values = FieldValues(options)
            try read(line, into: &values)
            return values.entry(origin: origin, row: options.keepsRows ? .json(line) : .none)
        } catch {
            return .reject(Reject(origin: origin, reason: "\(error)"))
        }
    }

    private mutating func read(
        _ line: ArraySlice<UInt8>, into values: inout FieldValues
    ) throws(JSONObject.SyntaxError) {
        try line.withUnsafeBufferPointer { bytes throws(JSONObject.SyntaxError) in
            try object.parse(bytes)
            findCandidates()
            for candidate in candidates where candidate.member >= 0 && !values.has(candidate.field) {
                let member = object.members[candidate.member]
                // A field that is empty under one of its names may be filled under another.
                if member.kind == .string {
                    if member.value.count > 2 { try values.set(candidate.field, to: object.text(of: member)) }
                    continue
                }
                guard let strings = try object.strings(of: member) else { throw object.notText(member) }
                if strings.contains(where: { !$0.isEmpty }) { values.set(candidate.field, to: strings) }
            }
        }
    }

    private mutating func findCandidates() {
        names.withUnsafeBufferPointer { names in
            for index in candidates.indices {
                let name = UnsafeBufferPointer(rebasing: names[candidates[index].name])
                candidates[index].member = object.index(named: name) ?? -1
            }
        }
    }
}

extension InputFormat {
    static let jsonLines = InputFormat(
        endings: ["jsonl", "ndjson", "json"], begins: { line, _ in trimmed(line).hasPrefix("{") },
        open: { lines, _, options in JSONLinesReader(lines: lines, options: options) })
}
