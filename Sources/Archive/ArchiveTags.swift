import Corpus
import Foundation
import GRDB

/// What models inferred about the articles of an archive: of each article, by the model that tagged it last.
enum ArchiveTags {
    /// The columns of the parts; `NULL` for one that the model was not asked for.
    static let columns = InferredTags.fields.map(\.rawValue)

    /// A model's number; a new one where it is not known.
    static func model(_ fingerprint: String, _ db: Database) throws -> Int64 {
        try db.execute(sql: "INSERT OR IGNORE INTO model (fingerprint) VALUES (?)", arguments: [fingerprint])
        return try Int64.fetchOne(db, sql: "SELECT id FROM model WHERE fingerprint = ?", arguments: [fingerprint])!
    }

    /// Adds to what the same model inferred before.
    ///
    /// - Parameter replaces: whether it takes the place of what another model inferred.
    static func keep(_ tags: InferredTags, of article: Int64, model: Int64, replaces: Bool, _ db: Database) throws {
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
    }

    /// - Parameter columns: of a row, in the order of `columns`, from `first` on.
    static func tags(in row: Row, from first: Int, wanted: Set<RecordField>) throws -> InferredTags {
        var tags = InferredTags()
        for (index, field) in InferredTags.fields.enumerated() where wanted.contains(field) {
            guard let json: String = row[first + index] else { continue }
            tags.tags[field] = try JSONDecoder().decode([InferredTags.Tag].self, from: Data(json.utf8))
        }
        return tags
    }
}

extension Archive {
    /// Keeps a model's tags of some articles, in one transaction.
    ///
    /// What another model inferred about them goes; of the same model, parts that are not among the tags stay.
    ///
    /// - Parameter fingerprint: of the model's file.
    /// - Throws: `CorpusError`; nothing is kept then.
    public func keep(_ tags: [(article: Int64, tags: InferredTags)], model fingerprint: String) throws {
        try write { db in
            let model = try ArchiveTags.model(fingerprint, db)
            for (article, tags) in tags { try ArchiveTags.keep(tags, of: article, model: model, replaces: true, db) }
        }
    }
}
