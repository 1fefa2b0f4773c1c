import GRDB

/// Tells of nearly all groups of keys that no article has (`LookupKey.group`) that they are new, without a look at the archive.
///
/// Most articles that come in are new, and the larger an archive is, the more blocks of its runs a batch would read to see
/// that. This is a Bloom filter (Bloom 1970) in memory, with all bits of a group in one word, so that it costs one look at
/// memory (Putze, Sanders and Singler 2007). An import keeps one from batch to batch.
final class LookupFilter {
    private var words: [UInt64] = []
    private var count = 0
    /// The state of the file, as far as other connections change it; nil before the first batch.
    private var version: Int?

    /// With ten bits a group, one new group in thirty has to be looked for all the same.
    private static let bitsOfGroup = 10
    /// 64 MB. A larger archive's groups have fewer bits.
    private static let mostWords = 1 << 23

    /// The groups of a batch that articles may have. From then on it knows them itself.
    ///
    /// - Complexity: linear in the groups. All of the archive's keys are read for the second batch of an import, and whenever
    ///   they have become half as many again. The first batch, which may be the only one, has to look for all of its groups.
    /// - Throws: `ArchiveDamage`.
    func select(_ groups: [UInt64], _ db: Database) throws -> [UInt64] {
        let now = try Int.fetchOne(db, sql: "PRAGMA data_version")
        guard now == version else {
            (version, words) = (now, [])
            return groups
        }
        if count + groups.count > capacity, words.count < LookupFilter.mostWords { try fill(adding: groups.count, db) }
        let found = groups.filter(mayHave)
        for group in groups { add(group) }
        return found
    }

    private var capacity: Int { words.count * UInt64.bitWidth / LookupFilter.bitsOfGroup }

    private func fill(adding more: Int, _ db: Database) throws {
        let runs = try LookupRun.all(db)
        let most = runs.reduce(more) { $0 + $1.firsts.count * LookupBlock.capacity }
        let wanted = (most + most / 2) * LookupFilter.bitsOfGroup / UInt64.bitWidth + 1
        words = Array(repeating: 0, count: min(wanted, LookupFilter.mostWords))
        count = 0
        for run in runs {
            var cursor = try LookupRunCursor(run, db)
            while let entry = try cursor.next() { add(LookupKey(value: entry.key).group) }
        }
    }

    private func mayHave(_ group: UInt64) -> Bool {
        let (word, bits) = place(of: group)
        return words[word] & bits == bits
    }

    private func add(_ group: UInt64) {
        let (word, bits) = place(of: group)
        words[word] |= bits
        count += 1
    }

    /// A group's word and its four bits there. Groups are hashes of 40 bits.
    private func place(of group: UInt64) -> (word: Int, bits: UInt64) {
        let hash = group &* 0x9E37_79B9_7F4A_7C15
        let bits = (hash ^ hash >> 32) &* 0xD6E8_FEB8_6659_FD93
        func bit(_ shift: UInt64) -> UInt64 { 1 << (bits >> shift & 63) }
        return (Int(UInt64(words.count).multipliedFullWidth(by: hash).high), bit(58) | bit(52) | bit(46) | bit(40))
    }
}
