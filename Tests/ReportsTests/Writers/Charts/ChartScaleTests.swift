import Testing

@testable import Reports

@Suite struct ChartScaleTests {
    @Test(arguments: [
        (0.47, 2, true, [0, 0.5]), (0.27, 2, true, [0, 0.2, 0.4]), (0.2, 2, true, [0, 0.1, 0.2]),
        (0.013, 2, true, [0, 0.01, 0.02]), (18, 5, false, [0, 5, 10, 15, 20]), (2, 5, false, [0, 1, 2]),
        (0, 5, false, [0, 1]),
    ])
    func endsAtARoundNumber(_ maximum: Double, _ parts: Int, _ isShare: Bool, _ ticks: [Double]) {
        let scale = ChartScale(maximum: maximum, parts: parts, isShare: isShare)
        #expect(scale.ticks.count == ticks.count && zip(scale.ticks, ticks).allSatisfy { abs($0 - $1) < 1e-9 })
        #expect(scale.part(maximum) <= 1 && scale.part(0) == 0)
    }

    @Test(arguments: [Double.nan, .infinity, -1, 1e300, 1e-300])
    func anyNumberHasAScale(_ maximum: Double) {
        let scale = ChartScale(maximum: maximum, parts: 2, isShare: true)
        #expect((2...4).contains(scale.ticks.count) && scale.end > 0)
        #expect((0...1).contains(scale.part(maximum)))
    }

    @Test func ticksOfSharesHaveTheDigitsOfTheirStep() {
        func texts(_ maximum: Double) -> [String] {
            let scale = ChartScale(maximum: maximum, parts: 2, isShare: true)
            return scale.ticks.map { ChartValues(isShare: true).tick($0, scale) }
        }
        #expect(texts(0.4) == ["0", "20%", "40%"])
        #expect(texts(0.01) == ["0", "0.5%", "1.0%"])
        #expect(texts(0.001) == ["0", "0.05%", "0.10%"])
    }
}
