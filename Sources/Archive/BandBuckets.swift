import Features
import GRDB

/// The buckets of texts that share a band of their MinHash signatures, as far as a batch is concerned.
///
/// Of a bucket only the first `NearDuplicates.comparisons` texts are kept and looked at, so that texts made to collide
/// cost no more than others.
struct BandBuckets {
    /// For each article of the batch, those of the archive that share a band with it, as often as they share one.
    private var stored: [[Int64]]
    /// For each article of the batch, the buckets that other articles of the batch are in too.
    private var shared: [[Int32]]
    /// By such bucket, the articles of the batch that were added.
    private var members: [[Int64]] = []
    /// The number of texts in buckets of the archive, by key; none for an empty one.
    private var counts: [Int32: Int] = [:]
    /// The keys of new texts, each with its article.
    private var added: [(key: Int32, article: Int64)] = []

    /// Looks the batch's keys up in the order of the table, so that each page is visited once.
    init(_ batch: [IncomingArticle], _ db: Database) throws {
        stored = [[Int64]](repeating: [], count: batch.count)
        shared = [[Int32]](repeating: [], count: batch.count)
        // A key and the index of its article in one number.
        var keys: [Int64] = []
        keys.reserveCapacity(batch.count * NearDuplicates.bands)
        for (index, article) in batch.enumerated() {
            for key in article.bandKeys { keys.append(Int64(Int32(bitPattern: key)) << 32 | Int64(index)) }
        }
        keys.sort()
        let isEmpty = try Bool.fetchOne(db, sql: "SELECT NOT EXISTS (SELECT 1 FROM band)") ?? true
        let find = try QuickStatement(
            db, "SELECT article FROM band WHERE key = ? ORDER BY article LIMIT \(NearDuplicates.comparisons)")
        var found: [Int64] = []
        var start = 0
        while start < keys.count {
            let key = Int32(truncatingIfNeeded: keys[start] >> 32)
            var end = start + 1
            while end < keys.count, keys[end] >> 32 == keys[start] >> 32 { end += 1 }
            let indices = keys[start..<end].lazy.map { Int($0 & 0xFFFF_FFFF) }
            if !isEmpty {
                find.bind(1, Int64(key))
                found.removeAll(keepingCapacity: true)
                while try find.step() { found.append(find.integer(0)) }
                if !found.isEmpty {
                    counts[key] = found.count
                    for index in indices { stored[index] += found }
                }
            }
            if end - start > 1 {
                for index in indices { shared[index].append(Int32(members.count)) }
                members.append([])
            }
            start = end
        }
    }

    /// The articles that are worth comparing with one of the batch: those that share most bands with it, and of these
    /// the earlier ones.
    func candidates(_ index: Int) -> [Int64] {
        var all = stored[index]
        for bucket in shared[index] { all += members[Int(bucket)] }
        guard all.count > 1 else { return all }
        all.sort()
        var counted: [(article: Int64, bands: Int)] = []
        for article in all {
            if counted.last?.article == article {
                counted[counted.count - 1].bands += 1
            } else {
                counted.append((article, 1))
            }
        }
        if counted.count > NearDuplicates.candidates {
            counted.sort { ($1.bands, $0.article) < ($0.bands, $1.article) }
            counted.removeLast(counted.count - NearDuplicates.candidates)
        }
        return counted.map(\.article)
    }

    /// Notes that an article of the batch is added with a new text.
    mutating func add(_ index: Int, _ article: IncomingArticle, id: Int64) {
        for bucket in shared[index] where members[Int(bucket)].count < NearDuplicates.comparisons {
            members[Int(bucket)].append(id)
        }
        for key in article.bandKeys { added.append((Int32(bitPattern: key), id)) }
    }

    /// Writes the keys of the new texts in the order of the table, except to buckets that hold enough.
    mutating func write(_ db: Database) throws {
        added.sort { ($0.key, $0.article) < ($1.key, $1.article) }
        let insert = try QuickStatement(db, "INSERT OR IGNORE INTO band (key, article) VALUES (?, ?)")
        var (key, count) = (Int32(0), NearDuplicates.comparisons)
        for (index, entry) in added.enumerated() {
            if index == 0 || entry.key != key { (key, count) = (entry.key, counts[entry.key] ?? 0) }
            guard count < NearDuplicates.comparisons else { continue }
            count += 1
            insert.bind(1, Int64(entry.key))
            insert.bind(2, entry.article)
            try insert.run()
        }
    }
}
