import Testing

@testable import TrendNumerics

@Suite struct NNDSVDTests {
    @Test func startsWithTheStrongerSides() throws {
        let matrix = Fixture.matrix
        let svd = try RandomizedSVD(
            matrix, pieces: ColumnPieces(matrix), width: 16, powerIterations: 8, seed: 1, threads: 1)
        let start = NNDSVD(svd, rank: 4)
        #expect(start.width == 8 && start.W.count == 240 && start.H.count == 8 * matrix.columns)
        #expect((start.W + start.H).allSatisfy { $0 >= 0 })
        // Topics are padded with zeros to whole SIMD lanes.
        #expect((start.W + start.H).enumerated().allSatisfy { $0.offset % 8 < 4 || $0.element == 0 })
        func norm(_ factor: [Float], _ topic: Int) -> Float {
            stride(from: topic, to: factor.count, by: 8).reduce(0) { $0 + factor[$1] * factor[$1] }
        }
        // The first pair is kept whole, so the product of its factors' norms is the singular value. Of the others at
        // least ½ of the norm remains: ‖u₊‖‖v₊‖ + ‖u₋‖‖v₋‖ ≤ 1.
        let values = Fixture.decompositions.singularValues
        #expect(abs(Double(norm(start.W, 0)) - values[0]) < 1e-3)
        for topic in 0..<4 {
            #expect(abs(norm(start.W, topic) - norm(start.H, topic)) < 1e-4)
            #expect(Double(norm(start.W, topic)) <= values[topic] * 1.0001 && norm(start.W, topic) > 0.1)
        }
    }
}
