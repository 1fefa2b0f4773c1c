import TestSupport
import Testing

@testable import TrendNumerics

@Suite struct CSRMatrixProductsTests {
    // Every number of sums that registers hold, with and without a remainder after groups of 8.
    private static let widths = [1, 3, 8, 16, 20, 24, 33, 56]

    /// Whole numbers, so that sums are exact.
    private func factor(_ rows: Int, _ width: Int) -> [Float] {
        (0..<rows * width).map { _ in Float(Int.random(in: -9...9)) }
    }

    private func product(_ matrix: [[Float]], _ factor: [Float], _ width: Int) -> [Float] {
        matrix.flatMap { row in
            (0..<width).map { column in row.indices.reduce(0) { $0 + row[$1] * factor[$1 * width + column] } }
        }
    }

    @Test(arguments: widths) func timesEqualsBruteForce(_ width: Int) {
        // More rows than a product takes together.
        let matrix = CSRMatrix.random(rows: CSRMatrix.rowsAtOnce + 40, columns: 11)
        let factor = factor(11, width)
        let expected = product(matrix.dense, factor, width)
        for limit in [1, 4, 50] {
            let pieces = ColumnPieces(matrix, limit: limit)
            for threads in 1...2 {
                #expect(matrix.times(factor, width: width, pieces: pieces, threads: threads) == expected)
            }
        }
    }

    @Test(arguments: widths) func transposedTimesEqualsBruteForce(_ width: Int) {
        let matrix = CSRMatrix.random(rows: 40, columns: 23)
        let factor = factor(40, width)
        let dense = matrix.dense
        let transposed = (0..<23).map { column in dense.map { $0[column] } }
        let expected = product(transposed, factor, width)
        for limit in [1, 4, 50] {
            let pieces = ColumnPieces(matrix, limit: limit)
            for threads in 1...2 {
                let found = matrix.transposedTimes(factor, width: width, pieces: pieces, threads: threads)
                #expect(found == expected)
            }
        }
    }

    @Test func emptyRowsGiveZeros() {
        let matrix = CSRMatrix(columns: 2, rowOffsets: [0, 0, 1, 1], columnIndices: [1], values: [2])
        let pieces = ColumnPieces(matrix)
        #expect(matrix.times([1, 2, 3, 4], width: 2, pieces: pieces, threads: 1) == [0, 0, 6, 8, 0, 0])
        #expect(matrix.transposedTimes([1, 2, 3], width: 1, pieces: pieces, threads: 1) == [0, 4])
    }
}
