import GRDB

/// The articles that have some keys, by key, and those that get them: of the archive those that had them at first, and what
/// was added since.
///
/// They are candidates: two keys may be the same, and an article may be deleted.
struct LookupCandidates {
    fileprivate struct Link {
        let entry: LookupEntry
        /// The one before of the same group, or -1.
        let next: Int32
    }

    private var links: [Link] = []
    /// By group, the last of its links.
    private var last: [UInt64: Int32] = [:]
    private var added: [LookupEntry] = []

    /// Looks up the keys of some groups.
    ///
    /// - Complexity: a few blocks are read for each group; for more groups than an archive has blocks, each block once.
    /// - Throws: `ArchiveDamage`.
    init(ofGroups groups: [UInt64], _ db: Database) throws {
        let groups = groups.sorted()
        last.reserveCapacity(groups.count)
        let reader = try LookupBlockReader(db)
        for run in try LookupRun.all(db) { try find(groups, in: run, reader) }
    }

    private mutating func find(_ groups: [UInt64], in run: LookupRun, _ reader: LookupBlockReader) throws {
        var block: (index: Int, content: LookupBlock)?
        /// The first block that begins with the group or behind it.
        var behind = 0
        var before: UInt64?
        for group in groups where group != before {
            before = group
            let (first, last) = LookupKey.range(ofGroup: group)
            behind = run.firsts.firstIndex(from: behind, notBelow: first)
            var index = max(behind - 1, 0)
            while index < run.firsts.count, run.firsts[index] <= last {
                if block?.index != index { block = (index, try reader.read(index, of: run)) }
                let content = block!.content
                var place = content.place(of: first)
                while place < content.count, content[place].key <= last {
                    append(content[place])
                    place += 1
                }
                if place < content.count { break }
                index += 1
            }
        }
    }

    private mutating func append(_ entry: LookupEntry) {
        let group = LookupKey(value: entry.key).group
        links.append(Link(entry: entry, next: last[group] ?? -1))
        last[group] = Int32(links.count - 1)
    }

    /// Adds a key of a new article.
    mutating func add(_ key: LookupKey, of article: Int64) {
        let entry = LookupEntry(key: key.value, article: UInt32(article))
        append(entry)
        added.append(entry)
    }

    /// Keeps in the archive what was added.
    func write(_ db: Database) throws { try LookupTable.add(added, db) }

    /// The articles with a key, the newest first.
    func articles(_ key: LookupKey) -> Matches { Matches(self, key.group, key: key.value) }

    /// The articles with a key of a text, the newest first.
    func articles(ofText hash: Int64) -> Matches { Matches(self, LookupKey.group(ofText: hash), key: nil) }

    /// Articles one by one, since very many may have one text.
    struct Matches: Sequence, IteratorProtocol {
        private let links: [Link]
        private let key: UInt64?
        private var place: Int32

        fileprivate init(_ candidates: LookupCandidates, _ group: UInt64, key: UInt64?) {
            links = candidates.links
            self.key = key
            place = candidates.last[group] ?? -1
        }

        mutating func next() -> Int64? {
            while place >= 0 {
                let link = links[Int(place)]
                place = link.next
                if key == nil || key == link.entry.key { return Int64(link.entry.article) }
            }
            return nil
        }
    }
}

extension [UInt64] {
    /// The first place, from one on, with a value that is not below another one. The values are in order.
    ///
    /// - Complexity: logarithmic in how far away it is.
    fileprivate func firstIndex(from start: Int, notBelow value: UInt64) -> Int {
        var (low, step) = (start, 1)
        while low + step <= count, self[low + step - 1] < value {
            low += step
            step *= 2
        }
        var high = Swift.min(low + step, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
