import CBridge
import Corpus
import Foundation

/// A file that lies in memory. Jobs of this process open it by its path.
final class MemoryFile {
    let path: String
    private let name: String
    private var descriptor: Int32

    /// - Parameter name: as `PathName` shows it.
    /// - Throws: `CorpusError`.
    init(name: String) throws {
        self.name = name
        // The system allows 249 bytes.
        descriptor = trend_memory_file(String(name.prefix(60)))
        guard descriptor >= 0 else {
            throw CorpusError.unwritable(path: name, reason: String(cString: strerror(errno)))
        }
        path = "/proc/self/fd/\(descriptor)"
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes(write) }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest)
            let count = Foundation.write(descriptor, part.baseAddress, part.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw CorpusError.unwritable(path: name, reason: String(cString: strerror(errno)))
            }
            rest = rest[(rest.startIndex + count)...]
        }
    }

    /// The file's descriptor, which the caller closes.
    func keptDescriptor() -> Int32 {
        defer { descriptor = -1 }
        return descriptor
    }
}
