import Testing

@testable import Timeline

@Suite struct ProportionTests {
    /// Compared with statsmodels; 15 of 148, 81 of 263 and the like are from Newcombe's own table I (1998).
    @Test(arguments: Fixture.all.wilson) func intervals(_ figures: [Double]) {
        let interval = Proportion(Int(figures[0]), of: Int(figures[1])).interval(confidence: figures[2])
        #expect(isClose(interval.lower, figures[3]) && isClose(interval.upper, figures[4]), "\(figures): \(interval)")
    }

    @Test func newcombesTable() {
        let interval = Proportion(81, of: 263).interval()
        #expect(abs(interval.lower - 0.2553) < 5e-5 && abs(interval.upper - 0.3662) < 5e-5)
    }

    @Test func intervalsHoldTheShareAndNarrow() {
        for total in [1, 2, 7, 100, 3000] {
            for count in stride(from: 0, through: total, by: max(1, total / 7)) {
                let proportion = Proportion(count, of: total)
                let interval = proportion.interval()
                #expect(interval.lower >= 0 && interval.upper <= 1)
                #expect(interval.lower <= proportion.share && proportion.share <= interval.upper)
                // The same share of ten times as many, and the complement.
                let more = Proportion(10 * count, of: 10 * total).interval()
                #expect(more.upper - more.lower < interval.upper - interval.lower)
                let rest = Proportion(total - count, of: total).interval()
                #expect(isClose(1 - rest.upper, interval.lower) && isClose(1 - rest.lower, interval.upper))
            }
        }
    }

    /// Compared with statsmodels' pooled z-test and scipy's Fisher test; intervals with statsmodels' method 10.
    @Test(arguments: Fixture.all.changes) func changes(_ figures: [Double]) {
        let counts = figures.prefix(4).map { Int($0) }
        let change = ProportionChange(
            from: Proportion(counts[0], of: counts[1]), to: Proportion(counts[2], of: counts[3]))
        let interval = change.interval()
        #expect(isClose(change.pValue, figures[4], to: 1e-8), "\(figures): \(change.pValue)")
        #expect(isClose(interval.lower, figures[5]) && isClose(interval.upper, figures[6]), "\(figures): \(interval)")
    }

    /// 56 of 70 minus 48 of 80: Newcombe's table II (1998), contrast (a), method 10.
    @Test func newcombesContrast() {
        let interval = ProportionChange(from: Proportion(48, of: 80), to: Proportion(56, of: 70)).interval()
        #expect(abs(interval.lower - 0.0524) < 5e-5 && abs(interval.upper - 0.3339) < 5e-5)
    }

    @Test func aChangeIsAsLikelyBackwards() {
        for (a, b) in [
            (Proportion(3, of: 40), Proportion(9, of: 50)), (Proportion(80, of: 400), Proportion(90, of: 500)),
        ] {
            let (there, back) = (ProportionChange(from: a, to: b), ProportionChange(from: b, to: a))
            #expect(isClose(there.pValue, back.pValue) && there.difference == -back.difference)
            #expect(isClose(there.interval().lower, -back.interval().upper))
        }
        let same = ProportionChange(from: Proportion(0, of: 9), to: Proportion(0, of: 3))
        #expect(same.pValue == 1 && same.difference == 0)
    }
}
