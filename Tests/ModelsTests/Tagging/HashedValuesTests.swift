import Testing

@testable import Models

@Suite struct HashedValuesTests {
    @Test func givesEachValueBack() {
        for count in [0, 1, 2, 3, 1000] {
            let values = (0..<count).map { (hash: HashedValues.hash(1, [UInt32($0)]), value: Float($0) + 0.5) }
            let table = HashedValues(values)
            #expect(values.allSatisfy { table.value(of: $0.hash) == $0.value })
            #expect(table.value(of: 7) == 0 && table.value(of: .max) == 0 && table.value(of: 0) == 0)
            #expect(HashedValues(rising: table.entries) == table)
        }
    }

    @Test func refusesInvalidEntries() {
        func table(_ entries: [(UInt64, Float)]) -> HashedValues? {
            HashedValues(rising: entries.map { .init(hash: $0.0, value: $0.1) })
        }
        #expect(table([(1, 1), (2, 1)]) != nil)
        #expect(table([(2, 1), (1, 1)]) == nil && table([(1, 1), (1, 1)]) == nil)
        #expect(table([(1, .nan)]) == nil && table([(1, .infinity)]) == nil)
    }

    @Test func hashesStayTheSame() {
        // Model files store these hashes.
        #expect(
            HashedValues.hash(0, [0x67, 0x70, 0x74]) == HashedValues.hash(0, Array("gpt".unicodeScalars.map(\.value))))
        #expect(
            HashedValues.hash(0, [1]) != HashedValues.hash(1, [1])
                && HashedValues.hash(0, [1, 2]) != HashedValues.hash(0, [2, 1]))
        #expect(HashedValues.hash(3, [0x4E2D, 0x56FD]) == 0x4D22C3342EB3A105)
    }
}
