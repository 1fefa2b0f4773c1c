import Corpus
import Features
import Foundation
import GRDB
import TrendNumerics
import Text

/// What an archive keeps beside its records so that counts and searches need not read them: facts, names, band keys and
/// the search index. All of it can be made anew from the records, and says the same then.
enum ArchiveIndex {
    /// Makes everything anew.
    ///
    /// - Parameter progress: gets the share of the articles that was indexed; may throw to stop.
    /// - Complexity: linear in the records.
    /// - Throws: `ArchiveDamage` if a record is damaged, and the errors of `progress`.
    static func fill(_ db: Database, progress: (Double) throws -> Void) throws {
        try db.execute(
            sql: """
                DELETE FROM fact; DELETE FROM band; DELETE FROM name; DELETE FROM named;
                INSERT INTO search (search) VALUES ('delete-all')
                """)
        let last = try lastArticle(db)
        let deleted = try Set(Int64.fetchAll(db, sql: "SELECT article FROM deleted WHERE \(Seal.isWhole("deleted"))"))
        let index = try SearchIndex(db)
        let normalizer = try ArchiveSettings.normalizer(db)
        let texts = RecentTexts()
        try forEachPage(to: last, db, progress: progress) { page, before in
            var position = before
            let articles = IndexedArticle.all(page, by: normalizer)
            var finder = try StoryFinder(texts, published: articles.map(\.published), db)
            for article in articles {
                try fill(to: article.id - 1, after: &position, deleted, &finder, db)
                _ = try finder.add(
                    article.id, published: article.published, article.text, isRepeat: article.isRepeat, db)
                try finder.names.add(article.inferred, of: article.id, replacesAll: false, db)
                position = article.id
                if !article.isRepeat { try index.insert(article.id, article.text.words) }
            }
            if page.isEmpty { try fill(to: last, after: &position, deleted, &finder, db) }
            try finder.finish(db)
        }
    }

    /// Adds the names of all articles to tables that have none.
    ///
    /// - Parameter progress: gets the share of the articles that was read; may throw to stop.
    /// - Complexity: linear in the records.
    /// - Throws: `ArchiveDamage` if a record is damaged, and the errors of `progress`.
    static func fillNames(_ db: Database, progress: (Double) throws -> Void) throws {
        let last = try lastArticle(db)
        let options = IndexedArticle.options(try ArchiveSettings.normalizer(db))
        let numbers = NameNumbers()
        try forEachPage(to: last, db, progress: progress) { page, _ in
            let own = Parallel.pieces(of: page) { part in
                var reader = StoredRecordReader(options)
                return part.map { ArticleNames(reader.article(ofOwnLabels: $0)) }
            }
            var names = NameTable(numbers)
            for (article, own) in zip(page, own) {
                try names.add(own, of: article.id, rule: article.record.published?.rule, db)
                try names.add(article.tags, of: article.id, replacesAll: false, db)
            }
            try names.write(db)
        }
    }

    /// Passes all articles to `use` with their own labels, some at a time, and an empty page where those behind the last
    /// one were deleted.
    ///
    /// - Parameter use: also gets the number of the last article before the page.
    private static func forEachPage(
        to last: Int64, _ db: Database, progress: (Double) throws -> Void,
        use: (_ page: [ArchivedArticle], _ before: Int64) throws -> Void
    ) throws {
        var query = ArticleQuery(
            tags: IndexedArticle.tags, where: "a.id > ? AND a.id <= ?", corrections: false)
        var position: Int64 = 0
        while position < last {
            let page = try query.page(ofBytes: 1 << 21, [position, last], db)
            try use(page, position)
            position = page.last?.id ?? last
            try progress(Double(position) / Double(last))
        }
    }

    /// The highest number that an article has or had; 0 for none.
    ///
    /// - Throws: `ArchiveDamage` if no import gives such a number.
    static func lastArticle(_ db: Database) throws -> Int64 {
        let last = max(
            try Int64.fetchOne(db, sql: "SELECT max(id) FROM article") ?? 0,
            try Int64.fetchOne(db, sql: "SELECT max(article) FROM deleted") ?? 0)
        guard (0...ArchiveSchema.mostArticles).contains(last) else {
            throw ArchiveDamage(article: last, "no import gives that number")
        }
        return last
    }

    /// - Throws: `ArchiveDamage` unless all articles between two numbers were deleted.
    static func checkDeleted(between first: Int64, and last: Int64, _ db: Database) throws {
        let deleted = try Int64.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT article FROM deleted WHERE article > ? AND article < ? AND \(Seal.isWhole("deleted"))
                    ORDER BY article
                    """), arguments: [first, last])
        var next = first + 1
        for article in deleted where article == next { next += 1 }
        if next < last { throw ArchiveDamage(article: next, "it is missing") }
    }

    /// Adds the facts of deleted articles.
    private static func fill(
        to end: Int64, after position: inout Int64, _ deleted: Set<Int64>, _ finder: inout StoryFinder, _ db: Database
    ) throws {
        while position < end {
            position += 1
            guard deleted.contains(position) else { throw ArchiveDamage(article: position, "it is missing") }
            try finder.skip(position, db)
        }
    }
}

/// What the index needs of an article's text.
struct IndexedText: Sendable {
    let fingerprint: Fingerprint
    let keys: BandKeys
    private let marks: ArticleFacts.Marks
    /// The words, as `SearchTokenizer.indexed` gives them.
    let words: [UInt8]
    let names: ArticleNames

    /// - Parameters:
    ///   - article: read as readers of the archive read it; nil for one with neither title nor text.
    ///   - text: that of the article.
    init(_ article: Article?, _ text: ArticleText?) {
        fingerprint = text.map { Fingerprint($0) } ?? Fingerprint([])
        keys = BandKeys(fingerprint)
        marks = ArticleFacts.Marks(article)
        words = text.map(SearchTokenizer.indexed) ?? []
        names = ArticleNames(article)
    }

    /// What else is to be known of the article.
    ///
    /// - Parameter isRepeat: whether another record of it counts in its place.
    func marks(isRepeat: Bool) -> ArticleFacts.Marks { isRepeat ? marks.union(.repeat) : marks }
}

/// What the index needs of an article.
struct IndexedArticle: Sendable {
    let id: Int64
    let published: PublicationDate?
    let text: IndexedText
    let isRepeat: Bool
    /// What a model said of it.
    let inferred: InferredTags

    /// In days since 1970-01-01.
    var day: Int32? { published.map { Int32($0.day.daysSince1970) } }

    var marks: ArticleFacts.Marks { text.marks(isRepeat: isRepeat) }

    /// What the columns of names have of it, by kind.
    var names: [(kind: NameKind, entry: NamedEntry?)] {
        text.names.entries(rule: published?.rule) + InferredNames.entries(inferred)
    }

    /// How records are read for the index.
    static func options(_ normalizer: TextNormalizer) -> ReadingOptions {
        ReadingOptions(settings: ReadingSettings(normalizer: normalizer))
    }

    /// The tags of a model that the index has names of.
    static let tags = Set(NameKind.inferred.map(\.field))

    /// All of some articles, on all cores.
    static func all(_ articles: [ArchivedArticle], by normalizer: TextNormalizer) -> [IndexedArticle] {
        Parallel.pieces(of: articles) { piece in
            var reader = StoredRecordReader(options(normalizer))
            return piece.map { IndexedArticle($0, &reader) }
        }
    }

    init(_ archived: ArchivedArticle, _ reader: inout StoredRecordReader) {
        id = archived.id
        published = archived.record.published
        inferred = archived.tags
        let article = reader.article(ofOwnLabels: archived)
        text = IndexedText(article, article?.normalized())
        isRepeat = archived.likeness == .same
    }
}

extension StoredRecordReader {
    /// An article with the labels that came with it: corrections are applied when names are counted.
    fileprivate mutating func article(ofOwnLabels archived: ArchivedArticle) -> Article? {
        var record = archived.record
        record.industries = nil
        return article(record)
    }
}

extension Parallel {
    /// What is made of some articles, in order, on all cores.
    fileprivate static func pieces<Made: Sendable>(
        of articles: [ArchivedArticle], _ make: @Sendable (ArraySlice<ArchivedArticle>) -> [Made]
    ) -> [Made] {
        let pieces = chunks(of: articles.count, size: 128)
        return map(pieces.count, threads: ProcessInfo.processInfo.activeProcessorCount) { make(articles[pieces[$0]]) }
            .flatMap(\.self)
    }
}
