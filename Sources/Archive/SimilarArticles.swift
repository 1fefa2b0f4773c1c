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
    private let comparison = NearDuplicates()
    private var groups = ArticleGroups()
    private var buckets: BandBuckets
    /// By what makes articles the same, the one that stands for them.
    private var appearances: [Appearance: Representative] = [:]
    /// Of articles of the archive that were compared, and of the batch's own.
    private var fingerprints: [Int64: Fingerprint] = [:]
    private var reader: StoredRecordReader
    private var query = ArticleQuery(where: "a.id = ?")

    init(_ batch: [IncomingArticle], _ db: Database) throws {
        self.batch = batch
        let settings = ReadingSettings(normalizer: try ArchiveSettings.normalizer(db))
        reader = StoredRecordReader(ReadingOptions(settings: settings, wanted: .content))
        buckets = try BandBuckets(batch, db)
    }

    struct Decision {
        var first: Int64?
        var likeness: Likeness?
        /// No article of the archive has the same text.
        var isNewText: Bool
    }

    private struct Appearance: Hashable {
        let hash: Int64
        let text: Int64
        let link: String
        /// Without a link.
        let day: String?

        init(_ article: IncomingArticle) {
            (hash, text, link) = (article.appearanceHash, article.textHash, article.link)
            day = article.link.isEmpty ? article.published?.day.description : nil
        }

        func hash(into hasher: inout Hasher) { hasher.combine(hash) }
    }

    private struct Representative {
        var id: Int64
        var hasLabels: Bool
    }

    /// Decides for one article after the other.
    ///
    /// - Parameter id: what the article will have in the archive; those before it are there already.
    mutating func decide(_ index: Int, id: Int64, _ db: Database) throws -> Decision {
        let decision = try found(index, id: id, db)
        groups.add(id, first: decision.first)
        return decision
    }

    /// Writes what was found out about groups and new texts.
    mutating func finish(_ db: Database) throws {
        try groups.write(db)
        try buckets.write(db)
    }

    private mutating func found(_ index: Int, id: Int64, _ db: Database) throws -> Decision {
        let article = batch[index]
        let appearance = Appearance(article)
        if let same = try same(appearance, db) {
            let first = try groups.first(of: same.id, db)
            if article.hasLabels, !same.hasLabels {
                // The record with labels stands for the article from now on.
                try db.execute(
                    sql: """
                        UPDATE article SET likeness = 'same', seal = \(Seal.expression("article", ["likeness": "'same'"]))
                        WHERE id = ?
                        """, arguments: [same.id])
                appearances[appearance] = Representative(id: id, hasLabels: true)
                return Decision(first: first, likeness: .text, isNewText: false)
            }
            return Decision(first: first, likeness: .same, isNewText: false)
        }
        appearances[appearance] = Representative(id: id, hasLabels: article.hasLabels)
        var leads: [(lead: Int64, likeness: Likeness)] = []
        if !article.link.isEmpty, let lead = try lead("link = ? AND link <> ''", article.link, db) {
            leads.append((lead, .link))
        }
        let twin = try lead("textHash = ?", article.textHash, db)
        if let twin {
            if leads.first?.lead != twin { leads.append((twin, .text)) }
        } else {
            try addNear(index, id: id, to: &leads, db)
        }
        return Decision(
            first: try groups.join(leads, db), likeness: leads.first?.likeness, isNewText: twin == nil)
    }

    private mutating func same(_ appearance: Appearance, _ db: Database) throws -> Representative? {
        if let known = appearances[appearance] { return known }
        // The plus signs: this index alone, since very many records may have one text or link.
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT id, hasLabels FROM article
                    WHERE appearanceHash = ? AND +textHash = ? AND +link = ? AND (link <> '' OR day IS ?)
                    ORDER BY likeness IS 'same', id LIMIT 1
                    """),
            arguments: [appearance.hash, appearance.text, appearance.link, appearance.day])
        let found = try row.map {
            Representative(
                id: try $0.decode(Int64.self, atIndex: 0), hasLabels: try $0.decode(Bool.self, atIndex: 1))
        }
        appearances[appearance] = found
        return found
    }

    private mutating func lead(
        _ condition: String, _ value: some DatabaseValueConvertible, _ db: Database
    ) throws -> Int64? {
        let first = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT coalesce(first, id) FROM article WHERE \(condition) LIMIT 1"),
            arguments: [value])
        return first.map { groups.root($0) }
    }

    /// Adds the groups of articles of nearly the same text.
    private mutating func addNear(
        _ index: Int, id: Int64, to leads: inout [(lead: Int64, likeness: Likeness)], _ db: Database
    ) throws {
        let article = batch[index]
        guard !article.fingerprint.isEmpty else { return }
        for other in buckets.candidates(index) {
            let lead = try groups.first(of: other, db)
            // One article of a group is enough.
            if leads.contains(where: { $0.lead == lead }) { continue }
            if comparison.areAlike(try fingerprint(of: other, db), article.fingerprint) { leads.append((lead, .near)) }
        }
        fingerprints[id] = article.fingerprint
        buckets.add(index, article, id: id)
    }

    private mutating func fingerprint(of id: Int64, _ db: Database) throws -> Fingerprint {
        if let known = fingerprints[id] { return known }
        var record: StoredRecord?
        try query.forEach([id], db) { found in
            record = found.record
            return false
        }
        let article = record.flatMap { reader.article($0) }
        let fingerprint = article.map { Fingerprint($0.normalized()) } ?? Fingerprint([])
        fingerprints[id] = fingerprint
        return fingerprint
    }
}
