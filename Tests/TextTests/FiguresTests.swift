import Testing

@testable import Text

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

    @Test func percentages() {
        #expect(percent(0.1254) == "12.5%" && percent(0.995, digits: 0) == "100%")
        #expect(percent(.nan) == "–%")
    }

    @Test func hexadecimalNumbersHaveTheirZeros() {
        #expect(hexadecimal(UInt32(0xAB), digits: 8) == "000000ab")
        #expect(hexadecimal(UInt64.max, digits: 4) == "ffffffffffffffff")
    }
}
