import Corpus
import Foundation
import GRDB
import Text

/// What people said of the articles of an archive. It beats the labels they came with and every model's tags.
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

    /// The same in SQL, of a row of `article` called `a`.
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

    /// Those of articles that are not in the archive.
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
    /// Keeps corrections, in one transaction; of one article the last one counts. Those of articles that are not in
    /// the archive hold once these come in.
    ///
    /// - Throws: `CorpusError`; nothing is kept then.
    public func correct(_ corrections: [Correction]) throws {
        try write { db in
            for correction in corrections {
                try ArchiveCorrections.keep(
                    key: ArchiveCorrections.key(correction.key), title: correction.title,
                    industries: correction.industries, db)
            }
        }
    }

    /// The titles of corrections whose articles are not in the archive, empty where none was told.
    ///
    /// - Complexity: a look-up for each correction.
    /// - Throws: `CorpusError`.
    public func waitingCorrections() throws -> [String] {
        try read { db in try ArchiveCorrections.waiting(db).map(\.title) }
    }
}
