import Corpus
import Foundation
import GRDB

/// An article of an archive on its way into another form.
public struct ExportedArticle: Sendable {
    public var article: Article
    /// What a model inferred about it.
    public var tags: InferredTags
    /// What its record says that its fields rest on.
    public var basis: String
    /// Names of fields of its record that an article does not have.
    public var others: [String]
}

extension Archive {
    /// Gives every record back as JSON lines, in the order they came in: the record as it came in, its empty
    /// fields filled in with what a model inferred, `predicted` and `tags` as `trend tag` writes them, and as
    /// its last member what the archive knows about it (`ArchiveNotes`). Importing them makes the same archive.
    ///
    /// - Parameter write: gets whole lines.
    /// - Returns: how many records.
    /// - Throws: `CorpusError`, and what `write` throws.
    public func exportJSONLines(_ write: (UnsafeRawBufferPointer) throws -> Void) throws -> Int {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var waiting = try read { db in try ArchiveCorrections.waiting(db) }
        var reader = StoredRecordReader(ReadingOptions())
        return try forEachStored { rows in
            var writer = JSONLinesWriter(adding: ArchiveNotes.name)
            for row in rows {
                var (json, notes) = (row.record.json, row.notes)
                if !waiting.isEmpty { notes.waiting = waiting }
                waiting = []
                if let inferred = notes.inferred, let article = reader.article(row.record) {
                    let members = InferredTags(inferred.tags).members(for: article, fields: row.record.fields)
                    let filled = FilledRecord(json, with: members)
                    json = filled.json[...]
                    notes.before = filled.before
                }
                let value = try encoder.encode(notes)
                writer.append(.json(json)) { $0.append(contentsOf: value) }
            }
            try writer.bytes.withUnsafeBytes(write)
        }
    }

    /// Gives every article that can be read to `write`, in the order they came in, as it stands in the corpus.
    ///
    /// - Throws: `CorpusError`, and what `write` throws.
    public func forEachArticle(_ write: ([ExportedArticle]) throws -> Void) throws {
        var reader = StoredRecordReader(ReadingOptions())
        _ = try forEachStored { rows in
            try write(
                rows.compactMap { row in
                    guard let article = reader.article(row.record) else { return nil }
                    let (basis, others) = row.record.rest()
                    return ExportedArticle(
                        article: article, tags: InferredTags(row.notes.inferred?.tags ?? [:]), basis: basis,
                        others: others)
                })
        }
    }

    private struct StoredRow {
        var record: StoredRecord
        var notes: ArchiveNotes
    }

    private func forEachStored(_ body: ([StoredRow]) throws -> Void) throws -> Int {
        var position: Int64 = 0
        var count = 0
        let last = try read { db in try Int64.fetchOne(db, sql: "SELECT max(id) FROM article") ?? 0 }
        while true {
            let (rows, end) = try read { [position] db in try storedRows(after: position, to: last, db) }
            if rows.isEmpty { return count }
            position = end
            count += rows.count
            try body(rows)
        }
    }

    private func storedRows(after position: Int64, to last: Int64, _ db: Database) throws -> ([StoredRow], Int64) {
        let cursor = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT a.id, f.name, a.line, d.fields, a.day, a.dateRule, c.industries, r.json, c.title, m.fingerprint,
                        \(ArchiveTags.columns.map { "t.\($0)" }.joined(separator: ", "))
                    FROM article a JOIN file f ON f.id = a.file JOIN reading d ON d.id = a.reading
                    JOIN record r ON r.article = a.id
                    LEFT JOIN correction c ON c.key = \(ArchiveCorrections.keyOfArticle)
                    LEFT JOIN inferred t ON t.article = a.id LEFT JOIN model m ON m.id = t.model
                    WHERE a.id > ? AND a.id <= ? ORDER BY a.id LIMIT 500
                    """),
            arguments: [position, last])
        var rows: [StoredRow] = []
        var end = position
        var readings: [String: FieldMapping] = [:]
        while let row = try cursor.next() {
            let id: Int64 = row[0]
            end = id
            let text: String = row[3]
            let fields = try readings[text] ?? ArchiveReader.fields(text)
            readings[text] = fields
            let corrected = try (row[6] as String?).map(ArchiveCorrections.industries)
            let record = StoredRecord(
                json: Array((row[7] as String).utf8)[...], origin: Origin(file: row[1], line: row[2]), fields: fields,
                published: ArchiveReader.date(day: row[4], rule: row[5]), industries: corrected)
            let tags = try ArchiveTags.tags(in: row, from: 10, wanted: Set(InferredTags.fields)).tags
            let notes = ArchiveNotes(
                origins: [.init(file: row[1], line: row[2])] + (try sightings(of: id, db)),
                fields: fields.names.isEmpty ? nil : fields,
                inferred: (row[9] as String?).map { .init(model: $0, tags: tags) },
                corrected: corrected, correctedTitle: row[8])
            rows.append(StoredRow(record: record, notes: notes))
        }
        return (rows, end)
    }

    private func sightings(of article: Int64, _ db: Database) throws -> [ArchiveNotes.Place] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT f.name, s.line FROM sighting s JOIN file f ON f.id = s.file WHERE s.article = ? ORDER BY f.name, s.line
                """)
        return try Row.fetchAll(statement, arguments: [article]).map { .init(file: $0[0], line: $0[1]) }
    }
}
