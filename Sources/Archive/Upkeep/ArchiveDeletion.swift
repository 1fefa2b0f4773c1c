import Corpus
import Foundation
import GRDB

extension Archive {
    /// Which articles to delete: those for which all that is given holds.
    public struct Deletion: Sendable {
        /// As it is in the record, byte for byte.
        public var link: String?
        /// The name of the source, or the host of the link where there is none (`Article.sourceName`).
        public var source: String?
        /// The first and the last day.
        public var first: CalendarDate?
        public var last: CalendarDate?

        public init(
            link: String? = nil, source: String? = nil, first: CalendarDate? = nil, last: CalendarDate? = nil
        ) {
            (self.link, self.source, self.first, self.last) = (link, source, first, last)
        }

        /// Whether nothing is given, so that it would be all articles.
        public var isEmpty: Bool { link == nil && source == nil && first == nil && last == nil }
    }

    /// Deletes articles with their records, origins, tags and corrections, some hundred in one transaction. All counts are
    /// as if they had never come in; their numbers are not given again.
    ///
    /// Traces of their texts stay in unused parts of the file until `vacuum`.
    ///
    /// - Parameter progress: gets how many of how many were deleted; may throw to stop.
    /// - Returns: the number of records.
    /// - Throws: `CorpusError`; the transactions before are kept then. And the errors of `progress`.
    public func delete(_ what: Deletion, progress: (Int, Int) throws -> Void = { _, _ in }) throws -> Int {
        guard !what.isEmpty else { return 0 }
        let articles = try read { db in try Archive.articles(of: what, db) }
        try queue.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA secure_delete = ON") }
        defer { try? queue.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA secure_delete = FAST") } }
        var count = 0
        for start in stride(from: 0, to: articles.count, by: Archive.deletedAtOnce) {
            let part = articles[start..<min(start + Archive.deletedAtOnce, articles.count)]
            try write { db in try Archive.delete(Array(part), db) }
            count += part.count
            try progress(count, articles.count)
        }
        return count
    }

    private static let deletedAtOnce = 512

    private static func articles(of what: Deletion, _ db: Database) throws -> [Int64] {
        var conditions: [String] = []
        var arguments: StatementArguments = []
        func require(_ condition: String, _ value: (some DatabaseValueConvertible)?) {
            guard let value else { return }
            conditions.append(condition)
            arguments += [value]
        }
        require("link = ? AND link <> ''", what.link)
        require("day >= ?", what.first?.description)
        require("day <= ?", what.last?.description)
        let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        let found = try Int64.fetchAll(
            db, sql: "SELECT id FROM article \(condition) ORDER BY id", arguments: arguments)
        guard let source = what.source else { return found }
        var reader = StoredRecordReader(ReadingOptions(wanted: [.title, .text, .source, .link]))
        var query = ArticleQuery(where: "a.id = ?", corrections: false)
        return try found.filter { id in
            try query.page(ofBytes: 1, [id], db).first.flatMap { reader.article($0.record) }?.sourceName == source
        }
    }

    private static func delete(_ articles: [Int64], _ db: Database) throws {
        let all = Set(articles)
        var repair = IndexRepair()
        for article in articles { repair.remove(article, .deleted) }
        for article in articles {
            for other in try replacements(for: article, db) where !all.contains(other) {
                try db.execute(
                    sql: """
                        UPDATE article SET likeness = iif(first IS NULL, NULL, 'text'), seal = \(Seal.expression(
                            "article", ["likeness": "iif(first IS NULL, NULL, 'text')"])) WHERE id = ?
                        """, arguments: [other])
                repair.add(other)
                break
            }
        }
        try repair.run(db)
        for article in articles { try remove(article, db) }
    }

    /// The repeats that may count in an article's place, the best first.
    private static func replacements(for article: Int64, _ db: Database) throws -> [Int64] {
        try Int64.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT b.id FROM article a JOIN article b
                        ON b.textHash = a.textHash AND b.appearanceHash = a.appearanceHash AND b.link = a.link
                            AND (a.link <> '' OR b.day IS a.day)
                    WHERE a.id = ? AND a.likeness IS NOT 'same' AND b.likeness = 'same'
                    ORDER BY b.hasLabels DESC, b.day IS NULL, b.id
                    """), arguments: [article])
    }

    /// Removes all rows of an article. The next one of its group takes its place.
    private static func remove(_ article: Int64, _ db: Database) throws {
        let next = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT min(id) FROM article WHERE first = ?"), arguments: [article])
        if let next {
            try db.execute(
                sql: """
                    UPDATE article SET first = ?1, seal = \(Seal.expression("article", ["first": "?1"]))
                    WHERE first = ?2 AND id <> ?1
                    """, arguments: [next, article])
            // What is like no earlier article has no likeness.
            try db.execute(
                sql: """
                    UPDATE article SET first = NULL, likeness = iif(likeness = 'same', likeness, NULL),
                        seal = \(Seal.expression(
                            "article", ["first": "NULL", "likeness": "iif(likeness = 'same', likeness, NULL)"]))
                    WHERE id = ?1
                    """, arguments: [next])
        }
        let key = try String.fetchOne(
            db.cachedStatement(sql: "SELECT \(ArchiveCorrections.keyOfArticle) FROM article a WHERE a.id = ?"),
            arguments: [article])
        for table in ["record", "sighting", "inferred"] {
            try db.execute(sql: "DELETE FROM \(table) WHERE article = ?", arguments: [article])
        }
        try db.execute(sql: "DELETE FROM article WHERE id = ?", arguments: [article])
        try db.execute(
            sql: "INSERT INTO deleted (article, seal) VALUES (?1, \(Seal.ofValues("deleted")))", arguments: [article])
        if let key, try !ArchiveCorrections.hasArticle(key, db) {
            try db.execute(sql: "DELETE FROM correction WHERE key = ?", arguments: [key])
        }
    }

    /// Makes everything anew that is kept beside the records: facts, names, band keys and the search index.
    ///
    /// - Parameter progress: gets the share that is done; may throw to stop, and nothing has changed then.
    /// - Complexity: linear in the records, in one transaction.
    /// - Throws: `CorpusError`, and the errors of `progress`.
    public func rebuild(progress: (Double) throws -> Void = { _ in }) throws {
        try write { db in try ArchiveIndex.fill(db, progress: progress) }
    }

    /// Takes unused parts and what was deleted out of the file, with the names that no article has any more.
    ///
    /// - Returns: the size of the file in bytes, before and after.
    /// - Complexity: the file is written anew, and needs as much free space as it has.
    /// - Throws: `CorpusError`.
    public func vacuum() throws -> (before: Int, after: Int) {
        func size() -> Int {
            (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
        }
        try write { db in
            try NameTable.removeUnused(db)
            try db.execute(sql: "INSERT INTO search (search) VALUES ('optimize')")
        }
        return try Archive.translating(path, access) {
            try queue.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA wal_checkpoint (TRUNCATE)")
                let before = size()
                try db.execute(sql: "VACUUM; PRAGMA wal_checkpoint (TRUNCATE)")
                return (before, size())
            }
        }
    }
}
