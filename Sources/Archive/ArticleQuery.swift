import Corpus
import Foundation
import GRDB

/// The query for articles of an archive. Every reader uses it, so that articles are the same everywhere.
struct ArticleQuery {
    /// The fields whose inferred tags to read.
    var tags: Set<RecordField> = []
    /// An SQL condition on a row `a` of the table `article`.
    var condition: String
    var order = "a.id"

    /// The names of fields, by reading. Few archives have more than a handful of readings.
    private var readings: [Int64: FieldMapping] = [:]

    init(tags: Set<RecordField> = [], where condition: String, order: String = "a.id") {
        self.tags = tags
        self.condition = condition
        self.order = order
    }

    private enum Column {
        static let json = 6
        static let firstTag = 10
    }

    private var sql: String {
        let columns = InferredTags.fields.map { tags.contains($0) ? "t.\($0.rawValue)" : "NULL" }
        return """
            SELECT a.id, f.name, a.line, a.reading, a.day, a.dateRule, r.json, c.industries, c.title,
                \(tags.isEmpty ? "NULL" : "m.fingerprint"), \(columns.joined(separator: ", "))
            FROM article a JOIN file f ON f.id = a.file JOIN record r ON r.article = a.id
            LEFT JOIN correction c ON c.key = \(ArchiveCorrections.keyOfArticle)
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
        text.reserveCapacity(maximum + maximum / 4)
        while text.count < maximum, let row = try cursor.next() {
            try row.withUnsafeData(atIndex: Column.json) { json in
                json?.withUnsafeBytes { text.append(contentsOf: $0) }
            }
            ends.append(text.count)
            articles.append(try article(row, json: [], db))
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
            guard try use(article(row, json: Array((row[Column.json] as String).utf8)[...], db)) else { return }
        }
    }

    private mutating func article(_ row: Row, json: ArraySlice<UInt8>, _ db: Database) throws -> ArchivedArticle {
        ArchivedArticle(
            id: row[0],
            record: StoredRecord(
                json: json, origin: Origin(file: row[1], line: row[2]), fields: try fields(row[3], db),
                published: ArticleQuery.date(day: row[4], rule: row[5]),
                industries: try (row[7] as String?).map(ArchiveCorrections.industries)),
            tags: try ArchiveTags.tags(in: row, from: Column.firstTag, wanted: tags), model: row[9],
            correctedTitle: row[8])
    }

    private mutating func fields(_ reading: Int64, _ db: Database) throws -> FieldMapping {
        if let known = readings[reading] { return known }
        let json = try String.fetchOne(
            db.cachedStatement(sql: "SELECT fields FROM reading WHERE id = ?"), arguments: [reading])
        let fields = try json.map(ArticleQuery.fields) ?? FieldMapping()
        readings[reading] = fields
        return fields
    }

    static func fields(_ json: String) throws -> FieldMapping {
        try JSONDecoder().decode(FieldMapping.self, from: Data(json.utf8))
    }

    private static func date(day: String?, rule: String?) -> PublicationDate? {
        guard let day = day.flatMap({ CalendarDate(parsing: $0) }), let rule = rule.flatMap(DateRule.init) else {
            return nil
        }
        return PublicationDate(day: day, rule: rule)
    }
}
