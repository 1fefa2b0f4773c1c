import Corpus
import Foundation
import GRDB
import Text

/// The corrections of an archive. A correction overrides the article's own labels and every model's tags.
enum ArchiveCorrections {
    static func key(link: String, textHash: Int64) -> String {
        key(link.isEmpty ? .fingerprint(UInt64(bitPattern: textHash)) : .link(link))
    }

    static func key(_ key: ArticleKey) -> String {
        switch key {
        case .link(let link): return link
        case .fingerprint(let hash): return "#" + hexadecimal(hash, digits: 16)
        }
    }

    /// `key(link:textHash:)` in SQL, for a row of `article` named `a`.
    static let keyOfArticle = "CASE a.link WHEN '' THEN printf('#%016llx', a.textHash) ELSE a.link END"

    static func keep(key: String, title: String, industries: [String], _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO correction (key, title, industries) VALUES (?, ?, ?)
                ON CONFLICT (key) DO UPDATE SET industries = excluded.industries, title = max(title, excluded.title)
                """,
            arguments: [key, title, "[" + industries.map(jsonString).joined(separator: ",") + "]"])
    }

    static func industries(_ json: String) throws -> [String] {
        try JSONDecoder().decode([String].self, from: Data(json.utf8))
    }

    /// The corrections whose articles are not in the archive, in the order of their keys.
    static func waiting(_ db: Database) throws -> [ArchiveNotes.Waiting] {
        let hasLink = try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM article WHERE link = ? AND link <> '')")
        let hasText = try db.cachedStatement(
            sql: "SELECT EXISTS (SELECT 1 FROM article WHERE textHash = ? AND link = '')")
        return try Row.fetchAll(db, sql: "SELECT key, title, industries FROM correction ORDER BY key").compactMap {
            row in
            let key: String = row[0]
            var isThere = try Bool.fetchOne(hasLink, arguments: [key])!
            if !isThere, key.hasPrefix("#"), let hash = UInt64(key.dropFirst(), radix: 16) {
                isThere = try Bool.fetchOne(hasText, arguments: [Int64(bitPattern: hash)])!
            }
            return isThere ? nil : .init(key: key, title: row[1], industries: try industries(row[2]))
        }
    }
}

extension Archive {
    /// Stores corrections in one transaction. The last correction of an article counts.
    ///
    /// A correction whose article is not in the archive takes effect when the article is imported.
    ///
    /// - Throws: `CorpusError`; no correction is stored then.
    public func correct(_ corrections: [Correction]) throws {
        try write { db in
            for correction in corrections {
                try ArchiveCorrections.keep(
                    key: ArchiveCorrections.key(correction.key), title: correction.title,
                    industries: correction.industries, db)
            }
        }
    }

    /// The titles of the corrections whose articles are not in the archive. A title is empty if the correction came
    /// without one.
    ///
    /// - Complexity: one lookup per correction.
    /// - Throws: `CorpusError`.
    public func waitingCorrections() throws -> [String] {
        try read { db in try ArchiveCorrections.waiting(db).map(\.title) }
    }
}
