import Foundation

/// Appends corrections to a file, each on the disk before the next one is asked for.
///
/// A correction is one write of a whole line, so what a crash or a full disk can cost is the last one. The
/// rest of a line that was cut off stays a line of its own, which reading passes over.
public final class CorrectionLog {
    private let path: String
    private let descriptor: Int32

    /// - Throws: `CorpusError.unwritable`.
    public init(path: String) throws {
        self.path = path
        descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure() }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// - Throws: `CorpusError.unwritable`; what was appended before stays.
    public func append(_ correction: Correction) throws {
        let line = (endsInsideLine ? "\n" : "") + correction.json + "\n"
        try Array(line.utf8).withUnsafeBytes { try writeAll($0, to: descriptor, name: path) }
        // Pipes and the like cannot be flushed.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure() }
    }

    private var endsInsideLine: Bool {
        let end = lseek(descriptor, 0, SEEK_END)
        var last: UInt8 = 0x0A
        return end > 0 && pread(descriptor, &last, 1, end - 1) == 1 && last != 0x0A
    }

    private func failure() -> CorpusError {
        .unwritable(path: path, reason: String(cString: strerror(errno)))
    }
}
