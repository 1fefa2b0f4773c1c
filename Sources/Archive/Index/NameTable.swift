import Corpus
import Foundation
import GRDB

/// The names of an archive's articles within one transaction. What is read and changed stays in memory until `write`.
struct NameTable {
    private struct Place: Hashable, Comparable {
        var kind: NameKind
        var chunk: Int64

        static func < (a: Place, b: Place) -> Bool { (a.kind.rawValue, a.chunk) < (b.kind.rawValue, b.chunk) }
    }

    private struct Chunk {
        let place: Place
        var names: NameChunk
        var isChanged = false
    }

    private let numbers: NameNumbers
    private var chunks: [Chunk] = []
    private var indices: [Place: Int] = [:]
    /// By kind, the chunk that was looked up last: most articles come one after the other.
    private var last = [Int](repeating: -1, count: NameKind.allCases.count)

    init(_ numbers: NameNumbers = NameNumbers()) { self.numbers = numbers }

    /// Keeps what an article has itself.
    ///
    /// - Parameter rule: the rule that found its day.
    mutating func add(_ names: ArticleNames, of article: Int64, rule: DateRule?, _ db: Database) throws {
        try names.forEachEntry(rule: rule) { kind, entry in try set(kind, entry, of: article, db) }
    }

    /// Keeps what a model inferred about an article.
    ///
    /// - Parameter replacesAll: whether what it was not asked is removed, too.
    mutating func add(_ tags: InferredTags, of article: Int64, replacesAll: Bool, _ db: Database) throws {
        for (kind, entry) in InferredNames.entries(tags) where entry != nil || replacesAll {
            try set(kind, entry, of: article, db)
        }
    }

    /// Removes everything of an article.
    mutating func remove(_ article: Int64, _ db: Database) throws {
        for kind in NameKind.allCases { try set(kind, nil, of: article, db) }
    }

    private mutating func set(
        _ kind: NameKind, _ entry: NamedEntry?, of article: Int64, _ db: Database
    ) throws {
        let new = try entry.map { entry in
            NameChunk.Entry(names: try entry.names.map { try numbers.number(of: $0, db) }, value: entry.value)
        }
        let (number, index) = FactChunk.place(of: article)
        let chunk = try load(kind, number, db)
        guard chunks[chunk].names[index] != new else { return }
        chunks[chunk].names[index] = new
        chunks[chunk].isChanged = true
    }

    /// - Throws: `ArchiveDamage`.
    mutating func entry(_ kind: NameKind, of article: Int64, _ db: Database) throws -> NameChunk.Entry? {
        let (number, index) = FactChunk.place(of: article)
        return try chunks[load(kind, number, db)].names[index]
    }

    /// - Returns: the index of a part in `chunks`.
    private mutating func load(_ kind: NameKind, _ chunk: Int64, _ db: Database) throws -> Int {
        let kindIndex = Int(kind.rawValue)
        if last[kindIndex] >= 0, chunks[last[kindIndex]].place.chunk == chunk { return last[kindIndex] }
        let place = Place(kind: kind, chunk: chunk)
        if let known = indices[place] {
            last[kindIndex] = known
            return known
        }
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: "SELECT names, \(Seal.isWhole("named")) FROM named WHERE kind = ? AND chunk = ?"),
            arguments: [kind.rawValue, chunk])
        let names = try row.map { try NameChunk(NameTable.names(in: $0, chunk: chunk), chunk: chunk) } ?? NameChunk()
        last[kindIndex] = chunks.count
        indices[place] = chunks.count
        chunks.append(Chunk(place: place, names: names))
        return chunks.count - 1
    }

    /// - Parameter row: the names, and whether they are whole.
    static func names(in row: Row, chunk: Int64) throws -> Data {
        guard try row.decode(Int.self, atIndex: 1) == 1 else {
            throw ArchiveDamage.facts(
                "the names of articles \(FactChunk.articles(of: chunk)) are not as they were stored")
        }
        return try row.decode(Data.self, atIndex: 0)
    }

    /// Writes what has changed.
    func write(_ db: Database) throws {
        let insert = try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO named (kind, chunk, names, seal) VALUES (?1, ?2, ?3, \(Seal.ofValues("named")))
                """)
        for chunk in chunks.filter(\.isChanged).sorted(by: { $0.place < $1.place }) {
            let place = chunk.place
            if chunk.names.isEmpty {
                try db.execute(
                    sql: "DELETE FROM named WHERE kind = ? AND chunk = ?",
                    arguments: [place.kind.rawValue, place.chunk])
            } else {
                try insert.execute(arguments: [place.kind.rawValue, place.chunk, chunk.names.bytes])
            }
        }
    }

    /// Removes the names that no article has any more.
    ///
    /// - Complexity: linear in the names of all articles.
    static func removeUnused(_ db: Database) throws {
        var used: Set<UInt32> = []
        let rows = try Row.fetchCursor(db, sql: "SELECT names, \(Seal.isWhole("named")), chunk FROM named")
        while let row = try rows.next() {
            let chunk = try row.decode(Int64.self, atIndex: 2)
            try NameChunk.forEach(in: names(in: row, chunk: chunk), chunk: chunk) { _, names, _ in
                used.formUnion(names)
            }
        }
        let delete = try QuickStatement(db, "DELETE FROM name WHERE id = ?")
        for id in try Int64.fetchAll(db, sql: "SELECT id FROM name")
        where UInt32(exactly: id).map(used.contains) != true {
            delete.bind(1, id)
            try delete.run()
        }
    }
}

/// The numbers of names, which are given as names come in.
///
/// One may be kept from one transaction to the next as long as these are kept and nobody else writes.
final class NameNumbers {
    private var numbers: [String: UInt32] = [:]
    /// More of them are looked up again.
    private static let mostKept = 1 << 16

    /// After a transaction that was not kept.
    func forget() { numbers = [:] }

    func number(of name: String, _ db: Database) throws -> UInt32 {
        if let known = numbers[name] { return known }
        // As bytes: SQLite ends a text at the character 0.
        let bytes = Data(name.utf8)
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO name (name) VALUES (?)").execute(arguments: [bytes])
        if db.changesCount > 0 {
            try db.cachedStatement(sql: "UPDATE name SET seal = \(Seal.expression("name")) WHERE id = ?")
                .execute(arguments: [db.lastInsertedRowID])
        }
        let id = try Int64.fetchOne(db.cachedStatement(sql: "SELECT id FROM name WHERE name = ?"), arguments: [bytes])
        guard let number = id.flatMap(UInt32.init(exactly:)) else {
            throw ArchiveDamage.facts("'\(name.prefix(40))' is in an index only")
        }
        if numbers.count >= NameNumbers.mostKept { numbers = [:] }
        numbers[name] = number
        return number
    }

    /// All names, by number; nil for a number that no name has.
    static func names(_ db: Database) throws -> [String?] {
        let last = try Int64.fetchOne(db, sql: "SELECT max(id) FROM name") ?? 0
        guard last >= 0, last <= ArchiveSchema.mostArticles else {
            throw ArchiveDamage.facts("a name has the number \(last)")
        }
        let rows = try Row.fetchCursor(db, sql: "SELECT id, name, \(Seal.isWhole("name")) FROM name ORDER BY id")
        var names: [String?] = []
        while let row = try rows.next() {
            let id = try row.decode(Int64.self, atIndex: 0)
            guard id >= names.count, try row.decode(Int.self, atIndex: 2) == 1,
                let name = String(bytes: try row.decode(Data.self, atIndex: 1), encoding: .utf8)
            else { throw ArchiveDamage.facts("the name of the number \(id) is not as it was stored") }
            // A damaged number would ask for any memory.
            guard id - Int64(names.count) < 1 << 24 else { throw ArchiveDamage.facts("a name has the number \(id)") }
            while names.count < id { names.append(nil) }
            names.append(name)
        }
        return names
    }
}
