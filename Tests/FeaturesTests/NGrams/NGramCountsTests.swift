import Testing

@testable import Features

@Suite struct NGramCountsTests {
    @Test func countsAsDictionariesDo() {
        // Far more than fit into the initial 4096 slots, so the table grows several times.
        var counts = NGramCounts()
        defer { counts.deallocate() }
        var occurrences: [NGramKey: UInt32] = [:]
        var documents: [NGramKey: Set<UInt32>] = [:]
        var orders: [NGramKey: UInt32] = [:]
        for document in UInt32(1)...300 {
            for _ in 0..<100 {
                let key = NGramKey(prefix: .random(in: 0..<200), scalar: .random(in: 0..<100))
                let order = counts.add(key, hash: key.mixed, document: document)
                if orders[key] == nil { orders[key] = UInt32(orders.count) }
                #expect(order == orders[key])
                occurrences[key, default: 0] += 1
                documents[key, default: []].insert(document)
            }
        }
        #expect(counts.count == occurrences.count)
        var taken: [NGramCounts.Slot] = []
        counts.forEach { taken.append($0) }
        #expect(taken.count == occurrences.count)
        #expect(taken.allSatisfy { $0.occurrences == occurrences[$0.key] && $0.order == orders[$0.key] })
        #expect(taken.allSatisfy { Int($0.documentFrequency) == documents[$0.key]!.count })
        for (key, held) in documents {
            #expect(counts.mark(key, hash: key.mixed) == held.max()!)
        }
        let absent = NGramKey(bits: .max - 1)
        #expect(counts.mark(absent, hash: absent.mixed) == nil)
    }

    @Test func marksAndRemovalsKeepTheOthers() {
        var counts = NGramCounts()
        defer { counts.deallocate() }
        let keys = (0..<20_000).map { NGramKey(prefix: UInt32($0 / 7), scalar: UInt32($0 % 7)) }
        for (index, key) in keys.enumerated() {
            counts.insert(.init(key: key, documentFrequency: 1, occurrences: UInt32(index)))
        }
        counts.removeAll { $0.occurrences % 3 == 0 }
        for key in keys.prefix(100) where counts.mark(key, hash: key.mixed) != nil { counts.setMark(key, to: 5) }
        #expect(counts.count == 13_333)
        for (index, key) in keys.enumerated() {
            let expected: UInt32? = index % 3 == 0 ? nil : index < 100 ? 5 : 0
            #expect(counts.mark(key, hash: key.mixed) == expected)
        }
    }
}
