import Corpus
import Foundation
import GRDB
import Text

/// The query for articles of an archive. Every reader uses it, so that articles are the same everywhere.
struct ArticleQuery {
    private let tags: Set<RecordField>
    private let sql: String
    /// The names of fields, by reading. Few archives have more than a handful of readings.
    var readings: [Int64: FieldMapping] = [:]

    /// - Parameters:
    ///   - tags: the fields whose inferred tags to read.
    ///   - condition: an SQL condition on a row `a` of the table `article`.
    ///   - corrections: whether to read corrections.
    ///   - origins: whether to read origins; without them the name of the file is empty.
    init(
        tags: Set<RecordField> = [], where condition: String, order: String = "a.id", corrections: Bool = true,
        origins: Bool = true
    ) {
        self.tags = tags
        sql = ArticleQuery.sql(tags, condition, order: order, corrections: corrections, origins: origins)
    }

    private enum Column {
        static let json = 6
        static let firstTag = 10
        static let likeness = 14
        static let recordHash = 15
        static let isWhole = 16
        static let isCorrectionWhole = 17
        static let areTagsWhole = 18
    }

    private static func sql(
        _ tags: Set<RecordField>, _ condition: String, order: String, corrections: Bool, origins: Bool
    ) -> String {
        let columns = InferredTags.fields.map { tags.contains($0) ? "t.\($0.rawValue)" : "NULL" }
        let areTagsWhole =
            tags.isEmpty
            ? "1" : "t.article IS NULL OR (\(Seal.isWhole("inferred", as: "t")) AND \(Seal.isWhole("model", as: "m")))"
        return """
            SELECT a.id, \(origins ? "f.name" : "''"), a.line, a.reading, a.day, a.dateRule, r.json, \(corrections ? "c.industries, c.title" : "NULL, NULL"),
                \(tags.isEmpty ? "NULL" : "m.fingerprint"), \(columns.joined(separator: ", ")),
                a.likeness, a.recordHash, \(Seal.isWhole("article", as: "a"))\(origins ? " AND \(Seal.isWhole("file", as: "f"))" : ""),
                \(corrections ? "c.key IS NULL OR \(Seal.isWhole("correction", as: "c"))" : "1"), \(areTagsWhole)
            FROM article a LEFT JOIN record r ON r.article = a.id
            \(origins ? "LEFT JOIN file f ON f.id = a.file" : "")
            \(corrections ? "LEFT JOIN correction c ON c.key = \(ArchiveCorrections.keyOfArticle)" : "")
            \(tags.isEmpty ? "" : "LEFT JOIN inferred t ON t.article = a.id LEFT JOIN model m ON m.id = t.model")
            WHERE \(condition) ORDER BY \(order)
            """
    }

    /// The first articles, up to the one whose record reaches a total of `maximum` bytes. Their records share one buffer.
    mutating func page(
        ofBytes maximum: Int, _ arguments: StatementArguments, _ db: Database
    ) throws -> [ArchivedArticle] {
        let cursor = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
        var articles: [ArchivedArticle] = []
        var ends: [Int] = []
        var text: [UInt8] = []
        if maximum <= 1 << 21 { text.reserveCapacity(maximum * 5 / 4) }
        while text.count < maximum, let row = try cursor.next() {
            let start = text.count
            try row.withUnsafeData(atIndex: Column.json) { json in
                json?.withUnsafeBytes { text.append(contentsOf: $0) }
            }
            ends.append(text.count)
            articles.append(try article(row, json: text[start...], db))
            // The slice would keep the buffer from growing in place.
            articles[articles.count - 1].record.json = []
        }
        var start = 0
        for (index, end) in ends.enumerated() {
            articles[index].record.json = text[start..<end]
            start = end
        }
        return articles
    }

    /// Passes articles to `use` one by one, until it returns false.
    mutating func forEach(
        _ arguments: StatementArguments, _ db: Database, _ use: (ArchivedArticle) throws -> Bool
    ) throws {
        let cursor = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
        while let row = try cursor.next() {
            var json: [UInt8] = []
            try row.withUnsafeData(atIndex: Column.json) { $0?.withUnsafeBytes { json = Array($0) } }
            guard try use(article(row, json: json[...], db)) else { return }
        }
    }

    /// - Throws: `ArchiveDamage` if the record is not the one that came in, or a value is none that import writes.
    private mutating func article(_ row: Row, json: ArraySlice<UInt8>, _ db: Database) throws -> ArchivedArticle {
        let id = try row.decode(Int64.self, atIndex: 0)
        try check(row, json: json, id: id)
        let place = "article \(id)"
        return ArchivedArticle(
            id: id,
            record: StoredRecord(
                json: json,
                origin: Origin(
                    file: try row.decode(String.self, atIndex: 1), line: try row.decode(Int.self, atIndex: 2)),
                fields: try fields(row.decode(Int64.self, atIndex: 3), of: id, db),
                published: try ArticleQuery.date(
                    day: row.decode(String?.self, atIndex: 4), rule: row.decode(String?.self, atIndex: 5), of: id),
                industries: try row.decode(String?.self, atIndex: 7).map {
                    try ArchiveCorrections.industries($0, of: place)
                }),
            tags: try ArchiveTags.tags(in: row, from: Column.firstTag, wanted: tags, of: place),
            model: try row.decode(String?.self, atIndex: 9),
            likeness: try row.decode(String?.self, atIndex: Column.likeness).flatMap(Likeness.init),
            correctedTitle: try row.decode(String?.self, atIndex: 8))
    }

    /// Compares an article with the hashes that were stored with it.
    ///
    /// - Complexity: linear in the record and the tags: about 1 GB per second.
    private func check(_ row: Row, json: ArraySlice<UInt8>, id: Int64) throws {
        func isWhole(_ column: Int) throws -> Bool { try row.decode(Int.self, atIndex: column) == 1 }
        let hash = json.withUnsafeBufferPointer { bytes in
            var hash = FNV1a()
            hash.add(bytes)
            return Int64(bitPattern: hash.value)
        }
        guard try isWhole(Column.isWhole) else {
            throw ArchiveDamage(article: id, "its origin, link, day or likeness is not as it was stored")
        }
        guard try hash == row.decode(Int64.self, atIndex: Column.recordHash) else {
            throw ArchiveDamage(article: id, "its record is not the one that came in")
        }
        guard json.withUnsafeBufferPointer(isValidUTF8) else {
            throw ArchiveDamage(article: id, "its record is not UTF-8")
        }
        guard try isWhole(Column.isCorrectionWhole) else {
            throw ArchiveDamage(article: id, "its correction is not as it was stored")
        }
        guard try isWhole(Column.areTagsWhole) else {
            throw ArchiveDamage(article: id, "its inferred tags are not as they were stored")
        }
        if let likeness = try row.decode(String?.self, atIndex: Column.likeness), Likeness(rawValue: likeness) == nil {
            throw ArchiveDamage(article: id, "its likeness is '\(likeness.prefix(20))'")
        }
    }

    private mutating func fields(_ reading: Int64, of article: Int64, _ db: Database) throws -> FieldMapping {
        if let known = readings[reading] { return known }
        let json = try String.fetchOne(
            db.cachedStatement(sql: "SELECT fields FROM reading WHERE id = ? AND \(Seal.isWhole("reading"))"),
            arguments: [reading])
        guard let json else {
            throw ArchiveDamage(article: article, "the names of its fields are not as they were stored")
        }
        let fields = try ArticleQuery.fields(json, of: article)
        readings[reading] = fields
        return fields
    }

    static func fields(_ json: String, of article: Int64) throws -> FieldMapping {
        try ArchiveDamage.decode(FieldMapping.self, json, of: "article \(article)", "the names of its fields")
    }

    private static func date(day: String?, rule: String?, of article: Int64) throws -> PublicationDate? {
        guard let day else { return nil }
        guard let parsed = CalendarDate(parsing: day), let rule = rule.flatMap(DateRule.init) else {
            throw ArchiveDamage(article: article, "its day is '\(day.prefix(20))'")
        }
        return PublicationDate(day: parsed, rule: rule)
    }
}
