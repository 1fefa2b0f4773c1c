import Text
import Corpus
import Foundation
import GRDB

/// Finds the articles of an archive that contain all given terms.
///
/// The index finds the texts that contain all trigrams of the terms. Whether the trigrams form the terms, as whole words
/// (`Term`), is checked in the texts. A spelling of fewer than three characters has no trigram: if every term has such a
/// spelling, every text is read.
public struct ArchiveSearch: Sendable {
    /// An article that contains all terms.
    public struct Match: Sendable {
        public var article: Article
        /// The normalized text around the first term, which is enclosed in 【 and 】.
        public var passage: String
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
    /// - Complexity: linear in the articles that contain the trigrams and are newer than the last match returned;
    ///   linear in the archive if all terms are short.
    /// - Throws: `CorpusError`.
    public func matches(in archive: Archive, limit: Int) throws -> (matches: [Match], hasMore: Bool) {
        try archive.read { db in
            let normalizer = try ArchiveSettings.normalizer(db)
            let terms = names.compactMap { Term($0, by: normalizer) }
            let match = ArchiveSearch.indexQuery(terms)
            var query = ArticleQuery(
                where: """
                    a.likeness IS NOT 'same' \(match == nil ? "" : """
                        AND a.textHash IN (
                            SELECT textHash FROM article WHERE id IN (SELECT rowid FROM search WHERE search MATCH ?))
                        """)
                    """,
                order: "a.day DESC, a.id DESC")
            var reader = StoredRecordReader(
                ReadingOptions(settings: ReadingSettings(normalizer: normalizer)),
                labels: try ArchiveSettings.labels(db))
            var matches: [Match] = []
            var hasMore = false
            try query.forEach(match.map { [$0] } ?? [], db) { found in
                guard let article = reader.article(found.record),
                    let passage = ArchiveSearch.passage(of: terms, in: article.normalized())
                else { return true }
                hasMore = matches.count == limit
                if !hasMore { matches.append(Match(article: article, passage: passage)) }
                return !hasMore
            }
            return (matches, hasMore)
        }
    }

    /// Lets the index gather more terms in memory before it writes them, so that it merges less.
    static func prepareForWriting(_ db: Database) throws {
        let size = 1 << 24
        let stored = try Int.fetchOne(db, sql: "SELECT v FROM search_config WHERE k = 'hashsize'")
        guard stored != size else { return }
        try db.execute(sql: "INSERT INTO search (search, rank) VALUES ('hashsize', \(size))")
    }

    /// What the index keeps of a normalized text: no blanks and invisible characters, which matter to no term.
    static func indexed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard scalars.contains(where: { Term.isPassedOver($0.value) }) else { return text }
        return String(String.UnicodeScalarView(scalars.filter { !Term.isPassedOver($0.value) }))
    }

    /// The query for texts with all terms in FTS5's query language; `nil` if no term has trigrams.
    private static func indexQuery(_ terms: [Term]) -> String? {
        let queries = terms.compactMap { term -> String? in
            // Archives of older versions keep blanks in their index.
            let forms = zip(term.spellings, term.normalized).map { $0 == $1 ? [$0] : [$0, $1] }
            let queries = forms.joined().map(ArchiveSearch.trigrams)
            return queries.contains("") ? nil : "(" + queries.map { "(\($0))" }.joined(separator: " OR ") + ")"
        }
        return queries.isEmpty ? nil : queries.joined(separator: " AND ")
    }

    /// The trigrams of a spelling, each a string of FTS5's query language; empty where there are none.
    private static func trigrams(_ spelling: [UInt32]) -> String {
        var trigrams: [String] = []
        guard spelling.count >= 3 else { return "" }
        for start in 0...spelling.count - 3 {
            let trigram = String(normalized: Array(spelling[start..<start + 3])).replacing("\"", with: "\"\"")
            if !trigrams.contains(trigram) { trigrams.append(trigram) }
        }
        // A few trigrams select as well as all of them.
        return trigrams.prefix(64).map { "\"\($0)\"" }.joined(separator: " AND ")
    }

    /// The passage around the first term; `nil` if any term is missing.
    private static func passage(of terms: [Term], in text: ArticleText) -> String? {
        var first: Range<Int>?
        for term in terms {
            guard let place = term.place(in: text) else { return nil }
            if first == nil { first = place }
        }
        let (start, end) = (first!.lowerBound, first!.upperBound)
        let (scalars, around) = (text.scalars, 24)
        func part(_ range: Range<Int>) -> String {
            String(normalized: Array(scalars[range.clamped(to: scalars.indices)]))
        }
        return (start > around ? "…" : "") + part(max(0, start - around)..<start) + "【" + part(start..<end) + "】"
            + part(end..<min(end + around, scalars.count)) + (end + around < scalars.count ? "…" : "")
    }
}
