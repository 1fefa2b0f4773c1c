import Testing

@testable import Reports

@Suite struct FiguresTests {
    @Test(arguments: [
        (0.125, 2, "0.13"), (1.0, 0, "1"), (-0.04, 1, "0.0"), (-1.25, 1, "-1.3"), (99.95, 1, "100.0"),
        (0.05, 3, "0.050"),
        (.nan, 1, "–"),
    ])
    func fixedDigits(_ value: Double, _ digits: Int, _ expected: String) {
        #expect(fixed(value, digits: digits) == expected)
    }

    @Test func signs() {
        #expect(signed(1.25, digits: 1) == "+1.3")
        #expect(signed(-2, digits: 1) == "-2.0")
        #expect(signed(0.001, digits: 1) == "0.0")
    }
}
