import Testing

@testable import TrendNumerics

@Suite struct RowBuilderTests {
    @Test func rowsAreSortedCountedAndWeighed() {
        // Columns on both sides of the boundaries between the bitmaps' words.
        let columns = 10_000
        let rows = RowBuilder(columns: columns)
        let added: [[Int32]] = [[9999, 0, 63, 64, 4095, 4096, 64], [], [5, 5, 5], [8191, 8192, 63]]
        for row in added {
            row.forEach(rows.add(column:))
            rows.finishRow { columns, values in
                for entry in columns.indices { values[entry] *= Float(columns[entry] % 7 + 1) }
            }
        }
        let matrix = rows.matrix()
        #expect(matrix.rowOffsets == [0, 6, 6, 7, 10])
        #expect(matrix.columnIndices == [0, 63, 64, 4095, 4096, 9999, 5, 63, 8191, 8192])
        #expect(matrix.values == [1, 1, 4, 1, 2, 4, 18, 1, 2, 3])
    }

    /// Against dictionaries, with columns in words and groups far apart.
    @Test func columnsAtOnceAreColumnsOneByOne() {
        var generator = SeededGenerator(seed: 2)
        let columns = 600_000
        let rows = RowBuilder(columns: columns)
        var expected: [(columns: [Int32], values: [Float])] = []
        for _ in 0..<50 {
            let added = (0..<200).map { _ in
                Int32.random(in: 0..<3, using: &generator) * 262_143 + Int32.random(in: 0..<90, using: &generator)
            }.map { min($0, Int32(columns - 1)) }
            added.prefix(150).withUnsafeBufferPointer { rows.add($0) }
            added.dropFirst(150).forEach(rows.add(column:))
            rows.finishRow { _, _ in }
            let counts = Dictionary(added.map { ($0, Float(1)) }, uniquingKeysWith: +).sorted { $0.key < $1.key }
            expected.append((counts.map(\.key), counts.map(\.value)))
        }
        let matrix = rows.matrix()
        #expect(matrix.columnIndices == expected.flatMap(\.columns) && matrix.values == expected.flatMap(\.values))
        #expect(matrix.rows == 50)
    }
}
