import Foundation

/// One line of a file without its line end.
struct TextLine {
    var text: String
    /// From 1.
    var number: Int
}

/// Reads a file line by line: `\n` or `\r\n`, a byte-order mark skipped, bytes turned into text.
///
/// Holds one line and one block of the file at a time.
struct LineReader {
    let name: String
    private let stream: ByteStream
    private var decoder: LineDecoder
    private var block = UnsafeRawBufferPointer(start: nil, count: 0)
    private var at = 0
    private var partial: [UInt8] = []
    private var number = 0
    private var ended = false
    /// Lines given back by a reader that looked ahead, the next one last.
    private var returned: [Line] = []

    enum Line {
        case text(TextLine)
        /// The line's bytes are not text in the file's encoding.
        case undecodable(number: Int, encoding: TextEncoding)
    }

    init(path: String, encoding: TextEncoding?) throws {
        name = path == "-" ? "standard input" : path
        stream = try ByteStream(path: path)
        decoder = LineDecoder(encoding: encoding)
    }

    /// Makes `lines` the next ones to be read, in their order.
    mutating func giveBack(_ lines: some BidirectionalCollection<TextLine>) {
        giveBack(lines.map(Line.text))
    }

    mutating func giveBack(_ lines: [Line]) { returned.append(contentsOf: lines.reversed()) }

    mutating func next() throws -> Line? {
        if let line = returned.popLast() { return line }
        while true {
            if at < block.count {
                let rest = UnsafeRawBufferPointer(rebasing: block[at...])
                if let found = memchr(rest.baseAddress!, 0x0A, rest.count) {
                    let length = UnsafeRawPointer(found) - rest.baseAddress!
                    at += length + 1
                    let line = UnsafeRawBufferPointer(rebasing: rest[..<length])
                    if partial.isEmpty { return try finish(line) }
                    partial.append(contentsOf: line)
                    return try finishPartial()
                }
                partial.append(contentsOf: rest)
                at = block.count
            }
            if ended { return nil }
            block = try stream.next()
            at = 0
            if block.isEmpty {
                ended = true
                return partial.isEmpty ? nil : try finishPartial()
            }
        }
    }

    private mutating func finishPartial() throws -> Line {
        let bytes = partial
        partial.removeAll(keepingCapacity: bytes.count < 1 << 20)
        return try bytes.withUnsafeBytes { try finish($0) }
    }

    private mutating func finish(_ bytes: UnsafeRawBufferPointer) throws -> Line {
        number += 1
        var line = bytes
        if number == 1 {
            if line.starts(with: [0xFF, 0xFE]) || line.starts(with: [0xFE, 0xFF]) {
                throw CorpusError.wrongFormat(
                    path: name, reason: "is UTF-16; save it as UTF-8 or GB18030 and try again")
            }
            if line.starts(with: [0xEF, 0xBB, 0xBF]) { line = .init(rebasing: line[3...]) }
        }
        if line.last == 0x0D { line = .init(rebasing: line.dropLast()) }
        guard let text = decoder.decode(line) else {
            return .undecodable(number: number, encoding: decoder.encoding ?? .utf8)
        }
        return .text(TextLine(text: text, number: number))
    }
}

extension LineReader {
    func reject(undecodable number: Int, _ encoding: TextEncoding) -> Reject {
        Reject(
            origin: Origin(file: name, line: number),
            reason: "bytes that are not \(encoding.rawValue.uppercased()) text (--encoding names another)")
    }

    func origin(_ number: Int) -> Origin { Origin(file: name, line: number) }
}
