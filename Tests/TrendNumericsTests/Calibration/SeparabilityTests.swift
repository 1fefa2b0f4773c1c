import TrendNumerics
import Testing

@Suite struct SeparabilityTests {
    @Test func isTheShareOfPairsInOrder() throws {
        #expect(Separability([1, 2], below: [3, 4])?.probability == 1)
        #expect(Separability([3, 4], below: [1, 2])?.probability == 0)
        // (1, 2), (1, 5), (3, 5) are in order, (3, 2) is not.
        #expect(Separability([3, 1], below: [5, 2])?.probability == 0.75)
    }

    @Test func equalScoresCountHalf() throws {
        #expect(Separability([1, 1], below: [1, 1, 1])?.probability == 0.5)
        // Of six pairs four are equal and two the other way round.
        #expect(Separability([1, 1], below: [0, 1, 1])?.probability == 2.0 / 6)
        #expect(Separability([1, 2, 2], below: [2, 3])?.probability == 5.0 / 6)
    }

    /// The standard deviation of Mann and Whitney's U, over m · n.
    @Test func theStandardErrorIsThatOfEqualGroups() throws {
        let separability = try #require(
            Separability([Float](repeating: 0, count: 20), below: [Float](repeating: 1, count: 30)))
        #expect(abs(separability.standardError - (20 * 30 * 51 / 12.0).squareRoot() / 600) < 1e-12)
    }

    @Test func nothingIsSaidOfAnEmptyGroup() {
        #expect(Separability([], below: [1]) == nil && Separability([1], below: []) == nil)
    }
}
