import Corpus
import Foundation
import GRDB

extension Archive {
    /// Exports every record as a line of JSON, in the order of import.
    ///
    /// A line is the record as it came in, with its empty fields filled in by the inferred tags and with `predicted`
    /// and `tags` as `trend tag` writes them. Its last member is the archive's own data on the record (`ArchiveNotes`).
    /// Importing the lines makes the same archive.
    ///
    /// - Parameter write: receives whole lines.
    /// - Returns: the number of records.
    /// - Throws: `CorpusError`, and the errors of `write`.
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
                var notes = ArchiveNotes(entry, sightings: sightings)
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

    /// Passes every readable article to `write`, in the order of import, with its original or corrected labels.
    ///
    /// - Throws: `CorpusError`, and the errors of `write`.
    public func forEachArticle(_ write: ([(article: Article, entry: ArchivedArticle)]) throws -> Void) throws {
        var pages = try ArchiveReader(self, .records, tags: Set(InferredTags.fields))
        var reader = StoredRecordReader(ReadingOptions())
        while let page = try pages.nextPage() {
            try write(page.compactMap { entry in reader.article(entry.record).map { ($0, entry) } })
        }
    }

    /// The further places where the same record was found.
    private static func sightings(of article: Int64, _ db: Database) throws -> [Origin] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT f.name, s.line FROM sighting s JOIN file f ON f.id = s.file WHERE s.article = ? ORDER BY f.name, s.line
                """)
        return try Row.fetchAll(statement, arguments: [article]).map { Origin(file: $0[0], line: $0[1]) }
    }
}
