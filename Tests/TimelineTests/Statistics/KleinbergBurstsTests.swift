import TrendNumerics
import Testing

@testable import Timeline

@Suite struct KleinbergBurstsTests {
    /// Compared with the minimum-cost sequence among all sequences of states.
    @Test(arguments: Fixture.all.bursts) func bursts(_ figures: Fixture.BurstsCase) {
        let found = KleinbergBursts(scaling: figures.scaling, transition: figures.transition)
            .find(counts: figures.counts, totals: figures.totals)
        #expect(
            found.map { [$0.batches.lowerBound, $0.batches.upperBound] }
                == figures.bursts.map { [Int($0[0]), Int($0[1])] })
        #expect(zip(found, figures.bursts).allSatisfy { isClose($0.weight, $1[2], to: 1e-8) })
    }

    @Test func steadyAndEmptySeriesHaveNone() {
        let bursts = KleinbergBursts()
        #expect(bursts.find(counts: [], totals: []).isEmpty)
        #expect(bursts.find(counts: [7], totals: [90]).isEmpty)
        #expect(bursts.find(counts: Array(repeating: 7, count: 30), totals: Array(repeating: 90, count: 30)).isEmpty)
        #expect(bursts.find(counts: [0, 0, 0], totals: [9, 9, 9]).isEmpty)
        // A share above a half cannot double.
        #expect(bursts.find(counts: [5, 9, 9, 5], totals: [9, 9, 9, 9]).isEmpty)
    }

    @Test func aHigherFenceLetsFewerThrough() {
        let counts = [3, 2, 3, 12, 3, 2, 20, 19, 3, 2, 3, 2]
        let totals = Array(repeating: 200, count: 12)
        let low = KleinbergBursts(transition: 0.2).find(counts: counts, totals: totals)
        let high = KleinbergBursts(transition: 3).find(counts: counts, totals: totals)
        #expect(low.map(\.batches) == [3...3, 6...7])
        #expect(high.map(\.batches) == [6...7])
        #expect(high[0].weight == low[1].weight && low[1].weight > low[0].weight)
    }

    @Test func aBurstMayReachTheEnd() {
        let found = KleinbergBursts().find(
            counts: [1, 1, 1, 1, 1, 1, 1, 20, 30], totals: Array(repeating: 300, count: 9))
        #expect(found.map(\.batches) == [7...8])
    }

    /// A burst begins only where few enough articles are relevant in all, and nearly as many as may be.
    @Test func theMaximumCountIsOne() throws {
        var generator = SeededGenerator(seed: 5)
        var bursts = KleinbergBursts()
        var closest = 0.0
        for round in 0..<3000 {
            bursts.scaling = [1.5, 2, 3][round % 3]
            bursts.transition = [0, 1][round % 2]
            let totals = (0..<9).map { _ in Int.random(in: 1...40, using: &generator) }
            let counts = totals.map { Int.random(in: 0...min($0, [3, 9, 40][round % 3]), using: &generator) }
            let (sum, all) = (counts.reduce(0, +), totals.reduce(0, +))
            for burst in bursts.find(counts: counts, totals: totals) {
                let first = burst.batches.lowerBound
                let maximum = try #require(bursts.maximumCount(count: counts[first], total: totals[first], all: all))
                #expect(sum <= maximum, "\(counts) \(totals)")
                closest = max(closest, Double(sum) / Double(maximum))
            }
        }
        #expect(closest > 0.97, "\(closest)")
        #expect(bursts.maximumCount(count: 0, total: 10, all: 100) == nil)
        // All articles of the batch are relevant: only the share itself bounds it.
        #expect(KleinbergBursts().maximumCount(count: 10, total: 10, all: 100) == 49)
    }
}
