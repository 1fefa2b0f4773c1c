import Testing

@testable import TrendNumerics

@Suite struct ProjectedMatrixTests {
    private let matrix = Fixture.matrix

    /// The largest cosine of each topic with one of the others.
    private func matches(_ A: [Float], _ rankA: Int, _ B: [Float], _ rankB: Int) -> [Float] {
        func column(_ factor: [Float], _ rank: Int, _ topic: Int) -> [Float] {
            stride(from: topic, to: factor.count, by: rank).map { factor[$0] }
        }
        func dot(_ a: [Float], _ b: [Float]) -> Float { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        return (0..<rankA).map { a in
            let a = column(A, rankA, a)
            return (0..<rankB).map { b in
                let b = column(B, rankB, b)
                return dot(a, b) / (dot(a, a) * dot(b, b)).squareRoot()
            }.max()!
        }
    }

    @Test func oneProjectionServesSeveralRanks() throws {
        let projected = try ProjectedMatrix(matrix, rank: 8, powerIterations: 8, compute: Compute())
        for rank in [1, 3, 5] {
            let (H, found) = try projected.terms(NMF(rank: rank))
            let whole = try NMF(rank: rank).fit(matrix)
            #expect(found == rank && H.count == rank * matrix.columns && H.allSatisfy { $0 >= 0 })
            #expect(matches(whole.H, rank, H, rank).allSatisfy { $0 > 0.8 })
            for topic in 0..<rank {
                let sum = stride(from: topic, to: H.count, by: rank).reduce(0) { $0 + H[$1] }
                #expect(abs(sum - 1) < 1e-4)
            }
        }
        #expect(try projected.terms(NMF(rank: 99)).rank <= 8)
    }

    /// A sample's projection does not depend on where it begins, if that is near.
    @Test func aNeighborIsAsGoodAsPowerIterations() throws {
        let whole = try ProjectedMatrix(matrix, rank: 4, powerIterations: 10, compute: Compute())
        let part = matrix.selecting(rows: (0..<matrix.rows).filter { $0 % 5 != 2 })
        let near = try ProjectedMatrix(part, rank: 4, powerIterations: 2, near: whole, compute: Compute())
        let far = try ProjectedMatrix(part, rank: 4, powerIterations: 20, compute: Compute())
        let (a, b) = (try near.terms(NMF(rank: 4)), try far.terms(NMF(rank: 4)))
        #expect(matches(a.H, a.rank, b.H, b.rank).allSatisfy { $0 > 0.99 })
    }

    @Test func threadsDoNotChangeABit() throws {
        let results = try [1, 3].map { threads in
            let compute = Compute(threads: threads)
            return try ProjectedMatrix(matrix, rank: 6, powerIterations: 3, compute: compute)
                .terms(NMF(rank: 6, compute: compute)).H
        }
        #expect(results[0] == results[1])
    }

    @Test func whatCannotBeFactorizedThrows() {
        #expect(throws: NumericsError.self) {
            try ProjectedMatrix(matrix, rank: 0, powerIterations: 1, compute: Compute())
        }
        #expect(throws: NumericsError.noRows) {
            try ProjectedMatrix(
                CSRMatrix(columns: 3, rowOffsets: [0, 0], columnIndices: [], values: []), rank: 2, powerIterations: 1,
                compute: Compute())
        }
        #expect(throws: NumericsError.self) {
            try ProjectedMatrix(matrix, rank: 2, powerIterations: 1, compute: Compute()).terms(NMF(rank: 0))
        }
    }
}
