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
    private let options: ReadingOptions
    private var fields: JSONFields
    private var object = JSONObject()

    init(_ options: ReadingOptions) {
        self.options = options
        fields = JSONFields(options.settings.fields, options.settings.normalizer.version)
    }

    mutating func read(_ block: LineBlock) -> CorpusBatch {
        var batch = CorpusBatch()
        // Marks between joined files stand at the beginning of a line.
        var lines = block.lines(findsMarks: false)
        let isPlain = block.spans == nil
        while let (found, number) = lines.next() {
            guard var text = found else {
                batch.append(block.placed(.reject(lines.undecodable(number))))
                continue
            }
            // Objects that were cut out of an array may have kept the comma between them.
            if let comma = text.lastIndex(where: { $0 > 0x20 }), text[comma] == UInt8(ascii: ","),
                text[..<comma].last(where: { $0 > 0x20 }) == UInt8(ascii: "}")
            {
                text = text[..<comma]
            }
            if text.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
            guard !isPlain else {
                batch.append(entry(text, origin: lines.origin(number)))
                continue
            }
            var read = entry(text, origin: lines.origin(number))
            if case .article(var article) = read {
                article.origin = block.origin(number)
                read = .article(article)
            }
            batch.append(block.placed(read))
        }
        var usage = FieldUsage(file: block.file)
        takeUsage(&usage)
        usage.remarks.encoding = lines.decoder.guessed
        batch.usage = usage
        return batch
    }

    /// Adds which names the objects had since it was asked last.
    mutating func takeUsage(_ usage: inout FieldUsage) { fields.takeUsage(&usage) }

    /// - Parameter line: a JSON object.
    mutating func entry(_ line: ArraySlice<UInt8>, origin: Origin) -> CorpusEntry {
        do throws(JSONObject.SyntaxError) {
            var values = FieldValues(options)
            try read(line, into: &values)
            let entry = values.entry(origin: origin, row: options.keepsRows ? .json(line) : .none)
            guard case .reject(var reject) = entry else { return entry }
            reject.reason += hint(line)
            return .reject(reject)
        } catch {
            if let plain = JSONNumbers.withNull(line) { return entry(plain[...], origin: origin) }
            return .reject(Reject(origin: origin, reason: "\(error)" + hint(line)))
        }
    }

    /// Where the fields of a record may stand that has none of its own.
    private func hint(_ line: ArraySlice<UInt8>) -> String {
        nestedName(in: line).map { "; its fields may stand deeper, as \"\($0)\" does" } ?? ""
    }

    /// The name with dots of a title or a text in an object that the record holds: `_source.title`.
    private func nestedName(in line: ArraySlice<UInt8>) -> String? {
        line.withUnsafeBufferPointer { bytes in
            guard let object = try? JSONObject(parsing: bytes) else { return nil }
            for member in object.members where member.kind == .object {
                let value = UnsafeBufferPointer(rebasing: bytes[member.value])
                guard let inner = try? JSONObject(parsing: value) else { continue }
                for field in inner.members where field.kind == .string && field.value.count > 2 {
                    let name = inner.withName(of: field) { String(utf8: $0) }
                    guard options.settings.fields.isContent(name) else { continue }
                    return object.withName(of: member) { String(utf8: $0) } + "." + name
                }
            }
            return nil
        }
    }

    private mutating func read(
        _ line: ArraySlice<UInt8>, into values: inout FieldValues
    ) throws(JSONObject.SyntaxError) {
        try line.withUnsafeBufferPointer { bytes throws(JSONObject.SyntaxError) in
            try object.parse(bytes)
            fields.look(at: object)
            let plan = fields.plan
            let normalizer = values.normalizer
            try plan.forEachField { column throws(JSONObject.SyntaxError) in
                try object.fullness(of: object.members[column.index], as: column.field, normalizer)
            } take: { column throws(JSONObject.SyntaxError) in
                // A field that is empty under one of its names may be filled under another.
                let isTaken = try JSONArticleReader.take(column, of: object, into: &values)
                if isTaken { fields.use(column.index) }
                return isTaken
            }
            if fields.hasPaths { fields.followPaths(in: object) { values.set($0, to: $1, areItems: $2) } }
            if values.hasLabels, let filled = TagMarks.filledLabels(of: object) { values.note(filled) }
        }
    }

    /// Static, since a call of a method would copy the reader for each field.
    @inline(__always)
    private static func take(
        _ column: FieldPlan.Column, of object: JSONObject, into values: inout FieldValues
    ) throws(JSONObject.SyntaxError) -> Bool {
        let member = object.members[column.index]
        if member.kind == .string {
            guard member.value.count > 2 else { return false }
            try values.set(column.field, to: object.text(of: member))
            return true
        }
        guard
            let strings = try object.strings(of: member)
                ?? names(in: member, of: object, column.field, values.normalizer.version)
        else {
            if column.name.isCertain { throw object.notText(member) }
            return false
        }
        guard strings.contains(where: { !$0.isEmpty }) else { return false }
        values.set(column.field, to: strings, areItems: member.kind == .array || member.kind == .object)
        return true
    }

    /// Under which an object has its text.
    private static let textNames = ["rendered", "zh", "zh-CN", "zh_CN", "zh-Hans", "cn", "#text", "__cdata"]

    /// News services give sources and categories as objects, and databases dates: `"source": {"id": null, "name": "…"}`.
    private static func names(
        in member: JSONObject.Member, of object: JSONObject, _ field: RecordField, _ version: TextNormalizer.Version
    ) -> [String]? {
        switch field {
        // `{"rendered": "…"}` of WordPress, and texts in several languages.
        case .title where version > .four, .text where version > .four:
            for name in textNames {
                if let found = JSONPath.strings(object, member, [name]) { return found }
            }
            return nil
        // As MongoDB writes them.
        case .date:
            return JSONPath.strings(object, member, ["$date"])
                ?? JSONPath.strings(object, member, ["$date", "$numberLong"])
        case .source, .industries, .keywords: return PrintedObjects.names(in: member, of: object)
        default: return nil
        }
    }
}

extension InputFormat {
    static let jsonLines = InputFormat(
        endings: ["jsonl", "ndjson", "json", "jl", "jsonlines"], begins: { line, _ in trimmed(line).hasPrefix("{") },
        open: { stream, _, options in
            switch try JSONLayout(of: stream, options) {
            case .table?: return JSONTableReader(stream, options: options)
            case let layout?: return try JSONArrayReader(stream, layout, options: options)
            case nil: break
            }
            return JSONLinesReader(lines: LineReader(stream, encoding: options.encoding), options: options)
        })
}
