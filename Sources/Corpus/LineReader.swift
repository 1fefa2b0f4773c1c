import Foundation

/// One line of a file without its line end.
struct TextLine {
    var text: String
    /// From 1.
    var number: Int
}

/// Cuts a file into blocks of whole lines, and gives them as blocks or line by line; a byte-order mark
/// is skipped.
///
/// Holds two blocks of the file at a time.
struct LineReader {
    let name: String
    private let stream: ByteStream
    private var decoder: LineDecoder
    /// The beginning of a line whose end has not been read.
    private var partial: [UInt8] = []
    private var lineCount = 0
    private var isFirst = true
    private var current: LineBlock.Lines?
    /// What was given back by a reader that looked ahead, the next one last.
    private var returnedBlocks: [LineBlock] = []
    private var returnedLines: [TextLine] = []

    enum Line {
        case text(TextLine)
        /// The line's bytes are not text in the file's encoding.
        case undecodable(Reject)
    }

    private static let blockSize = 1 << 18

    init(path: String, encoding: TextEncoding?) throws {
        name = path == "-" ? "standard input" : path
        stream = try ByteStream(path: path)
        decoder = LineDecoder(encoding: encoding)
    }

    func origin(_ number: Int) -> Origin { Origin(file: name, line: number) }

    /// The next lines, about 256 KB of them and at least one; nil at the end.
    ///
    /// - Throws: `CorpusError` where the file cannot be read or is UTF-16.
    mutating func nextBlock() throws -> LineBlock? {
        if let block = returnedBlocks.popLast() { return block }
        while true {
            let known = partial.count
            // Twice the room for a line that did not end in the last block: linear in its length.
            var bytes = try stream.read(after: partial, atMost: max(LineReader.blockSize, known))
            if bytes.count == known {
                partial = []
                return known == 0 ? nil : try block(of: bytes)
            }
            guard let lineEnd = bytes[known...].lastIndex(of: 0x0A) else {
                partial = bytes
                continue
            }
            partial = Array(bytes[(lineEnd + 1)...])
            bytes.removeLast(partial.count)
            return try block(of: bytes)
        }
    }

    private mutating func block(of lines: [UInt8]) throws -> LineBlock {
        var bytes = lines
        if isFirst {
            isFirst = false
            if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
                throw CorpusError.wrongFormat(
                    path: name, reason: "is UTF-16; save it as UTF-8 or GB18030 and try again")
            }
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        }
        let block = LineBlock(file: name, bytes: bytes, firstLine: lineCount + 1, decoder: decoder)
        lineCount += bytes.count { $0 == 0x0A }
        decoder = decoder.after(block)
        return block
    }

    mutating func next() throws -> Line? {
        if let line = returnedLines.popLast() { return .text(line) }
        while true {
            if let (text, number) = current?.next() {
                guard let text else { return .undecodable(current!.undecodable(number)) }
                return .text(TextLine(text: String(utf8: text), number: number))
            }
            current = try nextBlock()?.lines()
            if current == nil { return nil }
        }
    }

    /// Makes `lines` the next ones to be read, in their order.
    mutating func giveBack(_ lines: some BidirectionalCollection<TextLine>) {
        returnedLines.append(contentsOf: lines.reversed())
    }

    mutating func giveBack(_ blocks: [LineBlock]) { returnedBlocks.append(contentsOf: blocks.reversed()) }
}
