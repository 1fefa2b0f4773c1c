import Corpus
import Foundation
import GRDB

extension Archive {
    /// Gives every record back as JSON lines, in the order they came in: the record as it came in and, as its
    /// last member, what the archive knows about it (`ArchiveNotes`). Importing them makes the same archive.
    ///
    /// - Parameter write: gets whole lines.
    /// - Returns: how many records.
    /// - Throws: `CorpusError`, and what `write` throws.
    public func exportJSONLines(_ write: (UnsafeRawBufferPointer) throws -> Void) throws -> Int {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try forEachStored { rows in
            var writer = JSONLinesWriter(adding: ArchiveNotes.name)
            for row in rows {
                let notes = try encoder.encode(row.notes)
                writer.append(.json(row.record.json)) { $0.append(contentsOf: notes) }
            }
            try writer.bytes.withUnsafeBytes(write)
        }
    }

    /// Gives every article that can be read to `write`, in the order they came in, as it stands in the corpus.
    public func forEachArticle(_ write: ([Article]) throws -> Void) throws -> Int {
        var reader = StoredRecordReader(ReadingOptions())
        return try forEachStored { rows in try write(rows.compactMap { reader.article($0.record) }) }
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
            db.cachedStatement(sql: """
                SELECT a.id, f.name, a.line, d.fields, a.day, a.dateRule, c.industries, r.json
                FROM article a JOIN file f ON f.id = a.file JOIN reading d ON d.id = a.reading
                JOIN record r ON r.article = a.id
                LEFT JOIN correction c ON c.key = \(ArchiveCorrections.keyOfArticle)
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
            let notes = ArchiveNotes(
                origins: [.init(file: row[1], line: row[2])] + (try sightings(of: id, db)),
                fields: fields.names.isEmpty ? nil : fields, tags: try tags(of: id, db), corrected: corrected)
            rows.append(StoredRow(record: record, notes: notes))
        }
        return (rows, end)
    }

    private func sightings(of article: Int64, _ db: Database) throws -> [ArchiveNotes.Place] {
        let statement = try db.cachedStatement(sql: """
            SELECT f.name, s.line FROM sighting s JOIN file f ON f.id = s.file WHERE s.article = ? ORDER BY f.name, s.line
            """)
        return try Row.fetchAll(statement, arguments: [article]).map { .init(file: $0[0], line: $0[1]) }
    }

    private func tags(of article: Int64, _ db: Database) throws -> [ArchiveNotes.Tags]? {
        let statement = try db.cachedStatement(sql: """
            SELECT m.fingerprint, m.turn, t.label, t.probability FROM tag t JOIN model m ON m.id = t.model
            WHERE t.article = ? ORDER BY m.turn, m.id, t.rank
            """)
        var tags: [ArchiveNotes.Tags] = []
        for row in try Row.fetchAll(statement, arguments: [article]) {
            let model: String = row[0]
            if tags.last?.model != model { tags.append(.init(model: model, turn: row[1], labels: [])) }
            tags[tags.count - 1].labels.append(ArchivedTag(label: row[2], probability: row[3]))
        }
        return tags.isEmpty ? nil : tags
    }
}
