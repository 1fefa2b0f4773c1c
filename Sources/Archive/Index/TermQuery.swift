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
    /// - Parameter most: of more articles the first ones.
    /// - Complexity: linear in the articles with each of the terms' pairs, or characters where they are single.
    func articles(_ db: Database, atMost most: Int = .max) throws -> [Int64] {
        let find = try QuickStatement(
            cached: "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid", [match], db)
        defer { find.reset() }
        var articles: [Int64] = []
        while articles.count < most, try find.step() { articles.append(find.integer(0)) }
        return articles
    }

    /// Passes the articles that may contain the terms to `use`, the newest first, of one day the one with the highest
    /// number, and those without a date last, until it returns false. Repeats of an article are passed over.
    ///
    /// - Parameter few: up to that number they are looked up all at once.
    func forEachNewest(_ db: Database, few most: Int = 4096, _ use: (Int64) throws -> Bool) throws {
        var facts = FactTable()
        if isBroad {
            // Whatever part of the archive is asked for, as much of the index is read. The newest articles show a character
            // that many have faster.
            var (parts, passed) = (0, Set<Int64>())
            let isDone = try TermQuery.forEachNewest(db, &facts) { part in
                parts += 1
                let goesOn = parts <= TermQuery.mostPartsLookedAt && passed.count < min(most, TermQuery.mostLookedAt)
                return goesOn ? Array(part) : nil
            } use: {
                passed.insert($0)
                return try use($0)
            }
            if isDone { return }
            let others = try articles(db).filter { !passed.contains($0) }
            for (_, article) in try TermQuery.dated(others, &facts, db) where try !use(article) { return }
            return
        }
        let few = try Int64.fetchAll(
            db.cachedStatement(sql: "SELECT rowid FROM search WHERE search MATCH ? LIMIT ?"),
            arguments: [match, most + 1])
        if few.count <= most {
            for (_, article) in try TermQuery.dated(few, &facts, db) where try !use(article) { return }
            return
        }
        let find = try db.cachedStatement(
            sql: "SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?")
        _ = try TermQuery.forEachNewest(db, &facts) { part in
            try Int64.fetchAll(find, arguments: [match, part.lowerBound, part.upperBound])
        } use: {
            try use($0)
        }
    }

    /// Articles that are looked at without the index, and the parts of the archive that they come from.
    private static let mostLookedAt = 1024
    private static let mostPartsLookedAt = 64

    /// Passes articles to `use`, the newest first, part by part of the archive.
    ///
    /// - Parameter found: those of a part that come into question; nil to end.
    /// - Returns: whether all articles were passed, or `use` has ended it.
    private static func forEachNewest(
        _ db: Database, _ facts: inout FactTable, _ found: (ClosedRange<Int64>) throws -> [Int64]?,
        use: (Int64) throws -> Bool
    ) throws -> Bool {
        // By their newest days. What a part has of days that no later part reaches is final.
        let parts = try Row.fetchAll(db, sql: "SELECT chunk, lastDay FROM fact ORDER BY lastDay DESC, chunk DESC")
        let last = try ArchiveIndex.lastArticle(db)
        var waiting: [(day: Int32?, article: Int64)] = []
        for (index, part) in parts.enumerated() {
            let all = FactChunk.articles(of: try part.decode(Int64.self, atIndex: 0))
            guard let articles = try found(all.lowerBound...min(all.upperBound, last)) else { return false }
            waiting += try dated(articles, &facts, db)
            let isLast = index + 1 == parts.count
            let next = isLast ? nil : try parts[index + 1].decode(Int32?.self, atIndex: 1)
            func isFinal(_ day: Int32?) -> Bool { isLast || day != nil && day! > next ?? .min }
            // Where the parts are of all times, none is until the end.
            guard waiting.contains(where: { isFinal($0.day) }) else { continue }
            waiting.sort(by: isNewer)
            let final = waiting.prefix { isFinal($0.day) }
            for (_, article) in final where try !use(article) { return true }
            waiting.removeFirst(final.count)
        }
        return true
    }

    /// With their days, the newest first.
    private static func dated(
        _ articles: [Int64], _ facts: inout FactTable, _ db: Database
    ) throws -> [(day: Int32?, article: Int64)] {
        var dated: [(day: Int32?, article: Int64)] = []
        for article in articles {
            let facts = try facts.facts(of: article, db)
            if facts.counts { dated.append((facts.day, article)) }
        }
        return dated.sorted(by: isNewer)
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
