import Testing

@testable import Features

@Suite struct NGramCountsTests {
    @Test func countsAsDictionariesDo() {
        // Far more than the first 4096 slots hold, so the table grows several times.
        var counts = NGramCounts()
        defer { counts.deallocate() }
        var occurrences: [UInt64: UInt32] = [:]
        var documents: [UInt64: Set<UInt32>] = [:]
        for document in UInt32(1)...300 {
            for _ in 0..<100 {
                let key = UInt64.random(in: 0..<200) << 21 | UInt64.random(in: 0..<100)
                counts.add(key, hash: NGramCounts.hash(key), document: document)
                occurrences[key, default: 0] += 1
                documents[key, default: []].insert(document)
            }
        }
        #expect(counts.count == occurrences.count)
        let taken = counts.slots.filter(\.isTaken)
        #expect(taken.count == occurrences.count)
        #expect(taken.allSatisfy { $0.occurrences == occurrences[$0.key] })
        #expect(taken.allSatisfy { Int($0.documentFrequency) == documents[$0.key]!.count })
        for (key, held) in documents {
            #expect(counts.mark(key, hash: NGramCounts.hash(key)) == held.max()!)
        }
        #expect(counts.mark(UInt64.max - 1, hash: NGramCounts.hash(.max - 1)) == nil)
    }
}
