import Testing

@testable import Features

@Suite struct NGramTableTests {
    @Test func findsWhatWasPutIn() {
        var table = NGramTable(capacity: 30_000)
        var numbers: [NGramKey: UInt32] = [:]
        for _ in 0..<30_000 {
            let key = NGramKey(prefix: .random(in: 0..<200), scalar: .random(in: 0..<200))
            let number = UInt32(numbers.count + 1)
            let isNew = table.insert(key, number: number, column: Int32(number) * 2)
            #expect(isNew == (numbers[key] == nil))
            if numbers[key] == nil { numbers[key] = number }
        }
        table.withFinder { finder in
            #expect(
                numbers.allSatisfy {
                    let slot = finder.find($0.key)
                    return slot.number == $0.value && slot.column == Int32($0.value) * 2
                })
            for scalar in UInt32(200)..<1000 {
                let slot = finder.find(NGramKey(prefix: 3, scalar: scalar))
                #expect(slot.number == NGramTable.none && slot.column == -1)
            }
        }
    }

    @Test func largestKeysStayApart() {
        var table = NGramTable(capacity: 8)
        let keys = [UInt32.max - 1, 1 << 31, 1, 0].flatMap { prefix in
            [UInt32(0), 0x10FFFF].map { NGramKey(prefix: prefix, scalar: $0) }
        }
        #expect(Set(keys).count == 8)
        for (index, key) in keys.enumerated() {
            let isNew = table.insert(key, number: UInt32(index + 1), column: -1)
            let isNewAgain = table.insert(key, number: 99, column: -1)
            #expect(isNew && !isNewAgain)
        }
        #expect(table.withFinder { finder in keys.map { finder.find($0).number } } == Array(1...8))
    }
}
