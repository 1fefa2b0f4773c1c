import GRDB

/// The groups of similar articles while a batch is written.
///
/// The first article of a group stands for it, and in the archive every other one is linked to it. Groups that a batch
/// joins are joined in memory, and linked anew when the batch is complete: each at most once, however the articles
/// chain together.
struct ArticleGroups {
    /// The number of articles from which on a group keeps its first article although it is joined with an earlier one;
    /// two groups of that size are not joined. It bounds the links to be written for texts made to chain together.
    static let largest = 10_000

    /// By article, the first of its group when it was read or added.
    private var firsts: [Int64: Int64] = [:]
    /// By the first article of a group that was joined with another, the first of that one.
    private var joined: [Int64: Int64] = [:]
    private var kinds: [Int64: Likeness] = [:]
    private var sizes: [Int64: Int] = [:]

    /// The first article of an article's group.
    mutating func first(of article: Int64, _ db: Database) throws -> Int64 {
        if let known = firsts[article] { return root(known) }
        let first = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT coalesce(first, id) FROM article WHERE id = ?"), arguments: [article])
        guard let first else { throw ArchiveDamage(article: article, "an index knows it, but it is missing") }
        firsts[article] = first
        return root(first)
    }

    /// The first article that a group is linked to by now.
    mutating func root(_ first: Int64) -> Int64 {
        var root = first
        while let next = joined[root] { root = next }
        var article = first
        while let next = joined[article], next != root {
            joined[article] = root
            article = next
        }
        return root
    }

    /// Notes a new article, which is in the archive with this first one; nil for one that is like no other.
    mutating func add(_ article: Int64, first: Int64?) {
        firsts[article] = first ?? article
        if let first, sizes[first] != nil { sizes[first]! += 1 }
    }

    /// Joins groups.
    ///
    /// - Parameter leads: the first articles of different groups, and why each of them is joined.
    /// - Returns: the first article of the group that they are now.
    mutating func join(_ leads: [(lead: Int64, likeness: Likeness)], _ db: Database) throws -> Int64? {
        guard leads.count > 1 else { return leads.first?.lead }
        var largest: Int64?
        for (lead, _) in leads {
            if try size(lead, db) > ArticleGroups.largest, largest.map({ lead < $0 }) ?? true { largest = lead }
        }
        let first = largest ?? leads.map(\.lead).min()!
        for (lead, likeness) in leads where lead != first {
            let size = try size(lead, db)
            guard size <= ArticleGroups.largest else { continue }
            joined[lead] = first
            kinds[lead] = likeness
            sizes[first]! += size
        }
        return first
    }

    private mutating func size(_ first: Int64, _ db: Database) throws -> Int {
        if let known = sizes[first] { return known }
        let size = try Int.fetchOne(
            db.cachedStatement(sql: "SELECT count(*) FROM (SELECT 1 FROM article WHERE first = ? LIMIT ?)"),
            arguments: [first, ArticleGroups.largest + 1])
        sizes[first] = (size ?? 0) + 1
        return sizes[first]!
    }

    /// Links the articles of joined groups to their first one.
    mutating func write(_ db: Database) throws {
        let relink = try QuickStatement(
            db, "UPDATE article SET first = ?1, seal = \(Seal.expression("article", ["first": "?1"])) WHERE first = ?2")
        let link = try QuickStatement(
            db,
            """
            UPDATE article SET first = ?1, likeness = coalesce(likeness, ?2),
                seal = \(Seal.expression("article", ["first": "?1", "likeness": "coalesce(likeness, ?2)"]))
            WHERE id = ?3
            """)
        for lead in joined.keys.sorted() {
            let first = root(lead)
            relink.bind(1, first)
            relink.bind(2, lead)
            try relink.run()
            link.bind(1, first)
            link.bind(2, copying: kinds[lead]?.rawValue)
            link.bind(3, lead)
            try link.run()
        }
    }
}
