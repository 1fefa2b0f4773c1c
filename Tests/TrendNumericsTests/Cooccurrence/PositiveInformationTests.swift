import Foundation
import TestSupport
import Testing

@testable import TrendNumerics

@Suite struct PositiveInformationTests {
    /// Random documents of up to eight of twelve columns.
    private func documents(_ rows: Int, seed: UInt64) -> (CSRMatrix, [Set<Int>]) {
        var generator = SeededGenerator(seed: seed)
        let sets = (0..<rows).map { _ in
            Set((0..<Int.random(in: 0...8, using: &generator)).map { _ in Int.random(in: 0..<12, using: &generator) })
        }
        var offsets = [0]
        var columns: [Int32] = []
        for set in sets {
            columns += set.sorted().map { Int32($0) }
            offsets.append(columns.count)
        }
        return (
            CSRMatrix(
                columns: 12, rowOffsets: offsets, columnIndices: columns,
                values: columns.map { Float($0) + 0.5 }), sets
        )
    }

    @Test(arguments: [1, 2, 4]) func equalsACountOfAllPairs(minimum: Int) {
        let (matrix, sets) = documents(40, seed: 7)
        let found = PositiveInformation(matrix, minimumPairs: minimum, threads: 2).matrix
        var dense = [[Float]](repeating: [Float](repeating: 0, count: 12), count: 12)
        for row in 0..<12 {
            for entry in found.rowOffsets[row]..<found.rowOffsets[row + 1] {
                dense[row][Int(found.columnIndices[entry])] = found.values[entry]
            }
        }
        for first in 0..<12 {
            for second in 0..<12 {
                let both = sets.count { $0.contains(first) && $0.contains(second) }
                let (one, other) = (sets.count { $0.contains(first) }, sets.count { $0.contains(second) })
                var expected = 0.0
                if first != second, both >= minimum {
                    expected = max(0, log(Double(both * sets.count) / Double(one * other)))
                }
                #expect(abs(Double(dense[first][second]) - expected) < 1e-5, "\(first) \(second)")
            }
        }
    }

    @Test func isTheSameWithAnyNumberOfThreads() {
        let (matrix, _) = documents(300, seed: 3)
        #expect(
            PositiveInformation(matrix, minimumPairs: 1, threads: 1).matrix
                == PositiveInformation(matrix, minimumPairs: 1, threads: 3).matrix)
    }
}
