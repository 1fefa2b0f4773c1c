import Text
import Foundation

/// One line of a file without its line end.
struct TextLine {
    var text: String
    /// From 1.
    var number: Int
    /// A byte-order mark may stand within it, where files were joined of which one did not end its last line.
    var mayHoldMark = false

    /// The line cut at the first byte-order mark within it, if there is one.
    func cutAtMark() -> (before: TextLine, after: TextLine)? {
        guard mayHoldMark, let mark = text.unicodeScalars.firstIndex(of: "\u{FEFF}") else { return nil }
        let after = text.unicodeScalars[text.unicodeScalars.index(after: mark)...]
        return (
            TextLine(text: String(text.unicodeScalars[..<mark]), number: number),
            TextLine(text: String(after), number: number, mayHoldMark: true)
        )
    }
}

/// Cuts a file into blocks of whole lines, and gives them as blocks or line by line; a byte-order mark
/// is skipped, and a line ends at `\n`, `\r\n` or `\r`.
///
/// Holds two blocks of the file at a time. What cannot be cut into lines costs a line without text: one too
/// long to be held, and the rest of a file that unpacks without end.
struct LineReader {
    let name: String
    private let stream: ByteStream
    private var decoder: LineDecoder
    /// The beginning of a line whose end has not been read.
    private var partial: [UInt8] = []
    private var lineCount = 0
    private var isFirst = true
    /// In the middle of a line too long, which has been refused already.
    private var isSkipping = false
    private var isRefused = false
    private var current: LineBlock.Lines?
    /// What was given back by a reader that looked ahead, the next one last.
    private var returnedBlocks: [LineBlock] = []
    private var returnedLines: [Line] = []

    enum Line {
        case text(TextLine)
        /// The line's bytes are not text in the file's encoding.
        case undecodable(Reject)
    }

    private static let blockSize = 1 << 18
    /// In bytes, of a line and of a record of many lines; it bounds the memory that hostile input can take.
    static let longestRecord = 16 << 20

    init(path: String, encoding: TextEncoding?) throws {
        self.init(try ByteStream(path: path), encoding: encoding)
    }

    /// - Parameter stream: from its beginning on.
    init(_ stream: ByteStream, encoding: TextEncoding?) {
        name = stream.name
        self.stream = stream
        decoder = LineDecoder(encoding: encoding)
    }

    /// The encoding that was chosen by the bytes read so far.
    var guessedEncoding: TextEncoding? { decoder.guessed }

    func origin(_ number: Int) -> Origin { Origin(file: name, line: number) }

    /// The next lines, about 256 KB of them and at least one; nil at the end.
    ///
    /// - Throws: `CorpusError` where the file cannot be read.
    mutating func nextBlock() throws -> LineBlock? {
        if let block = returnedBlocks.popLast() { return block }
        while !isRefused {
            let known = partial.count
            // Twice the room for a line that did not end in the last block: linear in its length.
            var bytes = try stream.read(after: partial, atMost: max(LineReader.blockSize, known))
            if bytes.count == known {
                partial = []
                if let refusal = stream.refusal { return refuseRest(refusal) }
                return known == 0 ? nil : block(of: bytes)
            }
            if isSkipping {
                guard let end = LineReader.firstEnd(in: bytes) else { continue }
                isSkipping = false
                partial = Array(bytes[end...])
                continue
            }
            guard let end = LineReader.lastEnd(in: bytes, from: known) else {
                guard bytes.count > LineReader.longestRecord else {
                    partial = bytes
                    continue
                }
                partial = []
                isSkipping = true
                return refused(LineBlock.tooLong)
            }
            partial = Array(bytes[end...])
            bytes.removeLast(partial.count)
            return block(of: bytes)
        }
        return nil
    }

    /// Behind the last line end; a `\r` at the very end may be half of one, so it is passed over.
    private static func lastEnd(in bytes: [UInt8], from start: Int) -> Int? {
        let index =
            bytes[start...].lastIndex(of: 0x0A) ?? bytes[max(0, start - 1)...].dropLast().lastIndex(of: 0x0D)
        return index.map { $0 + 1 }
    }

    private static func firstEnd(in bytes: [UInt8]) -> Int? {
        guard let index = bytes.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return nil }
        return bytes[index...].starts(with: [0x0D, 0x0A]) ? index + 2 : index + 1
    }

    private mutating func block(of lines: [UInt8]) -> LineBlock {
        var bytes = lines
        if isFirst {
            isFirst = false
            if (try? stream.isUTF16) == true { decoder = LineDecoder(encoding: .utf8) }
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        }
        LineReader.endLinesAlike(&bytes)
        let mayDecide = decoder.encoding == nil && bytes.contains { $0 >= 0x80 }
        let isUTF8 = mayDecide && bytes.withUnsafeBufferPointer(isValidUTF8)
        if mayDecide, !isUTF8 { decoder.guess(from: bytes) }
        let block = LineBlock(file: name, bytes: bytes, firstLine: lineCount + 1, decoder: decoder)
        lineCount += bytes.count { $0 == 0x0A }
        if mayDecide { decoder = isUTF8 ? LineDecoder(encoding: .utf8) : decoder.after(block) }
        return block
    }

    /// Makes a `\n` of each `\r` that no `\n` follows.
    static func endLinesAlike(_ bytes: inout [UInt8]) {
        bytes.withUnsafeMutableBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            var at = 0
            while let found = memchr(base + at, 0x0D, bytes.count - at) {
                at = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
                if at == bytes.count || bytes[at] != 0x0A { bytes[at - 1] = 0x0A }
            }
        }
    }

    private mutating func refuseRest(_ reason: String) -> LineBlock {
        isRefused = true
        return refused(reason)
    }

    /// A block that stands for a line that is not read.
    private mutating func refused(_ reason: String) -> LineBlock {
        isFirst = false
        lineCount += 1
        return LineBlock(file: name, bytes: [], firstLine: lineCount, decoder: decoder, refusal: reason)
    }

    mutating func next() throws -> Line? {
        if let line = returnedLines.popLast() { return line }
        while true {
            if let (text, number) = current?.next() {
                guard let text else { return .undecodable(current!.undecodable(number)) }
                return .text(
                    TextLine(text: String(utf8: text), number: number, mayHoldMark: current!.hasMarks))
            }
            current = try nextBlock()?.lines()
            if current == nil { return nil }
        }
    }

    /// Makes `lines` the next ones to be read, in their order.
    mutating func giveBack(_ lines: some BidirectionalCollection<TextLine>) {
        returnedLines += lines.reversed().map(Line.text)
    }

    /// The next line that is not blank, which stays unread with those before it; nil where none can be read.
    mutating func peekContent() throws -> String? {
        var seen: [Line] = []
        defer { returnedLines += seen.reversed() }
        while let line = try next() {
            seen.append(line)
            guard case .text(let text) = line else { return nil }
            if !trimmed(text.text).isEmpty { return text.text }
        }
        return nil
    }

    mutating func giveBack(_ blocks: [LineBlock]) { returnedBlocks.append(contentsOf: blocks.reversed()) }
}

/// A record of many lines that is longer than any article.
enum RecordTooLong {
    static let reason = "a record longer than \(LineReader.longestRecord >> 20) MB"
}
