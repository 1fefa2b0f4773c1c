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

    /// The title of a correction's article where the correction names another one; nil where one of the articles with
    /// its key has its title, or there is none.
    static func otherTitle(than correction: Correction, _ db: Database) throws -> String? {
        guard !correction.title.isEmpty else { return nil }
        let (condition, value): (String, any DatabaseValueConvertible) =
            switch correction.key {
            case .link(let link): ("a.link = ? AND a.link <> ''", link)
            case .fingerprint(let hash): ("a.textHash = ? AND a.link = ''", Int64(bitPattern: hash))
            }
        var reader = StoredRecordReader(ReadingOptions(wanted: .title))
        var query = ArticleQuery(where: condition)
        var other: String?
        var isThere = false
        try query.forEach([value], db) { found in
            let title = reader.article(found.record)?.title ?? ""
            isThere = !correction.isOfAnotherTitle(than: title)
            if !isThere, other == nil { other = title }
            return !isThere
        }
        return isThere ? nil : other
    }

    /// Drops the correction that waits for an article where it names another title.
    ///
    /// - Returns: the correction's title.
    static func dropCorrection(ofOtherThan article: IncomingArticle, _ db: Database) throws -> String? {
        let key = key(link: article.link, textHash: article.textHash)
        let named = try String.fetchOne(
            db.cachedStatement(sql: "SELECT title FROM correction WHERE key = ?"), arguments: [key])
        guard let named,
            Correction(key: .link(key), title: named, industries: []).isOfAnotherTitle(than: article.title),
            try Bool.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT EXISTS (SELECT 1 FROM article WHERE link = ? AND link <> '')
                            OR EXISTS (SELECT 1 FROM article WHERE textHash = ? AND link = '' AND ? = '')
                        """),
                arguments: [article.link, article.textHash, article.link]) == false
        else { return nil }
        try db.execute(sql: "DELETE FROM correction WHERE key = ?", arguments: [key])
        return named
    }

    static func keep(key: String, title: String, industries: [String], _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO correction (key, title, industries) VALUES (?, ?, ?)
                ON CONFLICT (key) DO UPDATE SET industries = excluded.industries, title = max(title, excluded.title)
                """,
            arguments: [key, title, "[" + industries.map(jsonString).joined(separator: ",") + "]"])
        try db.execute(
            sql: "UPDATE correction SET seal = \(Seal.expression("correction")) WHERE key = ?", arguments: [key])
    }

    /// - Throws: `ArchiveDamage`.
    static func industries(_ json: String, of place: @autoclosure () -> String) throws -> [String] {
        try ArchiveDamage.decode([String].self, json, of: place(), "its corrected industries")
    }

    /// Whether an article with the key of a correction is in the archive.
    static func hasArticle(_ key: String, _ db: Database) throws -> Bool {
        let hasLink = try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM article WHERE link = ? AND link <> '')")
        if try Bool.fetchOne(hasLink, arguments: [key]) ?? false { return true }
        guard key.hasPrefix("#"), let hash = UInt64(key.dropFirst(), radix: 16) else { return false }
        let hasText = try db.cachedStatement(
            sql: "SELECT EXISTS (SELECT 1 FROM article WHERE textHash = ? AND link = '')")
        return try Bool.fetchOne(hasText, arguments: [Int64(bitPattern: hash)]) ?? false
    }

    /// The corrections whose articles are not in the archive, in the order of their keys.
    static func waiting(_ db: Database) throws -> [ArchiveNotes.Waiting] {
        return try Row.fetchAll(
            db, sql: "SELECT key, title, industries, \(Seal.isWhole("correction")) FROM correction ORDER BY key"
        ).compactMap {
            row in
            let key = try row.decode(String.self, atIndex: 0)
            guard try row.decode(Int.self, atIndex: 3) == 1 else {
                throw ArchiveDamage("the correction '\(key.prefix(60))'", "it is not as it was stored")
            }
            if try hasArticle(key, db) { return nil }
            return .init(
                key: key, title: try row.decode(String.self, atIndex: 1),
                industries: try industries(
                    row.decode(String.self, atIndex: 2), of: "the correction '\(key.prefix(60))'"))
        }
    }
}

extension Archive {
    /// Stores corrections, some thousand per transaction. The last correction of an article counts.
    ///
    /// A correction whose article is not in the archive takes effect when the article is imported.
    ///
    /// - Returns: the corrections that name another title than their article has. They are not stored.
    /// - Throws: `CorpusError`; the transactions before are kept then.
    @discardableResult
    public func correct(_ corrections: [Correction]) throws -> [Corrections.TitleConflict] {
        var conflicts: [Corrections.TitleConflict] = []
        let size = 2048
        for start in stride(from: 0, to: max(corrections.count, 1), by: size) {
            conflicts += try write { db in
                var conflicts: [Corrections.TitleConflict] = []
                for correction in corrections[start..<min(start + size, corrections.count)] {
                    if let title = try ArchiveCorrections.otherTitle(than: correction, db) {
                        conflicts.append(.init(correction: correction, title: title))
                        continue
                    }
                    try ArchiveCorrections.keep(
                        key: ArchiveCorrections.key(correction.key), title: correction.title,
                        industries: correction.industries, db)
                }
                return conflicts
            }
        }
        return conflicts
    }

    /// Takes a correction back; the article has its own labels and a model's tags again.
    ///
    /// - Returns: whether there was one.
    /// - Throws: `CorpusError`.
    @discardableResult
    public func withdraw(correctionOf key: ArticleKey) throws -> Bool {
        try write { db in
            try db.execute(sql: "DELETE FROM correction WHERE key = ?", arguments: [ArchiveCorrections.key(key)])
            return db.changesCount > 0
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
