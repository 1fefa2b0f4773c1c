import Corpus
import Foundation
import GRDB

extension Archive {
    /// Gives every record back as JSON lines, in the order they came in: the record as it came in, its empty
    /// fields filled in with what a model inferred, `predicted` and `tags` as `trend tag` writes them, and as
    /// its last member what the archive knows about it (`ArchiveNotes`). Importing them makes the same archive.
    ///
    /// - Parameter write: gets whole lines.
    /// - Returns: how many records.
    /// - Throws: `CorpusError`, and what `write` throws.
    public func exportJSONLines(_ write: (UnsafeRawBufferPointer) throws -> Void) throws -> Int {
        var (waiting, labels) = try read { db in
            (try ArchiveCorrections.waiting(db), try ArchiveSettings.labels(db))
        }
        var pages = try ArchiveReader(self, .records, tags: Set(InferredTags.fields))
        var reader = StoredRecordReader(ReadingOptions())
        var count = 0
        while let page = try pages.nextPage() {
            let sightings = try read { db in try page.map { try Archive.sightings(of: $0.id, db) } }
            var editor = JSONEditor()
            for (entry, sightings) in zip(page, sightings) {
                var notes = ArchiveNotes(entry, metAgain: sightings)
                if !waiting.isEmpty { notes.waiting = waiting }
                notes.labels = labels
                (waiting, labels) = ([], nil)
                var members: [(name: String, json: [UInt8])] = []
                if notes.inferred != nil, let article = reader.article(entry.record) {
                    members = entry.tags.members(for: article, fields: entry.record.fields)
                }
                var failure: (any Error)?
                editor.appendLine(.json(entry.record.json)) { edit in
                    if !members.isEmpty { notes.before = edit.fill(members) }
                    edit.set(ArchiveNotes.name) { json in
                        do { json.append(contentsOf: try CanonicalJSON.data(notes)) } catch { failure = error }
                    }
                }
                if let failure { throw failure }
            }
            count += page.count
            try editor.lines.withUnsafeBytes(write)
        }
        return count
    }

    /// Gives every article that can be read to `write`, in the order they came in, as it stands in the archive: with
    /// its labels as they came in or were corrected.
    ///
    /// - Throws: `CorpusError`, and what `write` throws.
    public func forEachArticle(_ write: ([(article: Article, entry: ArchivedArticle)]) throws -> Void) throws {
        var pages = try ArchiveReader(self, .records, tags: Set(InferredTags.fields))
        var reader = StoredRecordReader(ReadingOptions())
        while let page = try pages.nextPage() {
            try write(page.compactMap { entry in reader.article(entry.record).map { ($0, entry) } })
        }
    }

    /// Where the same record was met again.
    private static func sightings(of article: Int64, _ db: Database) throws -> [Origin] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT f.name, s.line FROM sighting s JOIN file f ON f.id = s.file WHERE s.article = ? ORDER BY f.name, s.line
                """)
        return try Row.fetchAll(statement, arguments: [article]).map { Origin(file: $0[0], line: $0[1]) }
    }
}
