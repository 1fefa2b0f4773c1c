import Text
/// Whole lines of a file that stand one after another, cut but not yet looked into: what one core reads
/// while another one reads the next.
struct LineBlock: Sendable {
    /// The file as messages name it.
    let file: String
    /// The lines with their line ends; the last one of the file may have none.
    let bytes: [UInt8]
    /// The first line's number, from 1.
    let firstLine: Int
    /// In the state in which it meets the first line.
    let decoder: LineDecoder
    /// Why the block's only line is not read; such a block has no bytes.
    var refusal: String?
    /// Of lines that are records of another form (`JSONArrayReader`): on which lines of the file each stands, and the
    /// number of the first.
    var spans: (lines: [ClosedRange<Int>], firstRecord: Int)?

    static let tooLong = "a line longer than \(LineReader.longestRecord >> 20) MB"

    /// - Parameter findsMarks: whether to look for byte-order marks within lines.
    func lines(findsMarks: Bool = true) -> Lines { Lines(self, findsMarks: findsMarks) }

    /// What reading a record of one line gave, with its place in the file.
    func placed(_ entry: CorpusEntry) -> CorpusEntry {
        guard let spans, case .reject(var reject) = entry else { return entry }
        let index = reject.origin.line - firstLine
        guard spans.lines.indices.contains(index) else { return entry }
        reject.reason = "record \(spans.firstRecord + index): \(reject.reason)"
        reject.origin.line = spans.lines[index].lowerBound
        reject.lastLine = spans.lines[index].upperBound
        return .reject(reject)
    }

    /// Where a line stands in the file.
    func origin(_ number: Int) -> Origin {
        guard let lines = spans?.lines, lines.indices.contains(number - firstLine) else {
            return Origin(file: file, line: number)
        }
        return Origin(file: file, line: lines[number - firstLine].lowerBound)
    }

    /// The lines without their ends, `\n` or `\r\n`, as UTF-8.
    struct Lines {
        /// The next line that is text and not blank.
        mutating func nextContent() -> String? {
            while let (text, _) = next() {
                if let line = text.map({ String(utf8: $0) }), !trimmed(line).isEmpty { return line }
            }
            return nil
        }

        let file: String
        private let bytes: [UInt8]
        /// The block is UTF-8 throughout, so that no line needs a check of its own.
        private let isUTF8: Bool
        private let hasNUL: Bool
        /// Byte-order marks stand in the block, as between files that were joined; known only if it was asked for.
        let hasMarks: Bool
        private var at = 0
        private var number: Int
        private var refusal: String?
        /// Why the last line has no text, where it has none.
        private var reason = ""
        private(set) var decoder: LineDecoder

        fileprivate init(_ block: LineBlock, findsMarks: Bool) {
            file = block.file
            bytes = block.bytes
            number = block.firstLine - 1
            decoder = block.decoder
            isUTF8 = decoder.readsUTF8 && bytes.withUnsafeBufferPointer(isValidUTF8)
            hasNUL = bytes[...].firstIndex(ofByte: 0) != nil
            hasMarks = findsMarks && bytes.withUnsafeBufferPointer(holdsByteOrderMark)
            refusal = block.refusal
        }

        /// - Returns: the line's text, nil for bytes that are no text in the file's encoding, and its number.
        mutating func next() -> (text: ArraySlice<UInt8>?, number: Int)? {
            guard at < bytes.count else {
                guard let refusal else { return nil }
                self.refusal = nil
                number += 1
                return (refuse(refusal), number)
            }
            let rest = bytes[at...]
            let end = rest.firstIndex(ofByte: 0x0A) ?? bytes.count
            var line = rest[..<end]
            if line.last == 0x0D { line.removeLast() }
            at = end + 1
            number += 1
            if line.first == 0xEF, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
            if line.count > LineReader.longestRecord { return (refuse(LineBlock.tooLong), number) }
            if hasNUL, line.firstIndex(ofByte: 0) != nil {
                return (refuse("a NUL byte: the file is damaged, or neither UTF-8 nor GB18030 text"), number)
            }
            if isUTF8 { return (line, number) }
            guard let text = decoder.decode(line) else {
                let encoding = (decoder.encoding ?? .utf8).rawValue.uppercased()
                return (refuse("not \(encoding); the file may be in another encoding"), number)
            }
            return (text, number)
        }

        private mutating func refuse(_ reason: String) -> ArraySlice<UInt8>? {
            self.reason = reason
            return nil
        }

        func origin(_ number: Int) -> Origin { Origin(file: file, line: number) }

        /// What is to be said of the last line, in which `next` found no text.
        func undecodable(_ number: Int) -> Reject { Reject(origin: origin(number), reason: reason) }
    }
}

/// Without branches in its loop, so that many bytes are looked at at once.
private func holdsByteOrderMark(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let raw = UnsafeRawBufferPointer(bytes)
    guard raw.count >= 3, let base = raw.baseAddress else { return false }
    let ones: UInt64 = 0x0101_0101_0101_0101
    var found: UInt64 = 0
    var at = 0
    while at + 10 <= raw.count {
        let differs =
            (base.loadUnaligned(fromByteOffset: at, as: UInt64.self) ^ (ones &* 0xEF))
            | (base.loadUnaligned(fromByteOffset: at + 1, as: UInt64.self) ^ (ones &* 0xBB))
            | (base.loadUnaligned(fromByteOffset: at + 2, as: UInt64.self) ^ (ones &* 0xBF))
        // The high bit of a byte that is 0, and perhaps of one behind such a byte.
        found |= (differs &- ones) & ~differs & (ones &* 0x80)
        at &+= 8
    }
    while at + 3 <= raw.count {
        if raw[at] == 0xEF, raw[at + 1] == 0xBB, raw[at + 2] == 0xBF { found = 1 }
        at &+= 1
    }
    return found != 0
}

extension LineDecoder {
    /// The state after the lines of a block.
    func after(_ block: LineBlock) -> LineDecoder {
        guard encoding == nil else { return self }
        // ASCII decides nothing; a block of Chinese decides at its first line that is not ASCII.
        guard block.bytes.contains(where: { $0 >= 0x80 }) else { return self }
        if block.bytes.withUnsafeBufferPointer(isValidUTF8) { return LineDecoder(encoding: .utf8) }
        var lines = LineBlock(file: block.file, bytes: block.bytes, firstLine: 1, decoder: self).lines()
        while lines.decoder.encoding == nil, lines.next() != nil {}
        return lines.decoder
    }
}
