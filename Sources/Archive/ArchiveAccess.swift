import Corpus
import Foundation

/// How an archive's file can be opened by this user.
///
/// SQLite keeps what was written last in two files beside the archive, `-wal` and `-shm`. Whoever cannot write can read
/// them where they are there, together with the locks that make a read consistent, but cannot make them. Without them
/// the archive is opened as it lies, without locks, and watched: as soon as another program changes it, reading fails.
struct ArchiveAccess {
    /// The path or URL to open.
    let location: String
    let isReadOnly: Bool
    /// Nil where SQLite's locks keep reads consistent.
    let watch: FileWatch?

    /// - Throws: `CorpusError` if a file without locks is being changed.
    init(path: String) throws {
        // SQLite names its files after the one that a link leads to.
        let target = path.withCString { realpath($0, nil) }
        defer { free(target) }
        let file = target.map { String(cString: $0) } ?? path
        isReadOnly = target != nil && !ArchiveAccess.isWritable(file)
        guard isReadOnly else {
            (location, watch) = (ArchiveAccess.plain(path), nil)
            return
        }
        // Before the look for a journal: a writer that is gone by then has changed the file after this.
        let watch = try FileWatch(file, name: path)
        if access(file + "-wal", F_OK) == 0 || !ArchiveAccess.usesJournal(file) {
            (location, self.watch) = (file, nil)
            return
        }
        location = URL(fileURLWithPath: file).absoluteString + "?immutable=1"
        self.watch = watch
        try watch.check()
    }

    /// The path, so that SQLite takes it for one: `file:` and `:memory:` have a meaning of their own.
    private static func plain(_ path: String) -> String { path.hasPrefix("/") ? path : "./" + path }

    /// Whether the file and its folder are writable. SQLite creates files beside the archive, so both must be.
    private static func isWritable(_ path: String) -> Bool {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        return access(path, W_OK) == 0 && access(folder, W_OK) == 0
    }

    /// Whether the file's header says that it has a write-ahead log.
    private static func usesJournal(_ path: String) -> Bool {
        guard let head = LockedFile.head(of: path, count: 20), head.count == 20 else { return true }
        return head[18] != 1 || head[19] != 1
    }

    /// What to say where SQLite cannot open the files beside an archive.
    static let journalReason =
        "another program writes to the archive or was ended while it did, and the files beside it (-wal, -shm) cannot be "
        + "opened by this user; ask for the right to write there, or for a copy made with trend check --backup"
}

/// Sees whether another program has changed a file.
struct FileWatch: Sendable {
    private let path: String
    private let name: String
    private let state: FileState

    /// - Parameter name: the path as the user knows it.
    /// - Throws: `CorpusError.unreadable`.
    init(_ path: String, name: String) throws {
        guard let state = FileState(path) else {
            throw CorpusError.unreadable(path: name, reason: String(cString: strerror(errno)))
        }
        (self.path, self.name, self.state) = (path, name, state)
        // Within a tick of its clock the file system tells no two changes apart. What is read later is told.
        usleep(20_000)
    }

    /// - Throws: `CorpusError.busy` if the file has changed.
    func check() throws {
        guard FileState(path) == state else { throw CorpusError.busy(path: name) }
    }
}
