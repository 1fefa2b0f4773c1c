import Text
import Corpus
import Foundation
import GRDB

/// Finds the articles of an archive that contain all given terms.
///
/// The index finds the texts that contain all pairs of characters of the terms (`TermQuery`). Whether these
/// form the terms, as whole words (`Term`), is checked in the texts.
public struct ArchiveSearch: Sendable {
    /// An article that contains all terms.
    public struct Match: Sendable {
        public var article: Article
        /// The normalized text around the first term.
        public var passage: Passage
    }

    private let names: [String]

    /// Creates a search for articles that contain all terms.
    ///
    /// - Parameter terms: the terms, each with its spellings separated by `|`.
    /// - Returns: `nil` if there are no terms or one of them is empty.
    public init?(_ terms: [String]) {
        guard !terms.isEmpty, terms.allSatisfy({ Term($0) != nil }) else { return nil }
        names = terms
    }

    /// The newest articles that contain all terms; undated articles come last.
    ///
    /// - Returns: at most `limit` articles, and whether there are more.
    /// - Complexity: a look at the texts that may hold the terms, from the newest one to the last match returned. They
    ///   are looked up all at once where they are few, else part by part of the archive, the newest days first.
    /// - Throws: `CorpusError`.
    public func matches(in archive: Archive, limit: Int) throws -> (matches: [Match], hasMore: Bool) {
        try archive.read { db in
            let normalizer = try ArchiveSettings.normalizer(db)
            let terms = names.compactMap { Term($0, by: normalizer) }
            var reader = StoredRecordReader(
                ReadingOptions(settings: ReadingSettings(normalizer: normalizer)),
                labels: try ArchiveSettings.labels(db))
            var query = ArticleQuery(where: "a.id = ?")
            var matches: [Match] = []
            var hasMore = false
            try TermQuery(terms).forEachNewest(db) { id in
                try query.forEach([id], db) { found in
                    guard let article = reader.article(found.record),
                        let passage = Passage(of: terms, in: article.normalized())
                    else { return true }
                    hasMore = matches.count == limit
                    if !hasMore { matches.append(Match(article: article, passage: passage)) }
                    return true
                }
                return !hasMore
            }
            return (matches, hasMore)
        }
    }
}
