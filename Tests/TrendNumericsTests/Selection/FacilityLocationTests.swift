import TrendNumerics
import Testing

@Suite struct FacilityLocationTests {
    /// Rows near three directions: 60, 30 and 10 of 100.
    private static let rows: [Float] = {
        var generator = SeededGenerator(seed: 5)
        return (0..<100).flatMap { index -> [Float] in
            var row = [Float](repeating: 0, count: 4)
            row[group(index)] = 1
            for place in row.indices { row[place] += Float.random(in: -0.2...0.2, using: &generator) }
            let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return row.map { $0 / length }
        }
    }()

    private static func group(_ index: Int) -> Int { index % 10 < 6 ? 0 : index % 10 < 9 ? 1 : 2 }

    private let rows = FacilityLocationTests.rows
    private let equal = [Float](repeating: 1, count: 100)

    private func groups(_ chosen: [Int]) -> [Int] { chosen.map(FacilityLocationTests.group) }

    private func row(_ index: Int) -> [Float] { Array(rows[index * 4..<index * 4 + 4]) }

    /// The definition, without bounds.
    private func naive(_ count: Int, weights: [Float]) -> [Int] {
        func similarity(_ a: Int, _ b: Int) -> Float { zip(row(a), row(b)).reduce(0) { $0 + $1.0 * $1.1 } }
        var coverage = [Float](repeating: 0, count: 100)
        return (0..<count).reduce(into: []) { chosen, _ in
            let gains = (0..<100).map { item in
                chosen.contains(item)
                    ? -1 : (0..<100).reduce(Float(0)) { $0 + weights[$1] * max(0, similarity(item, $1) - coverage[$1]) }
            }
            let best = gains.indices.max { gains[$0] < gains[$1] }!
            chosen.append(best)
            for other in 0..<100 { coverage[other] = max(coverage[other], similarity(best, other)) }
        }
    }

    @Test func standsForTheLargestGroupsFirst() {
        let chosen = FacilityLocation.choose(3, of: rows, width: 4, weights: equal)
        #expect(groups(chosen) == [0, 1, 2])
        #expect(FacilityLocation.choose(8, of: rows, width: 4, weights: equal) == naive(8, weights: equal))
    }

    @Test func weightsTellWhatIsWorthCovering() {
        let weights = (0..<100).map { Float(FacilityLocationTests.group($0) == 2 ? 50 : 1) }
        let chosen = FacilityLocation.choose(6, of: rows, width: 4, weights: weights)
        #expect(FacilityLocationTests.group(chosen[0]) == 2)
        #expect(chosen == naive(6, weights: weights))
    }

    @Test func whatIsCoveredIsNotChosenAgain() {
        let others = row(0) + row(6)
        let chosen = FacilityLocation.choose(1, of: rows, width: 4, weights: equal, besides: others)
        #expect(groups(chosen) == [2])
    }

    @Test func isTheSameWithAnyNumberOfThreads() {
        let one = FacilityLocation.choose(20, of: rows, width: 4, weights: equal, threads: 1)
        #expect(FacilityLocation.choose(20, of: rows, width: 4, weights: equal, threads: 3) == one)
        #expect(Set(one).count == 20)
    }

    @Test func rowsOfZerosComeLast() {
        let rows: [Float] = [0, 0, 1, 0, 0, 0, 0, 1]
        #expect(
            FacilityLocation.choose(9, of: rows, width: 2, weights: [1, 1, 1, 1]).prefix(2).sorted() == [1, 3])
        #expect(FacilityLocation.choose(9, of: rows, width: 2, weights: [1, 1, 1, 1]).count == 4)
        #expect(FacilityLocation.choose(2, of: [], width: 2, weights: []) == [])
    }
}
