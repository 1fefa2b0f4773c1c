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
    private static func otherTitle(
        than correction: Correction, _ finder: ArticleFinder, _ db: Database
    ) throws -> String? {
        guard !correction.title.isEmpty else { return nil }
        var reader = StoredRecordReader(ReadingOptions(wanted: .title))
        var query = ArticleQuery(where: "a.id = ?")
        var other: String?
        for article in try finder.articles(corrected: key(correction.key)) {
            var title = ""
            try query.forEach([article], db) { found in
                title = reader.article(found.record)?.title ?? ""
                return false
            }
            if !correction.isOfAnotherTitle(than: title) { return nil }
            other = other ?? title
        }
        return other
    }

    /// Drops the correction that waits for an article where it names another title.
    ///
    /// - Parameter candidates: who has the keys of the article.
    /// - Returns: the correction's title.
    static func dropCorrection(
        ofOtherThan article: IncomingArticle, _ candidates: LookupCandidates, _ db: Database
    ) throws -> String? {
        let key = key(link: article.link, textHash: article.textHash)
        let named = try String.fetchOne(
            db.cachedStatement(sql: "SELECT title FROM correction WHERE key = ?"), arguments: [key])
        guard let named,
            Correction(key: .link(key), title: named, industries: []).isOfAnotherTitle(than: article.title),
            try !ArticleFinder(among: candidates, db).hasArticle(corrected: key)
        else { return nil }
        try db.execute(sql: "DELETE FROM correction WHERE key = ?", arguments: [key])
        return named
    }

    /// Stores corrections but for those that name another title than their article has.
    ///
    /// - Returns: these.
    fileprivate static func keep(
        _ corrections: ArraySlice<Correction>, _ db: Database
    ) throws -> [Corrections.TitleConflict] {
        let finder = try ArticleFinder(corrections.map { key($0.key) }, db)
        var conflicts: [Corrections.TitleConflict] = []
        for correction in corrections {
            if let title = try otherTitle(than: correction, finder, db) {
                conflicts.append(.init(correction: correction, title: title))
                continue
            }
            try keep(
                key: key(correction.key), title: correction.title, industries: correction.industries, db)
        }
        return conflicts
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

    /// The rows of all corrections, in the order of their keys.
    private static func rows(_ db: Database) throws -> [Row] {
        try Row.fetchAll(
            db, sql: "SELECT key, title, industries, \(Seal.isWhole("correction")) FROM correction ORDER BY key")
    }

    private static func place(_ key: String) -> String { "the correction '\(key.prefix(60))'" }

    /// - Throws: `ArchiveDamage` unless the row is as it was stored.
    private static func key(of row: Row) throws -> String {
        let key = try row.decode(String.self, atIndex: 0)
        guard try row.decode(Int.self, atIndex: 3) == 1 else {
            throw ArchiveDamage(place(key), "it is not as it was stored")
        }
        return key
    }

    /// - Throws: `ArchiveDamage` unless the correction is as it was stored.
    private static func correction(in row: Row) throws -> ArchiveNotes.Waiting {
        let key = try key(of: row)
        return .init(
            key: key, title: try row.decode(String.self, atIndex: 1),
            industries: try industries(row.decode(String.self, atIndex: 2), of: place(key)))
    }

    /// All corrections, in the order of their keys.
    ///
    /// - Throws: `ArchiveDamage`.
    static func all(_ db: Database) throws -> [ArchiveNotes.Waiting] { try rows(db).map(correction) }

    /// Those of them that can be read.
    static func whole(_ db: Database) throws -> [ArchiveNotes.Waiting] {
        try rows(db).compactMap { try? correction(in: $0) }
    }

    /// The corrections whose articles are not in the archive, in the order of their keys.
    static func waiting(_ db: Database) throws -> [ArchiveNotes.Waiting] {
        let rows = try rows(db)
        let finder = try ArticleFinder(rows.map(key), db)
        // Those of articles that are there are read with these, and their damage is told as that of these.
        return try rows.filter { try !finder.hasArticle(corrected: key(of: $0)) }.map(correction)
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
            let part = corrections[start..<min(start + size, corrections.count)]
            conflicts += try write { db in try ArchiveCorrections.keep(part, db) }
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
