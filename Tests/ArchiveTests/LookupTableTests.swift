import Foundation
import GRDB
import TrendNumerics
import Testing

@testable import Archive

/// Keys are found as if they were in one list, however they came in.
@Suite struct LookupTableTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    private func all(_ db: Database) throws -> [LookupEntry] {
        try LookupRun.all(db).flatMap { run in
            var cursor = try LookupRunCursor(run, db)
            var entries: [LookupEntry] = []
            while let entry = try cursor.next() { entries.append(entry) }
            #expect(entries == entries.sorted())
            return entries
        }.sorted()
    }

    /// What is stored must be found by later programs.
    @Test func keysStayTheSame() {
        #expect(LookupKey.text(-3_445_415_542_884_926_217, appearance: 7).value == 23_777_805_154_931_588)
        #expect(LookupKey.record(5_595_877_682_409_928_749).value == 7_172_374_081_940_673)
        #expect(LookupKey.link("https://example.com/1").value == 59_487_842_204_354_263)
    }

    @Test func allKeysOfATextAreOfItsGroup() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<1000 {
            let (text, appearance) = (Int64(bitPattern: random.next()), Int64(bitPattern: random.next()))
            let key = LookupKey.text(text, appearance: appearance)
            let (first, last) = LookupKey.range(ofGroup: LookupKey.group(ofText: text))
            #expect(key.group == LookupKey.group(ofText: text) && first <= key.value && key.value <= last)
            #expect(last < 1 << LookupKey.bits && last - first == 0xFFFF)
        }
    }

    /// Few keys that many articles have, and many that one has; batches of one key and of thousands.
    @Test func findsWhatALinearSearchFinds() throws {
        var random = SeededGenerator(seed: 1)
        let archive = try folder.archive()
        var entries: [LookupEntry] = []
        var article: UInt32 = 0
        try archive.write { db in
            for round in 0..<60 {
                let batch = (0..<[1, 3, 400, 3000][round % 4]).map { _ in
                    article += 1
                    let isCommon = random.next() % 3 == 0
                    let key = isCommon ? 1 + random.next() % 5 << 20 : random.next() >> 8
                    return LookupEntry(key: key, article: article)
                }
                entries += batch
                try LookupTable.add(batch, db)
            }
            #expect(try all(db) == entries.sorted())
            #expect(try LookupRun.all(db).count < LookupTable.fanout)
            let groups = entries.map { LookupKey(value: $0.key).group } + [0, 1, 1 << 40 - 1, random.next() >> 24]
            for some in [groups, Array(groups.suffix(1)), Array(groups.prefix(40)), []] {
                let found = try LookupCandidates(ofGroups: some, db)
                let looked = Set(some)
                for key in Set(entries.map(\.key)).prefix(2000) {
                    let key = LookupKey(value: key)
                    let expected = looked.contains(key.group) ? entries.filter { $0.key == key.value } : []
                    #expect(found.articles(key).sorted() == expected.map { Int64($0.article) })
                }
            }
        }
    }

    /// Runs of one size are merged, those of a larger size stay.
    @Test func runsAreMergedBySize() throws {
        var random = SeededGenerator(seed: 2)
        let archive = try folder.archive()
        let size = 180 * LookupBlock.capacity
        try archive.write { db in
            for _ in 0..<LookupTable.fanout - 1 {
                try LookupTable.add((0..<size).map { LookupEntry(key: random.next() >> 8, article: UInt32($0)) }, db)
            }
            #expect(try LookupRun.all(db).count == LookupTable.fanout - 1)
            for _ in 0..<LookupTable.fanout {
                try LookupTable.add([LookupEntry(key: random.next() >> 8, article: 1)], db)
            }
            #expect(try LookupRun.all(db).map(\.firsts.count).sorted().prefix(2) == [1, 180])
            try LookupTable.add((0..<size).map { LookupEntry(key: random.next() >> 8, article: UInt32($0)) }, db)
            #expect(try LookupRun.all(db).map(\.firsts.count).sorted() == [1, 180 * LookupTable.fanout])
            let blocks = try Int.fetchOne(db, sql: "SELECT count(*) FROM lookupBlock")
            #expect(blocks == 1 + 180 * LookupTable.fanout)
        }
    }

    /// A page of the file takes a block, with nothing to spare for a second page.
    @Test func aBlockIsAPage() throws {
        let archive = try folder.archive()
        try archive.write { db in
            func pages() throws -> Int { try Int.fetchOne(db, sql: "PRAGMA page_count")! }
            let before = try pages()
            try LookupTable.add((0..<100 * LookupBlock.capacity).map { .init(key: UInt64($0), article: .max) }, db)
            #expect(try pages() - before < 105)
        }
    }

    @Test func aBatchThatIsNotKeptLeavesNoKeys() throws {
        struct Stop: Error {}
        let archive = try folder.archive()
        #expect(throws: Stop.self) {
            try archive.write { db in
                try LookupTable.add([LookupEntry(key: 7, article: 1)], db)
                throw Stop()
            }
        }
        #expect(try archive.read { db in try all(db) }.isEmpty)
    }
}
