import Foundation

/// The folder where files that came in and files to take away lie until the server ends.
///
/// A server that is killed cannot clear it. So each holds a lock in its folder, and the next one that starts clears those
/// whose lock nobody holds.
final class OwnFolder: Sendable {
    let path: String
    private let descriptor: Int32

    private static let start = "trend-serve-"
    private static let lockName = ".lock"

    /// - Throws: the error of the file system.
    init() throws {
        let temporary = FileManager.default.temporaryDirectory
        OwnFolder.clear(temporary.path)
        path = temporary.appendingPathComponent(OwnFolder.start + Keys.random().prefix(16)).path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        descriptor = open("\(path)/\(OwnFolder.lockName)", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw POSIXError(.init(rawValue: errno) ?? .EIO)
        }
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    deinit { close(descriptor) }

    /// Removes what servers of this user left that are gone.
    private static func clear(_ temporary: String) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: temporary)) ?? [] where name.hasPrefix(start)
        {
            let folder = "\(temporary)/\(name)"
            var status = stat()
            guard lstat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == getuid() else {
                continue
            }
            // A folder without a lock may be one that is being made.
            let descriptor = open("\(folder)/\(lockName)", O_RDWR | O_CLOEXEC | O_NOFOLLOW)
            guard descriptor >= 0 else { continue }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { try? FileManager.default.removeItem(atPath: folder) }
            close(descriptor)
        }
    }
}
