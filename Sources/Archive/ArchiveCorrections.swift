import Corpus
import Foundation
import GRDB

/// What people said of the articles of an archive. It beats the labels they came with and every model's tags.
enum ArchiveCorrections {
    static func key(link: String, textHash: Int64) -> String {
        key(link.isEmpty ? .fingerprint(UInt64(bitPattern: textHash)) : .link(link))
    }

    static func key(_ key: ArticleKey) -> String {
        switch key {
        case .link(let link): return link
        case .fingerprint(let hash):
            let digits = String(hash, radix: 16)
            return "#" + String(repeating: "0", count: 16 - digits.count) + digits
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

    static func industries(_ json: String) throws -> [String] { try JSONDecoder().decode([String].self, from: Data(json.utf8)) }
}

extension Archive {
    /// Keeps corrections, in one transaction; of one article the last one counts.
    ///
    /// - Returns: those of articles that are not in the archive, which are not kept.
    /// - Throws: `CorpusError`; nothing is kept then.
    public func correct(_ corrections: [Correction]) throws -> [Correction] {
        try write { db in
            var unknown: [Correction] = []
            for correction in corrections {
                let isKnown: Bool
                switch correction.key {
                case .link(let link):
                    isKnown = try Bool.fetchOne(
                        db, sql: "SELECT EXISTS (SELECT 1 FROM article WHERE link = ? AND link <> '')", arguments: [link])!
                case .fingerprint(let hash):
                    isKnown = try Bool.fetchOne(
                        db, sql: "SELECT EXISTS (SELECT 1 FROM article WHERE textHash = ? AND link = '')",
                        arguments: [Int64(bitPattern: hash)])!
                }
                guard isKnown else {
                    unknown.append(correction)
                    continue
                }
                try ArchiveCorrections.keep(
                    key: ArchiveCorrections.key(correction.key), title: correction.title, industries: correction.industries, db)
            }
            return unknown
        }
    }
}
