import Testing

@testable import Features

@Suite struct NGramCountsTests {
    @Test func countsAsDictionariesDo() {
        // Far more than fit into the initial 4096 slots, so the table grows several times.
        var counts = NGramCounts()
        defer { counts.deallocate() }
        var occurrences: [NGramKey: UInt32] = [:]
        var documents: [NGramKey: Set<UInt32>] = [:]
        for document in UInt32(1)...300 {
            for _ in 0..<100 {
                let key = NGramKey(prefix: .random(in: 0..<200), scalar: .random(in: 0..<100))
                counts.add(key, hash: key.mixed, document: document)
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
            #expect(counts.mark(key, hash: key.mixed) == held.max()!)
        }
        let absent = NGramKey(bits: .max - 1)
        #expect(counts.mark(absent, hash: absent.mixed) == nil)
    }
}
