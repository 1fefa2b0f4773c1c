import Testing

@testable import Features

@Suite struct CSRMatrixProductsTests {
    @Test(arguments: [1, 3, 8]) func timesEqualsBruteForce(_ width: Int) {
        // More rows than one piece of work has. Whole numbers, so the sums are exact.
        let matrix = CSRMatrix.random(rows: 1500, columns: 11)
        let factor = (0..<11 * width).map { _ in Float(Int.random(in: -9...9)) }
        var expected: [Float] = []
        for row in matrix.dense {
            for column in 0..<width {
                expected.append(row.indices.reduce(0) { $0 + row[$1] * factor[$1 * width + column] })
            }
        }
        #expect(matrix.times(factor, width: width, threads: 1) == expected)
        #expect(matrix.times(factor, width: width, threads: 2) == expected)
    }

    @Test func emptyRowsGiveZeros() {
        let matrix = CSRMatrix(columns: 2, rowOffsets: [0, 0, 1, 1], columnIndices: [1], values: [2])
        #expect(matrix.times([1, 2, 3, 4], width: 2, threads: 1) == [0, 0, 6, 8, 0, 0])
    }
}
