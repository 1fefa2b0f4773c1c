import Features
import Testing

@testable import Models

@Suite struct NMFTests {
    private let matrix = Fixture.matrix

    /// ‖X − WH‖ by its definition.
    private func error(_ factors: NMFactorization) -> Double {
        let k = factors.rank
        var sum = 0.0
        for row in 0..<matrix.rows {
            var line = [Double](repeating: 0, count: matrix.columns)
            for entry in matrix.rowOffsets[row]..<matrix.rowOffsets[row + 1] {
                line[Int(matrix.columnIndices[entry])] = Double(matrix.values[entry])
            }
            for term in 0..<matrix.columns {
                for topic in 0..<k { line[term] -= Double(factors.W[row * k + topic]) * Double(factors.H[term * k + topic]) }
                sum += line[term] * line[term]
            }
        }
        return sum.squareRoot()
    }

    @Test(arguments: Fixture.decompositions.nmf.indices) func isAsGoodAsScikitLearn(_ index: Int) throws {
        let expected = Fixture.decompositions.nmf[index]
        let factors = try NMF(rank: expected.rank, tolerance: 1e-6, maximumIterations: 2000).fit(matrix)
        #expect(factors.rank == expected.rank)
        #expect(error(factors) <= expected.error * 1.001)
        #expect(abs(factors.error - error(factors)) < 1e-3)
        #expect((factors.W + factors.H).allSatisfy { $0 >= 0 && $0.isFinite })
        let sums = (0..<factors.rank).map { topic in
            stride(from: topic, to: factors.H.count, by: factors.rank).reduce(0) { $0 + factors.H[$1] }
        }
        #expect(sums.allSatisfy { abs($0 - 1) < 1e-4 })
        let weights = (0..<factors.rank).map { topic in
            stride(from: topic, to: factors.W.count, by: factors.rank).reduce(0) { $0 + factors.W[$1] }
        }
        #expect(zip(weights, weights.dropFirst()).allSatisfy { $0 >= $1 * 0.9999 })
    }

    @Test func foldingFindsTheSameWeights() throws {
        let factors = try NMF(rank: 4, tolerance: 1e-6, maximumIterations: 2000).fit(matrix)
        let folded = NMF.fold(matrix, into: factors.H, rank: 4)
        let scale = factors.W.max()!
        #expect(zip(folded, factors.W).allSatisfy { abs($0 - $1) < 1e-3 * scale })
        // Each document by itself.
        let rows = [7, 3]
        let alone = NMF.fold(matrix.selecting(rows: rows), into: factors.H, rank: 4)
        #expect(alone == rows.flatMap { folded[$0 * 4..<$0 * 4 + 4] })
        #expect(NMF.fold(matrix, into: factors.H, rank: 4, threads: 2) == folded)
    }

    @Test func threadsDoNotChangeABit() throws {
        // More rows than one piece of work has.
        let many = matrix.selecting(rows: (0..<2500).map { $0 * 7 % 30 })
        let one = try NMF(rank: 3, maximumIterations: 5).fit(many)
        let two = try NMF(rank: 3, maximumIterations: 5, threads: 2).fit(many)
        #expect(one == two)
        #expect(one.iterations == 5)
    }

    @Test func rankIsAtMostTheSmallerSide() throws {
        let factors = try NMF(rank: 50).fit(matrix)
        #expect(factors.rank == 30 && factors.W.count == 900 && factors.H.count == 30 * matrix.columns)
        #expect(factors.error < 1)
        #expect((factors.W + factors.H).allSatisfy { $0 >= 0 && $0.isFinite })
        #expect(try NMF(rank: 50).fit(matrix.selecting(rows: [0])).rank == 1)
    }

    @Test func nothingToFactoriseThrows() {
        let zero = CSRMatrix(columns: 3, rowOffsets: [0, 0, 0], columnIndices: [], values: [])
        #expect(throws: ModelError.noDocuments) { try NMF(rank: 2).fit(zero) }
        #expect(throws: ModelError.badOption("0 topics: there must be at least 1")) { try NMF(rank: 0).fit(matrix) }
    }
}
