import CZlib

/// Unpacks gzip data that come piece by piece: members joined end to end (RFC 1952), and nothing of what is no
/// member behind them.
final class GzipInflater {
    struct Damage: Error {
        var message: String
    }

    /// zlib keeps its address, so it stays where it is.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private var isFirst = true
    /// What follows the last member is passed over.
    private var isPast = false

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

    /// Nothing of a member has come, or too little to tell that it is one.
    var mayEnd: Bool { isPast || !isFirst && stream.pointee.total_in < 2 }

    /// Unpacks into a buffer, and takes from the input what it has used.
    ///
    /// - Returns: how many bytes were unpacked; none where more input is needed.
    func inflate(
        _ input: inout UnsafeRawBufferPointer, into buffer: UnsafeMutableRawBufferPointer
    ) throws(Damage) -> Int {
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.assumingMemoryBound(to: UInt8.self).baseAddress)
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = buffer.assumingMemoryBound(to: UInt8.self).baseAddress
        stream.pointee.avail_out = UInt32(clamping: buffer.count)
        let offered = Int(stream.pointee.avail_out)
        let code = isPast ? Z_OK : CZlib.inflate(stream, Z_NO_FLUSH)
        input = UnsafeRawBufferPointer(rebasing: input[(input.count - Int(stream.pointee.avail_in))...])
        let count = offered - Int(stream.pointee.avail_out)
        switch code {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END:
            isFirst = false
            inflateReset(stream)
        case Z_DATA_ERROR where !isFirst && stream.pointee.total_in <= 2: isPast = true
        default: throw Damage(message: stream.pointee.msg.map { String(cString: $0) } ?? "code \(code)")
        }
        if isPast { input = UnsafeRawBufferPointer(rebasing: input[input.count...]) }
        return count
    }
}
