import Foundation
import GRDB

/// The keys of an archive's articles (`LookupKey`), in sorted runs.
///
/// A batch adds a run of its own, and some runs of about the same size are merged into one of the next size, as a
/// log-structured merge tree does (O'Neil et al. 1996): each key is written a few times, in order. In an index of SQLite it
/// would change a page anywhere, and a batch as many pages as it has keys.
///
/// A run is some blocks (`LookupBlock`), each of them a row that fits a page of the file. Keys of deleted articles stay until
/// `compact`; who finds one finds no article of its number.
enum LookupTable {
    /// So many runs of one size are merged.
    static let fanout = 8
    /// Of the smallest size are runs of fewer blocks than this; of each further size those of up to `fanout` times as many.
    private static let smallest = 180

    /// Adds the keys of new articles.
    ///
    /// - Complexity: linear in the keys, and now and then in those of up to `fanout` times as many articles.
    static func add(_ entries: [LookupEntry], _ db: Database) throws {
        guard !entries.isEmpty else { return }
        var writer = try LookupRunWriter(db)
        for entry in entries.sorted() { try writer.add(entry) }
        try writer.finish()
        while let runs = try crowded(db) { try merge(runs, without: [], db) }
    }

    /// Makes one run of all, without the keys of deleted articles.
    static func compact(_ db: Database) throws {
        try merge(LookupRun.all(db), without: deleted(db), db)
    }

    private static func deleted(_ db: Database) throws -> Set<UInt32> {
        try Set(UInt32.fetchAll(db, sql: "SELECT article FROM deleted WHERE \(Seal.isWhole("deleted"))"))
    }

    /// Makes all keys anew from the rows of the articles.
    ///
    /// - Parameter progress: gets the share of the articles that is done; may throw to stop.
    /// - Throws: `ArchiveDamage`, and the errors of `progress`.
    static func fill(_ db: Database, progress: (Double) throws -> Void) throws {
        try db.execute(sql: "DELETE FROM lookupRun; DELETE FROM lookupBlock")
        let last = try ArchiveIndex.lastArticle(db)
        var entries: [LookupEntry] = []
        try forEachArticle(db) { article, keys in
            entries += keys.map { LookupEntry(key: $0.value, article: article) }
            guard entries.count >= 1 << 17 else { return }
            try add(entries, db)
            entries.removeAll(keepingCapacity: true)
            try progress(Double(article) / Double(last))
        }
        try add(entries, db)
        try progress(1)
    }

    /// - Throws: `ArchiveDamage` unless the runs hold the keys of all articles, and otherwise those of deleted ones alone.
    static func check(_ db: Database) throws {
        var sum: UInt64 = 0
        func hash(_ key: UInt64, _ article: UInt32) -> UInt64 {
            (key &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(article)) &* 0xD6E8_FEB8_6659_FD93
        }
        try forEachArticle(db) { article, keys in
            for key in keys { sum &+= hash(key.value, article) }
        }
        let deleted = try deleted(db)
        for run in try LookupRun.all(db) {
            var cursor = try LookupRunCursor(run, db)
            var before: LookupEntry?
            while let entry = try cursor.next() {
                if let before, entry < before {
                    throw ArchiveDamage.facts("the keys of run \(run.id) are not in order")
                }
                before = entry
                if !deleted.contains(entry.article) { sum &-= hash(entry.key, entry.article) }
            }
        }
        if sum != 0 { throw ArchiveDamage.facts("the keys of some articles are missing or another one's") }
    }

    private static func forEachArticle(_ db: Database, _ use: (UInt32, [LookupKey]) throws -> Void) throws {
        let rows = try QuickStatement(db, "SELECT id, textHash, appearanceHash, recordHash, link FROM article")
        while try rows.step() {
            guard let article = UInt32(exactly: rows.integer(0)) else {
                throw ArchiveDamage(article: rows.integer(0), "no import gives that number")
            }
            var keys = [
                LookupKey.text(rows.integer(1), appearance: rows.integer(2)), LookupKey.record(rows.integer(3)),
            ]
            if let link = rows.string(4), !link.isEmpty { keys.append(.link(link)) }
            try use(article, keys)
        }
    }

    /// The runs of a size of which there are too many.
    private static func crowded(_ db: Database) throws -> [LookupRun]? {
        let bySize = Dictionary(grouping: try LookupRun.all(db)) { run in
            var (size, limit) = (0, smallest)
            while run.firsts.count >= limit { (size, limit) = (size + 1, limit * fanout) }
            return size
        }
        return bySize.filter { $0.value.count >= fanout }.min { $0.key < $1.key }?.value
    }

    private static func merge(_ runs: [LookupRun], without deleted: Set<UInt32>, _ db: Database) throws {
        var writer = try LookupRunWriter(db)
        var cursors = try runs.map { try LookupRunCursor($0, db) }
        var heads = try cursors.indices.map { try cursors[$0].next() }
        while true {
            var least = -1
            for (place, head) in heads.enumerated() {
                if let head, least < 0 || head < heads[least]! { least = place }
            }
            guard least >= 0 else { break }
            if !deleted.contains(heads[least]!.article) { try writer.add(heads[least]!) }
            heads[least] = try cursors[least].next()
        }
        for run in runs { try run.delete(db) }
        try writer.finish()
    }
}
