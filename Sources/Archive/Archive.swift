import Corpus
import Foundation
import GRDB

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

    /// Opens an archive.
    ///
    /// - Parameters:
    ///   - path: the path of the SQLite file.
    ///   - creating: whether to create the archive if there is no file.
    ///   - wait: the number of seconds to wait for another program that is writing to the archive.
    /// - Throws: `CorpusError`: `.notFound`; `.wrongFormat` if the file is not an archive, is damaged or has a newer
    ///   version; `.unreadable`, `.unwritable`; `.busy`.
    public init(path: String, creating: Bool = false, wait: Double = Archive.defaultWait) throws {
        self.path = path
        let isThere = FileManager.default.fileExists(atPath: path)
        guard isThere || creating else { throw CorpusError.notFound(path: path) }
        // A program that is killed while it creates the archive leaves an empty file.
        if isThere, !Archive.isDatabase(path), !(creating && Archive.isEmpty(path)) {
            throw CorpusError.wrongFormat(path: path, reason: "not a trend archive")
        }
        let isReadOnly = isThere && !Archive.isWritable(path)
        var configuration = Configuration()
        configuration.busyMode = .timeout(wait)
        configuration.readonly = isReadOnly
        configuration.prepareDatabase { db in
            // In kilobytes. The pages that an import changes repeatedly stay in memory.
            try db.execute(sql: "PRAGMA cache_size = -65536")
            if isReadOnly { return }
            // A power failure may lose the last transactions, but never leaves half of one.
            try db.execute(sql: "PRAGMA synchronous = NORMAL")
        }
        queue = try Archive.translating(path) {
            let queue = try DatabaseQueue(
                path: Archive.location(path, isReadOnly: isReadOnly), configuration: configuration)
            try ArchiveSchema.prepare(queue, path: path, isReadOnly: isReadOnly, wait: wait)
            return queue
        }
    }

    /// The default number of seconds to wait for another writer.
    public static let defaultWait = 60.0

    /// Whether a path is a regular file that begins with SQLite's header. Pipes and other special files are not read.
    public static func isDatabase(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            let file = FileHandle(forReadingAtPath: path), let head = try? file.read(upToCount: 16)
        else { return false }
        return Array(head) == Array("SQLite format 3\0".utf8)
    }

    private static func isEmpty(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_size == 0
    }

    /// Whether the file and its folder are writable. SQLite creates files beside the archive, so both must be.
    private static func isWritable(_ path: String) -> Bool {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        return access(path, W_OK) == 0 && access(folder, W_OK) == 0
    }

    /// A path that SQLite takes for nothing else: `:memory:`, `file:…` and an empty name mean something to it.
    private static func plain(_ path: String) -> String { path.hasPrefix("/") ? path : "./" + path }

    /// The path or URL to open. A read-only archive without a journal does not change while it is read, so it is opened
    /// as immutable.
    private static func location(_ path: String, isReadOnly: Bool) -> String {
        guard isReadOnly, !FileManager.default.fileExists(atPath: path + "-wal") else { return plain(path) }
        return URL(fileURLWithPath: path).absoluteString + "?immutable=1"
    }
}

extension Archive {
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try Archive.translating(path) { try queue.read(body) }
    }

    /// Runs a body in one transaction: all of its changes are kept, or none.
    ///
    /// - Throws: `CorpusError.unwritable` if the archive is read-only, and the errors of `body`.
    func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try Archive.translating(path) {
            guard !queue.configuration.readonly else {
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

    /// Runs a body and turns the errors of SQLite and of decoding into `CorpusError`.
    static func translating<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            let reason = error.message ?? "error \(error.extendedResultCode.rawValue)"
            switch error.resultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED: throw CorpusError.busy(path: path)
            case .SQLITE_FULL: throw CorpusError.unwritable(path: path, reason: "the disk is full")
            case .SQLITE_READONLY, .SQLITE_PERM: throw CorpusError.unwritable(path: path, reason: reason)
            case .SQLITE_NOTADB: throw CorpusError.wrongFormat(path: path, reason: "not a trend archive")
            case .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_AUTH, .SQLITE_NOMEM, .SQLITE_TOOBIG:
                throw CorpusError.unreadable(path: path, reason: reason)
            default: throw CorpusError.wrongFormat(path: path, reason: "the archive is damaged: \(reason)")
            }
        } catch let error as DecodingError {
            throw CorpusError.wrongFormat(path: path, reason: "the archive is damaged: \(error)")
        } catch let error as RowDecodingError {
            throw CorpusError.wrongFormat(path: path, reason: "the archive is damaged: \(error)")
        }
    }
}
