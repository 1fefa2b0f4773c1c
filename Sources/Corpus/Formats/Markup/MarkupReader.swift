import Foundation
import Text

/// Cuts markup such as that of the Sogou corpora into blocks of whole documents; what they say is read later, on any
/// core.
///
/// There need be no root element and no line ends. A document whose end tag is missing ends where the next one begins.
struct MarkupReader: RecordReader {
    private let stream: ByteStream
    private let element: UInt64
    private let options: ReadingOptions
    private var decoder: LineDecoder
    /// A document whose end has not been read.
    private var partial: [UInt8] = []
    private var line = 1
    private var isFirst = true
    private var isEnded = false
    /// In a document too long, which has been refused already.
    private var isSkipping = false

    private static let blockSize = 1 << 18

    /// - Parameter stream: from its beginning on.
    init(_ stream: ByteStream, _ layout: MarkupLayout, options: ReadingOptions) throws {
        self.stream = stream
        self.options = options
        element = MarkupTag.hash(of: layout.element)
        decoder = LineDecoder(encoding: try stream.isUTF16 ? .utf8 : options.encoding)
    }

    mutating func nextBlock() throws -> CorpusBlock? {
        while !isEnded {
            let known = partial.count
            // Twice the room for a document that did not end: linear in its length.
            var bytes = try stream.read(after: partial, atMost: max(MarkupReader.blockSize, known))
            partial = []
            if bytes.count == known {
                isEnded = true
                if isSkipping { bytes = [] }
                if bytes.isEmpty, stream.refusal == nil { return nil }
                return block(of: bytes, refusal: stream.refusal)
            }
            if isSkipping {
                guard let start = bytes.withUnsafeBufferPointer({ firstStart(in: $0) }) else {
                    // A tag may be cut.
                    partial = Array(bytes.suffix(16))
                    line += MarkupReader.lines(in: bytes.dropLast(16))
                    continue
                }
                isSkipping = false
                line += MarkupReader.lines(in: bytes[..<start])
                partial = Array(bytes[start...])
                continue
            }
            if let end = bytes.withUnsafeBufferPointer({ lastEnd(in: $0, from: max(0, known - 1100)) }) {
                partial = Array(bytes[end...])
                bytes.removeLast(partial.count)
                return block(of: bytes, refusal: nil)
            }
            guard bytes.count > LineReader.longestRecord else {
                partial = bytes
                continue
            }
            isSkipping = true
            let refused = LineBlock(
                file: stream.name, bytes: [], firstLine: line, decoder: decoder, refusal: RecordTooLong.reason)
            line += MarkupReader.lines(in: bytes[...])
            return .markup(refused, element, options)
        }
        return nil
    }

    /// Behind the last end of a document, or before the last beginning of one.
    private func lastEnd(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var end = bytes.count
        while let at = bytes[start..<end].lastIndex(of: UInt8(ascii: "<")) {
            if let tag = MarkupTag(in: bytes, at: at), tag.hash == element {
                if tag.kind != .start { return tag.range.upperBound }
                if at > 0 { return at }
            }
            end = at
        }
        return nil
    }

    private func firstStart(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var at = 0
        while let start = bytes.firstTag(from: at) {
            if let tag = MarkupTag(in: bytes, at: start), tag.hash == element, tag.kind == .start { return start }
            at = start + 1
        }
        return nil
    }

    private mutating func block(of bytes: [UInt8], refusal: String?) -> CorpusBlock {
        var bytes = bytes
        if isFirst, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        isFirst = false
        LineReader.endLinesAlike(&bytes)
        if decoder.encoding == nil {
            decoder.guess(from: bytes)
            // All before the first character that decides is ASCII, so the block's first line may know it too.
            decoder = decoder.after(LineBlock(file: stream.name, bytes: bytes, firstLine: 1, decoder: decoder))
        }
        let block = LineBlock(
            file: stream.name, bytes: bytes, firstLine: line, decoder: decoder, refusal: refusal)
        line += bytes.count { $0 == 0x0A }
        return .markup(block, element, options)
    }

    private static func lines(in bytes: ArraySlice<UInt8>) -> Int {
        var count = 0
        var last: UInt8 = 0
        for byte in bytes {
            if byte == 0x0A && last != 0x0D || byte == 0x0D { count += 1 }
            last = byte
        }
        return count
    }
}

extension InputFormat {
    static let markup = InputFormat(
        endings: ["xml", "sgml", "sgm"], begins: { _, _ in false },
        open: { stream, _, options in
            try MarkupReader(stream, try MarkupLayout(of: stream) ?? .usual, options: options)
        })
}
