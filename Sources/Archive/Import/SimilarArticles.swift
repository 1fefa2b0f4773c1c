import Text
import Corpus
import Features
import Foundation
import GRDB

/// In what an article is like an earlier one. It is kept all the same, marked and linked to the first of them.
public enum Likeness: String, CaseIterable, Codable, CodingKeyRepresentable, Sendable {
    /// The same article: same link and text, or without a link the same text on the same day. As a corpus
    /// the archive gives such articles once, by a record with labels where there is one, and of these by one with a date.
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
    private var groups = ArticleGroups()
    private var stories: StoryFinder
    private let leadByText, leadByLink: QuickStatement
    private var byNumber = ArticleQuery(where: "a.id = ?", corrections: false, origins: false)
    /// Nil before labels are asked for: few batches have articles that were labeled anew.
    private var labelReader: StoredRecordReader?
    /// By what makes articles the same, the one that stands for them.
    private var appearances: [Appearance: Representative] = [:]

    /// - Parameter texts: what earlier batches left; gets what this one adds.
    init(_ batch: [IncomingArticle], _ texts: RecentTexts, _ db: Database) throws {
        self.batch = batch
        stories = try StoryFinder(texts, published: batch.map(\.published), db)
        let lead = "SELECT coalesce(first, id) FROM article WHERE"
        leadByText = try QuickStatement(db, "\(lead) id = ? AND textHash = ?")
        leadByLink = try QuickStatement(db, "\(lead) id = ? AND link = ?")
    }

    struct Decision {
        var first: Int64?
        var likeness: Likeness?
        /// Whether a record of the same article has a date, and the one that counts has none, but labels.
        var losesDate = false
        /// Whether it has a date, and so has the record of the same article that counted before, another one.
        var hasOtherDate = false
        /// Whether it has labels, and the record of the same article that counts has others.
        var losesLabels = false
        /// Whether it counts in place of an earlier record of the same article.
        var takesOver = false
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
        var day: CalendarDate?
        /// Nil for one of the archive.
        var labels: [String]?

        init(id: Int64, hasLabels: Bool, day: CalendarDate?) {
            (self.id, self.hasLabels, self.day) = (id, hasLabels, day)
        }

        init(_ article: IncomingArticle, id: Int64) {
            self.init(id: id, hasLabels: article.hasLabels, day: article.published?.day)
            labels = article.labels
        }

        var isDated: Bool { day != nil }

        /// Whether it stands for the article in another one's place. Labels come first: what they are learned from is
        /// scarcer.
        func takesOver(from other: Representative) -> Bool {
            hasLabels == other.hasLabels ? isDated && !other.isDated : hasLabels
        }
    }

    /// Decides for one article after the other, and keeps its facts.
    ///
    /// - Parameters:
    ///   - id: what the article will have in the archive; those before it are there already.
    ///   - candidates: who has the keys of the batch, those before it among them.
    mutating func decide(_ index: Int, id: Int64, _ candidates: LookupCandidates, _ db: Database) throws -> Decision {
        let decision = try found(index, id: id, candidates, db)
        groups.add(id, first: decision.first)
        return decision
    }

    /// Writes what was found out about groups and stories.
    mutating func finish(_ db: Database) throws {
        try groups.write(db)
        try stories.finish(db)
    }

    private mutating func found(
        _ index: Int, id: Int64, _ candidates: LookupCandidates, _ db: Database
    ) throws -> Decision {
        let article = batch[index]
        let appearance = Appearance(article)
        leadByText.bind(2, article.textHash)
        let twin = try lead(leadByText, of: candidates.articles(ofText: article.textHash))
        if twin != nil || appearances[appearance] != nil,
            let same = try same(appearance, article.textKey, candidates, db)
        {
            let first = try groups.first(of: same.id, db)
            let own = Representative(article, id: id)
            let takesOver = own.takesOver(from: same)
            _ = try stories.add(id, published: article.published, article.text, isRepeat: !takesOver, db)
            var decision = Decision(first: first, likeness: takesOver ? .text : .same, takesOver: takesOver)
            decision.losesDate = own.isDated != same.isDated && own.isDated != takesOver
            decision.hasOtherDate = own.isDated && same.isDated && own.day != same.day
            guard takesOver else {
                decision.losesLabels = try article.hasLabels && Set(article.labels) != Set(labels(of: same, db))
                return decision
            }
            // This record stands for the article from now on.
            try db.execute(
                sql: """
                    UPDATE article SET likeness = 'same', seal = \(Seal.expression("article", ["likeness": "'same'"]))
                    WHERE id = ?
                    """, arguments: [same.id])
            stories.withdraw(same.id)
            appearances[appearance] = own
            return decision
        }
        appearances[appearance] = Representative(article, id: id)
        var leads: [(lead: Int64, likeness: Likeness)] = []
        if !article.link.isEmpty {
            leadByLink.bind(2, copying: article.link)
            if let lead = try lead(leadByLink, of: candidates.articles(.link(article.link))) {
                leads.append((lead, .link))
            }
        }
        if let twin, leads.first?.lead != twin { leads.append((twin, .text)) }
        for other in try stories.add(id, published: article.published, article.text, isRepeat: false, db) {
            let lead = try groups.first(of: other, db)
            if !leads.contains(where: { $0.lead == lead }) { leads.append((lead, .near)) }
        }
        return Decision(first: try groups.join(leads, db), likeness: leads.first?.likeness)
    }

    private mutating func labels(of article: Representative, _ db: Database) throws -> [String] {
        if let known = article.labels { return known }
        var reader =
            try labelReader
            ?? StoredRecordReader(
                ReadingOptions(
                    settings: ReadingSettings(normalizer: ArchiveSettings.normalizer(db)),
                    wanted: [.title, .text, .industries]))
        defer { labelReader = reader }
        return try byNumber.page(ofBytes: 1, [article.id], db).first.flatMap { reader.article($0.record) }?
            .industries ?? []
    }

    private mutating func same(
        _ appearance: Appearance, _ key: LookupKey, _ candidates: LookupCandidates, _ db: Database
    ) throws -> Representative? {
        if let known = appearances[appearance] { return known }
        var found: (isRepeat: Bool, article: Representative)?
        for id in candidates.articles(key) {
            let row = try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT likeness IS 'same', hasLabels, day FROM article
                        WHERE id = ? AND textHash = ? AND appearanceHash = ? AND link = ? AND (link <> '' OR day IS ?)
                        """),
                arguments: [id, appearance.text, appearance.hash, appearance.link, appearance.day])
            guard let row else { continue }
            let isRepeat = try row.decode(Bool.self, atIndex: 0)
            if let found, isRepeat || !found.isRepeat { continue }
            found = (
                isRepeat,
                Representative(
                    id: id, hasLabels: try row.decode(Bool.self, atIndex: 1),
                    day: try row.decode(String?.self, atIndex: 2).flatMap(CalendarDate.init(parsing:)))
            )
        }
        appearances[appearance] = found?.article
        return found?.article
    }

    private mutating func lead(_ find: QuickStatement, of candidates: LookupCandidates.Matches) throws -> Int64? {
        for article in candidates {
            find.bind(1, article)
            guard try find.step() else { continue }
            defer { find.reset() }
            return groups.root(find.integer(0))
        }
        return nil
    }
}
