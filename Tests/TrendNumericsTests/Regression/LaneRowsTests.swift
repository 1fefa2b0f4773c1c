import Testing

@testable import TrendNumerics

@Suite struct LaneRowsTests {
    private let matrix = CSRMatrix(
        columns: 4, rowOffsets: [0, 2, 2, 3], columnIndices: [0, 3, 1], values: [0.5, -2, 3])

    /// Weights are small whole numbers, so that sums are exact.
    private func weights(groups: Int) -> [Lanes] {
        (0..<4 * groups).map { index in Lanes((0..<8).map { Float(index * 8 + $0) }) }
    }

    @Test func scoresAndAddsEqualTheirFormulas() {
        let groups = 2
        var weights = weights(groups: groups)
        let before = weights
        matrix.withLaneRows { rows in
            weights.withUnsafeMutableBufferPointer { buffer in
                let base = buffer.baseAddress!
                for group in 0..<groups {
                    let start = Lanes(repeating: Float(group))
                    #expect(
                        rows.score(0, base, group: group, groups: groups, from: start)
                            == start + 0.5 * before[group] - 2 * before[6 + group])
                    #expect(rows.score(1, base, group: group, groups: groups, from: start) == start)
                }
                rows.prefetch(0, base, groups: groups)
                rows.add(Lanes(repeating: 2), of: 2, to: base, group: 1, groups: groups)
            }
        }
        var expected = before
        expected[3] += 6
        #expect(weights == expected)
    }
}
