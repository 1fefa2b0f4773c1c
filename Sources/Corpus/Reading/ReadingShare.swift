import Foundation
import Synchronization

/// How much of its files a reader has read, as they lie on the disk. Safe to look at from all threads.
final class ReadingShare: Sendable {
    private struct State {
        /// Bytes of the files that are done.
        var done = 0
        /// Bytes read of the current file, and all of them.
        var current = 0
        var size = 0
    }

    private let total: Int?
    private let state = Mutex(State())

    /// - Parameter paths: files; with standard input, or a file without bytes, nothing can be said.
    init(_ paths: [String]) {
        let sizes = paths.map(ReadingShare.size)
        total = sizes.contains(nil) ? nil : sizes.reduce(0) { $0 + $1! }
    }

    private static func size(_ path: String) -> Int? {
        var status = stat()
        guard path != "-", stat(path, &status) == 0 else { return nil }
        return Int(status.st_size)
    }

    /// From 0 to 1; nil where the files' size is not known.
    var fraction: Double? {
        guard let total, total > 0 else { return nil }
        return state.withLock { min(1, Double($0.done + min($0.current, $0.size)) / Double(total)) }
    }

    /// The next file, after all of the one before.
    func begin(_ path: String) {
        state.withLock {
            $0.done += $0.size
            ($0.current, $0.size) = (0, ReadingShare.size(path) ?? 0)
        }
    }

    func read(bytes: Int) { state.withLock { $0.current += bytes } }
}
