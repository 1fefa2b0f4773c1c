import Text

/// Reads the articles of a block of markup, one per document.
struct MarkupArticleReader {
    private let options: ReadingOptions
    private let element: UInt64
    private var fields: MarkupFields
    private var shape = FieldShape()

    /// - Parameter element: the hash of the name of the documents' element.
    init(_ options: ReadingOptions, element: UInt64) {
        self.options = options
        self.element = element
        fields = MarkupFields(options.settings.fields)
    }

    mutating func read(_ block: LineBlock) -> CorpusBatch {
        var batch = CorpusBatch()
        var usage = FieldUsage(file: block.file)
        var decoder = block.decoder
        var lines = LineCount(first: block.firstLine)
        block.bytes.withUnsafeBufferPointer { bytes in
            var at = 0
            while at < bytes.count {
                let start = tag(in: bytes, from: at) { $0 != .end }
                let between = at..<(start?.range.lowerBound ?? bytes.count)
                // A root element and what a feed says of itself may stand before the first document.
                if block.firstLine > 1 || at > 0 || start == nil,
                    let reject = stray(between, bytes, &decoder, block.file, lines.number(of: at, in: bytes))
                {
                    batch.append(.reject(reject))
                }
                guard let start else { break }
                let end = start.kind == .empty ? nil : tag(in: bytes, from: start.range.upperBound) { _ in true }
                let content =
                    start.range
                    .upperBound..<(start.kind == .empty
                    ? start.range.upperBound : end?.range.lowerBound ?? bytes.count)
                at = end?.kind == .end ? end!.range.upperBound : content.upperBound
                let first = lines.number(of: start.range.lowerBound, in: bytes)
                let last = lines.number(of: max(content.upperBound - 1, start.range.lowerBound), in: bytes)
                let origin = Origin(file: block.file, line: first)
                batch.append(entry(bytes, content, origin, last, &decoder, &usage))
            }
        }
        if let refusal = block.refusal {
            batch.append(.reject(Reject(origin: Origin(file: block.file, line: lines.last), reason: refusal)))
        }
        shape.settle(into: &usage)
        usage.remarks.encoding = decoder.guessed
        batch.usage = usage
        return batch
    }

    private func tag(
        in bytes: UnsafeBufferPointer<UInt8>, from start: Int, where isWanted: (MarkupTag.Kind) -> Bool
    ) -> MarkupTag? {
        var at = start
        while let found = bytes.firstTag(from: at) {
            at = found + 1
            if let tag = MarkupTag(in: bytes, at: found), tag.hash == element, isWanted(tag.kind) { return tag }
        }
        return nil
    }

    private mutating func entry(
        _ bytes: UnsafeBufferPointer<UInt8>, _ content: Range<Int>, _ origin: Origin, _ last: Int,
        _ decoder: inout LineDecoder, _ usage: inout FieldUsage
    ) -> CorpusEntry {
        func reject(_ reason: String) -> CorpusEntry {
            .reject(Reject(origin: origin, through: last, reason: reason))
        }
        if content.count > LineReader.longestRecord { return reject(RecordTooLong.reason) }
        let raw = Array(bytes[content])[...]
        if raw.firstIndex(ofByte: 0) != nil {
            return reject("a NUL byte: the file is damaged, or neither UTF-8 nor GB18030 text")
        }
        guard let text = decoder.decode(raw) else {
            let encoding = (decoder.encoding ?? .utf8).rawValue.uppercased()
            return reject("not \(encoding); the file may be in another encoding")
        }
        guard text.withUnsafeBufferPointer({ fields.cut($0) }) else {
            return reject("more than \(MarkupFields.mostFields) fields")
        }
        var names = fields.fields.map(\.name)
        var texts = fields.fields.map(\.value)
        if !fields.rest.isEmpty {
            // A name that no element can have.
            names.append(MarkupArticleReader.restName)
            texts.append(fields.rest)
        }
        let mapping = options.settings.fields
        shape.look(at: names, &usage) { name in
            name == MarkupArticleReader.restName
                ? FieldName(field: .text, tier: .weak, rank: 1000, isCertain: false) : mapping.match(name)
        }
        for index in texts.indices where texts[index].utf8.contains(UInt8(ascii: "&")) {
            // Texts are cleaned of markup as those of every format are, which decodes their entities too.
            switch shape.field(at: index) {
            case .title?, .text?, .source?: if options.settings.normalizer.version > .one { continue }
            default: break
            }
            texts[index] = MarkupText.text(of: texts[index])
        }
        var values = FieldValues(options)
        let textIndex = shape.fill(&values, from: texts)
        // A text that stands in no element must be the text for whoever reads what is written of the record.
        if let textIndex, names[textIndex] == MarkupArticleReader.restName {
            if let empty = names.firstIndex(of: "text") { names[empty] = MarkupArticleReader.restName }
            names[textIndex] = "text"
        }
        let row = options.keepsRows ? zip(names, texts).map { SourceRow.Field(name: $0, value: $1) } : []
        return values.entry(origin: origin, through: last, row: options.keepsRows ? .fields(row) : .none)
    }

    private static let restName = "(text outside elements)"

    /// Text between two documents, which belongs to none.
    private func stray(
        _ range: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>, _ decoder: inout LineDecoder, _ file: String,
        _ line: Int
    ) -> Reject? {
        guard !bytes[range].allSatisfy({ $0 <= 0x20 }) else { return nil }
        guard let text = decoder.decode(Array(bytes[range])[...]) else {
            return Reject(origin: Origin(file: file, line: line), reason: "text outside any document")
        }
        let kept = text.withUnsafeBufferPointer(MarkupFields.withoutTags).filter { $0 != "\u{FEFF}" }
        guard !kept.isEmpty else { return nil }
        let blank = bytes[range].prefix { $0 <= 0x20 }.count { $0 == 0x0A }
        let lines = bytes[range].count { $0 == 0x0A }
        return Reject(
            origin: Origin(file: file, line: line + blank), through: line + lines,
            reason: "text outside any document: \(kept.prefix(20))… (a document is <doc>…</doc>)")
    }
}

/// On which lines bytes stand that are asked for from left to right.
private struct LineCount {
    private(set) var last: Int
    private var counted = 0

    init(first: Int) { last = first }

    mutating func number(of index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        guard index > counted else { return last }
        last += bytes[counted..<index].count { $0 == 0x0A }
        counted = index
        return last
    }
}
