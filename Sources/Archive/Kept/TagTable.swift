import Corpus
import GRDB

/// Keeps models' tags within one transaction.
struct TagTable {
    private let db: Database
    private let insert: QuickStatement
    private var names: NameTable
    /// The JSON of an article's tags, field by field.
    private var json: [UInt8] = []
    private var fields: [Range<Int>?] = []

    /// - Parameter numbers: those of names that are known.
    init(_ db: Database, _ numbers: NameNumbers = NameNumbers()) throws {
        self.db = db
        names = NameTable(numbers)
        insert = try QuickStatement(
            db,
            """
            INSERT INTO inferred (article, model, \(ArchiveTags.columns.joined(separator: ", ")), seal)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, \(Seal.ofValues("inferred"))) ON CONFLICT (article) DO NOTHING
            """)
    }

    /// Stores tags and keeps the fields that the same model inferred before.
    ///
    /// - Parameter replaces: whether to replace the tags of another model.
    /// - Returns: false if those stay.
    @discardableResult
    mutating func keep(_ tags: InferredTags, of article: Int64, model: Int64, replaces: Bool) throws -> Bool {
        json.removeAll(keepingCapacity: true)
        fields.removeAll(keepingCapacity: true)
        for field in InferredTags.fields {
            let start = json.count
            guard let own = tags.tags[field] else {
                fields.append(nil)
                continue
            }
            try InferredTags.append(own, to: &json)
            fields.append(start..<json.count)
        }
        if try add(to: article, model) {
            try names.add(tags, of: article, replacesAll: false, db)
            return true
        }
        let before = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT model FROM inferred WHERE article = ?"), arguments: [article])
        guard replaces || before == model else { return false }
        try update(article, model)
        try names.add(tags, of: article, replacesAll: before != model, db)
        return true
    }

    /// - Returns: false if the article has tags.
    private func add(to article: Int64, _ model: Int64) throws -> Bool {
        try json.withUnsafeBufferPointer { json in
            insert.bind(1, article)
            insert.bind(2, model)
            for (index, field) in fields.enumerated() {
                insert.bind(Int32(3 + index), field.map { UnsafeBufferPointer(rebasing: json[$0]) })
            }
            try insert.run()
            return insert.changes > 0
        }
    }

    private func update(_ article: Int64, _ model: Int64) throws {
        let changes = ArchiveTags.columns.enumerated().map { index, column in
            (column, "coalesce(?\(3 + index), CASE model WHEN ?2 THEN \(column) END)")
        }
        let statement = try db.cachedStatement(
            sql: """
                UPDATE inferred SET model = ?2, \(changes.map { "\($0) = \($1)" }.joined(separator: ", ")),
                    seal = \(Seal.expression(
                        "inferred", Dictionary(uniqueKeysWithValues: changes + [("model", "?2")])))
                WHERE article = ?1
                """)
        var values: [(any DatabaseValueConvertible)?] = [article, model]
        values += fields.map { field in field.map { String(decoding: json[$0], as: UTF8.self) } }
        try statement.execute(arguments: StatementArguments(values))
    }

    /// Writes the names of what was stored.
    func write() throws { try names.write(db) }
}
