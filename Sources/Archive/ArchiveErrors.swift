import Corpus
import Foundation
import GRDB
import Text

/// A part of an archive that holds what no program of trend writes.
struct ArchiveDamage: Error {
    /// Such as "article 17".
    let place: String
    let what: String

    init(_ place: String, _ what: String) {
        self.place = place
        self.what = what
    }

    init(article: Int64, _ what: String) { self.init("article \(article)", what) }

    var reason: String { "the archive is damaged: \(place): \(what)" }

    /// Decodes JSON of an archive, and says whose it was where that fails.
    static func decode<Value: Decodable>(
        _ type: Value.Type, _ json: String, of place: @autoclosure () -> String, _ what: String
    ) throws -> Value {
        do { return try JSONDecoder().decode(type, from: Data(json.utf8)) } catch {
            throw ArchiveDamage(place(), "\(what) cannot be read: \(json.prefix(40))")
        }
    }
}

extension Archive {
    /// Runs a body and turns the errors of SQLite and of decoding into `CorpusError`.
    static func translating<Value>(_ path: String, _ access: ArchiveAccess, _ body: () throws -> Value) throws -> Value
    {
        do {
            return try body()
        } catch let error as CorpusError {
            throw error
        } catch {
            // What was read while another program changed the file is no damage.
            try access.watch?.check()
            throw corpusError(error, path: path, isReadOnly: access.isReadOnly)
        }
    }

    private static func corpusError(_ error: any Error, path: String, isReadOnly: Bool) -> any Error {
        func damaged(_ reason: String) -> CorpusError {
            .wrongFormat(path: path, reason: oneLine("the archive is damaged: " + reason.prefix(200)))
        }
        switch error {
        case let error as ArchiveDamage:
            return CorpusError.wrongFormat(path: path, reason: oneLine(String(error.reason.prefix(300))))
        case let error as DatabaseError:
            let reason = oneLine(String((error.message ?? "error \(error.extendedResultCode.rawValue)").prefix(200)))
            switch error.resultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED: return CorpusError.busy(path: path)
            case .SQLITE_FULL: return CorpusError.unwritable(path: path, reason: "the disk is full")
            case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM:
                if isReadOnly { return CorpusError.unreadable(path: path, reason: ArchiveAccess.journalReason) }
                return error.resultCode == .SQLITE_CANTOPEN
                    ? CorpusError.unreadable(path: path, reason: reason)
                    : CorpusError.unwritable(path: path, reason: reason)
            case .SQLITE_NOTADB: return CorpusError.wrongFormat(path: path, reason: "not a trend archive")
            case .SQLITE_IOERR, .SQLITE_AUTH, .SQLITE_NOMEM, .SQLITE_TOOBIG:
                return CorpusError.unreadable(path: path, reason: reason)
            default: return damaged(reason)
            }
        case is DecodingError, is EncodingError: return damaged("a value cannot be read")
        case let error as RowDecodingError: return damaged("a value has the wrong type: \(error)")
        default: return error
        }
    }
}
