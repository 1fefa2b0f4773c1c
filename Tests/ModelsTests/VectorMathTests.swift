import Foundation
import Testing

@testable import Models

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

    @Test func sigmoidAndSoftplusEqualTheirFormulas() {
        let x = Lanes(-50, -3, -0.5, 0, 0.5, 3, 20, 50)
        for lane in 0..<8 {
            let expected = 1 / (1 + Foundation.exp(-Double(x[lane])))
            #expect(abs(Double(sigmoid(x)[lane]) - expected) <= 1e-6 * expected)
        }
        for value in [-2.0, 0, 0.3, 2] { #expect(abs(softplus(value) - log(1 + Foundation.exp(value))) < 1e-12) }
        #expect(softplus(1000) == 1000 && softplus(-1000) == 0)
    }
}
