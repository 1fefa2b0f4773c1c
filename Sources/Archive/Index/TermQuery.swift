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

    init(_ terms: [Term]) { self.init(anyOfEach: terms.map(\.spellings)) }

    /// Asks for the articles that may contain all of some runs of characters.
    ///
    /// - Parameter pieces: normalized, without blanks; none of them empty.
    init(pieces: [[UInt32]]) { self.init(anyOfEach: pieces.map { [$0] }) }

    private init(anyOfEach groups: [[[UInt32]]]) {
        match = groups.map { spellings in
            "(" + spellings.map { "(" + TermQuery.tokens(of: $0) + ")" }.joined(separator: " OR ") + ")"
        }.joined(separator: " AND ")
        isExact = groups.allSatisfy { $0.allSatisfy(TermQuery.isExact) }
        isBroad = groups.contains { $0.contains { $0.count == 1 } }
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
    /// - Complexity: linear in the articles with each of the terms' pairs, or characters where they are single.
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
        if isBroad { return try forEachNewest(lookingFirst: db, use) }
        var facts = FactTable()
        let few = try Int64.fetchAll(
            db.cachedStatement(sql: "SELECT rowid FROM search WHERE search MATCH ? LIMIT ?"),
            arguments: [match, most + 1])
        if few.count <= most {
            for (_, article) in try dated(few, &facts, db) where try !use(article) { return }
            return
        }
        let find = try db.cachedStatement(
            sql: "SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?")
        let parts = try TermQuery.parts(db)
        var waiting: [(day: Int32?, article: Int64)] = []
        for part in parts {
            waiting += try dated(
                Int64.fetchAll(find, arguments: [match, part.articles.lowerBound, part.articles.upperBound]), &facts, db
            )
            waiting.sort(by: TermQuery.isNewer)
            let final = waiting.prefix { part.hasAllOf($0.day) }
            for (_, article) in final where try !use(article) { return }
            waiting.removeFirst(final.count)
        }
    }

    /// The same for a query that reads as much of the index whatever part of the archive it asks for: the newest articles
    /// show a character that many have faster than all of its tokens are read.
    private func forEachNewest(lookingFirst db: Database, _ use: (Int64) throws -> Bool) throws {
        var facts = FactTable()
        var passed: Set<Int64> = []
        if let newest = try TermQuery.parts(db, most: 1).first {
            let last = min(newest.articles.upperBound, try ArchiveIndex.lastArticle(db))
            for (day, article) in try dated(newest.articles.lowerBound...last, &facts, db) {
                guard newest.hasAllOf(day) else { break }
                guard try use(article) else { return }
                passed.insert(article)
            }
        }
        let others = try articles(db).filter { !passed.contains($0) }
        for (_, article) in try dated(others, &facts, db) where try !use(article) { return }
    }

    /// A part of the archive.
    private struct Part {
        var articles: ClosedRange<Int64>
        /// The newest day of those that follow; nil where they have no dates.
        var following: Int32?
        var isLast: Bool

        /// Whether no part that follows has articles of a day, or newer ones.
        func hasAllOf(_ day: Int32?) -> Bool { isLast || day != nil && day! > following ?? .min }
    }

    /// The parts by their newest days, the newest first.
    private static func parts(_ db: Database, most: Int = .max - 1) throws -> [Part] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT chunk, lastDay FROM fact ORDER BY lastDay DESC, chunk DESC LIMIT ?", arguments: [most + 1])
        return try rows.indices.prefix(most).map { index in
            let isLast = index + 1 == rows.count
            return Part(
                articles: FactChunk.articles(of: try rows[index].decode(Int64.self, atIndex: 0)),
                following: isLast ? nil : try rows[index + 1].decode(Int32?.self, atIndex: 1), isLast: isLast)
        }
    }

    /// With their days, the newest first.
    private func dated(
        _ articles: some Sequence<Int64>, _ facts: inout FactTable, _ db: Database
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
