import Corpus
import Foundation
import GRDB

extension Archive {
    /// Which articles to delete: those of the links, of the sources and of the days, as far as they are given.
    public struct Deletion: Sendable {
        /// As they are in the records, byte for byte.
        public var links: [String]
        /// The names of sources, or the hosts of links where there is none (`Article.sourceName`).
        public var sources: [String]
        /// The first and the last day.
        public var first: CalendarDate?
        public var last: CalendarDate?

        public init(
            links: [String] = [], sources: [String] = [], first: CalendarDate? = nil, last: CalendarDate? = nil
        ) {
            (self.links, self.sources, self.first, self.last) = (links, sources, first, last)
        }

        /// Whether nothing is given, so that it would be all articles.
        public var isEmpty: Bool { links.isEmpty && sources.isEmpty && first == nil && last == nil }
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
        func require(_ condition: String, _ value: String?) {
            guard let value else { return }
            conditions.append(condition)
            arguments += [value]
        }
        if !what.links.isEmpty {
            let finder = try ArticleFinder(what.links, db)
            // As JSON, since a statement takes so many values and no more.
            let numbers = try JSONEncoder().encode(Set(what.links.flatMap { try finder.articles(link: $0) }))
            require("id IN (SELECT value FROM json_each(?))", String(decoding: numbers, as: UTF8.self))
        }
        require("day >= ?", what.first?.description)
        require("day <= ?", what.last?.description)
        let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        let found = try Int64.fetchAll(
            db, sql: "SELECT id FROM article \(condition) ORDER BY id", arguments: arguments)
        guard !what.sources.isEmpty else { return found }
        let sources = Set(what.sources)
        var reader = StoredRecordReader(ReadingOptions(wanted: [.title, .text, .source, .link]))
        var query = ArticleQuery(where: "a.id = ?", corrections: false)
        return try found.filter { id in
            try query.page(ofBytes: 1, [id], db).first.flatMap { reader.article($0.record) }
                .map { sources.contains($0.sourceName) } ?? false
        }
    }

    private static func delete(_ articles: [Int64], _ db: Database) throws {
        let all = Set(articles)
        var repair = IndexRepair()
        for article in articles { repair.remove(article, .deleted) }
        let keys = try articles.map { try Keys(of: $0, db) }
        let candidates = try LookupCandidates(ofGroups: keys.flatMap(\.groups), db)
        for (article, keys) in zip(articles, keys) {
            for other in try replacements(for: article, candidates.articles(keys.text), db)
            where !all.contains(other) {
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
        let finder = try ArticleFinder(among: candidates, db)
        for key in Set(keys.map(\.correction)).sorted() where try !finder.hasArticle(corrected: key) {
            try db.execute(sql: "DELETE FROM correction WHERE key = ?", arguments: [key])
        }
    }

    /// What an article that is to be deleted can be found by.
    private struct Keys {
        let text: LookupKey
        let correction: String

        init(of article: Int64, _ db: Database) throws {
            let row = try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT textHash, appearanceHash, \(ArchiveCorrections.keyOfArticle) FROM article a WHERE id = ?
                        """), arguments: [article])
            guard let row else { throw ArchiveDamage(article: article, "it is missing") }
            text = .text(
                try row.decode(Int64.self, atIndex: 0), appearance: try row.decode(Int64.self, atIndex: 1))
            correction = try row.decode(String.self, atIndex: 2)
        }

        var groups: [UInt64] { [text.group] + ArticleFinder.groups(of: correction) }
    }

    /// The repeats that may count in an article's place, the best first.
    private static func replacements(
        for article: Int64, _ candidates: LookupCandidates.Matches, _ db: Database
    ) throws -> [Int64] {
        try Int64.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT b.id FROM article a JOIN article b
                        ON b.id IN (SELECT value FROM json_each(?2)) AND b.textHash = a.textHash
                            AND b.appearanceHash = a.appearanceHash AND b.link = a.link
                            AND (a.link <> '' OR b.day IS a.day)
                    WHERE a.id = ?1 AND a.likeness IS NOT 'same' AND b.likeness = 'same'
                    ORDER BY b.hasLabels DESC, b.day IS NULL, b.id
                    """), arguments: [article, "\(Array(candidates))"])
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
        for table in ["record", "sighting", "inferred"] {
            try db.execute(sql: "DELETE FROM \(table) WHERE article = ?", arguments: [article])
        }
        try db.execute(sql: "DELETE FROM article WHERE id = ?", arguments: [article])
        try db.execute(
            sql: "INSERT INTO deleted (article, seal) VALUES (?1, \(Seal.ofValues("deleted")))", arguments: [article])
    }

    /// Makes everything anew that is kept beside the records: facts, names, band keys, the keys that articles are looked up
    /// by, and the search index.
    ///
    /// - Parameter progress: gets the share that is done; may throw to stop, and nothing has changed then.
    /// - Complexity: linear in the records, in one transaction.
    /// - Throws: `CorpusError`, and the errors of `progress`.
    public func rebuild(progress: (Double) throws -> Void = { _ in }) throws {
        try write { db in
            try LookupTable.fill(db) { _ in }
            try ArchiveIndex.fill(db, progress: progress)
        }
    }

    /// Takes unused parts and what was deleted out of the file, with the names and keys that no article has any more.
    /// While another program reads the archive, the file keeps its size until that is done.
    ///
    /// - Returns: the size of the file in bytes, before and after, and whether it waits for readers.
    /// - Complexity: the file is written anew, and needs as much free space as it has.
    /// - Throws: `CorpusError`.
    public func vacuum() throws -> (before: Int, after: Int, isWaiting: Bool) {
        func size() -> Int {
            var status = stat()
            return stat(path, &status) == 0 ? Int(status.st_size) : 0
        }
        try write { db in
            try NameTable.removeUnused(db)
            try LookupTable.compact(db)
            try db.execute(sql: "INSERT INTO search (search) VALUES ('optimize')")
        }
        return try Archive.translating(path, access) {
            _ = try emptyLog()
            let before = size()
            try queue.writeWithoutTransaction { db in try db.execute(sql: "VACUUM") }
            let isDone = try emptyLog()
            return (before, size(), !isDone)
        }
    }

    /// Writes the log beside the archive into it. Where somebody reads, it stays as it is: whoever waits for readers makes
    /// all writers wait, and a page may read for hours.
    ///
    /// - Returns: whether it is empty.
    private func emptyLog() throws -> Bool {
        let impatient = Archive.configuration(access, wait: 0.5, isSnapshot: false)
        return try DatabaseQueue(path: access.location, configuration: impatient).writeWithoutTransaction { db in
            try Int.fetchOne(db, sql: "PRAGMA wal_checkpoint (TRUNCATE)") == 0
        }
    }
}
