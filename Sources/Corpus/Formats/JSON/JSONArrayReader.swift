import Text

/// Cuts the objects of JSON arrays, or objects that stand one after another on several lines each, into blocks of one
/// object per line, which are then read as JSON lines.
///
/// Memory: two blocks, and the longest object. Arrays that follow one another are read as one. Of the arrays within an
/// object all are read that hold records like those of the first one (`JSONListChoice`).
///
/// A damaged object costs itself: the next one is found by the name it begins with (`JSONFirstNames`). Where none is found,
/// nobody can tell how many are missing, and the file is unreadable from there on, as gzip data that are cut off.
struct JSONArrayReader: RecordReader {
    private let stream: ByteStream
    private let options: ReadingOptions
    /// Whether the objects stand in an array, which must end.
    private let isArray: Bool
    private var element: JSONElement
    private var decoder: LineDecoder

    private var chunk: [UInt8] = []
    private var at = 0
    /// How many bytes stand before the chunk.
    private var passed = 0
    private var line = 1
    private var record = 0
    private var isEnded = false

    /// In the array, behind it, or at the end of the file.
    private var isInArray: Bool
    private var isInElement = false
    private var isTooLong = false
    /// Of arrays that stand in an object.
    private var choice: JSONListChoice?
    /// How many bytes stand behind the array, and from which line on.
    private var rest = 0
    private var restLine = 1
    private var firstLine = 1
    /// A record was found within another one, so brackets may close what they should not.
    private var isDamaged = false
    /// What ended the reading. It is thrown once all that was read before has been given.
    private var failure: CorpusError?

    private static let blockSize = 1 << 18

    init(_ stream: ByteStream, _ layout: JSONLayout, options: ReadingOptions) throws {
        self.stream = stream
        self.options = options
        let head = Array(try stream.peek(JSONLayout.searched))
        let isUTF16 = try stream.isUTF16
        let isUTF8 = isUTF16 || JSONLayout.isUTF8(head, options)
        element = JSONElement(isUTF8: isUTF8)
        decoder = LineDecoder(encoding: isUTF16 ? .utf8 : options.encoding)
        decoder.guess(from: head)
        isArray = layout != .objects
        isInArray = true
        if case .array(let start) = layout {
            if head[..<start].contains(UInt8(ascii: "{")) {
                choice = JSONListChoice(head[..<start], isUTF8: isUTF8, options.settings.fields)
                isInArray = false
            } else {
                chunk = try stream.read(after: [], atMost: start)
                line += JSONArrayReader.lineEnds(in: chunk[...])
                at = chunk.count
            }
        }
    }

    private static func lineEnds(in bytes: ArraySlice<UInt8>) -> Int {
        var count = 0
        for index in bytes.indices where bytes[index] == 0x0A || bytes[index] == 0x0D {
            if bytes[index] == 0x0A, index > bytes.startIndex, bytes[index - 1] == 0x0D { continue }
            count += 1
        }
        return count
    }

    mutating func nextBlock() throws -> CorpusBlock? {
        if let failure { throw failure }
        guard !isEnded else { return nil }
        var bytes: [UInt8] = []
        var spans: [ClosedRange<Int>] = []
        let first = record + 1
        var start = 0
        while isInElement || bytes.count < JSONArrayReader.blockSize {
            if at == chunk.count {
                let kept = Array(chunk.suffix(JSONFirstNames.reach))
                passed += chunk.count - kept.count
                chunk = try stream.read(after: kept, atMost: JSONArrayReader.blockSize)
                at = kept.count
                guard at < chunk.count else {
                    isEnded = true
                    break
                }
            }
            if isInElement {
                switch takeElement(into: &bytes, from: start) {
                case .goesOn: break
                case .ends: finish(&bytes, &spans, from: &start)
                case .isBroken(let next):
                    let reject = giveUp(bytes[start...], next)
                    bytes.removeSubrange(start...)
                    if let reject { return block(bytes, spans, first: first, and: [reject]) }
                }
            } else if isInArray {
                startElement()
            } else if choice != nil {
                goToNextList(&bytes, &spans, from: &start)
            } else {
                skipToNextArray()
            }
            // The reject of a long one is a block of its own.
            if isTooLong, !isInElement {
                isTooLong = false
                bytes.removeSubrange(start...)
                let reject = Reject(
                    origin: Origin(file: stream.name, line: firstLine), through: line,
                    reason: "record \(record): \(RecordTooLong.reason)")
                return block(bytes, spans, first: first, and: [reject])
            }
        }
        var rejects: [Reject] = []
        if isEnded {
            bytes.removeSubrange(start...)
            if let refusal = stream.refusal {
                rejects = [reject(refusal, from: line)]
            } else if isInElement, element.isBare, !isArray {
                rejects = [reject("record \(record + 1): not a JSON object", from: firstLine)]
            } else if let missing {
                failure = .unreadable(
                    path: stream.name,
                    reason:
                        "line \(missing.line): \(missing.what), so the file is damaged there or cut off; "
                        + "repair it, or copy or download it again")
            }
            if rest > 0, failure == nil {
                rejects.append(
                    reject(
                        "\(rest) bytes behind the list of records are not read; is this another list?", from: restLine))
            }
            if bytes.isEmpty, rejects.isEmpty {
                if let failure { throw failure }
                if choice?.remarks.isEmpty != false { return nil }
            }
        }
        return block(bytes, spans, first: first, and: rejects)
    }

    /// What has not ended at the end of the file.
    private var missing: (line: Int, what: String)? {
        if isInElement { return (firstLine, "record \(record + 1) does not end") }
        if isArray, isInArray { return (line, "the list of records does not end") }
        if isDamaged, rest > 0 { return (restLine, "the list of records ends and \(rest) bytes follow") }
        if let choice, !choice.isOutside { return (line, "the object around the lists does not end") }
        return nil
    }

    private func reject(_ reason: String, from start: Int) -> Reject {
        Reject(origin: Origin(file: stream.name, line: start), through: line, reason: reason)
    }

    private mutating func block(
        _ bytes: [UInt8], _ spans: [ClosedRange<Int>], first: Int, and rejects: [Reject]
    ) -> CorpusBlock {
        var lines = LineBlock(file: stream.name, bytes: bytes, firstLine: 1, decoder: decoder)
        lines.spans = (spans, first)
        decoder = decoder.after(lines)
        // What is to be said of all lists is known at the end.
        let remarks = isEnded ? choice?.remarks : nil
        guard !rejects.isEmpty || remarks?.isEmpty == false else { return .jsonLines(lines, options) }
        var reader = JSONArticleReader(options)
        var batch = reader.read(lines)
        batch.rejects += rejects
        if let remarks { batch.usage?.remarks.add(remarks) }
        return .batch(batch)
    }

    /// Passes over what stands between elements.
    private mutating func startElement() {
        while at < chunk.count {
            let byte = chunk[at]
            switch byte {
            case 0x20, 0x09, UInt8(ascii: ","): break
            case 0x0A, 0x0D: countLine()
            case UInt8(ascii: "]") where isArray:
                isInArray = false
                choice?.leaveList()
                at += 1
                return
            // A byte-order mark, where files were joined.
            case 0xEF where !isArray, 0xBB where !isArray, 0xBF where !isArray: break
            default:
                beginElement(with: byte)
                return
            }
            at += 1
        }
    }

    /// Passes over what stands behind an array, to where another one begins.
    private mutating func skipToNextArray() {
        while at < chunk.count {
            switch chunk[at] {
            case 0x0A, 0x0D: countLine()
            case 0x20, 0x09, UInt8(ascii: ","), 0xEF, 0xBB, 0xBF: break
            case UInt8(ascii: "[") where rest == 0:
                isInArray = true
                at += 1
                return
            // A stray bracket has ended the array before.
            case UInt8(ascii: "{") where rest == 0 && isBehindComma:
                isInArray = true
                return
            default:
                if rest == 0 { restLine = line }
                rest += 1
            }
            at += 1
        }
    }

    /// Goes through what is around the arrays, to where the objects of another one begin. Articles on the way are taken.
    private mutating func goToNextList(
        _ bytes: inout [UInt8], _ spans: inout [ClosedRange<Int>], from start: inout Int
    ) {
        while at < chunk.count {
            let byte = chunk[at]
            if byte == 0x0A || byte == 0x0D { countLine() }
            if choice!.isOutside, JSONArrayReader.isStray(byte) {
                if rest == 0 { restLine = line }
                rest += 1
            } else if choice!.meetsList(byte, at: passed + at) {
                isInArray = true
                return
            } else if let article = choice!.article {
                record += 1
                spans.append(max(1, line - JSONArrayReader.lineEnds(in: article[...]))...line)
                bytes += article.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 } + [0x0A]
                start = bytes.count
            }
            at += 1
        }
    }

    private var isBehindComma: Bool {
        let end = chunk.withUnsafeBufferPointer { JSONFirstNames.endOfContent(before: at, in: $0) }
        return end > 0 && chunk[end - 1] == UInt8(ascii: ",")
    }

    /// Whether a byte belongs to nothing where no object or array is open.
    private static func isStray(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","), 0xEF, 0xBB, 0xBF, UInt8(ascii: "{"), UInt8(ascii: "["): false
        default: true
        }
    }

    private mutating func countLine() {
        // `\r\n` is one end.
        if chunk[at] == 0x0A, at > 0, chunk[at - 1] == 0x0D { return }
        line += 1
    }

    /// Takes what is there of an element.
    private mutating func takeElement(into bytes: inout [UInt8], from start: Int) -> JSONElement.Course {
        let begin = at
        let isFirst = bytes.count == start
        let course = chunk.withUnsafeBufferPointer { element.take($0, at: &at, isFirst: isFirst) }
        append(begin..<at, to: &bytes, from: start)
        return course
    }

    /// Goes on with the record that begins within a damaged one.
    ///
    /// - Returns: the damaged one, if it is of a list that is read.
    private mutating func giveUp(_ damaged: ArraySlice<UInt8>, _ next: Int) -> Reject? {
        let (end, passed) = chunk.withUnsafeBufferPointer {
            (JSONFirstNames.endOfContent(before: next, in: $0), JSONArrayReader.lineEnds(in: chunk[next..<at]))
        }
        line -= passed
        at = next
        let last = line - JSONArrayReader.lineEnds(in: chunk[end..<next])
        let isRead = choice?.takes(damaged) != false
        if isRead { record += 1 }
        let reject = Reject(
            origin: Origin(file: stream.name, line: firstLine), through: last,
            reason: "record \(record): a quotation mark, a bracket or a line end is out of place in it")
        isDamaged = true
        beginElement(with: chunk[at])
        return isRead ? reject : nil
    }

    private mutating func beginElement(with byte: UInt8) {
        element.begin(with: byte)
        isInElement = true
        isTooLong = false
        firstLine = line
    }

    /// Line ends become spaces, so that the element stands on one line.
    private mutating func append(_ range: Range<Int>, to bytes: inout [UInt8], from start: Int) {
        let old = bytes.count
        if !isTooLong { bytes.append(contentsOf: chunk[range]) }
        for index in range where chunk[index] == 0x0A || chunk[index] == 0x0D {
            if chunk[index] == 0x0D || index == 0 || chunk[index - 1] != 0x0D { line += 1 }
            if !isTooLong { bytes[old + index - range.lowerBound] = 0x20 }
        }
        if bytes.count - start > LineReader.longestRecord { isTooLong = true }
    }

    private mutating func finish(_ bytes: inout [UInt8], _ spans: inout [ClosedRange<Int>], from start: inout Int) {
        isInElement = false
        if choice?.takes(bytes[start...]) == false {
            isTooLong = false
            bytes.removeSubrange(start...)
            return
        }
        record += 1
        guard !isTooLong else { return }
        bytes.append(0x0A)
        spans.append(firstLine...line)
        start = bytes.count
    }
}
