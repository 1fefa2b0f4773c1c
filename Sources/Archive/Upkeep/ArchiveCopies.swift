import Corpus
import Foundation
import GRDB
import Text

/// What was brought out of a damaged archive.
public struct Salvaged: Codable, Equatable, Sendable {
    /// The number of articles that were brought out.
    public internal(set) var articles = 0
    /// The numbers of those whose tags or corrections are damaged and were left behind.
    public internal(set) var stripped: [Int64] = []
    /// The numbers of articles that were left behind.
    public internal(set) var lost: [Int64] = []
}

extension Archive {
    /// Copies the archive as it is now, while other programs may write to it, and checks the copy.
    ///
    /// - Parameters:
    ///   - path: where the copy goes; there must be no file. It appears when it is whole.
    ///   - progress: gets the share that was copied; may throw to stop.
    /// - Returns: what the check of the copy found. A damaged copy is removed.
    /// - Throws: `CorpusError`, and the errors of `progress`.
    public func backUp(to copy: String, progress: (Double) throws -> Void = { _ in }) throws -> ArchiveCheck {
        let partial = try Archive.partialPath(of: copy)
        defer { Archive.remove(partial) }
        try Archive.translatingCopy(copy) {
            let target = try DatabaseQueue(path: partial)
            try target.writeWithoutTransaction { target in
                try withoutActuallyEscaping(progress) { progress in
                    try read { source in
                        try source.backup(to: target, pagesPerStep: 4096) { step in
                            let all = max(step.totalPageCount, 1)
                            try progress(Double(all - step.remainingPageCount) / Double(all))
                        }
                    }
                }
                // A copy of one file, which the log goes into when it is closed.
                try Archive.keepLog(target)
            }
            try target.close()
        }
        let result = try Archive(path: partial).check()
        if result.isWhole { try Archive.put(partial, inPlaceOf: copy) }
        return result
    }

    /// Brings everything that is whole into a new archive: records, tags, corrections and settings.
    ///
    /// - Parameter path: where the new archive goes; there must be no file. It appears when it is complete.
    /// - Throws: `CorpusError`, and the errors of `progress`.
    public func salvage(
        to copy: String, progress: (Int) throws -> Void = { _ in }
    ) throws -> Salvaged {
        let partial = try Archive.partialPath(of: copy)
        defer { Archive.remove(partial) }
        var result = Salvaged()
        do {
            let target = try Archive(path: partial, creating: true)
            let normalizer = (try? self.normalizer()) ?? TextNormalizer()
            _ = try target.keep(normalizer: normalizer)
            for (name, note) in notes() { try target.updateNote(named: name) { _ in note } }
            var importing = ArchiveImport(into: target)
            var exporter = ArchiveExporter(
                waiting: (try? read(ArchiveCorrections.waiting)) ?? (try? read(ArchiveCorrections.whole)) ?? [],
                labels: (try? read(ArchiveSettings.labels)) ?? nil,
                topics: (try? read(ArchiveTopics.edits)) ?? nil)
            try forEachChecked { checked in
                result.lost += checked.lost
                result.stripped += checked.stripped.sorted()
                let sightings = checked.articles.map { article in
                    (try? read { db in try Archive.sightings(of: article.id, db) }) ?? []
                }
                let lines = try exporter.lines(of: checked.articles, sightings)
                let rows = zip(checked.articles, lines.split(separator: UInt8(ascii: "\n"))).map { article, line in
                    Article(origin: Origin(file: path, line: Int(article.id)), row: .json(line))
                }
                let incoming = IncomingArticle.read(
                    rows, fields: FieldMapping(), normalizer: normalizer, restores: true)
                try importing.add(incoming.articles)
                result.articles += incoming.articles.count
                result.lost += incoming.rejects.map { Int64($0.origin.line) }
                try progress(result.articles)
            }
            try target.queue.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
            try target.queue.close()
        }
        try Archive.put(partial, inPlaceOf: copy)
        return result
    }

    /// The notes that are whole.
    private func notes() -> [(name: String, note: String)] {
        let names = (try? read(ArchiveSettings.names)) ?? []
        return names.filter { $0.hasPrefix(Archive.notePrefix) }.map { String($0.dropFirst(Archive.notePrefix.count)) }
            .compactMap { name in ((try? note(named: name)) ?? nil).map { (name, $0) } }
    }

    private static func partialPath(of path: String) throws -> String {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw CorpusError.unwritable(path: path, reason: "there is a file already; name one that is new")
        }
        let partial = path + ".partial-\(getpid())"
        remove(partial)
        return partial
    }

    private static func remove(_ path: String) {
        for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
    }

    private static func put(_ partial: String, inPlaceOf path: String) throws {
        let descriptor = open(partial, O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        // `link` never replaces a file that somebody else has made meanwhile; some file systems have no links.
        guard descriptor >= 0, fsync(descriptor) == 0,
            link(partial, path) == 0 || errno != EEXIST && rename(partial, path) == 0
        else { throw CorpusError.unwritable(path: path, reason: String(cString: strerror(errno))) }
    }

    private static func translatingCopy(_ path: String, _ body: () throws -> Void) throws {
        do { try body() } catch let error as DatabaseError {
            let reason = error.resultCode == .SQLITE_FULL ? "the disk is full" : error.message ?? "\(error)"
            throw CorpusError.unwritable(path: path, reason: reason)
        }
    }
}
