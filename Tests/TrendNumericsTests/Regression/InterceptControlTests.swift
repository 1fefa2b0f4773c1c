import Testing

@testable import TrendNumerics

@Suite struct InterceptControlTests {
    private func step(_ control: inout InterceptControl) -> Lanes? {
        var result: Lanes?
        control.countDocument { result = $1 }
        return result
    }

    /// z grows by `growth` from half its cost: κ is C / 4 before, and less after the change.
    private func add(_ growth: Float, to control: inout InterceptControl, cost: Float = 8, a: Float = 1) {
        control.add(
            Lanes(repeating: growth), before: Lanes(repeating: 0), after: Lanes(repeating: growth / cost),
            cost: Lanes(repeating: cost), squaredNorm: a)
    }

    @Test func aStepIsAShareOfNewtons() throws {
        var control = InterceptControl(documents: 128, groups: 1)
        // Without any information there is nothing to correct.
        #expect(try #require(step(&control)) == Lanes(repeating: 0))
        add(0.8, to: &control)
        let kappa: Float = 8 * 0.1 * 0.9
        let newton: Float = 0.8 / (kappa / (1 + kappa))
        #expect(newton > 1)
        // A step of at most 1, times a 128th of the gain of 4.
        #expect(abs(try #require(step(&control))[0] - 4.0 / 128) < 1e-6)
        add(-0.6, to: &control, a: 0)
        let response = kappa / (1 + kappa) + 8 * -0.075 * 1.075
        #expect(response < 0.2 / 1e-3)
        #expect(try #require(step(&control))[3] > 0)
    }

    @Test func stepsComeAHundredTimesAPassAndNotWithEachDocument() {
        var control = InterceptControl(documents: 1280, groups: 1)
        let steps = (0..<1280).count { _ in step(&control) != nil }
        #expect(steps == 128)
        var few = InterceptControl(documents: 3, groups: 1)
        #expect((0..<3).allSatisfy { _ in step(&few) != nil })
    }

    @Test func theGainRisesWhileASurplusStaysAndFallsWhereItSwings() throws {
        func gain(_ surpluses: [Float]) throws -> Float {
            var control = InterceptControl(documents: 128, groups: 1)
            var sum: Float = 0
            // A large response, so that no step is clamped.
            control.add(
                Lanes(repeating: 0), before: Lanes(repeating: 0), after: Lanes(repeating: 0.5),
                cost: Lanes(repeating: 400), squaredNorm: 0)
            for surplus in surpluses {
                control.add(
                    Lanes(repeating: surplus - sum), before: Lanes(repeating: 0), after: Lanes(repeating: 0),
                    cost: Lanes(repeating: 1), squaredNorm: 0)
                sum = surplus
                control.finishPass()
            }
            return try #require(step(&control))[0] * 128 * 100 / surpluses.last!
        }
        #expect(abs(try gain([10]) - 4) < 1e-3)
        #expect(abs(try gain([10, 9]) - 6) < 1e-3)
        #expect(abs(try gain([10, 9, 8, 7, 6]) - 8) < 1e-3)
        #expect(abs(try gain([10, 1]) - 4) < 1e-3)
        #expect(abs(try gain([10, -9]) - 2) < 1e-3)
    }

    @Test func itIsTheSameProblemWithAllCostsLarger() throws {
        var one = InterceptControl(documents: 128, groups: 1)
        one.add(
            Lanes(repeating: 0.5), before: Lanes(repeating: 0), after: Lanes(repeating: 0.25),
            cost: Lanes(repeating: 2), squaredNorm: 0)
        var other = one
        other.multiply(by: 7)
        #expect(step(&one) == step(&other))
    }
}
