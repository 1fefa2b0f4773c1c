import Testing

@testable import TrendNumerics

@Suite struct ReliabilityTests {
    @Test func figuresAreThoseOfScikitLearn() throws {
        let fixture = Fixture.calibration
        var count = ReliabilityCount()
        for (probability, isTrue) in zip(fixture.probabilities, fixture.isTrue) {
            count.add(probability, isTrue: isTrue)
        }
        let reliability = try #require(count.reliability)
        #expect(reliability.count == 200 && reliability.bins.map(\.count) == fixture.counts)
        #expect(abs(reliability.brierScore - fixture.brier) < 1e-12)
        #expect(abs(reliability.expectedCalibrationError - fixture.error) < 1e-12)
        let filled = reliability.bins.filter { $0.count > 0 }
        for (bin, (mean, share)) in zip(filled, zip(fixture.means, fixture.shares)) {
            #expect(abs(bin.probability - mean) < 1e-12 && abs(bin.share - share) < 1e-12)
        }
    }

    @Test func endsAndWhatIsNoNumberCount() throws {
        #expect(ReliabilityCount().reliability == nil)
        var count = ReliabilityCount()
        count.add(1, isTrue: true)
        count.add(0, isTrue: false)
        count.add(.nan, isTrue: true)
        let reliability = try #require(count.reliability)
        #expect(reliability.bins[9].count == 1 && reliability.bins[0].count == 2)
        #expect(
            abs(reliability.brierScore - 1.0 / 3) < 1e-12 && abs(reliability.expectedCalibrationError - 1.0 / 3) < 1e-12
        )
    }
}
