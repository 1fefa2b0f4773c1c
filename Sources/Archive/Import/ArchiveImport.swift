import Corpus
import Features
import Foundation

/// Adds articles to an archive in batches.
///
/// A batch is one transaction, so after a crash it is in the archive whole or not at all. Importing the same files
/// again adds the missing records. A record that is in the archive already, byte for byte, adds only its new origin, if
/// it has one.
public struct ArchiveImport {
    /// The number of articles by outcome.
    public struct Summary: Codable, Equatable, Sendable {
        /// Records that were not in the archive.
        public var added = 0
        /// Records that were in the archive already.
        public var known = 0
        /// Of these, records whose fields have other names now than when they came in. They stay as they were read then.
        public var knownOtherwise = 0
        /// Added records that are similar to earlier ones, by kind of similarity. One that counts in place of an earlier
        /// record of the same article is the same, too.
        public var like: [Likeness: Int] = [:]
        /// Added records without a date.
        public var undated = 0
        /// Dated records of articles that count by a record with labels and without a date.
        public var lostDates = 0
        /// Dated records of articles of which an earlier record has another date; one of the two counts.
        public var otherDates = 0
        /// Labeled records of articles that count by an earlier record with other labels.
        public var otherLabels = 0
        /// Records whose tags were restored from an export.
        public var tags = 0
        /// Records whose tags were not, since another model has tagged the article here.
        public var otherTags = 0
        /// Corrections that were restored from an export.
        public var corrections = 0
        /// Corrections that were not, since the article has another one here.
        public var otherCorrections = 0
        /// Records that look like those of an export and were not restored.
        public var exported = 0
        /// Records that were to be restored, and have nothing that an export adds.
        public var plain = 0
        /// Corrections that waited for articles of the archive and named other titles. They are dropped.
        public var otherTitles = 0
        /// The title that one of them named, and its article's.
        public var otherTitleExample: [String]?
    }

    /// The outcome of all batches so far.
    public private(set) var summary = Summary()
    private let archive: Archive
    private let replacesCorrections: Bool
    /// What articles to come may be reposts of.
    private let texts = RecentTexts()
    private let filter = LookupFilter()

    /// Creates an import that has added nothing yet.
    ///
    /// - Parameter replacesCorrections: whether corrections of an export replace those of the archive.
    public init(into archive: Archive, replacesCorrections: Bool = false) {
        self.archive = archive
        self.replacesCorrections = replacesCorrections
    }

    /// Articles for one transaction. Large batches change each page of the indices fewer times; these take less than a
    /// second, so that other programs can write in between. An article beyond the limit is a batch by itself.
    public struct Batch {
        /// Of `IncomingArticle.work`: about 12,000 titles, 700 articles of a page each.
        static let maximumWork = 1 << 23

        private var articles: [IncomingArticle] = []
        private var work = 0

        public init() {}

        public func isFull(before next: IncomingArticle) -> Bool {
            !articles.isEmpty && work + next.work > Batch.maximumWork
        }

        public mutating func append(_ article: IncomingArticle) {
            articles.append(article)
            work += article.work
        }

        /// Gives its articles and is empty then.
        public mutating func take() -> [IncomingArticle] {
            defer { self = Batch() }
            return articles
        }
    }

    /// Adds a batch of articles in one transaction.
    ///
    /// - Complexity: linear in the articles' text, plus a few lookups per article, each logarithmic in the size of
    ///   the archive; and to read what is kept of the texts of some weeks around.
    /// - Throws: `CorpusError`; no article of the batch is in the archive then.
    public mutating func add(_ batch: [IncomingArticle]) throws {
        guard !batch.isEmpty else { return }
        var summary = summary
        do {
            try archive.write { db in
                var writer = try BatchWriter(
                    db, batch, texts.names, filter, replacesCorrections: replacesCorrections)
                try writer.write(batch, texts, &summary)
            }
        } catch {
            texts.forget()
            throw error
        }
        self.summary = summary
    }
}
