import Corpus
import Features
import GRDB

/// Takes articles out of an archive's index that count no longer, and puts others in that count in their place.
///
/// A story may have been one through an article that is gone, so those of the removed articles are put together anew.
struct IndexRepair {
    /// Articles that count no longer. Their records must be there still.
    private var removed: [Int64: ArticleFacts.Marks] = [:]
    /// Articles that count from now on.
    private var added: Set<Int64> = []

    var isEmpty: Bool { removed.isEmpty && added.isEmpty }

    /// Notes that an article counts no longer: it is deleted, or a repeat of another one.
    mutating func remove(_ article: Int64, _ why: ArticleFacts.Marks) {
        removed[article] = why
        added.remove(article)
    }

    /// Notes that a repeat counts from now on.
    mutating func add(_ article: Int64) { added.insert(article) }

    /// Changes facts, band keys and the search index.
    ///
    /// - Complexity: nine bytes are read for each article of the archive, and the texts of the stories concerned.
    /// - Throws: `ArchiveDamage`.
    func run(_ db: Database) throws {
        var facts = FactTable()
        var bands = BandTable()
        var names = NameTable()
        let index = try SearchIndex(db)
        var texts = try TextCache(db)
        for article in removed.keys.sorted() where try facts.facts(of: article, db).counts {
            try index.delete(article, texts[article].text.words)
        }
        let stories = try members(db)
        for (article, why) in removed {
            let before = try facts.facts(of: article, db)
            let day = why.contains(.deleted) ? nil : before.day
            let marks: ArticleFacts.Marks = why.contains(.deleted) ? .deleted : before.marks.union(why)
            try facts.set(ArticleFacts(day: day, marks: marks), of: article, db)
            bands.replace(nil, of: article)
            if why.contains(.deleted) { try names.remove(article, db) }
        }
        for article in added.sorted() {
            let own = try texts[article]
            try facts.set(ArticleFacts(day: own.day, marks: own.marks), of: article, db)
            try index.insert(article, own.text.words)
            bands.replace(own.text.fingerprint.isEmpty ? nil : own.text.keys, of: article)
        }
        for members in stories { try join(members, &facts, &texts, db) }
        try facts.write(db)
        try bands.write(db)
        try names.write(db)
    }

    /// The articles that count of each story that loses one, in the order of their numbers.
    private func members(_ db: Database) throws -> [[Int64]] {
        let all = try CorpusFacts(db, keepsRepeats: true)
        var stories: [Int: [Int64]] = [:]
        for (index, article) in all.articles.enumerated() where removed[Int64(article)] != nil {
            stories[all.stories[index]] = []
        }
        for (index, article) in all.articles.enumerated() {
            let article = Int64(article)
            if removed[article] == nil, all.counts[index] { stories[all.stories[index]]?.append(article) }
        }
        // Who takes an article's place has its text, so it may belong to any of these stories.
        guard !added.isEmpty else { return stories.values.filter { !$0.isEmpty } }
        return [(stories.values.flatMap(\.self) + added).sorted()]
    }

    /// Puts the stories of some articles together, as an import would if there were no others.
    private func join(
        _ members: [Int64], _ facts: inout FactTable, _ texts: inout TextCache, _ db: Database
    ) throws {
        for article in members {
            var own = try facts.facts(of: article, db)
            own.earlier = 0
            try facts.set(own, of: article, db)
        }
        guard members.count > 1 else { return }
        try IndexRepair.forEachPair(of: members, &texts) { try facts.join($0, $1, db) }
    }

    /// Passes pairs of nearly the same articles to `use`, as many as tell which belong together.
    ///
    /// - Parameter members: in the order of their numbers.
    fileprivate static func forEachPair(
        of members: [Int64], _ texts: inout TextCache, _ use: (Int64, Int64) throws -> Void
    ) throws {
        let comparison = NearDuplicates()
        let recent = RecentTexts()
        for article in members {
            let (day, own) = (try texts[article].day, try texts[article].text)
            guard !own.fingerprint.isEmpty else { continue }
            for other in recent.candidates(own.keys, day: day)
            where try comparison.areAlike(texts[other].text.fingerprint, own.fingerprint) {
                try use(other, article)
            }
            recent.add(own.keys, article: article, day: day)
        }
    }
}

extension Archive {
    /// The stories of some articles as if there were no others.
    ///
    /// - Parameter groups: articles by number, ascending, each group by itself.
    /// - Returns: for each article of a group the first one of its story.
    /// - Complexity: reads the texts of the articles, of one group at a time.
    /// - Throws: `CorpusError`.
    public func stories(of groups: [[Int64]]) throws -> [[Int64]] {
        try read { db in
            try groups.map { members in
                var texts = try TextCache(db)
                var firsts = Dictionary(uniqueKeysWithValues: members.map { ($0, $0) })
                func first(_ article: Int64) -> Int64 {
                    var article = article
                    while let earlier = firsts[article], earlier != article { article = earlier }
                    return article
                }
                try IndexRepair.forEachPair(of: members, &texts) { a, b in
                    let (a, b) = (first(a), first(b))
                    firsts[max(a, b)] = min(a, b)
                }
                return members.map(first)
            }
        }
    }
}

/// What the index needs of articles, by number.
private struct TextCache {
    private let db: Database
    private var query = ArticleQuery(where: "a.id = ?", corrections: false)
    private var reader: StoredRecordReader
    private var known: [Int64: IndexedArticle] = [:]

    init(_ db: Database) throws {
        self.db = db
        reader = StoredRecordReader(IndexedArticle.options(try ArchiveSettings.normalizer(db)))
    }

    subscript(article: Int64) -> IndexedArticle {
        mutating get throws {
            if let known = known[article] { return known }
            guard let found = try query.page(ofBytes: 1, [article], db).first else {
                throw ArchiveDamage(article: article, "an index knows it, but it is missing")
            }
            known[article] = IndexedArticle(found, &reader)
            return known[article]!
        }
    }
}
