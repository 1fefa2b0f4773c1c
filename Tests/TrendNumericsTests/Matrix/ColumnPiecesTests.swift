import TestSupport
import Testing

@testable import TrendNumerics

@Suite struct ColumnPiecesTests {
    @Test(arguments: [1, 2, 3, 8, 100]) func coverEachEntryOnce(_ limit: Int) {
        let matrix = CSRMatrix.random(rows: 30, columns: 17)
        let pieces = ColumnPieces(matrix, limit: limit)
        #expect(pieces.count <= limit)
        #expect((0..<pieces.count).flatMap { Array(pieces.columns($0)) } == Array(0..<17))
        for row in 0..<30 {
            var entries: [Int] = []
            for piece in 0..<pieces.count {
                let range = pieces.entries(row: row, piece: piece, of: matrix)
                #expect(range.allSatisfy { pieces.columns(piece).contains(Int(matrix.columnIndices[$0])) })
                entries += range
            }
            #expect(entries == Array(matrix.rowOffsets[row]..<matrix.rowOffsets[row + 1]))
        }
    }

    @Test func haveEquallyManyEntries() {
        // One full column, and 99 columns with one entry each.
        let matrix = CSRMatrix(
            columns: 100, rowOffsets: [0] + (1...99).map { 2 * $0 },
            columnIndices: (1...99).flatMap { [Int32(0), Int32($0)] }, values: Array(repeating: 1, count: 198))
        let pieces = ColumnPieces(matrix, limit: 2)
        #expect(pieces.count == 2 && pieces.columns(0) == 0..<1 && pieces.columns(1) == 1..<100)
    }

    @Test func columnsWithoutEntriesAreInAPieceToo() {
        let empty = CSRMatrix(columns: 5, rowOffsets: [0, 0], columnIndices: [], values: [])
        #expect(ColumnPieces(empty).count >= 1)
        let one = CSRMatrix(columns: 5, rowOffsets: [0, 1], columnIndices: [2], values: [1])
        let pieces = ColumnPieces(one)
        #expect((0..<pieces.count).flatMap { Array(pieces.columns($0)) } == [0, 1, 2, 3, 4])
        #expect(ColumnPieces(CSRMatrix(columns: 0, rowOffsets: [0], columnIndices: [], values: [])).count == 1)
    }
}
