import Foundation
import Testing

@testable import TrendNumerics

@Suite struct RowStoreTests {
    @Test func blocksFollowEachOtherAndLeaveNothingBehind() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rows-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try RowStore(beside: folder + "/model", seed: 1, blockSize: 64)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        for row in 0..<100 { try store.append(labels: [], columns: [Int32(row), 1 << 23], counts: [1, 1 << 20]) }
        try store.flush()
        #expect(store.rows == 100 && store.offsets.count > 10)
        var (joined, again): ([UInt8], [UInt8]) = ([], [])
        for block in 0..<store.offsets.count - 1 { try store.read(block: block, into: &joined) }
        #expect(joined.count == store.offsets.last)
        try store.read(block: 1, into: &again)
        #expect(again.elementsEqual(joined[store.offsets[1]..<store.offsets[2]]))
    }

    @Test func aFolderThatIsNotThereThrows() {
        #expect(throws: NumericsError.self) { try RowStore(beside: "/nowhere/at/all", seed: 1) }
    }
}

extension RowStore {
    func append(labels: [Int], columns: [Int32], counts: [Int]) throws {
        var entries: [UInt8] = []
        RowStore.pack(columns, counts, into: &entries)
        try append(labels: labels, entries: entries[...])
    }
}
