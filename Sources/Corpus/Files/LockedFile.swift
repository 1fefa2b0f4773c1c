import Foundation
import Synchronization

/// A file that a library of this process holds locks on: an archive that SQLite has open, with the file of locks beside it.
///
/// A process that closes any descriptor of a file loses all of its locks on that file, whoever set them (POSIX, `fcntl`).
/// Another program that ends then takes itself for the last one at the archive, and removes the log from under
/// connections that still read and write it. So whoever opens an archive holds it here first, and whatever else opens a
/// file that may be an archive reads and closes it here: its descriptor stays open as long as the archive is held.
package final class LockedFile: Sendable {
    private struct Holding {
        let path: String
        let place: FilePlace?
        /// Descriptors to be closed when nobody holds their file.
        var waiting: [Int32] = []

        func holds(_ place: FilePlace) -> Bool {
            self.place == place || ["", "-shm"].contains { FilePlace(path: path + $0) == place }
        }
    }

    private struct Holdings {
        private var holdings: [Int: Holding] = [:]
        private var next = 0

        mutating func add(_ holding: Holding) -> Int {
            next += 1
            holdings[next] = holding
            return next
        }

        mutating func remove(_ number: Int) {
            for descriptor in holdings.removeValue(forKey: number)?.waiting ?? [] { close(descriptor) }
        }

        mutating func close(_ descriptor: Int32) {
            guard let place = FilePlace(descriptor: descriptor),
                let number = holdings.first(where: { $0.value.holds(place) })?.key
            else {
                Foundation.close(descriptor)
                return
            }
            holdings[number]!.waiting.append(descriptor)
        }

        /// A descriptor of a file that is held, and is open already.
        func descriptor(of place: FilePlace) -> Int32? {
            for holding in holdings.values {
                if let known = holding.waiting.first(where: { FilePlace(descriptor: $0) == place }) { return known }
            }
            return nil
        }
    }

    private static let all = Mutex(Holdings())
    private let number: Int

    /// To be made before the file is opened, and kept until it is closed.
    ///
    /// - Parameter path: of the file itself, which may not be there yet, or of a link to it.
    package init(holding path: String) {
        let target = FilePlace.target(of: path)
        number = LockedFile.all.withLock { $0.add(Holding(path: target, place: FilePlace(path: target))) }
    }

    deinit { LockedFile.all.withLock { $0.remove(number) } }

    /// Closes a descriptor, once nobody holds its file.
    package static func close(_ descriptor: Int32) { all.withLock { $0.close(descriptor) } }

    /// The first bytes of a regular file; fewer than `count` where it is shorter, nil where it cannot be read, and `errno`
    /// says why.
    package static func head(of path: String, count: Int) -> [UInt8]? {
        all.withLock { holdings in
            let known = FilePlace(path: path).flatMap(holdings.descriptor)
            let descriptor = known ?? open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { return nil }
            let read = first(count, of: descriptor)
            let reason = errno
            if known == nil { holdings.close(descriptor) }
            errno = reason
            return read
        }
    }

    private static func first(_ count: Int, of descriptor: Int32) -> [UInt8]? {
        var isFailed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = pread(descriptor, buffer.baseAddress! + filled, count - filled, off_t(filled))
                if got < 0, errno == EINTR { continue }
                isFailed = got < 0
                if got <= 0 { break }
                filled += got
            }
        }
        return isFailed ? nil : bytes
    }
}
