import CSQLite
import Corpus
import Foundation
import GRDB
import Synchronization

/// Months of articles in one SQLite file.
///
/// It holds each record as it came in, its origin, the groups of same and near-duplicate articles, the tags of models
/// and the corrections of people.
///
/// The file is in WAL mode, and every change is one transaction. Readers see whole batches only, and a killed program
/// leaves no partial batch.
public final class Archive: Sendable {
    /// The path of the SQLite file.
    public let path: String
    let queue: DatabaseQueue
    let access: ArchiveAccess
    /// The names of fields that were read, by the number of the reading; such a row never changes.
    let readings = Mutex<[Int64: FieldMapping]>([:])
    private let lock: LockedFile
    /// Whether all reads are of one transaction, which lasts as long as the archive is open.
    private let isSnapshot: Bool

    /// Has a handler hear how much of an archive of an older version was brought up to date, from 0 to 1, whenever one is
    /// opened in this process. It may throw to stop, and the archive is as it was then.
    public static func hearUpgrades(_ handler: @escaping @Sendable (Double) throws -> Void) {
        upgrading.withLock { $0 = handler }
    }

    /// One for the process, since archives are opened wherever articles are read.
    static let upgrading = Mutex<@Sendable (Double) throws -> Void>({ _ in })

    /// Opens an archive.
    ///
    /// - Parameters:
    ///   - path: the path of the SQLite file.
    ///   - creating: whether to create the archive if there is no file.
    ///   - wait: the number of seconds to wait for another program that is writing to the archive.
    /// - Throws: `CorpusError`: `.notFound`; `.wrongFormat` if the file is not an archive, is damaged or has a newer
    ///   version; `.unreadable`, `.unwritable`; `.busy`.
    public convenience init(path: String, creating: Bool = false, wait: Double = Archive.defaultWait) throws {
        try self.init(path: path, creating: creating, wait: wait, isSnapshot: false)
    }

    /// Opens an archive as it is now: whatever other programs write later, all reads see the same state. It cannot be
    /// written to.
    ///
    /// - Throws: as `init(path:creating:wait:)` does.
    public static func snapshot(path: String, wait: Double = Archive.defaultWait) throws -> Archive {
        // Without the right to write, the files beside the archive may vanish while it is opened.
        var attempts = 10
        while true {
            do {
                return try Archive(path: path, creating: false, wait: wait, isSnapshot: true)
            } catch let error as CorpusError where attempts > 0 {
                switch error {
                case .unreadable(_, ArchiveAccess.journalReason), .busy: attempts -= 1
                default: throw error
                }
                guard try ArchiveAccess(path: path).isReadOnly else { throw error }
                usleep(50_000)
            }
        }
    }

    /// Once for the process, before its first connection.
    private static let countsNoMemory = trend_sqlite3_count_no_memory()

    private init(path: String, creating: Bool, wait: Double, isSnapshot: Bool) throws {
        _ = Archive.countsNoMemory
        self.path = path
        self.isSnapshot = isSnapshot
        let isThere = FileManager.default.fileExists(atPath: path)
        guard isThere || creating else { throw CorpusError.notFound(path: path) }
        if !isThere { try Archive.checkFolder(of: path) }
        guard !isThere || FileManager.default.isReadableFile(atPath: path) else {
            throw CorpusError.unreadable(path: path, reason: String(cString: strerror(EACCES)))
        }
        // A program that is killed while it creates the archive leaves an empty file.
        if isThere, !Archive.isDatabase(path), !(creating && Archive.isEmpty(path)) {
            throw CorpusError.wrongFormat(path: path, reason: "not a trend archive")
        }
        let access = try ArchiveAccess(path: path)
        self.access = access
        lock = LockedFile(holding: path)
        queue = try Archive.translating(path, access) {
            let queue = try DatabaseQueue(
                path: access.location, configuration: Archive.configuration(access, wait: wait, isSnapshot: isSnapshot))
            try ArchiveSchema.prepare(queue, path: path, isReadOnly: access.isReadOnly, wait: wait)
            // Copies of other programs have none. Where somebody reads one, it stays so.
            if !access.isReadOnly { try? queue.writeWithoutTransaction(Archive.keepLog) }
            if isSnapshot {
                try queue.unsafeRead { db in
                    try db.beginTransaction(.deferred)
                    // The transaction begins with the first read.
                    _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM grdb_migrations")
                }
            }
            return queue
        }
    }

    /// Has what is written go to a log beside the file, so that others can read meanwhile.
    static func keepLog(_ db: Database) throws { try db.execute(sql: "PRAGMA journal_mode = WAL") }

    deinit {
        endSnapshot()
        // Before the lock is let go.
        try? queue.close()
    }

    private func endSnapshot() {
        if isSnapshot { try? queue.unsafeRead { db in if db.isInsideTransaction { try db.rollback() } } }
    }

    /// Lets go of a file in whose place there is another one, whoever still reads it: what is asked afterwards fails.
    ///
    /// What stands in the log goes into the file that it is of. SQLite leaves it beside the new one else, and whoever opens
    /// that next destroys it.
    public func letGo() {
        endSnapshot()
        try? queue.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA wal_checkpoint (TRUNCATE)") }
        try? queue.close()
    }

    static func configuration(_ access: ArchiveAccess, wait: Double, isSnapshot: Bool) -> Configuration {
        var configuration = Configuration()
        // SQLite's own waiting asks every tenth of a second in the end, and meets few of the moments in which another
        // program lets others write.
        let tries = Int(min(wait, 1e6) * 1e6 / Double(Archive.askingInterval))
        configuration.busyMode = .callback { tried in
            if tried < tries { usleep(Archive.askingInterval) }
            return tried < tries
        }
        configuration.readonly = access.isReadOnly
        configuration.allowsUnsafeTransactions = isSnapshot
        configuration.prepareDatabase { db in
            // The file may come from anyone: its schema runs no code, and damage is looked for in every cell.
            trend_sqlite3_defend(db.sqliteConnection!)
            try ArchiveSchema.register(db)
            try db.execute(sql: "PRAGMA trusted_schema = OFF")
            try db.execute(sql: "PRAGMA cell_size_check = ON")
            // In kilobytes. The pages that an import changes repeatedly stay in memory; what is only read, the system keeps.
            try db.execute(sql: "PRAGMA cache_size = \(isSnapshot ? -16384 : -65536)")
            if access.isReadOnly { return }
            // Pages that one batch after the other changes are written to the file once for several of them.
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 16384")
            // What was overwritten with zeros would be pages of the index that it merged.
            try db.execute(sql: "PRAGMA secure_delete = FAST")
            // A power failure may lose the last transactions, but never leaves half of one.
            try db.execute(sql: "PRAGMA synchronous = NORMAL")
        }
        return configuration
    }

    /// The default number of seconds to wait for another writer.
    public static let defaultWait = 60.0

    /// In microseconds.
    private static let askingInterval: UInt32 = 5000

    /// Whether a path is a regular file that begins with SQLite's header. Pipes and other special files are not read.
    public static func isDatabase(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
        let magic = Array(FileContent.databaseMagic.utf8)
        return LockedFile.head(of: path, count: magic.count) == magic
    }

    /// - Throws: `CorpusError` unless a file can be made there.
    private static func checkFolder(of path: String) throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
            throw CorpusError.unwritable(path: path, reason: "there is no folder \(folder)")
        }
        guard FileManager.default.isWritableFile(atPath: folder) else {
            throw CorpusError.unwritable(path: path, reason: "the folder \(folder) is read-only")
        }
    }

    private static func isEmpty(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_size == 0
    }
}

extension Archive {
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try Archive.translating(path, access) {
            let value = try isSnapshot ? queue.unsafeRead(body) : queue.read(body)
            try access.watch?.check()
            return value
        }
    }

    /// Runs a body in one transaction: all of its changes are kept, or none.
    ///
    /// - Throws: `CorpusError.unwritable` if the archive is read-only, and the errors of `body`.
    func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try Archive.translating(path, access) {
            guard !queue.configuration.readonly, !isSnapshot else {
                throw CorpusError.unwritable(path: path, reason: "the file or its folder is read-only")
            }
            var value: Value?
            try queue.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    value = try body(db)
                    return .commit
                }
            }
            return value!
        }
    }
}
