import CZlib

/// Unpacks gzip data that come piece by piece: members joined end to end (RFC 1952), perhaps with zeros between or
/// behind them, as tapes and blocks are filled up. What else stands behind a member is counted.
final class GzipInflater {
    struct Damage: Error {
        var message: String
    }

    /// zlib keeps its address, so it stays where it is.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private enum Place { case inFirst, between, inFurther, behind }
    private var place = Place.inFirst
    private var foreign = 0

    init() {
        stream.initialize(to: z_stream())
        // The largest window, and 16 for gzip only.
        let code = inflateInit2_(stream, MAX_WBITS + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(code == Z_OK, "zlib has no memory")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Whether the data may end here: no member is cut off.
    var mayEnd: Bool { place == .between || place == .behind || hasLoneByte }

    /// How many bytes came behind the last member that are neither zeros nor a further one.
    ///
    /// Known when all has come.
    var bytesBehind: Int { hasLoneByte ? 1 : foreign }

    /// The first byte of a member, and nothing behind it, tells of none.
    private var hasLoneByte: Bool { place == .inFurther && stream.pointee.total_in < 2 }

    /// Unpacks into a buffer, and takes from the input what it has used.
    ///
    /// - Returns: how many bytes were unpacked; none where more input is needed.
    func inflate(
        _ input: inout UnsafeRawBufferPointer, into buffer: UnsafeMutableRawBufferPointer
    ) throws(Damage) -> Int {
        if place == .between { skipZeros(&input) }
        if place == .behind {
            foreign += input.count
            input = UnsafeRawBufferPointer(rebasing: input[input.count...])
        }
        guard !input.isEmpty else { return 0 }
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.assumingMemoryBound(to: UInt8.self).baseAddress)
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = buffer.assumingMemoryBound(to: UInt8.self).baseAddress
        stream.pointee.avail_out = UInt32(clamping: buffer.count)
        let offered = Int(stream.pointee.avail_out)
        let code = CZlib.inflate(stream, Z_NO_FLUSH)
        input = UnsafeRawBufferPointer(rebasing: input[(input.count - Int(stream.pointee.avail_in))...])
        let count = offered - Int(stream.pointee.avail_out)
        switch code {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END:
            place = .between
            inflateReset(stream)
        // Two bytes tell a member.
        case Z_DATA_ERROR where place == .inFurther && stream.pointee.total_in <= 2:
            place = .behind
            foreign = Int(stream.pointee.total_in)
        default: throw Damage(message: stream.pointee.msg.map { String(cString: $0) } ?? "code \(code)")
        }
        return count
    }

    private func skipZeros(_ input: inout UnsafeRawBufferPointer) {
        let start = input.firstIndex { $0 != 0 } ?? input.count
        input = UnsafeRawBufferPointer(rebasing: input[start...])
        if let first = input.first { place = first == 0x1F ? .inFurther : .behind }
    }
}
