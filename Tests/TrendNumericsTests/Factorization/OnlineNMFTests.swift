import Testing

@testable import TrendNumerics

@Suite struct OnlineNMFTests {
    private let matrix = Fixture.matrix
    private let width = 8

    /// ‖X − WH‖² with the optimal W.
    private func error(_ H: [Float]) -> Double {
        let W = NMF.fold(matrix, into: H, rank: width)
        var sum = 0.0
        for row in 0..<matrix.rows {
            var line = [Double](repeating: 0, count: matrix.columns)
            for entry in matrix.rowOffsets[row]..<matrix.rowOffsets[row + 1] {
                line[Int(matrix.columnIndices[entry])] = Double(matrix.values[entry])
            }
            for term in 0..<matrix.columns {
                for topic in 0..<width {
                    line[term] -= Double(W[row * width + topic]) * Double(H[term * width + topic])
                }
                sum += line[term] * line[term]
            }
        }
        return sum
    }

    private func learned(passes: Int, threads: Int = 1) -> [Float] {
        var generator = SeededGenerator(seed: 5)
        let start = (0..<matrix.columns * width).map { _ in Float(generator.next() >> 40) * 0x1p-24 }
        var online = OnlineNMF(H: start, width: width, threads: threads)
        for _ in 0..<passes {
            for first in stride(from: 0, to: matrix.rows, by: 6) {
                online.learn(matrix.selecting(rows: Array(first..<min(first + 6, matrix.rows))), keeping: 0.9)
            }
        }
        return online.H
    }

    @Test func comesNearToWhatAllRowsTogetherGive() throws {
        let all = try NMF(rank: width, tolerance: 1e-5, maximumIterations: 3000).fit(matrix)
        let (first, last) = (error(learned(passes: 1)), error(learned(passes: 40)))
        #expect(last < first && last < 1.1 * all.error * all.error)
        #expect(learned(passes: 3).allSatisfy { $0 >= 0 && $0.isFinite })
    }

    @Test func threadsDoNotChangeABit() {
        #expect(learned(passes: 2) == learned(passes: 2, threads: 2))
    }
}
