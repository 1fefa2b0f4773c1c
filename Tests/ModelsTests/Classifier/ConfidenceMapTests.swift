import Testing

@testable import Models
@testable import TrendNumerics

@Suite struct ConfidenceMapTests {
    /// Best labels with 30% that are right in 70% of articles, and with 90% that are right in 90%.
    private var map: ConfidenceMap? {
        ConfidenceMap(
            best: (0..<2000).map { $0 < 1000 ? 0.3 : 0.9 }, isRight: (0..<2000).map { $0 % 10 < ($0 < 1000 ? 7 : 9) })
    }

    private func corrected(_ row: [Double], by map: ConfidenceMap) -> [Double] {
        var row = row
        map.correct(&row, labels: row.count)
        return row
    }

    @Test func bestLabelsGetTheShareThatIsRight() throws {
        let map = try #require(map)
        let low = corrected([0.3] + [Double](repeating: 0.1, count: 7), by: map)
        #expect(abs(low[0] - 0.7) < 0.01 && abs(low.reduce(0, +) - 1) < 1e-9 && abs(low[1] - 0.3 / 7) < 0.01)
        #expect(abs(corrected([0.1, 0.9], by: map)[1] - 0.9) < 0.01)
        // Between the knots it is linear.
        #expect(abs(corrected([0.6, 0.2, 0.2], by: map)[0] - 0.8) < 0.01)
    }

    @Test func theBestLabelStaysTheBest() throws {
        // Sure labels that are right in one of ten.
        let map = try #require(
            ConfidenceMap(best: [Double](repeating: 0.6, count: 1000), isRight: (0..<1000).map { $0 % 10 == 0 }))
        let row = corrected([0.35, 0.6, 0.05], by: map)
        #expect(row[1] >= row[0] && row[0] > row[2] && abs(row.reduce(0, +) - 1) < 1e-9)
    }

    @Test func goodProbabilitiesAndFewArticlesAreLeftAlone() {
        #expect(ConfidenceMap(best: (0..<1000).map { _ in 0.8 }, isRight: (0..<1000).map { $0 % 5 > 0 }) == nil)
        #expect(ConfidenceMap(best: (0..<99).map { _ in 0.3 }, isRight: (0..<99).map { _ in true }) == nil)
    }

    @Test func figuresOfAFileAreChecked() throws {
        var map = try #require(map)
        #expect(map.isValid)
        map.values[0] = 1.5
        #expect(!map.isValid)
        map.values = []
        #expect(!map.isValid)
        map.knots = []
        #expect(!map.isValid)
    }

    @Test func nothingIsDividedByNothing() throws {
        let map = try #require(map)
        #expect(corrected([1, 0], by: map) == [1, 0])
        #expect(corrected([0, 0], by: map) == [0, 0])
        #expect(corrected([1], by: map) == [1])
    }
}
