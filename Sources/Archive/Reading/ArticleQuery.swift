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
    private var lastDay: (name: [UInt8], day: CalendarDate?) = ([], nil)
    private var lastReading: (number: Int64, fields: FieldMapping)?

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
        static let id: Int32 = 0
        static let file: Int32 = 1
        static let line: Int32 = 2
        static let reading: Int32 = 3
        static let day: Int32 = 4
        static let dateRule: Int32 = 5
        static let json: Int32 = 6
        static let industries: Int32 = 7
        static let correctedTitle: Int32 = 8
        static let model: Int32 = 9
        static let firstTag: Int32 = 10
        static let likeness: Int32 = 14
        static let recordHash: Int32 = 15
        static let isWhole: Int32 = 16
        static let isCorrectionWhole: Int32 = 17
        static let areTagsWhole: Int32 = 18
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
        let rows = try QuickStatement(cached: sql, arguments, db)
        defer { rows.reset() }
        var articles: [ArchivedArticle] = []
        var ends: [Int] = []
        var text: [UInt8] = []
        if maximum <= 1 << 21 { text.reserveCapacity(maximum * 5 / 4) }
        while text.count < maximum, try rows.step() {
            let json = rows.text(Column.json) ?? UnsafeBufferPointer(start: nil, count: 0)
            // What it holds is copied before another column is read.
            text.append(contentsOf: json)
            ends.append(text.count)
            articles.append(try article(rows, json: json, db))
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
        let rows = try QuickStatement(cached: sql, arguments, db)
        defer { rows.reset() }
        while try rows.step() {
            let json = rows.text(Column.json) ?? UnsafeBufferPointer(start: nil, count: 0)
            let copy = Array(json)
            var article = try article(rows, json: json, db)
            article.record.json = copy[...]
            guard try use(article) else { return }
        }
    }

    /// The article of a row, without its record.
    ///
    /// - Throws: `ArchiveDamage` if the record is not the one that came in, or a value is none that import writes.
    private mutating func article(
        _ row: QuickStatement, json: UnsafeBufferPointer<UInt8>, _ db: Database
    ) throws -> ArchivedArticle {
        guard !row.isNull(Column.id) else { throw ArchiveDamage("an article", "it has no number") }
        let id = row.integer(Column.id)
        try check(row, json: json, id: id)
        guard let file = row.string(Column.file), !row.isNull(Column.line), !row.isNull(Column.reading) else {
            throw ArchiveDamage(article: id, "its origin is missing")
        }
        return ArchivedArticle(
            id: id,
            record: StoredRecord(
                json: [], origin: Origin(file: file, line: Int(row.integer(Column.line))),
                fields: try fields(row.integer(Column.reading), of: id, db),
                published: try date(row, of: id),
                industries: try row.string(Column.industries).map {
                    try ArchiveCorrections.industries($0, of: "article \(id)")
                }, isUTF8: true),
            tags: tags.isEmpty
                ? InferredTags()
                : try ArchiveTags.tags(in: row, from: Column.firstTag, wanted: tags, of: "article \(id)"),
            model: row.string(Column.model), likeness: row.string(Column.likeness).flatMap(Likeness.init),
            correctedTitle: row.string(Column.correctedTitle))
    }

    /// Compares an article with the hashes that were stored with it.
    ///
    /// - Complexity: linear in the record and the tags: about 1 GB per second.
    private func check(_ row: QuickStatement, json: UnsafeBufferPointer<UInt8>, id: Int64) throws {
        func isWhole(_ column: Int32) -> Bool { row.integer(column) == 1 }
        guard isWhole(Column.isWhole) else {
            throw ArchiveDamage(article: id, "its origin, link, day or likeness is not as it was stored")
        }
        var hash = FNV1a()
        hash.add(json)
        guard !row.isNull(Column.recordHash), Int64(bitPattern: hash.value) == row.integer(Column.recordHash) else {
            throw ArchiveDamage(article: id, "its record is not the one that came in")
        }
        guard isValidUTF8(json) else {
            throw ArchiveDamage(article: id, "its record is not UTF-8")
        }
        guard isWhole(Column.isCorrectionWhole) else {
            throw ArchiveDamage(article: id, "its correction is not as it was stored")
        }
        guard isWhole(Column.areTagsWhole) else {
            throw ArchiveDamage(article: id, "its inferred tags are not as they were stored")
        }
        if let likeness = row.string(Column.likeness), Likeness(rawValue: likeness) == nil {
            throw ArchiveDamage(article: id, "its likeness is '\(likeness.prefix(20))'")
        }
    }

    private mutating func fields(_ reading: Int64, of article: Int64, _ db: Database) throws -> FieldMapping {
        if let lastReading, lastReading.number == reading { return lastReading.fields }
        let fields = try lookUp(reading, of: article, db)
        lastReading = (reading, fields)
        return fields
    }

    private mutating func lookUp(_ reading: Int64, of article: Int64, _ db: Database) throws -> FieldMapping {
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

    /// Most articles have the day of the one before.
    private mutating func date(_ row: QuickStatement, of article: Int64) throws -> PublicationDate? {
        guard let day = row.text(Column.day) else { return nil }
        let known = lastDay.name.elementsEqual(day) ? lastDay.day : CalendarDate(parsing: row.string(Column.day) ?? "")
        guard let known, let rule = row.string(Column.dateRule).flatMap(DateRule.init) else {
            throw ArchiveDamage(article: article, "its day is '\((row.string(Column.day) ?? "").prefix(20))'")
        }
        if known != lastDay.day { lastDay = (Array(row.text(Column.day)!), known) }
        return PublicationDate(day: known, rule: rule)
    }
}
