import Testing

@testable import Numerics

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
}
