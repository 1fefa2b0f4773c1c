import Testing

@testable import TrendNumerics

@Suite struct NMFFittingTests {
    private let matrix = Fixture.matrix

    private var dense: [[Double]] {
        (0..<matrix.rows).map { row in
            var line = [Double](repeating: 0, count: matrix.columns)
            for entry in matrix.rowOffsets[row]..<matrix.rowOffsets[row + 1] {
                line[Int(matrix.columnIndices[entry])] = Double(matrix.values[entry])
            }
            return line
        }
    }

    /// The objective, and its gradients in W and in H, from their definitions.
    private func reference(
        _ W: [Float], _ H: [Float], width: Int, l1: Double, l2: Double
    ) -> (objective: Double, gradientW: [Double], gradientH: [Double]) {
        var gradientW = W.map { l1 + l2 * Double($0) }
        var gradientH = H.map { l1 + l2 * Double($0) }
        var objective = (W + H).reduce(0.0) { $0 + l1 * Double($1) + l2 / 2 * Double($1) * Double($1) }
        for (row, line) in dense.enumerated() {
            for (term, value) in line.enumerated() {
                var rest = -value
                for topic in 0..<width { rest += Double(W[row * width + topic]) * Double(H[term * width + topic]) }
                objective += rest * rest / 2
                for topic in 0..<width {
                    gradientW[row * width + topic] += rest * Double(H[term * width + topic])
                    gradientH[term * width + topic] += rest * Double(W[row * width + topic])
                }
            }
        }
        return (objective, gradientW, gradientH)
    }

    @Test(arguments: [(0.0, 0.0), (0.01, 0), (0, 0.1), (0.005, 0.05)])
    func objectiveFallsToWhereNothingPulls(_ l1: Double, _ l2: Double) throws {
        let pieces = ColumnPieces(matrix)
        let svd = try RandomizedSVD(matrix, pieces: pieces, width: 16, powerIterations: 3, seed: 1, threads: 1)
        var fitting = NMFFitting(
            NMF(rank: 5, l1: l1, l2: l2), SparseFactorable(matrix, pieces: pieces),
            start: NNDSVD(svd, rank: 5))
        var last = Double.infinity
        var refused = 0
        for iteration in 0..<1000 {
            refused += fitting.iterate().isLower ? 0 : 1
            #expect(fitting.objective <= last)
            last = fitting.objective
            if iteration % 300 == 3 {
                let exact = reference(fitting.W, fitting.H, width: 8, l1: l1, l2: l2).objective
                #expect(abs(fitting.objective - exact) < 1e-5 * exact)
            }
        }
        #expect(refused > 0)
        // The Karush–Kuhn–Tucker conditions.
        let (_, gradientW, gradientH) = reference(fitting.W, fitting.H, width: 8, l1: l1, l2: l2)
        for (gradient, factor) in [(gradientW, fitting.W), (gradientH, fitting.H)] {
            for (slope, weight) in zip(gradient, factor) {
                #expect(weight >= 0 && slope > -2e-3 && (weight == 0 || slope < 2e-3))
            }
        }
    }
}
