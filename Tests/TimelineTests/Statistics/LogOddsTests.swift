import Foundation
import Testing

@testable import Timeline

@Suite struct LogOddsTests {
    /// Computed by hand from equations 16, 20 and 22: (30 + 2) of (1000 + 100) against (10 + 2) of (2000 + 100).
    @Test func followsThePaper() {
        let logOdds = LogOdds(Proportion(30, of: 1000), against: Proportion(10, of: 2000), prior: 2, priorTotal: 100)
        // ln(32 ∕ 1068) − ln(12 ∕ 2088) = −3.507808 + 5.159055
        #expect(abs(logOdds.difference - 1.651247) < 1e-5)
        // 1 ∕ 32 + 1 ∕ 12
        #expect(abs(logOdds.variance - 0.1145833) < 1e-6)
        #expect(abs(logOdds.z - 4.878082) < 1e-4)
    }

    @Test func isTheOtherWayRoundForTheOtherSample() {
        let (a, b) = (Proportion(7, of: 50), Proportion(0, of: 400))
        let (one, other) = (
            LogOdds(a, against: b, prior: 1, priorTotal: 30), LogOdds(b, against: a, prior: 1, priorTotal: 30)
        )
        #expect(one.difference == -other.difference && one.variance == other.variance && one.z > 0)
        #expect(LogOdds(a, against: a, prior: 1, priorTotal: 30).z == 0)
    }

    @Test func aHeavierPriorTrustsSmallCountsLess() {
        let (now, before) = (Proportion(3, of: 100), Proportion(0, of: 1000))
        let light = LogOdds(now, against: before, prior: 0.01, priorTotal: 10)
        let heavy = LogOdds(now, against: before, prior: 1, priorTotal: 1000)
        #expect(heavy.difference < light.difference && heavy.variance < light.variance)
    }
}
