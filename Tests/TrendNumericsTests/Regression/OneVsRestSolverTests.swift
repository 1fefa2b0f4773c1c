import Foundation
import Testing

@testable import TrendNumerics

@Suite struct OneVsRestSolverTests {
    /// The root of u + slope σ(u) = r, by bisection.
    private func root(r: Double, slope: Double) -> Double {
        var (low, high) = (r - slope, r)
        for _ in 0..<200 {
            let u = (low + high) / 2
            if u + slope / (1 + exp(-u)) > r { high = u } else { low = u }
        }
        return (low + high) / 2
    }

    @Test(arguments: [Float(0), 0.1, 1, 10, 100, 5000]) func blockEqualsBisection(slope: Float) {
        var generator = SeededGenerator(seed: UInt64(slope * 10))
        for _ in 0..<100 {
            let slopes = slope * Lanes.random(in: 0.5...1, using: &generator)
            let r = Lanes.random(in: -20...20, using: &generator) + slopes * Lanes.random(in: 0...1, using: &generator)
            for start in [Lanes(repeating: -20), Lanes(repeating: 20), r] {
                var (u, s) = (start, sigmoid(start))
                // Each call at least halves the residual.
                for _ in 0..<40 { (u, s) = OneVsRestSolver.solveBlock(from: u, sigmoid: s, r: r, slope: slopes) }
                for lane in 0..<8 {
                    let expected = root(r: Double(r[lane]), slope: Double(slopes[lane]))
                    // The accuracy of u, and that of r where u is a small difference of large numbers.
                    #expect(abs(Double(u[lane]) - expected) < 1e-4 + 2e-6 * Double(slopes[lane]))
                }
            }
        }
    }
}
