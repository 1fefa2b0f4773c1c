import Corpus
import Foundation
import GRDB

/// A record of an archive with what models said of it.
public struct ArchivedRecord: Sendable {
    public var id: Int64
    public var record: StoredRecord
    /// By the model that was used last; empty unless asked for.
    public var tags: [ArchivedTag]
}

/// Gives the articles of an archive in the order they came in, each article once.
///
/// What comes in meanwhile is not seen. Holds a few hundred kilobytes at a time, and no lock between pages.
public struct ArchiveReader: RecordStore {
    public enum Selection: Sendable {
        case all
        /// What a model, by its fingerprint, has not tagged.
        case untagged(by: String)
    }

    private let archive: Archive
    private let selection: Selection
    private let wantsTags: Bool
    private let last: Int64
    private var position: Int64
    private var readings: [Int64: FieldMapping] = [:]

    public init(_ archive: Archive, _ selection: Selection = .all, tags: Bool = false) throws {
        self.archive = archive
        self.selection = selection
        wantsTags = tags
        (last, position) = try archive.read { db in
            let reach: Int64
            if case .untagged(let model) = selection {
                reach = try Int64.fetchOne(db, sql: "SELECT reach FROM model WHERE fingerprint = ?", arguments: [model]) ?? 0
            } else {
                reach = 0
            }
            return (try Int64.fetchOne(db, sql: "SELECT max(id) FROM article") ?? 0, reach)
        }
    }

    private static let pageBytes = 1 << 18

    public mutating func nextRecords() throws -> [StoredRecord]? { try nextPage()?.records.map(\.record) }

    /// - Returns: some records, and the article up to which all that are selected have been given.
    public mutating func nextPage() throws -> (records: [ArchivedRecord], reach: Int64)? {
        guard position < last else { return nil }
        let (rows, text) = try archive.read { [self] db in try page(db) }
        guard let end = rows.last else {
            position = last
            return ([], last)
        }
        let tags = wantsTags ? try archive.read { db in try ArchiveTags.latest(rows[0].id...end.id, db) } : [:]
        position = end.id
        let records = try rows.map { row in
            if readings[row.reading] == nil { readings[row.reading] = try archive.read { db in try ArchiveReader.fields(row.reading, db) } }
            return ArchivedRecord(
                id: row.id,
                record: StoredRecord(
                    json: text[row.json], origin: row.origin, fields: readings[row.reading]!, published: row.published,
                    industries: row.corrected),
                tags: tags[row.id] ?? [])
        }
        return (records, end.id)
    }

    private struct PageRow {
        var id: Int64
        var json: Range<Int>
        var origin: Origin
        var reading: Int64
        var published: PublicationDate?
        var corrected: [String]?
    }

    private func page(_ db: Database) throws -> ([PageRow], [UInt8]) {
        let isUntagged: String
        var arguments: StatementArguments = [position, last]
        switch selection {
        case .all: isUntagged = ""
        case .untagged(let model):
            isUntagged = """
                AND NOT EXISTS (
                    SELECT 1 FROM tag t WHERE t.article = a.id AND t.model = (SELECT id FROM model WHERE fingerprint = ?))
                """
            arguments += [model]
        }
        let cursor = try Row.fetchCursor(
            db.cachedStatement(sql: """
                SELECT a.id, f.name, a.line, a.reading, a.day, a.dateRule, c.industries, r.json
                FROM article a JOIN file f ON f.id = a.file JOIN record r ON r.article = a.id
                LEFT JOIN correction c ON c.key = \(ArchiveCorrections.keyOfArticle)
                WHERE a.id > ? AND a.id <= ? AND a.likeness IS NOT 'same' \(isUntagged)
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
            rows.append(PageRow(
                id: row[0], json: start..<text.count, origin: Origin(file: row[1], line: row[2]), reading: row[3],
                published: ArchiveReader.date(day: row[4], rule: row[5]),
                corrected: try (row[6] as String?).map(ArchiveCorrections.industries)))
        }
        return (rows, text)
    }

    static func date(day: String?, rule: String?) -> PublicationDate? {
        guard let day = day.flatMap({ CalendarDate(parsing: $0) }), let rule = rule.flatMap(DateRule.init) else { return nil }
        return PublicationDate(day: day, rule: rule)
    }

    static func fields(_ json: String) throws -> FieldMapping { try JSONDecoder().decode(FieldMapping.self, from: Data(json.utf8)) }

    static func fields(_ reading: Int64, _ db: Database) throws -> FieldMapping {
        try fields(String.fetchOne(db, sql: "SELECT fields FROM reading WHERE id = ?", arguments: [reading]) ?? "{\"names\":{}}")
    }
}
