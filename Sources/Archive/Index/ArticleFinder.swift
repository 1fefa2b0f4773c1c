import GRDB

/// Finds articles by their links and by the keys of corrections.
struct ArticleFinder {
    private let candidates: LookupCandidates
    private let byLink, byText: QuickStatement

    /// - Parameter keys: links, or those of corrections: all that will be asked for.
    init(_ keys: [String], _ db: Database) throws {
        try self.init(among: LookupCandidates(ofGroups: keys.flatMap(ArticleFinder.groups), db), db)
    }

    /// - Parameter candidates: looked up with the groups of all keys that will be asked for.
    init(among candidates: LookupCandidates, _ db: Database) throws {
        self.candidates = candidates
        byLink = try QuickStatement(db, "SELECT 1 FROM article WHERE id = ? AND link = ?")
        byText = try QuickStatement(db, "SELECT 1 FROM article WHERE id = ? AND textHash = ? AND link = ''")
    }

    /// The groups by which the articles of a link, or of a correction, are looked up.
    static func groups(of key: String) -> [UInt64] {
        [LookupKey.link(key).group] + (textHash(key).map { [LookupKey.group(ofText: $0)] } ?? [])
    }

    /// The articles of a link, in the order of their numbers.
    func articles(link: String) throws -> [Int64] {
        guard !link.isEmpty else { return [] }
        byLink.bind(2, copying: link)
        return try candidates.articles(.link(link)).filter { try isRow(byLink, $0) }.sorted()
    }

    /// The articles of a correction: those of its link, or without a link those of its text.
    func articles(corrected key: String) throws -> [Int64] {
        guard let hash = ArticleFinder.textHash(key) else { return try articles(link: key) }
        byText.bind(2, hash)
        return try articles(link: key) + candidates.articles(ofText: hash).filter { try isRow(byText, $0) }.sorted()
    }

    /// Whether a correction is of any article.
    func hasArticle(corrected key: String) throws -> Bool { try !articles(corrected: key).isEmpty }

    private func isRow(_ statement: QuickStatement, _ article: Int64) throws -> Bool {
        statement.bind(1, article)
        guard try statement.step() else { return false }
        statement.reset()
        return true
    }

    /// The hash of the text that a correction's key is of; nil for a link.
    private static func textHash(_ key: String) -> Int64? {
        guard key.hasPrefix("#"), let hash = UInt64(key.dropFirst(), radix: 16),
            ArchiveCorrections.key(.fingerprint(hash)) == key
        else { return nil }
        return Int64(bitPattern: hash)
    }
}
