import Text
import Corpus
import Features
import Foundation
import GRDB

/// In what an article is like an earlier one. It is kept all the same, marked and linked to the first of them.
public enum Likeness: String, CaseIterable, Codable, CodingKeyRepresentable, Sendable {
    /// The same article: same link and text, or without a link the same text on the same day. As a corpus
    /// the archive gives such articles once, by a record with labels where there is one.
    case same
    /// Another text under the same link.
    case link
    /// The same text under another link or on another day.
    case text
    /// A text that is nearly the same (`NearDuplicates`).
    case near
}

/// Finds the articles that those of a batch are like, in the archive and in the batch itself.
///
/// Articles that are like each other, however indirectly, are linked to one first article, so who is linked
/// to whom does not depend on the order in which they come; who is first does.
struct SimilarArticles {
    private let batch: [IncomingArticle]
    /// Articles of the archive that share a band.
    private let candidates: [[Int64]]
    private let comparison = NearDuplicates()
    /// Of articles of the archive that were compared, and of the batch's own.
    private var fingerprints: [Int64: Fingerprint] = [:]
    /// Articles of the batch by band.
    private var buckets: [UInt32: [Int64]] = [:]
    private var reader: StoredRecordReader

    init(_ batch: [IncomingArticle], _ db: Database) throws {
        self.batch = batch
        let settings = ReadingSettings(normalizer: try ArchiveSettings.normalizer(db))
        reader = StoredRecordReader(ReadingOptions(settings: settings, wanted: .content))
        candidates = try SimilarArticles.candidates(batch, db)
    }

    struct Decision {
        var first: Int64?
        var likeness: Likeness?
        /// No article of the archive has the same text.
        var isNewText: Bool
    }

    /// Decides for one article after the other.
    ///
    /// - Parameter id: what the article will have in the archive; those before it are there already.
    mutating func decide(_ index: Int, id: Int64, _ db: Database) throws -> Decision {
        let article = batch[index]
        if let same = try same(article, db) {
            if article.hasLabels, !same.hasLabels {
                // The record with labels stands for the article from now on.
                try db.execute(sql: "UPDATE article SET likeness = 'same' WHERE id = ?", arguments: [same.id])
                return Decision(first: same.first, likeness: .text, isNewText: false)
            }
            return Decision(first: same.first, likeness: .same, isNewText: false)
        }
        var leads: [(lead: Int64, likeness: Likeness)] = []
        if !article.link.isEmpty, let lead = try lead("link = ? AND link <> ''", article.link, db) {
            leads.append((lead, .link))
        }
        let twin = try lead("textHash = ?", article.textHash, db)
        if let twin {
            leads.append((twin, .text))
        } else {
            for other in try near(index, id: id, db) {
                let found = try Int64.fetchOne(
                    db.cachedStatement(sql: "SELECT coalesce(first, id) FROM article WHERE id = ?"), arguments: [other])!
                if !leads.contains(where: { $0.lead == found }) { leads.append((found, .near)) }
            }
        }
        guard let likeness = leads.first?.likeness, let first = leads.map(\.lead).min() else {
            return Decision(first: nil, likeness: nil, isNewText: twin == nil)
        }
        for (lead, likeness) in leads where lead != first { try unite(lead, with: first, by: likeness, db) }
        return Decision(first: first, likeness: likeness, isNewText: twin == nil)
    }

    private func same(_ article: IncomingArticle, _ db: Database) throws -> (id: Int64, first: Int64, hasLabels: Bool)?
    {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT id, coalesce(first, id), hasLabels FROM article
                    WHERE appearanceHash = ? AND textHash = ? AND link = ? AND (link <> '' OR day IS ?)
                    ORDER BY likeness IS 'same', id LIMIT 1
                    """),
            arguments: [article.appearanceHash, article.textHash, article.link, article.published?.day.description])
        return row.map { ($0[0], $0[1], $0[2]) }
    }

    private func lead(_ condition: String, _ value: some DatabaseValueConvertible, _ db: Database) throws -> Int64? {
        try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT coalesce(first, id) FROM article WHERE \(condition) LIMIT 1"),
            arguments: [value])
    }

    /// Articles of nearly the same text, earlier ones first.
    private mutating func near(_ index: Int, id: Int64, _ db: Database) throws -> [Int64] {
        let article = batch[index]
        guard !article.fingerprint.isEmpty else { return [] }
        var others = Set(candidates[index])
        for key in article.bandKeys {
            if let mates = buckets[key] { others.formUnion(mates) }
            if buckets[key]?.count ?? 0 < NearDuplicates.comparisons { buckets[key, default: []].append(id) }
        }
        fingerprints[id] = article.fingerprint
        return try others.sorted().filter { comparison.areAlike(try fingerprint(of: $0, db), article.fingerprint) }
    }

    private mutating func fingerprint(of id: Int64, _ db: Database) throws -> Fingerprint {
        if let known = fingerprints[id] { return known }
        let found = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT r.json, d.fields FROM article a JOIN record r ON r.article = a.id JOIN reading d ON d.id = a.reading
                    WHERE a.id = ?
                    """),
            arguments: [id])
        var fingerprint = Fingerprint([])
        if let found {
            let record = StoredRecord(
                json: Array((found[0] as String).utf8)[...], origin: Origin(file: "", line: 0),
                fields: try ArticleQuery.fields(found[1]))
            if let article = reader.article(record) {
                fingerprint = Fingerprint(article.normalized().scalars)
            }
        }
        fingerprints[id] = fingerprint
        return fingerprint
    }

    private func unite(_ lead: Int64, with first: Int64, by likeness: Likeness, _ db: Database) throws {
        try db.execute(sql: "UPDATE article SET first = ? WHERE first = ?", arguments: [first, lead])
        try db.execute(
            sql: "UPDATE article SET first = ?, likeness = coalesce(likeness, ?) WHERE id = ?",
            arguments: [first, likeness.rawValue, lead])
    }

    /// For each article of a batch, those of the archive that share a band with it.
    ///
    /// One look-up for the whole batch, in the order of the keys.
    private static func candidates(_ batch: [IncomingArticle], _ db: Database) throws -> [[Int64]] {
        var keys: [(key: UInt32, index: Int32)] = []
        for (index, article) in batch.enumerated() {
            for key in article.bandKeys { keys.append((key, Int32(index))) }
        }
        keys.sort { ($0.key, $0.index) < ($1.key, $1.index) }
        var candidates = [[Int64]](repeating: [], count: batch.count)
        guard try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM band)")! else { return candidates }
        let find = try db.cachedStatement(
            sql: """
                SELECT wanted.key, band.article FROM json_each(?) AS wanted CROSS JOIN band ON band.key = wanted.value
                """)
        let size = 10_000
        for start in stride(from: 0, to: keys.count, by: size) {
            let part = keys[start..<min(start + size, keys.count)]
            find.setUncheckedArguments(["[" + part.map { "\(Int32(bitPattern: $0.key))" }.joined(separator: ",") + "]"])
            // Of a bucket that very many texts share only the first are looked at.
            var (place, count) = (-1, 0)
            let rows = try Row.fetchCursor(find)
            while let row = try rows.next() {
                let found: Int = row[0]
                count = found == place ? count + 1 : 1
                place = found
                if count <= NearDuplicates.comparisons { candidates[Int(part[start + found].index)].append(row[1]) }
            }
        }
        return candidates
    }
}
