import Testing

@testable import TrendNumerics

/// A fit ends where single precision lets it come no nearer to the tolerance, and nowhere else.
struct StagnationTests {
    private final class Solver: DualSolver {
        var control = InterceptControl(documents: 2, groups: 1)
        let active = ActiveDocuments(documents: 2)
        private var passes = 0
        private let gap: (Int) -> Double

        init(gap: @escaping (Int) -> Double) { self.gap = gap }

        func descend(_ order: [Int]) {}

        func standing(threads: Int) -> (objective: Double, relativeGap: Double) {
            passes += 1
            return (1, gap(passes))
        }
    }

    private func epochs(_ gap: @escaping (Int) -> Double) -> Int {
        let optimality = Solver(gap: gap).converge([0, 1], LogisticRegression(tolerance: 1e-5, maximumEpochs: 200))
        #expect(optimality.converged == (optimality.relativeGap <= 1e-5))
        return optimality.epochs
    }

    @Test func aGapThatHoversAboveTheToleranceEnds() {
        #expect((16...40).contains(epochs { $0 < 10 ? 1 / Double($0 * $0) : 2e-5 + 1e-6 * Double($0 % 2) }))
    }

    @Test func aGapThatFallsSlowlyOrIsFarAboveDoesNot() {
        #expect((90...92).contains(epochs { 1e-4 * Double(101 - min(100, $0)) / 100 }))
        #expect(epochs { _ in 1e-3 } == 200)
    }
}
