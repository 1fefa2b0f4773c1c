import Corpus
import Foundation
import GRDB

/// Months of articles in one SQLite file: the records as they came in, where each came from, which are the
/// same article or near-duplicates, what models and people said of them.
///
/// The file is in WAL mode, and all that changes it is one transaction, so whoever reads it sees whole
/// batches, and a program that is killed leaves nothing behind but what was whole.
public final class Archive: Sendable {
    public let path: String
    let queue: DatabaseQueue

    /// Opens an archive.
    ///
    /// - Parameters:
    ///   - creating: whether one is made where there is no file.
    ///   - wait: seconds to wait for another program that is writing to it.
    /// - Throws: `CorpusError`: `.notFound`; `.wrongFormat` where the file is no archive, damaged or of a
    ///   newer version; `.unreadable`, `.unwritable`; `.busy`.
    public init(path: String, creating: Bool = false, wait: Double = Archive.defaultWait) throws {
        self.path = path
        let isThere = FileManager.default.fileExists(atPath: path)
        guard isThere || creating else { throw CorpusError.notFound(path: path) }
        // An empty file is what is left where a program was killed as it made the archive.
        if isThere, !Archive.isDatabase(path), !(creating && Archive.isEmpty(path)) {
            throw CorpusError.wrongFormat(path: path, reason: "not a trend archive")
        }
        let isReadOnly = isThere && !Archive.isWritable(path)
        var configuration = Configuration()
        configuration.busyMode = .timeout(wait)
        configuration.readonly = isReadOnly
        configuration.prepareDatabase { db in
            // In kilobytes: the pages that an import changes again and again stay in memory.
            try db.execute(sql: "PRAGMA cache_size = -65536")
            if isReadOnly { return }
            // A power cut may take the last transactions, but never leaves half of one.
            try db.execute(sql: "PRAGMA synchronous = NORMAL")
        }
        queue = try Archive.translating(path) {
            let queue = try DatabaseQueue(
                path: Archive.location(path, isReadOnly: isReadOnly), configuration: configuration)
            try ArchiveSchema.prepare(queue, path: path, isReadOnly: isReadOnly, wait: wait)
            return queue
        }
    }

    public static let defaultWait = 60.0

    /// Whether a path is a file that begins as SQLite's files do. Nothing is read of pipes and the like.
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

    /// SQLite makes files beside the archive, so the folder must be writable too.
    private static func isWritable(_ path: String) -> Bool {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        return access(path, W_OK) == 0 && access(folder, W_OK) == 0
    }

    /// An archive that nobody can write to and that has no journal does not change while it is read.
    private static func location(_ path: String, isReadOnly: Bool) -> String {
        guard isReadOnly, !FileManager.default.fileExists(atPath: path + "-wal") else { return path }
        return URL(fileURLWithPath: path).absoluteString + "?immutable=1"
    }
}

extension Archive {
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try Archive.translating(path) { try queue.read(body) }
    }

    /// One transaction: all of it or nothing.
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

    /// SQLite's errors in the program's words.
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
