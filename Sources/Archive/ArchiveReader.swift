import Corpus
import Foundation
import GRDB

/// A record of an archive with what a model inferred about it.
public struct ArchivedRecord: Sendable {
    public var id: Int64
    public var record: StoredRecord
    /// As far as they were asked for.
    public var tags: InferredTags
}

/// Gives the articles of an archive in the order they came in, each article once.
///
/// What comes in meanwhile is not seen. Holds a few hundred kilobytes at a time, and no lock between pages.
public struct ArchiveReader: RecordStore {
    public enum Selection: Sendable {
        case all
        /// What a model, by its fingerprint, was not asked all of these fields for.
        case untagged(by: String, Set<RecordField>)
    }

    private let archive: Archive
    private let selection: Selection
    private let wantedTags: Set<RecordField>
    private let last: Int64
    private var position: Int64
    private var readings: [Int64: FieldMapping] = [:]

    /// - Parameter tags: fields to give what was inferred for.
    public init(_ archive: Archive, _ selection: Selection = .all, tags: Set<RecordField> = []) throws {
        self.archive = archive
        self.selection = selection
        wantedTags = tags
        position = 0
        last = try archive.read { db in try Int64.fetchOne(db, sql: "SELECT max(id) FROM article") ?? 0 }
    }

    private static let pageBytes = 1 << 18

    public mutating func nextRecords() throws -> [StoredRecord]? { try nextPage()?.map(\.record) }

    /// Some records; nil at the end.
    public mutating func nextPage() throws -> [ArchivedRecord]? {
        guard position < last else { return nil }
        let (rows, text) = try archive.read { [self] db in try page(db) }
        guard let end = rows.last else {
            position = last
            return nil
        }
        position = end.id
        return try rows.map { row in
            if readings[row.reading] == nil {
                readings[row.reading] = try archive.read { db in try ArchiveReader.fields(row.reading, db) }
            }
            return ArchivedRecord(
                id: row.id,
                record: StoredRecord(
                    json: text[row.json], origin: row.origin, fields: readings[row.reading]!, published: row.published,
                    industries: row.corrected),
                tags: row.tags)
        }
    }

    private struct PageRow {
        var id: Int64
        var json: Range<Int>
        var origin: Origin
        var reading: Int64
        var published: PublicationDate?
        var corrected: [String]?
        var tags: InferredTags
    }

    private func page(_ db: Database) throws -> ([PageRow], [UInt8]) {
        var arguments: StatementArguments = [position, last]
        var isWanted = ""
        if case .untagged(let model, let fields) = selection {
            isWanted = """
                AND NOT EXISTS (
                    SELECT 1 FROM inferred i WHERE i.article = a.id AND i.model = (SELECT id FROM model WHERE fingerprint = ?)
                    \(fields.map { "AND i.\($0.rawValue) IS NOT NULL" }.sorted().joined(separator: " ")))
                """
            arguments += [model]
        }
        let tags = InferredTags.fields.map { wantedTags.contains($0) ? "t.\($0.rawValue)" : "NULL" }
        let cursor = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT a.id, f.name, a.line, a.reading, a.day, a.dateRule, c.industries, r.json, \(tags.joined(separator: ", "))
                    FROM article a JOIN file f ON f.id = a.file JOIN record r ON r.article = a.id
                    LEFT JOIN correction c ON c.key = \(ArchiveCorrections.keyOfArticle)
                    \(wantedTags.isEmpty ? "" : "LEFT JOIN inferred t ON t.article = a.id")
                    WHERE a.id > ? AND a.id <= ? AND a.likeness IS NOT 'same' \(isWanted)
                    ORDER BY a.id
                    """),
            arguments: arguments)
        var rows: [PageRow] = []
        var text: [UInt8] = []
        text.reserveCapacity(ArchiveReader.pageBytes + ArchiveReader.pageBytes / 4)
        while text.count < ArchiveReader.pageBytes, let row = try cursor.next() {
            let start = text.count
            try row.withUnsafeData(atIndex: 7) { json in
                json?.withUnsafeBytes { text.append(contentsOf: $0) }
            }
            rows.append(
                PageRow(
                    id: row[0], json: start..<text.count, origin: Origin(file: row[1], line: row[2]), reading: row[3],
                    published: ArchiveReader.date(day: row[4], rule: row[5]),
                    corrected: try (row[6] as String?).map(ArchiveCorrections.industries),
                    tags: try ArchiveTags.tags(in: row, from: 8, wanted: wantedTags)))
        }
        return (rows, text)
    }

    static func date(day: String?, rule: String?) -> PublicationDate? {
        guard let day = day.flatMap({ CalendarDate(parsing: $0) }), let rule = rule.flatMap(DateRule.init) else {
            return nil
        }
        return PublicationDate(day: day, rule: rule)
    }

    static func fields(_ json: String) throws -> FieldMapping {
        try JSONDecoder().decode(FieldMapping.self, from: Data(json.utf8))
    }

    static func fields(_ reading: Int64, _ db: Database) throws -> FieldMapping {
        try fields(
            String.fetchOne(db, sql: "SELECT fields FROM reading WHERE id = ?", arguments: [reading])
                ?? "{\"names\":{}}")
    }
}
