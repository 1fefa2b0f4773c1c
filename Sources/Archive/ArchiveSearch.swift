import Text
import Corpus
import Foundation
import GRDB

/// Finds the articles of an archive that contain all given terms.
///
/// The index finds the texts that contain all trigrams of the terms. Whether the trigrams form the terms is checked in
/// the texts. A term of fewer than three characters has no trigram: if all terms are that short, every text is read.
public struct ArchiveSearch: Sendable {
    /// An article that contains all terms.
    public struct Match: Sendable {
        public var article: Article
        /// The normalized text around the first term, which is enclosed in 【 and 】.
        public var passage: String
    }

    /// The normalized terms, none of them empty.
    private let terms: [[UInt32]]

    /// Creates a search for articles that contain all terms.
    ///
    /// - Parameter terms: the terms; case, width and runs of spaces are ignored.
    /// - Returns: `nil` if there are no terms or one of them is empty.
    public init?(_ terms: [String]) {
        self.terms = terms.map { TextNormalizer().scalars(of: $0) }
        guard !terms.isEmpty, self.terms.allSatisfy({ !$0.isEmpty }) else { return nil }
    }

    /// The newest articles that contain all terms; undated articles come last.
    ///
    /// - Returns: at most `limit` articles, and whether there are more.
    /// - Complexity: linear in the articles that contain the trigrams and are newer than the last match returned;
    ///   linear in the archive if all terms are short.
    /// - Throws: `CorpusError`.
    public func matches(in archive: Archive, limit: Int) throws -> (matches: [Match], hasMore: Bool) {
        try archive.read { db in
            let match = indexQuery
            var query = ArticleQuery(
                where: """
                    a.likeness IS NOT 'same' \(match == nil ? "" : """
                        AND a.textHash IN (
                            SELECT textHash FROM article WHERE id IN (SELECT rowid FROM search WHERE search MATCH ?))
                        """)
                    """,
                order: "a.day DESC, a.id DESC")
            var reader = StoredRecordReader(ReadingOptions(), labels: try ArchiveSettings.labels(db))
            var matches: [Match] = []
            var hasMore = false
            try query.forEach(match.map { [$0] } ?? [], db) { found in
                guard let article = reader.article(found.record),
                    let passage = passage(in: TextNormalizer().scalars(of: article.content))
                else { return true }
                hasMore = matches.count == limit
                if !hasMore { matches.append(Match(article: article, passage: passage)) }
                return !hasMore
            }
            return (matches, hasMore)
        }
    }

    /// The trigrams as strings of FTS5's query language, joined by `AND`; `nil` if there are none.
    private var indexQuery: String? {
        var trigrams: [String] = []
        for term in terms where term.count >= 3 {
            for start in 0...term.count - 3 {
                let trigram = String(normalized: Array(term[start..<start + 3])).replacing("\"", with: "\"\"")
                if !trigrams.contains(trigram) { trigrams.append(trigram) }
            }
        }
        // A few trigrams select as well as all of them.
        return trigrams.isEmpty ? nil : trigrams.prefix(64).map { "\"\($0)\"" }.joined(separator: " AND ")
    }

    /// The passage around the first term; `nil` if any term is missing.
    private func passage(in text: [UInt32]) -> String? {
        var places: [Int] = []
        for term in terms {
            guard let place = ArchiveSearch.first(term, in: text) else { return nil }
            places.append(place)
        }
        let (start, end) = (places[0], places[0] + terms[0].count)
        let around = 24
        func part(_ range: Range<Int>) -> String { String(normalized: Array(text[range.clamped(to: text.indices)])) }
        return (start > around ? "…" : "") + part(max(0, start - around)..<start) + "【" + part(start..<end) + "】"
            + part(end..<min(end + around, text.count)) + (end + around < text.count ? "…" : "")
    }

    static func first(_ term: [UInt32], in text: [UInt32]) -> Int? {
        guard text.count >= term.count else { return nil }
        return text.withUnsafeBufferPointer { text in
            term.withUnsafeBufferPointer { term in
                (0...text.count - term.count).first { start in
                    text[start] == term[0] && (1..<term.count).allSatisfy { text[start + $0] == term[$0] }
                }
            }
        }
    }
}
