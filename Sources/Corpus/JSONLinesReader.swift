/// Reads one JSON object a line. Blank lines are passed over.
struct JSONLinesReader: RecordReader {
    private var lines: LineReader
    private let options: ReadingOptions

    init(lines: LineReader, options: ReadingOptions) {
        self.lines = lines
        self.options = options
    }

    mutating func next() throws -> CorpusEntry? {
        while let line = try lines.next() {
            switch line {
            case .undecodable(let number, let encoding):
                return .reject(lines.reject(undecodable: number, encoding))
            case .text(var line):
                if line.text.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
                return read(&line)
            }
        }
        return nil
    }

    private func read(_ line: inout TextLine) -> CorpusEntry {
        let origin = lines.origin(line.number)
        do {
            let values = try line.text.withUTF8 { bytes in
                try fieldValues(JSONObject(parsing: bytes))
            }
            return values.entry(
                origin: origin, row: options.keepsRows ? .json(line.text) : .none,
                splitsLabels: options.splitsLabels)
        } catch {
            return .reject(Reject(origin: origin, reason: "\(error)"))
        }
    }

    private func fieldValues(_ object: JSONObject) throws(JSONObject.SyntaxError) -> FieldValues {
        var values = FieldValues()
        for field in RecordField.allCases {
            for name in options.fields.candidates(for: field) {
                guard let member = object.members.first(where: { $0.name == name }),
                    options.fields.field(named: name) == field
                else { continue }
                guard let strings = try object.strings(of: member) else {
                    throw .init(reason: "the field \"\(name)\" is no text", column: member.value.lowerBound + 1)
                }
                // A field that is empty under one of its names may be filled under another.
                guard strings.contains(where: { !$0.isEmpty }) else { continue }
                values[field] = strings
                break
            }
        }
        return values
    }
}
