import Corpus
import Foundation
import GRDB
import Text

/// The search index: the tokens of every article that counts (`SearchTokenizer`), by the article's number.
struct SearchIndex {
    private let insertStatement, deleteStatement: QuickStatement

    /// More terms are gathered in memory before they are written, and more parts before they are merged, than by
    /// default: half of the time.
    private static let settings = ["hashsize": 1 << 24, "automerge": 8]

    /// Whether the index was made since it has these settings, and so with these tokens: those of programs up to version
    /// 6 of the archive's tables had single characters as well.
    static func isOfPairs(_ db: Database) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM search_config WHERE k = 'automerge')") ?? false
    }

    /// - Throws: `DatabaseError`.
    init(_ db: Database) throws {
        for (name, value) in SearchIndex.settings
        where try Int.fetchOne(db, sql: "SELECT v FROM search_config WHERE k = ?", arguments: [name]) != value {
            try db.execute(sql: "INSERT INTO search (search, rank) VALUES (?, ?)", arguments: [name, value])
        }
        insertStatement = try QuickStatement(db, "INSERT INTO search (rowid, text) VALUES (?, ?)")
        deleteStatement = try QuickStatement(db, "INSERT INTO search (search, rowid, text) VALUES ('delete', ?, ?)")
    }

    /// - Parameter text: as `SearchTokenizer.indexed` gives it.
    func insert(_ article: Int64, _ text: [UInt8]) throws { try run(insertStatement, article, text) }

    /// - Parameter text: the one that was inserted.
    func delete(_ article: Int64, _ text: [UInt8]) throws { try run(deleteStatement, article, text) }

    private func run(_ statement: QuickStatement, _ article: Int64, _ text: [UInt8]) throws {
        try text.withUnsafeBufferPointer { text in
            statement.bind(1, article)
            statement.bind(2, text)
            try statement.run()
        }
    }

    // MARK: Check

    /// A sum over all tokens of articles, whatever their order.
    struct Sum: Equatable, Sendable {
        private var value: UInt64 = 0

        mutating func add(_ token: UnsafeRawBufferPointer, of article: Int64) {
            var hash = FNV1a()
            hash.add(token)
            var mixed = (hash.value ^ UInt64(bitPattern: article)) &* 0x9E37_79B9_7F4A_7C15
            mixed ^= mixed >> 29
            value &+= mixed &* 0xBF58_476D_1CE4_E5B9
        }

        /// The tokens that the index is to have of an article, each once.
        mutating func add(_ text: [UInt8], of article: Int64) {
            var tokens: Set<ArraySlice<UInt8>> = []
            SearchTokenizer.forEachToken(of: text) { tokens.insert(text[$0]) }
            for token in tokens { token.withUnsafeBytes { add($0, of: article) } }
        }
    }

    /// The sum over the tokens that the index has.
    ///
    /// - Complexity: linear in the index.
    static func sum(_ db: Database) throws -> Sum {
        // A temporary table, which is no part of the file; a reader's connection would refuse it.
        let isReading = try Bool.fetchOne(db, sql: "PRAGMA query_only") ?? false
        try db.execute(
            sql: """
                PRAGMA query_only = 0;
                CREATE VIRTUAL TABLE IF NOT EXISTS temp.token USING fts5vocab (main, search, instance)
                """)
        defer { try? db.execute(sql: "DROP TABLE temp.token; PRAGMA query_only = \(isReading ? 1 : 0)") }
        let rows = try Row.fetchCursor(db, sql: "SELECT term, doc FROM temp.token")
        var sum = Sum()
        while let row = try rows.next() {
            let article = try row.decode(Int64.self, atIndex: 1)
            try row.withUnsafeData(atIndex: 0) { term in term?.withUnsafeBytes { sum.add($0, of: article) } }
        }
        return sum
    }
}
