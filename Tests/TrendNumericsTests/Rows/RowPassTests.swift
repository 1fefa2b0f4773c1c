import Foundation
import Testing

@testable import TrendNumerics

@Suite struct RowPassTests {
    /// 600 rows: row i has label i / 60, column 7 i with the count i mod 3 + 1, and a few uninformative columns.
    private func store(blockSize: Int = 128) throws -> RowStore {
        let store = try RowStore(beside: NSTemporaryDirectory() + "rows-test", seed: 3, blockSize: blockSize)
        for row in 0..<600 {
            try store.append(
                labels: [row / 60], columns: [Int32(row * 7), 1 << 19, 1 << 19 + 1], counts: [row % 3 + 1, 1, 300])
        }
        try store.flush()
        return store
    }

    private func batches(
        _ store: RowStore, draws: Range<Int> = 0..<1 << 16, except excluded: Range<Int> = 0..<0, shift: Int = 0,
        classes: [Int] = Array(0..<10),
        single: Bool = false, seed: UInt64 = 1, buffer: Int = 2 << 10
    ) throws -> [RowBatch] {
        var pass = RowPass(
            store, draws: draws, except: excluded, columnShift: shift, classes: classes, isSingleLabel: single,
            seed: seed, bufferSize: buffer)
        var batches: [RowBatch] = []
        while let batch = try pass.next() { batches.append(batch) }
        return batches
    }

    private func rows(_ batches: [RowBatch]) -> [Int] {
        batches.flatMap { batch in batch.rowOffsets.dropLast().map { Int(batch.columns[$0]) / 7 } }
    }

    @Test func everyRowComesBackOnceAsItWas() throws {
        let batches = try batches(store())
        let order = rows(batches)
        #expect(order.sorted() == Array(0..<600))
        var at = 0
        for batch in batches {
            for row in 0..<batch.rows {
                let entries = batch.rowOffsets[row]..<batch.rowOffsets[row + 1]
                #expect(batch.columns[entries] == [Int32(order[at] * 7), 1 << 19, 1 << 19 + 1])
                #expect(batch.values[entries] == [Float(order[at] % 3 + 1), 1, 300])
                #expect(Array(batch.labels(of: row)) == [order[at] / 60])
                at += 1
            }
        }
    }

    @Test func theOrderIsSeededAndMixesASortedFile() throws {
        let store = try store()
        let order = try rows(batches(store))
        #expect(try rows(batches(store)) == order)
        #expect(try rows(batches(store, seed: 2)) != order)
        // The buffer holds about a quarter of the rows, and still has labels from all over the file.
        let start = Set(order.prefix(60).map { $0 / 60 })
        #expect(start.count >= 6)
    }

    @Test func drawsPartTheRows() throws {
        let store = try store()
        let (held, rest) = try (rows(batches(store, draws: 0..<13_000)), rows(batches(store, draws: 13_000..<1 << 16)))
        #expect((held + rest).sorted() == Array(0..<600))
        #expect((80...160).contains(held.count))
        #expect(Set(try rows(batches(store, draws: 0..<13_000, seed: 9))) == Set(held))
    }

    @Test func someDrawsAreLeftOut() throws {
        let store = try store()
        let held = try rows(batches(store, draws: 20_000..<30_000))
        let rest = try rows(batches(store, except: 20_000..<30_000))
        #expect(!held.isEmpty && (held + rest).sorted() == Array(0..<600))
        // Nothing left out, the rows come in the same order.
        #expect(try rows(batches(store, except: 0..<0)) == rows(batches(store)))
    }

    @Test func rowsKnowTheirPlacesAndTakeFurtherEntries() throws {
        for var batch in try batches(store()) {
            let before = batch
            #expect(batch.places == batch.rowOffsets.dropLast().map { Int(batch.columns[$0]) / 7 })
            batch.append(width: 2, at: 1 << 20) { place, values in
                values[0] = Float(place)
                values[1] = -1
            }
            #expect(batch.rows == before.rows && batch.labels == before.labels)
            for row in 0..<batch.rows {
                let own = before.rowOffsets[row]..<before.rowOffsets[row + 1]
                let entries = batch.rowOffsets[row]..<batch.rowOffsets[row + 1]
                let columns: [Int32] = Array(before.columns[own]) + [1_048_576, 1_048_577]
                let values: [Float] = Array(before.values[own]) + [Float(batch.places[row]), -1]
                #expect(Array(batch.columns[entries]) == columns)
                #expect(Array(batch.values[entries]) == values)
            }
        }
    }

    @Test func shorterColumnsAreMerged() throws {
        for batch in try batches(store(), shift: 2) {
            for row in 0..<batch.rows {
                let entries = batch.rowOffsets[row]..<batch.rowOffsets[row + 1]
                #expect(
                    entries.count == 2 && batch.columns[entries.last!] == 1 << 17 && batch.values[entries.last!] == 301)
            }
        }
    }

    @Test func labelsAreLeftOutAndRenamed() throws {
        let classes = [-1, 1, 0, -1, -1, -1, -1, -1, -1, -1]
        let store = try store()
        let all = try batches(store, classes: classes)
        #expect(all.reduce(0) { $0 + $1.rows } == 600)
        #expect(all.flatMap(\.labels).count == 120)
        let labeled = try batches(store, classes: classes, single: true)
        #expect(labeled.reduce(0) { $0 + $1.rows } == 120)
        for batch in labeled {
            for row in 0..<batch.rows {
                let name = Int(batch.columns[batch.rowOffsets[row]]) / 7 / 60
                #expect(Array(batch.labels(of: row)) == [classes[name]])
            }
        }
    }

    @Test func rowsKnowTheirWeights() throws {
        let store = try RowStore(beside: NSTemporaryDirectory() + "rows-test", seed: 1)
        let weights: [Float] = [1, 2, 0.3, 1, 1e-20]
        for (row, weight) in weights.enumerated() {
            try store.append(labels: [row], weight: weight, columns: [Int32(row * 7)], counts: [row + 1])
        }
        try store.flush()
        let batch = try #require(try batches(store, classes: Array(0..<5)).first)
        #expect(batch.lossWeights == batch.labels.map { weights[$0] })
        #expect(batch.rows == 5 && batch.values == batch.labels.map { Float($0 + 1) })
    }

    @Test func heavyRowsComeInParts() throws {
        let store = try RowStore(beside: NSTemporaryDirectory() + "rows-test", seed: 1)
        let weights: [Float] = [1, 2, 20, 0.3, 1e30]
        for (row, weight) in weights.enumerated() {
            try store.append(labels: [row], weight: weight, columns: [Int32(row)], counts: [1])
        }
        try store.flush()
        var pass = RowPass(
            store, draws: 0..<1 << 16, columnShift: 0, classes: Array(0..<5), isSingleLabel: false,
            repeatsHeavyRows: true, seed: 1)
        let batch = try #require(try pass.next())
        for (row, visits) in [1, 1, 10, 1, 16].enumerated() {
            let own = zip(batch.labels, batch.lossWeights).filter { $0.0 == row }
            #expect(own.count == visits && own.allSatisfy { $0.1 == weights[row] / Float(visits) })
            #expect(RowPass.visits(weight: weights[row]) == visits)
        }
        // They do not follow each other.
        #expect(batch.labels != batch.labels.sorted())
    }

    @Test func ofOneLabelPerRowTheFirstCounts() throws {
        let store = try RowStore(beside: NSTemporaryDirectory() + "rows-test", seed: 1)
        for labels in [[0, 1], [1, 0], [2, 1]] { try store.append(labels: labels, columns: [1], counts: [1]) }
        try store.flush()
        let several = try #require(try batches(store, classes: [0, 1, -1]).first)
        #expect(several.rows == 3 && several.labels.sorted() == [0, 0, 1, 1, 1])
        // Label 2 is not learned, so its row teaches nothing.
        let one = try #require(try batches(store, classes: [0, 1, -1], single: true).first)
        #expect(one.rows == 2 && one.labels.sorted() == [0, 1] && one.lossWeights == [1, 1])
    }

    @Test func anEmptyStoreHasNoRows() throws {
        let store = try RowStore(beside: NSTemporaryDirectory() + "rows-test", seed: 1)
        try store.flush()
        #expect(try batches(store).isEmpty)
    }
}
