import Foundation
import Testing

@testable import TrendNumerics

@Suite struct RowStoreTests {
    @Test func blocksKnowTheirRows() throws {
        let store = try RowStore(beside: NSTemporaryDirectory() + "rows-test", seed: 1, blockSize: 64)
        for row in 0..<100 { try store.append(labels: [], columns: [Int32(row), 1 << 23], counts: [1, 1 << 20]) }
        try store.flush()
        #expect(store.rows == 100 && store.blocks > 10)
        let before = (0..<store.blocks).map { store.rows(before: $0) }
        #expect(before[0] == 0 && zip(before, before.dropFirst()).allSatisfy { $0 < $1 } && before.last! < 100)
    }

    @Test func aFolderThatIsNotThereThrows() {
        #expect(throws: NumericsError.self) { try RowStore(beside: "/nowhere/at/all", seed: 1) }
    }
}

extension RowStore {
    func append(labels: [Int], weight: Float = 1, columns: [Int32], counts: [Int]) throws {
        var entries: [UInt8] = []
        RowStore.pack(columns, counts, into: &entries)
        try append(labels: labels, weight: weight, entries: entries[...])
    }
}
