import Corpus
import Foundation

/// A file without a name, which a library that opens files by name can write to.
final class TemporaryWorkbook {
    private let descriptor: Int32
    private let output: String
    let path: String

    /// - Parameter output: as messages name the file.
    init(for output: String, in folder: String?) throws {
        self.output = output
        var opened: Int32 = -1
        #if os(Linux)
            // O_TMPFILE, a macro that Swift does not see.
            opened = open(folder ?? NSTemporaryDirectory(), O_RDWR | O_DIRECTORY | 0o20000000 | O_CLOEXEC, 0o600)
        #endif
        if opened < 0, let file = tmpfile() {
            opened = dup(fileno(file))
            fclose(file)
        }
        guard opened >= 0 else {
            throw CorpusError.unwritable(path: output, reason: "no temporary file can be created")
        }
        descriptor = opened
        path = "/dev/fd/\(descriptor)"
    }

    deinit { close(descriptor) }

    func copy(_ write: (UnsafeRawBufferPointer) throws -> Void) throws {
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { block.deallocate() }
        var offset = 0
        while true {
            let count = pread(descriptor, block.baseAddress, block.count, off_t(offset))
            guard count >= 0 else {
                throw CorpusError.unwritable(path: output, reason: String(cString: strerror(errno)))
            }
            if count == 0 { return }
            offset += count
            try write(UnsafeRawBufferPointer(rebasing: block[..<count]))
        }
    }
}
