import Testing

@testable import Timeline

@Suite struct FalseDiscoveryRateTests {
    /// Compared with scipy.stats.false_discovery_control.
    @Test(arguments: Fixture.all.falseDiscovery) func adjusted(_ lists: [[Double]]) {
        let adjusted = FalseDiscoveryRate.adjusted(lists[0]).compactMap { $0 }
        #expect(adjusted.count == lists[1].count && zip(adjusted, lists[1]).allSatisfy { isClose($0, $1) })
    }

    @Test func benjaminiAndHochbergsExampleHasFourDiscoveries() {
        let adjusted = FalseDiscoveryRate.adjusted(Fixture.all.falseDiscovery[0][0])
        #expect(adjusted.count { $0! <= 0.05 } == 4)
    }

    @Test func whatWasNotTestedCountsForNothing() {
        #expect(FalseDiscoveryRate.adjusted([nil, 0.01, nil, 0.04]) == [nil, 0.02, nil, 0.04])
        #expect(
            FalseDiscoveryRate.adjusted([0.01, 0.04], of: 4)
                == FalseDiscoveryRate.adjusted([0.01, 0.04, 1, 1]).dropLast(2))
        #expect(FalseDiscoveryRate.adjusted([0.01, 0.04], of: 1) == [0.02, 0.04])
        #expect(FalseDiscoveryRate.adjusted([]).isEmpty && FalseDiscoveryRate.adjusted([nil]) == [nil])
    }

    @Test func orderDoesNotMatter() {
        let values = Fixture.all.falseDiscovery[1][0]
        let backwards = FalseDiscoveryRate.adjusted(values.reversed())
        #expect(FalseDiscoveryRate.adjusted(values) == backwards.reversed())
    }
}
