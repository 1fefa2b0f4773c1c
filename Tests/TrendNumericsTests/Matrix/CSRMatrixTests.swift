import TestSupport
import Testing

@testable import TrendNumerics

@Suite struct CSRMatrixTests {
    private let matrix = CSRMatrix.random(rows: 23, columns: 17)

    @Test func transposeSwapsRowsAndColumns() {
        let transposed = matrix.transposed()
        #expect(transposed.rows == 17 && transposed.columns == 23)
        let dense = matrix.dense
        #expect(transposed.dense == (0..<17).map { column in dense.map { $0[column] } })
        // Columns ascend within a row, so transposing twice gives exactly the same matrix.
        #expect(transposed.transposed() == matrix)
    }

    @Test func selectingTakesRowsInTheOrderNamed() {
        let rows = [5, 0, 22, 5]
        let selected = matrix.selecting(rows: rows)
        #expect(selected.dense == rows.map { matrix.dense[$0] })
        #expect(selected.columns == 17)
        #expect(matrix.selecting(rows: []).rows == 0)
    }

    @Test func stackingPutsRowsBelowEachOther() {
        let parts = [Array(0..<9), [], Array(9..<10), Array(10..<23)].map { matrix.selecting(rows: $0) }
        #expect(CSRMatrix(stacking: parts, columns: 17) == matrix)
        #expect(CSRMatrix(stacking: [], columns: 17).rows == 0)
    }

    @Test func normsAreThoseOfTheEntries() {
        let squares = matrix.dense.map { $0.reduce(0) { $0 + $1 * $1 } }
        #expect(matrix.squaredRowNorms == squares)
        #expect(matrix.squaredNorm == squares.reduce(0) { $0 + Double($1) })
        #expect(matrix.nonZeros == matrix.dense.joined().count { $0 != 0 })
    }

    @Test func entriesAreThoseOfTheArrays() {
        matrix.withUnsafeEntries { offsets, columns, values in
            #expect(Array(offsets) == matrix.rowOffsets && Array(columns) == matrix.columnIndices)
            #expect(Array(values) == matrix.values)
        }
    }
}
