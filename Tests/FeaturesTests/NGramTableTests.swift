import Testing

@testable import Features

@Suite struct NGramTableTests {
    @Test func numbersKeysAsADictionaryDoes() {
        // Far more than the first 4096 slots hold, so the table grows several times.
        var table = NGramTable()
        var numbers: [UInt64: UInt32] = [:]
        for _ in 0..<30_000 {
            let key = NGramTable.key(prefix: .random(in: 0..<200), scalar: .random(in: 0..<200))
            let number = numbers[key] ?? UInt32(numbers.count + 1)
            numbers[key] = number
            #expect(table.insert(key) == number)
        }
        #expect(table.count == numbers.count + 1)
        #expect(numbers.allSatisfy { table.find($0.key) == $0.value })
        let keys = table.keysByNumber()
        #expect(keys[0] == 0 && numbers.allSatisfy { keys[Int($0.value)] == $0.key })
        for scalar in UInt32(200)..<1000 {
            #expect(table.find(NGramTable.key(prefix: 3, scalar: scalar)) == NGramTable.none)
        }
    }

    @Test func largestKeysStayApart() {
        var table = NGramTable(capacity: 10_000)
        let keys = [UInt32.max - 1, 1 << 31, 1, 0].flatMap { prefix in
            [UInt32(0), 0x10FFFF].map { NGramTable.key(prefix: prefix, scalar: $0) }
        }
        #expect(Set(keys).count == 8)
        #expect(keys.map { table.insert($0) } == Array(1...8))
        #expect(keys.map { table.find($0) } == Array(1...8))
        #expect(keys.map { table.insert($0) } == Array(1...8))
    }
}
