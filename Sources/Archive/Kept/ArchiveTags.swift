import Corpus
import Foundation
import GRDB

/// The inferred tags of an archive. An article has the tags of the model that tagged it last.
enum ArchiveTags {
    /// The columns of the fields; a column is `NULL` if the model was not asked for its field.
    static let columns = InferredTags.fields.map(\.rawValue)

    /// The id of a model, which is added if it is unknown.
    static func model(_ fingerprint: String, _ db: Database) throws -> Int64 {
        try db.execute(sql: "INSERT OR IGNORE INTO model (fingerprint) VALUES (?)", arguments: [fingerprint])
        if db.changesCount > 0 {
            try db.execute(
                sql: "UPDATE model SET seal = \(Seal.expression("model")) WHERE id = ?",
                arguments: [db.lastInsertedRowID])
        }
        let id = try Int64.fetchOne(db, sql: "SELECT id FROM model WHERE fingerprint = ?", arguments: [fingerprint])
        guard let id else { throw ArchiveDamage("its models", "'\(fingerprint.prefix(40))' is in an index only") }
        return id
    }

    /// Stores tags and keeps the fields that the same model inferred before.
    ///
    /// - Parameters:
    ///   - replaces: whether to replace the tags of another model.
    ///   - names: gets their names.
    /// - Returns: false if those stay.
    @discardableResult
    static func keep(
        _ tags: InferredTags, of article: Int64, model: Int64, replaces: Bool, _ names: inout NameTable, _ db: Database
    ) throws -> Bool {
        let before = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT model FROM inferred WHERE article = ?"), arguments: [article])
        let updates = columns.map { "\($0) = coalesce(excluded.\($0), CASE model WHEN excluded.model THEN \($0) END)" }
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO inferred (article, model, \(columns.joined(separator: ", "))) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (article) DO UPDATE SET model = excluded.model, \(updates.joined(separator: ", "))
                \(replaces ? "" : "WHERE model = excluded.model")
                """)
        var values: [(any DatabaseValueConvertible)?] = [article, model]
        for field in InferredTags.fields {
            values.append(try tags.tags[field].map { try CanonicalJSON.string($0) })
        }
        insert.setUncheckedArguments(StatementArguments(values))
        try insert.execute()
        guard db.changesCount > 0 else { return false }
        let seal = try db.cachedStatement(
            sql: "UPDATE inferred SET seal = \(Seal.expression("inferred")) WHERE article = ?")
        try seal.execute(arguments: [article])
        try names.add(tags, of: article, replacesAll: before != model, db)
        return true
    }

    /// The tags of a row.
    ///
    /// - Parameters:
    ///   - row: a row with the columns of `columns`, in that order.
    ///   - first: the index of the first of these columns.
    ///   - wanted: the fields to read.
    ///   - place: whose tags they are, for the error.
    /// - Throws: `ArchiveDamage`.
    static func tags(
        in row: Row, from first: Int, wanted: Set<RecordField>, of place: @autoclosure () -> String
    ) throws -> InferredTags {
        var tags = InferredTags()
        for (index, field) in InferredTags.fields.enumerated() where wanted.contains(field) {
            guard let json = try row.decode(String?.self, atIndex: first + index) else { continue }
            let read = try ArchiveDamage.decode(
                [InferredTags.Tag].self, json, of: place(), "its inferred \(field.rawValue)")
            guard read.allSatisfy(\.isSane) else {
                throw ArchiveDamage(place(), "its inferred \(field.rawValue) are none that a model gives")
            }
            tags.tags[field] = read
        }
        return tags
    }
}

extension InferredTags.Tag {
    /// Whether a model can have given the tag.
    var isSane: Bool { probability.map { (0...1).contains($0) } ?? true }
}

extension Archive {
    /// Stores a model's tags of some articles in one transaction.
    ///
    /// Tags of other models are removed. Fields that the same model inferred before and that are not among the tags
    /// stay.
    ///
    /// - Parameters:
    ///   - tags: the ids of articles, with their tags.
    ///   - fingerprint: the fingerprint of the model file.
    /// - Throws: `CorpusError`; no tags are stored then.
    public func keep(_ tags: [(article: Int64, tags: InferredTags)], model fingerprint: String) throws {
        try write { db in
            let model = try ArchiveTags.model(fingerprint, db)
            var names = NameTable()
            for (article, tags) in tags {
                try ArchiveTags.keep(tags, of: article, model: model, replaces: true, &names, db)
            }
            try names.write(db)
        }
    }
}
