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

    /// The tags of a row.
    ///
    /// - Parameters:
    ///   - row: a row with the columns of `columns`, in that order.
    ///   - first: the index of the first of these columns.
    ///   - wanted: the fields to read.
    ///   - place: whose tags they are, for the error.
    /// - Throws: `ArchiveDamage`.
    static func tags(
        in row: QuickStatement, from first: Int32, wanted: Set<RecordField>, of place: @autoclosure () -> String
    ) throws -> InferredTags {
        var tags = InferredTags()
        for (index, field) in InferredTags.fields.enumerated() where wanted.contains(field) {
            guard let json = row.string(first + Int32(index)) else { continue }
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
    /// How many articles have tags of another model than one, by field.
    ///
    /// - Complexity: linear in the articles with tags.
    /// - Throws: `CorpusError`.
    public func taggedOtherwise(than fingerprint: String, _ fields: Set<RecordField>) throws -> [RecordField: Int] {
        try read { db in
            let fields = InferredTags.fields.filter(fields.contains)
            let counts = fields.map { "count(\($0.rawValue))" }.joined(separator: ", ")
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT \(counts) FROM inferred WHERE model IS NOT (SELECT id FROM model WHERE fingerprint = ?)
                    """, arguments: [fingerprint])
            return try Dictionary(
                uniqueKeysWithValues: fields.indices.map {
                    (fields[$0], try row?.decode(Int.self, atIndex: $0) ?? 0)
                }
            ).filter { $0.value > 0 }
        }
    }

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
            var table = try TagTable(db)
            for (article, tags) in tags { try table.keep(tags, of: article, model: model, replaces: true) }
            try table.write()
        }
    }
}
