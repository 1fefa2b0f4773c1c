import Foundation
import GRDB

/// The facts of an archive's articles within one transaction. What is read and changed stays in memory until `write`.
struct FactTable {
    private var chunks: [Int64: FactChunk] = [:]
    private var changed: Set<Int64> = []

    /// - Throws: `ArchiveDamage`.
    mutating func facts(of article: Int64, _ db: Database) throws -> ArticleFacts {
        let place = FactChunk.place(of: article)
        let chunk = try chunk(place.chunk, db)
        guard place.index < chunk.count else { throw ArchiveDamage.facts("article \(article) is missing in it") }
        return chunk[place.index]
    }

    mutating func set(_ facts: ArticleFacts, of article: Int64, _ db: Database) throws {
        _ = try self.facts(of: article, db)
        let place = FactChunk.place(of: article)
        chunks[place.chunk]![place.index] = facts
        changed.insert(place.chunk)
    }

    /// Adds the facts of the article that follows on the last one.
    mutating func append(_ facts: ArticleFacts, of article: Int64, _ db: Database) throws {
        let place = FactChunk.place(of: article)
        let count = try chunk(place.chunk, db).count
        guard count == place.index else {
            throw ArchiveDamage.facts("article \(article) would be the \(count + 1)th of its part")
        }
        chunks[place.chunk]!.append(facts)
        changed.insert(place.chunk)
    }

    /// The first article of an article's story.
    mutating func firstOfStory(_ article: Int64, _ db: Database) throws -> Int64 {
        var first = article
        while case let earlier = try facts(of: first, db).earlier, earlier > 0 { first = Int64(earlier) }
        return first
    }

    /// Makes the stories of two articles one.
    mutating func join(_ a: Int64, _ b: Int64, _ db: Database) throws {
        let (a, b) = (try firstOfStory(a, db), try firstOfStory(b, db))
        guard a != b else { return }
        var facts = try facts(of: max(a, b), db)
        facts.earlier = UInt32(min(a, b))
        try set(facts, of: max(a, b), db)
    }

    private mutating func chunk(_ number: Int64, _ db: Database) throws -> FactChunk {
        if let known = chunks[number] { return known }
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: "SELECT days, earlier, marks, \(Seal.isWhole("fact")) FROM fact WHERE chunk = ?"),
            arguments: [number])
        let chunk = try row.map { try FactChunk($0, chunk: number) } ?? FactChunk()
        chunks[number] = chunk
        return chunk
    }

    /// Writes what has changed.
    func write(_ db: Database) throws {
        let insert = try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO fact (chunk, firstDay, lastDay, undated, days, earlier, marks, seal)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, \(Seal.ofValues("fact")))
                """)
        for number in changed.sorted() {
            let chunk = chunks[number]!
            let (days, earlier, marks) = chunk.columns
            try insert.execute(arguments: [
                number, chunk.span?.lowerBound, chunk.span?.upperBound, chunk.undated, days, earlier, marks,
            ])
        }
    }
}

extension FactChunk {
    /// - Parameter row: days, earlier, marks, and whether they are whole.
    init(_ row: Row, chunk: Int64) throws {
        guard try row.decode(Int.self, atIndex: 3) == 1 else {
            throw ArchiveDamage.facts("that of articles \(FactChunk.articles(of: chunk)) is not as it was stored")
        }
        try self.init(
            chunk: chunk, days: row.decode(Data.self, atIndex: 0), earlier: row.decode(Data.self, atIndex: 1),
            marks: row.decode(Data.self, atIndex: 2))
    }
}
