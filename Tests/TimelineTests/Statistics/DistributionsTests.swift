import Testing

@testable import Timeline

/// Compared with scipy.stats.
@Suite struct DistributionsTests {
    /// `scipy.stats.t.ppf(0.975, …)`.
    @Test(arguments: [
        (1, 12.7062047), (2, 4.3026527), (3, 3.1824463), (4, 2.7764451), (10, 2.2281389), (12.5, 2.1691859),
        (100, 1.9839715),
    ]) func studentQuantiles(_ freedom: Double, _ value: Double) {
        #expect(abs(Distributions.studentQuantile(0.975, freedom: freedom) - value) < 0.0015 * value)
        #expect(abs(Distributions.studentQuantile(0.025, freedom: freedom) + value) < 0.0015 * value)
    }

    @Test(arguments: Fixture.all.normal) func normalQuantiles(_ figures: [Double]) {
        let value = Distributions.normalQuantile(figures[0])
        #expect(isClose(value, figures[1]), "\(figures): \(value)")
    }

    @Test(arguments: Fixture.all.normalTails) func normalTails(_ figures: [Double]) {
        #expect(isClose(Distributions.normalTwoSided(figures[0]), figures[1]))
    }

    @Test(arguments: Fixture.all.chiSquare) func chiSquareTails(_ figures: [Double]) {
        let value = Distributions.chiSquareTail(figures[0], freedom: Int(figures[1]))
        #expect(isClose(value, figures[2]), "\(figures): \(value)")
    }

    @Test func binomialCoefficients() {
        #expect(isClose(Distributions.logBinomial(10, 3), 4.787491742782046))
        #expect(abs(Distributions.logBinomial(7, 0)) < 1e-14 && abs(Distributions.logBinomial(7, 7)) < 1e-14)
    }
}
