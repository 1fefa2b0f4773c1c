import Foundation

/// A file that appears whole or not at all: written where nobody sees it, flushed to the disk, put in place.
///
/// Until `commit()` it has no name, so nothing is left behind however the program ends. Where the file system
/// has no files without a name (NFS, and systems other than Linux), it stands beside its place as
/// `NAME.partial-PID`, and a program that is killed leaves that.
///
/// Symbolic links stay what they are: the file that they lead to is written, whether or not it exists. A file that is
/// replaced keeps its owner and permissions, and one that is write-protected is not replaced. What is no regular file,
/// such as `/dev/null` or a pipe, is written to directly.
public final class AtomicFile {
    private enum Form {
        /// Written to as it is.
        case direct
        case unnamed
        case named(String)
    }

    private let path: String
    private let form: Form
    private var descriptor: Int32
    private var buffer: [UInt8] = []

    /// - Parameter followsLinks: false to refuse a link, for a file that must lie where its path says.
    /// - Throws: `CorpusError.unwritable`.
    public init(path: String, followsLinks: Bool = true) throws {
        self.path = followsLinks ? FilePlace.target(of: path) : path
        var status = stat()
        if !followsLinks, lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK {
            throw CorpusError.unwritable(path: path, reason: "it is a link to another place")
        }
        let exists = stat(self.path, &status) == 0
        // Links in a circle, which the new file would replace.
        if !exists, errno == ELOOP {
            throw CorpusError.unwritable(path: path, reason: String(cString: strerror(ELOOP)))
        }
        if exists, status.st_mode & S_IFMT == S_IFDIR {
            throw CorpusError.unwritable(path: path, reason: String(cString: strerror(EISDIR)))
        }
        if exists, access(self.path, W_OK) != 0 {
            throw CorpusError.unwritable(path: path, reason: "the file is write-protected")
        }
        if exists, status.st_mode & S_IFMT != S_IFREG {
            form = .direct
            descriptor = open(self.path, O_WRONLY | O_CLOEXEC)
        } else if let unnamed = AtomicFile.openUnnamed(beside: self.path) {
            form = .unnamed
            descriptor = unnamed
        } else {
            let name = AtomicFile.temporaryName(self.path)
            form = .named(name)
            descriptor = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        }
        guard descriptor >= 0 else {
            throw CorpusError.unwritable(path: path, reason: String(cString: strerror(errno)))
        }
        if exists, status.st_mode & S_IFMT == S_IFREG {
            // Only the superuser can give a file away; for others its owner is theirs already, or stays what it can be.
            _ = fchown(descriptor, status.st_uid, status.st_gid)
            _ = fchmod(descriptor, status.st_mode & 0o777)
        }
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        if case .named(let name) = form { unlink(name) }
    }

    /// - Returns: nil where there are no such files or they could not be given a name later.
    private static func openUnnamed(beside path: String) -> Int32? {
        #if os(Linux)
            let folder = FilePlace.folder(of: path)
            // O_TMPFILE, a macro that Swift does not see.
            let temporary = O_DIRECTORY | 0o20000000
            let descriptor = open(folder, O_WRONLY | temporary | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else { return nil }
            if access(descriptorPath(descriptor), F_OK) == 0 { return descriptor }
            close(descriptor)
        #endif
        return nil
    }

    private static func descriptorPath(_ descriptor: Int32) -> String { "/proc/self/fd/\(descriptor)" }

    /// Another one for each program that is running.
    private static func temporaryName(_ path: String) -> String { path + ".partial-\(getpid())" }

    public func write(_ text: String) throws {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= 1 << 18 { try flush() }
    }

    public func write(_ bytes: UnsafeRawBufferPointer) throws {
        if bytes.count >= 1 << 16 {
            try flush()
            return try writeAll(bytes, to: descriptor, name: path)
        }
        buffer.append(contentsOf: bytes)
        if buffer.count >= 1 << 18 { try flush() }
    }

    private func flush() throws {
        try buffer.withUnsafeBytes { try writeAll($0, to: descriptor, name: path) }
        buffer.removeAll(keepingCapacity: true)
    }

    public func commit() throws {
        try flush()
        switch form {
        case .direct: break
        case .unnamed:
            try check(fsync(descriptor))
            try putInPlace()
        case .named(let name):
            try check(fsync(descriptor))
            try check(rename(name, path))
        }
        try check(close(descriptor))
        descriptor = -1
    }

    /// Gives the file its name; where that is taken, in two steps, since a link never replaces a file.
    private func putInPlace() throws {
        if link(to: path) { return }
        guard errno == EEXIST else { return try check(-1) }
        let name = AtomicFile.temporaryName(path)
        // Of a program of the same number that was killed between the two steps.
        unlink(name)
        guard link(to: name) else { return try check(-1) }
        guard rename(name, path) == 0 else {
            let reason = errno
            unlink(name)
            errno = reason
            return try check(-1)
        }
    }

    private func link(to name: String) -> Bool {
        linkat(AT_FDCWD, AtomicFile.descriptorPath(descriptor), AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0
    }

    private func check(_ result: Int32) throws {
        guard result == 0 else { throw CorpusError.unwritable(path: path, reason: String(cString: strerror(errno))) }
    }

    /// Writes a whole file at once.
    public static func write(_ text: String, to path: String) throws { try write(Data(text.utf8), to: path) }

    /// Writes a whole file at once.
    public static func write(_ bytes: Data, to path: String, followsLinks: Bool = true) throws {
        let file = try AtomicFile(path: path, followsLinks: followsLinks)
        try bytes.withUnsafeBytes { try file.write($0) }
        try file.commit()
    }
}

/// Writes every byte, whatever pieces the system takes them in.
public func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, name: String) throws {
    var rest = bytes
    while !rest.isEmpty {
        let count = write(descriptor, rest.baseAddress, rest.count)
        if count < 0 {
            if errno == EINTR { continue }
            throw CorpusError.unwritable(path: name, reason: String(cString: strerror(errno)))
        }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
}
