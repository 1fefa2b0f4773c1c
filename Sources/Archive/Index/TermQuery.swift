import Foundation
import GRDB
import Text

/// Asks the search index for the articles that may contain all of some terms.
struct TermQuery {
    /// In FTS5's query language.
    private let match: String
    /// Whether every article that is found has the terms: each spelling is one token, and no letter or digit at its edge
    /// could go on in the text.
    let isExact: Bool
    /// Whether a single character is asked for: a look at all tokens that begin with it.
    private let isBroad: Bool

    init(_ terms: [Term]) {
        match = terms.map { term in
            "(" + term.spellings.map { "(" + TermQuery.tokens(of: $0) + ")" }.joined(separator: " OR ") + ")"
        }.joined(separator: " AND ")
        isExact = terms.allSatisfy { $0.spellings.allSatisfy(TermQuery.isExact) }
        isBroad = terms.contains { $0.spellings.contains { $0.count == 1 } }
    }

    /// Asks for the articles that may contain all of some runs of characters.
    ///
    /// - Parameter pieces: normalized, without blanks; none of them empty.
    init(pieces: [[UInt32]]) {
        match = pieces.map { "(" + TermQuery.tokens(of: $0) + ")" }.joined(separator: " AND ")
        (isExact, isBroad) = (false, pieces.contains { $0.count == 1 })
    }

    private static func isExact(_ spelling: [UInt32]) -> Bool {
        spelling.count <= 2 && spelling.allSatisfy { $0 >= 0x2E80 }
    }

    /// The tokens of a spelling, each a string of FTS5's query language.
    private static func tokens(of spelling: [UInt32]) -> String {
        var tokens: [String] = []
        let width = min(2, spelling.count)
        for start in 0...spelling.count - width {
            let token = String(normalized: Array(spelling[start..<start + width])).replacing("\"", with: "\"\"")
            if !tokens.contains(token) { tokens.append(token) }
        }
        // A few select as well as all of them. The star asks for all tokens that begin so.
        return tokens.prefix(64).map { "\"\($0)\"" + (width == 1 ? " *" : "") }.joined(separator: " AND ")
    }

    /// The articles that may contain the terms, in the order of their numbers.
    ///
    /// - Complexity: linear in the articles with each of the terms' characters and pairs.
    func articles(_ db: Database) throws -> [Int64] {
        let find = try QuickStatement(
            cached: "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid", [match], db)
        var articles: [Int64] = []
        while try find.step() { articles.append(find.integer(0)) }
        return articles
    }

    /// Passes the articles that may contain the terms to `use`, the newest first, of one day the one with the highest
    /// number, and those without a date last, until it returns false. Repeats of an article are passed over.
    ///
    /// - Parameter few: up to that number they are looked up all at once.
    func forEachNewest(_ db: Database, few most: Int = 4096, _ use: (Int64) throws -> Bool) throws {
        var facts = FactTable()
        func few() throws -> [Int64]? {
            let found = try Int64.fetchAll(
                db.cachedStatement(sql: "SELECT rowid FROM search WHERE search MATCH ? LIMIT ?"),
                arguments: [match, most + 1])
            return found.count <= most ? found : nil
        }
        if !isBroad, let few = try few() {
            for (_, article) in try dated(few, &facts, db) where try !use(article) { return }
            return
        }
        // The parts of the archive by their newest days. What a part has of days that no later part reaches is final.
        let parts = try Row.fetchAll(db, sql: "SELECT chunk, lastDay FROM fact ORDER BY lastDay DESC, chunk DESC")
        let find = try db.cachedStatement(
            sql: "SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?")
        var waiting: [(day: Int32?, article: Int64)] = []
        var passed: Set<Int64> = []
        for (index, part) in parts.enumerated() {
            let articles = FactChunk.articles(of: try part.decode(Int64.self, atIndex: 0))
            let found: [Int64]
            if isBroad, index == 0 {
                // The newest articles show a character that many have faster than all of its tokens are read.
                found = Array(articles.lowerBound...min(articles.upperBound, try ArchiveIndex.lastArticle(db)))
            } else if isBroad, index == 1, let few = try few() {
                for (_, article) in try dated(few, &facts, db) where !passed.contains(article) {
                    guard try use(article) else { return }
                }
                return
            } else {
                found = try Int64.fetchAll(find, arguments: [match, articles.lowerBound, articles.upperBound])
            }
            waiting += try dated(found, &facts, db)
            waiting.sort(by: TermQuery.isNewer)
            // Articles of a part that comes later are older, or as old.
            let next = index + 1 < parts.count ? try parts[index + 1].decode(Int32?.self, atIndex: 1) : nil
            let isLast = index + 1 == parts.count
            let final = waiting.prefix { isLast || $0.day != nil && $0.day! > next ?? .min }
            for (_, article) in final {
                guard try use(article) else { return }
                if isBroad, index == 0 { passed.insert(article) }
            }
            waiting.removeFirst(final.count)
        }
    }

    /// With their days, the newest first.
    private func dated(
        _ articles: [Int64], _ facts: inout FactTable, _ db: Database
    ) throws -> [(day: Int32?, article: Int64)] {
        var dated: [(day: Int32?, article: Int64)] = []
        for article in articles {
            let facts = try facts.facts(of: article, db)
            if facts.counts { dated.append((facts.day, article)) }
        }
        return dated.sorted(by: TermQuery.isNewer)
    }

    private static func isNewer(_ a: (day: Int32?, article: Int64), _ b: (day: Int32?, article: Int64)) -> Bool {
        (a.day ?? .min, a.article) > (b.day ?? .min, b.article)
    }
}

extension String {
    init(normalized scalars: [UInt32]) {
        var view = String.UnicodeScalarView()
        for value in scalars { view.append(Unicode.Scalar(value) ?? "\u{FFFD}") }
        self.init(view)
    }
}
