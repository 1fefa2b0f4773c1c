import GRDB
import TrendNumerics
import Testing

@testable import Archive

/// A group that some article has is never taken for a new one, whoever gave it to the article.
@Suite struct LookupFilterTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    private func groups(_ count: Int, _ random: inout SeededGenerator) -> [UInt64] {
        (0..<count).map { _ in random.next() >> 24 }
    }

    private func keep(_ groups: [UInt64], in archive: Archive) throws {
        try archive.write { db in
            try LookupTable.add(groups.map { LookupEntry(key: $0 << 16 | 7, article: 1) }, db)
        }
    }

    @Test func knowsWhatItWasGivenAndWhatWasThere() throws {
        var random = SeededGenerator(seed: 1)
        let archive = try folder.archive()
        let filter = LookupFilter()
        var known = groups(3000, &random)
        try keep(known, in: archive)
        for round in 0..<12 {
            let new = groups(round == 5 ? 20_000 : 500, &random)
            let asked = Array(known.suffix(5000)) + new
            let found = try archive.write { db in try filter.select(asked, db) }
            // The order stays, and what may be there is among it.
            #expect(found.filter(Set(known).contains) == asked.prefix(min(5000, known.count)).map { $0 })
            let wrong = found.count - min(5000, known.count)
            if round == 0 {
                #expect(found == asked)
            } else {
                #expect(wrong * 12 < new.count, "of \(new.count) new ones \(wrong) have to be looked for")
            }
            try keep(new, in: archive)
            known += new
        }
    }

    /// Another program has written between two batches.
    @Test func looksAgainForWhatAnotherConnectionAdded() throws {
        var random = SeededGenerator(seed: 2)
        let archive = try folder.archive()
        let filter = LookupFilter()
        let own = groups(100, &random)
        for _ in 0..<3 {
            _ = try archive.write { db in try filter.select(own, db) }
            try keep(own, in: archive)
        }
        let others = groups(100, &random)
        try keep(others, in: try Archive(path: archive.path))
        for _ in 0..<3 {
            #expect(try archive.write { db in try filter.select(others, db) } == others)
        }
    }
}
