import Corpus
import Foundation
import GRDB

/// What models said of the articles of an archive.
enum ArchiveTags {
    /// A model's number; a new one where it is not known.
    static func model(_ fingerprint: String, turn: Int, _ db: Database) throws -> Int64 {
        try db.execute(
            sql: """
                INSERT INTO model (fingerprint, turn, reach) VALUES (?, ?, 0)
                ON CONFLICT (fingerprint) DO UPDATE SET turn = max(turn, excluded.turn)
                """,
            arguments: [fingerprint, turn])
        return try Int64.fetchOne(db, sql: "SELECT id FROM model WHERE fingerprint = ?", arguments: [fingerprint])!
    }

    static func keep(_ tags: [ArchivedTag], of article: Int64, model: Int64, _ db: Database) throws {
        let insert = try db.cachedStatement(sql: """
            INSERT OR REPLACE INTO tag (article, model, rank, label, probability) VALUES (?, ?, ?, ?, ?)
            """)
        for (rank, tag) in tags.enumerated() {
            insert.setUncheckedArguments([article, model, rank, tag.label, tag.probability])
            try insert.execute()
        }
    }

    /// The tags of some articles by the model that was used last of those that tagged them.
    static func latest(_ ids: ClosedRange<Int64>, _ db: Database) throws -> [Int64: [ArchivedTag]] {
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: """
                SELECT t.article, t.model, t.label, t.probability FROM tag t JOIN model m ON m.id = t.model
                WHERE t.article BETWEEN ? AND ? ORDER BY t.article, m.turn DESC, t.model, t.rank
                """),
            arguments: [ids.lowerBound, ids.upperBound])
        var tags: [Int64: [ArchivedTag]] = [:]
        var models: [Int64: Int64] = [:]
        while let row = try rows.next() {
            let (article, model): (Int64, Int64) = (row[0], row[1])
            guard models[article, default: model] == model else { continue }
            models[article] = model
            tags[article, default: []].append(ArchivedTag(label: row[2], probability: row[3]))
        }
        return tags
    }
}

extension Archive {
    /// Makes a model the one whose tags count.
    ///
    /// - Parameter fingerprint: of the model's file.
    /// - Throws: `CorpusError`.
    public func use(model fingerprint: String) throws {
        try write { db in
            let last = try Row.fetchOne(db, sql: "SELECT fingerprint, turn FROM model ORDER BY turn DESC, id DESC LIMIT 1")
            if let last, last[0] as String == fingerprint { return }
            _ = try ArchiveTags.model(fingerprint, turn: (last?[1] ?? 0) + 1, db)
        }
    }

    /// Keeps a model's tags of some articles, in one transaction.
    ///
    /// - Parameters:
    ///   - tags: of each article the best one first; earlier ones by the same model are replaced.
    ///   - reach: the article up to which all have been offered to the model.
    /// - Throws: `CorpusError`; nothing is kept then.
    public func keep(_ tags: [(article: Int64, tags: [ArchivedTag])], model fingerprint: String, reach: Int64) throws {
        try write { db in
            let model = try ArchiveTags.model(fingerprint, turn: 0, db)
            for (article, tags) in tags { try ArchiveTags.keep(tags, of: article, model: model, db) }
            try db.execute(sql: "UPDATE model SET reach = max(reach, ?) WHERE id = ?", arguments: [reach, model])
        }
    }
}
