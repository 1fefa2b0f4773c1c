import TestSupport
import Testing

@testable import TrendNumerics

@Suite struct CooccurrenceVectorsTests {
    /// Each document has four of the ten columns of one of three groups, and two columns of thirty that are in all.
    private var documents: CSRMatrix {
        var generator = SeededGenerator(seed: 5)
        var offsets = [0]
        var columns: [Int32] = []
        for row in 0..<600 {
            let own = (0..<10).map { row % 3 * 10 + $0 }.shuffled(using: &generator).prefix(4)
            let common = (30..<60).shuffled(using: &generator).prefix(2)
            columns += (own + common).sorted().map { Int32($0) }
            offsets.append(columns.count)
        }
        return CSRMatrix(
            columns: 61, rowOffsets: offsets, columnIndices: columns, values: columns.map { _ in 1 })
    }

    @Test func areNearForColumnsThatStandWithTheSame() throws {
        let vectors = try CooccurrenceVectors(of: documents, rank: 8, seed: 1, threads: 2).vectors
        func cosine(_ first: Int, _ second: Int) -> Float {
            (0..<8).reduce(0) { $0 + vectors[first * 8 + $1] * vectors[second * 8 + $1] }
        }
        for first in 0..<30 {
            #expect(abs(cosine(first, first) - 1) < 1e-4)
            for second in 0..<30 where second != first {
                let isNear = cosine(first, second) > 0.5
                #expect(isNear == (first / 10 == second / 10), "\(first) \(second) \(cosine(first, second))")
            }
        }
        // Column 60 stands nowhere.
        #expect(vectors[60 * 8..<61 * 8].allSatisfy { $0 == 0 })
    }

    @Test func areTheSameWithAnyNumberOfThreads() throws {
        let one = try CooccurrenceVectors(of: documents, rank: 8, seed: 1, threads: 1).vectors
        #expect(try CooccurrenceVectors(of: documents, rank: 8, seed: 1, threads: 3).vectors == one)
    }

    @Test func ofManyPairsTheRareOnesDoNotCount() throws {
        let usual = documents
        let rare: [Int: [Int32]] = [0: [60], 10: [61, 62], 20: [61, 62]]
        var (offsets, columns, met) = ([0], [Int32](), 0)
        for row in 0..<usual.rows {
            let own = usual.columnIndices[usual.rowOffsets[row]..<usual.rowOffsets[row + 1]] + (rare[row] ?? [])
            columns += own
            offsets.append(columns.count)
            met += own.count * own.count
        }
        let documents = CSRMatrix(
            columns: 63, rowOffsets: offsets, columnIndices: columns, values: columns.map { _ in 1 })
        /// Which of the columns met once and twice have a vector.
        func known(_ pairs: Int) throws -> [Bool] {
            let vectors = try CooccurrenceVectors(of: documents, rank: 30, pairs: pairs, seed: 1, threads: 2).vectors
            return [60, 61].map { column in vectors[column * 30..<(column + 1) * 30].contains { $0 != 0 } }
        }
        #expect(try known(met) == [true, true])
        #expect(try known(met - 1) == [false, true])
        #expect(try known((met + 4) / 5) == [false, true])
        #expect(try known((met + 4) / 5 - 1) == [false, false])
    }

    @Test func haveZerosBeyondTheColumns() throws {
        let vectors = try CooccurrenceVectors(of: documents, rank: 100, seed: 1, threads: 1).vectors
        #expect(vectors.count == 61 * 100 && vectors.allSatisfy(\.isFinite))
        #expect(
            (0..<61).allSatisfy { column in vectors[column * 100 + 61..<column * 100 + 100].allSatisfy { $0 == 0 } })
    }

    @Test func ofOtherThingsAreInTheSameSpace() throws {
        let documents = documents
        let learned = try CooccurrenceVectors(of: documents, rank: 8, seed: 1, threads: 1)
        // A thing that stands where column 3 stands and is made of it has the vector of column 3.
        let places = [
            (0..<600).filter { row in
                documents.columnIndices[documents.rowOffsets[row]..<documents.rowOffsets[row + 1]].contains(3)
            }.map { Int32($0) }
        ]
        let thing = learned.vectors(ofThingsAt: places, madeOf: [[3]], threads: 2)
        let own = learned.vectors[3 * 8..<4 * 8]
        #expect(zip(thing, own).reduce(0) { $0 + $1.0 * $1.1 } > 0.99)
        #expect(learned.vectors(ofThingsAt: [[]], madeOf: [[]], threads: 1) == [Float](repeating: 0, count: 8))
    }
}
