import CZlib
import Foundation

/// The bytes of a file or of standard input, unpacked where they are gzip.
///
/// Plain and packed input is told apart by its first two bytes, so names need not end in `.gz`, and
/// packed files that were joined end to end are read to the last.
final class ByteStream {
    private let name: String
    private let file: gzFile
    private var unpacked = 0
    /// Why the rest of the file is not read, where it is not: packed data that unpack to more than any text.
    private(set) var refusal: String?

    /// Text packs to a third, a log of equal lines to a fiftieth; gzip can pack to a thousandth.
    private static let mostExpansion = 200
    /// So many bytes may come of however little.
    private static let expansionAllowed = 64 << 20

    /// - Parameter path: a file, or `-` for standard input.
    init(path: String) throws {
        name = path
        let descriptor: Int32
        if path == "-" {
            descriptor = dup(STDIN_FILENO)
        } else {
            descriptor = open(path, O_RDONLY | O_CLOEXEC)
        }
        guard descriptor >= 0 else {
            if errno == ENOENT { throw CorpusError.notFound(path: path) }
            throw CorpusError.unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        guard let opened = gzdopen(descriptor, "rb") else {
            close(descriptor)
            throw CorpusError.unreadable(path: path, reason: "not enough memory to open it")
        }
        file = opened
        gzbuffer(file, 1 << 17)
    }

    deinit { gzclose(file) }

    /// `head` and what follows it in the file: at most `limit` bytes more, none only at the end.
    ///
    /// - Throws: `CorpusError.unreadable` where the file cannot be read or its gzip data are damaged.
    func read(after head: [UInt8], atMost limit: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: head.count + limit) { buffer, filled in
            _ = buffer.update(fromContentsOf: head)
            filled = head.count + (try read(into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[head.count...])))
        }
    }

    private func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard refusal == nil else { return 0 }
        let count = gzread(file, buffer.baseAddress, UInt32(clamping: min(buffer.count, Int(Int32.max))))
        var code: Int32 = Z_OK
        let message = gzerror(file, &code).map { String(cString: $0) } ?? ""
        // A packed file that was cut off reads as if it ended, with Z_BUF_ERROR set.
        guard count >= 0, code == Z_OK || code == Z_STREAM_END else {
            let reason =
                code == Z_ERRNO
                ? String(cString: strerror(errno))
                : code == Z_BUF_ERROR
                    ? "the gzip data end too early: the file was cut off"
                    : "the gzip data are damaged (\(message))"
            throw CorpusError.unreadable(path: name, reason: reason)
        }
        unpacked += Int(count)
        // Of a pipe the place is not known, and none is refused.
        let packed = unpacked > ByteStream.expansionAllowed ? gzoffset(file) : -1
        if packed >= 0, unpacked > ByteStream.mostExpansion * packed {
            refusal = "the gzip data unpack to more than \(ByteStream.mostExpansion) times their size: "
                + "the file is not read from here on"
            return 0
        }
        return Int(count)
    }
}
