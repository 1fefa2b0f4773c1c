import CZlib
import Foundation

/// The bytes of a file or of standard input, unpacked where they are gzip.
///
/// Plain and packed input is told apart by its first two bytes, so names need not end in `.gz`, and
/// packed files that were joined end to end are read to the last.
final class ByteStream {
    private let name: String
    private let file: gzFile

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
        return Int(count)
    }
}
