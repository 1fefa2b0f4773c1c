import Corpus
import Features
import GRDB

/// Finds the earlier articles that new ones are nearly the same as, and keeps the facts and the stories of all.
///
/// Two articles are of one story if they are near-duplicates no more than a silence apart, or connected by such articles.
struct StoryFinder {
    private let comparison = NearDuplicates()
    private let texts: RecentTexts
    private var facts = FactTable()
    private var bands = BandTable()
    var names: NameTable
    private var repair = IndexRepair()
    private var reader: StoredRecordReader
    private var query = ArticleQuery(where: "a.id = ?")

    /// - Parameters:
    ///   - texts: what earlier batches left; gets what this one adds.
    ///   - published: when the articles that will be added were.
    init(_ texts: RecentTexts, published: [PublicationDate?], _ db: Database) throws {
        self.texts = texts
        try texts.prepare(for: published.map(StoryFinder.day), db)
        names = NameTable(texts.names)
        reader = StoredRecordReader(IndexedArticle.options(try ArchiveSettings.normalizer(db)))
    }

    /// Adds the article that follows on the last one.
    ///
    /// - Parameter isRepeat: whether another record of the article counts in its place.
    /// - Returns: the articles that it is nearly the same as, one of each story.
    mutating func add(
        _ article: Int64, published: PublicationDate?, _ text: IndexedText, isRepeat: Bool, _ db: Database
    ) throws -> [Int64] {
        let day = StoryFinder.day(published)
        let (fingerprint, keys) = (text.fingerprint, text.keys)
        try facts.append(ArticleFacts(day: day, marks: text.marks(isRepeat: isRepeat)), of: article, db)
        try names.add(text.names, of: article, rule: published?.rule, db)
        guard !isRepeat, !fingerprint.isEmpty else {
            bands.append(nil, of: article)
            return []
        }
        var alike: [Int64] = []
        var stories: Set<Int64> = []
        for other in texts.candidates(keys, day: day) {
            let story = try facts.firstOfStory(other, db)
            // One article of a story is enough.
            if stories.contains(story) { continue }
            guard comparison.areAlike(try self.fingerprint(of: other, db), fingerprint) else { continue }
            stories.insert(story)
            alike.append(other)
        }
        for other in alike { try facts.join(other, article, db) }
        texts.fingerprints[article] = fingerprint
        texts.add(keys, article: article, day: day)
        bands.append(keys, of: article)
        return alike
    }

    /// In days since 1970-01-01.
    private static func day(_ published: PublicationDate?) -> Int32? {
        published.map { Int32($0.day.daysSince1970) }
    }

    /// Adds an article that was deleted.
    mutating func skip(_ article: Int64, _ db: Database) throws {
        try facts.append(ArticleFacts(marks: .deleted), of: article, db)
        bands.append(nil, of: article)
    }

    /// Has another record of the same article count in an article's place.
    mutating func withdraw(_ article: Int64) { repair.remove(article, .repeat) }

    /// Writes what was found.
    func finish(_ db: Database) throws {
        try facts.write(db)
        try bands.write(db)
        try names.write(db)
        guard !repair.isEmpty else { return }
        try repair.run(db)
        // The texts in memory are those of before.
        texts.forget()
    }

    private mutating func fingerprint(of article: Int64, _ db: Database) throws -> Fingerprint {
        if let known = texts.fingerprints[article] { return known }
        var record: StoredRecord?
        try query.forEach([article], db) { found in
            record = found.record
            return false
        }
        let fingerprint = record.flatMap { reader.article($0) }.map { Fingerprint($0.normalized()) } ?? Fingerprint([])
        texts.fingerprints[article] = fingerprint
        return fingerprint
    }
}
