import Foundation
import Testing

@testable import TrendNumerics

@Suite struct MultinomialSolverTests {
    /// u + a eᵘ = c, by bisection.
    private func root(_ c: Double, a: Double) -> Double {
        var (low, high) = (c - a * 1e6 - 1, c)
        for _ in 0..<200 {
            let u = (low + high) / 2
            if u + a * exp(u) > c { high = u } else { low = u }
        }
        return (low + high) / 2
    }

    /// The block's solution as z, by bisection for λ.
    private func solution(r: [Double], a: Double, cost: Double) -> [Double] {
        var (low, high) = (-1e4, 1e4)
        for _ in 0..<200 {
            let lambda = (low + high) / 2
            let sum = r.reduce(0) { $0 + exp(root(lambda + $1, a: a)) }
            if sum > cost { high = lambda } else { low = lambda }
        }
        return r.map { exp(root((low + high) / 2 + $0, a: a)) }
    }

    private func solved(_ start: [Lanes], r: [Lanes], a: Float, cost: Float) -> [Double] {
        var u = start
        var z: [Lanes] = start.map { exp($0) }
        u.withUnsafeMutableBufferPointer { u in
            z.withUnsafeMutableBufferPointer { z in
                MultinomialSolver.solveBlock(
                    u.baseAddress!, z.baseAddress!, r: r, a: a, cost: cost, groups: r.count)
            }
        }
        for (logarithm, value) in zip(u, z) {
            for lane in 0..<8 {
                #expect(abs(Foundation.exp(logarithm[lane]) - value[lane]) <= 1e-5 * value[lane] + 1e-12)
            }
        }
        return z.flatMap { group in (0..<8).map { Double(group[$0]) } }
    }

    @Test(arguments: [Float(0.3), 1, 10, 100]) func blockEqualsBisection(cost: Float) {
        var generator = SeededGenerator(seed: UInt64(cost * 10))
        for round in 0..<12 {
            let groups = 1 + round % 2
            let a: Float = [0, 0.01, 1, 2.5][round % 4]
            let r = (0..<groups).map { _ in Lanes.random(in: -8...8, using: &generator) + (round < 6 ? 0 : a * cost / 2)
            }
            let expected = solution(
                r: r.flatMap { group in (0..<8).map { Double(group[$0]) } }, a: Double(a), cost: Double(cost))
            // From the starting point of fitting, with everything on one class, and from random points.
            var vertex = r.map { _ in Lanes(repeating: -20) }
            vertex[0][round % 8] = log(cost)
            for start in [vertex, r.map { _ in Lanes.random(in: -6...0, using: &generator) }] {
                let z = solved(start, r: r, a: a, cost: cost)
                #expect(abs(z.reduce(0, +) - Double(cost)) < 1e-4 * Double(cost))
                let worst = zip(z, expected).map { abs($0 - $1) }.max()!
                #expect(worst < 1e-3 * Double(cost), "round \(round)")
            }
        }
    }

    @Test func theFirstBlockMovesToItsSolution() {
        // A document of class 0 at W = 0: r is a C for its class and about 0 for the others.
        var u = Lanes(repeating: -20)
        u[0] = log(10)
        var r = Lanes(repeating: 0)
        r[0] = 10
        let z = solved([u], r: [r], a: 1, cost: 10)
        let expected = solution(r: (0..<8).map { Double(r[$0]) }, a: 1, cost: 10)
        #expect(zip(z, expected).allSatisfy { abs($0 - $1) < 0.01 })
    }
}
