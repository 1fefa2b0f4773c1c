import Foundation
import Testing

@testable import TrendNumerics

@Suite struct VectorMathTests {
    @Test func expEqualsFoundations() {
        for step in stride(from: Float(-86), through: 86, by: 0.37) {
            let x = Lanes(repeating: step) + Lanes(0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.36)
            let value: Lanes = exp(x)
            for lane in 0..<8 {
                let expected = Foundation.exp(Double(x[lane]))
                #expect(abs(Double(value[lane]) - expected) <= 3e-7 * expected)
            }
        }
        #expect((exp(Lanes(repeating: 0)) as Lanes) == Lanes(repeating: 1))
        let ends: Lanes = exp(Lanes(-1000, 1000, 87, -87, -.infinity, .infinity, 0, 0))
        #expect(ends[0] == ends[3] && ends[1] == ends[2] && ends[4] == ends[3] && ends[5] == ends[2])
        #expect(ends[2].isFinite && ends[3] > 0)
    }

    @Test func reductionsAndBoundsEqualTheirFormulas() {
        for place in 0..<8 {
            var x = Lanes(1, 2, -3, 4, -5, 6, 7, 8)
            x[place] = 100
            #expect(maximumLane(x) == 100 && maximumLane(-x) == -x.min())
            #expect(sum(x) == x.sum())
        }
        let x = Lanes(-9, -1, 0, 1, 2, 3, 4, 9)
        #expect(bounded(below: -1, x) == Lanes(-1, -1, 0, 1, 2, 3, 4, 9))
        #expect(bounded(above: 3, x) == Lanes(-9, -1, 0, 1, 2, 3, 3, 3))
        #expect(magnitude(x) == Lanes(9, 1, 0, 1, 2, 3, 4, 9))
        #expect(lanewiseMinimum(x, -x) == -magnitude(x) && lanewiseMaximum(x, Lanes(repeating: 2))[1] == 2)
    }

    @Test func sigmoidAndSoftplusEqualTheirFormulas() {
        let x = Lanes(-50, -3, -0.5, 0, 0.5, 3, 20, 50)
        for lane in 0..<8 {
            let expected = 1 / (1 + Foundation.exp(-Double(x[lane])))
            #expect(abs(Double(sigmoid(x)[lane]) - expected) <= 1e-6 * expected)
        }
        for step in stride(from: Float(-80), through: 80, by: 0.7) {
            let x = Lanes(repeating: step) + Lanes(0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.65)
            let value = softplus(x)
            for lane in 0..<8 {
                let expected = log1p(Foundation.exp(Double(x[lane])))
                #expect(abs(Double(value[lane]) - expected) <= 5e-7 * expected)
            }
        }
    }

    @Test func manySmallTermsAreNotLost() {
        var sum = CompensatedSum()
        sum.add(Lanes(repeating: 100_000))
        for _ in 0..<100_000 { sum.add(Lanes(repeating: 1e-3)) }
        #expect(sum.value == Lanes(repeating: 100_100))
    }
}
