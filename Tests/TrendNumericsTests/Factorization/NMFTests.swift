import Testing

@testable import TrendNumerics

@Suite struct NMFTests {
    private let matrix = Fixture.matrix

    /// ‖X − WH‖ from its definition.
    private func error(_ factors: NMFactorization) -> Double {
        let k = factors.rank
        var sum = 0.0
        for row in 0..<matrix.rows {
            var line = [Double](repeating: 0, count: matrix.columns)
            for entry in matrix.rowOffsets[row]..<matrix.rowOffsets[row + 1] {
                line[Int(matrix.columnIndices[entry])] = Double(matrix.values[entry])
            }
            for term in 0..<matrix.columns {
                for topic in 0..<k {
                    line[term] -= Double(factors.W[row * k + topic]) * Double(factors.H[term * k + topic])
                }
                sum += line[term] * line[term]
            }
        }
        return sum.squareRoot()
    }

    @Test(arguments: Fixture.decompositions.nmf.indices) func isAsGoodAsScikitLearn(_ index: Int) throws {
        let expected = Fixture.decompositions.nmf[index]
        let factors = try NMF(rank: expected.rank, tolerance: 1e-6, maximumIterations: 5000).fit(matrix)
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
        let factors = try NMF(rank: 4, tolerance: 1e-6, maximumIterations: 5000).fit(matrix)
        let folded = NMF.fold(matrix, into: factors.H, rank: 4)
        let scale = factors.W.max()!
        #expect(zip(folded, factors.W).allSatisfy { abs($0 - $1) < 1e-3 * scale })
        // Each document on its own.
        let rows = [7, 3]
        let alone = NMF.fold(matrix.selecting(rows: rows), into: factors.H, rank: 4)
        #expect(alone == rows.flatMap { folded[$0 * 4..<$0 * 4 + 4] })
        #expect(NMF.fold(matrix, into: factors.H, rank: 4, threads: 2) == folded)
    }

    @Test func threadsDoNotChangeABit() throws {
        // More rows than one piece of work contains.
        let many = matrix.selecting(rows: (0..<2500).map { $0 * 7 % 30 })
        let one = try NMF(rank: 3, tolerance: 0, maximumIterations: 5).fit(many)
        let two = try NMF(rank: 3, tolerance: 0, maximumIterations: 5, compute: Compute(threads: 2)).fit(many)
        #expect(one == two)
        #expect(one.iterations == 5)
    }

    /// Whether two factors agree up to rounding. Topics are sorted by weight, so factorizations can be compared.
    private func isClose(_ a: [Float], _ b: [Float]) -> Bool {
        a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 2e-3 * a.max()! }
    }

    @Test func orderOfTheDocumentsChangesTheirOrderOnly() throws {
        let nmf = NMF(rank: 4, tolerance: 1e-5, maximumIterations: 3000)
        let order = (0..<30).map { $0 * 7 % 30 }
        let (plain, permuted) = (try nmf.fit(matrix), try nmf.fit(matrix.selecting(rows: order)))
        #expect(isClose(plain.H, permuted.H))
        #expect(isClose(order.flatMap { plain.W[$0 * 4..<$0 * 4 + 4] }, permuted.W))
    }

    @Test func documentsTwiceGiveTheSameTopics() throws {
        let nmf = NMF(rank: 4, tolerance: 1e-5, maximumIterations: 3000)
        let (plain, twice) = (try nmf.fit(matrix), try nmf.fit(matrix.selecting(rows: Array(0..<30) + Array(0..<30))))
        #expect(isClose(plain.H, twice.H))
        #expect(isClose(plain.W + plain.W, twice.W))
        #expect(abs(twice.error - plain.error * 2.0.squareRoot()) < 1e-3)
    }

    @Test func rankIsAtMostThatOfTheMatrix() throws {
        let factors = try NMF(rank: 50).fit(matrix)
        #expect(factors.rank <= 30 && factors.rank > 20)
        #expect(factors.W.count == 30 * factors.rank && factors.H.count == factors.rank * matrix.columns)
        #expect(factors.error < 1)
        #expect((factors.W + factors.H).allSatisfy { $0 >= 0 && $0.isFinite })
        #expect(try NMF(rank: 50).fit(matrix.selecting(rows: [0])).rank == 1)
        // All documents are the same: there is one topic, which equals the document.
        let same = try NMF(rank: 4).fit(matrix.selecting(rows: [3, 3, 3, 3, 3, 3]))
        #expect(same.rank == 1 && same.error < 1e-3)
        #expect(same.W.allSatisfy { abs($0 - same.W[0]) < 1e-4 * same.W[0] })
    }

    @Test func emptyDocumentsAndTermsWeighNothing() throws {
        // The matrix with an empty row and two empty columns in front.
        let wide = CSRMatrix(
            columns: matrix.columns + 2, rowOffsets: [0] + matrix.rowOffsets,
            columnIndices: matrix.columnIndices.map { $0 + 2 }, values: matrix.values)
        let factors = try NMF(rank: 4, tolerance: 1e-5, maximumIterations: 3000).fit(wide)
        #expect(factors.W.prefix(4).allSatisfy { $0 == 0 } && factors.H.prefix(8).allSatisfy { $0 == 0 })
        let plain = try NMF(rank: 4, tolerance: 1e-5, maximumIterations: 3000).fit(matrix)
        #expect(abs(factors.error - plain.error) < 0.02 * plain.error)
        #expect(NMF.fold(wide, into: factors.H, rank: 4).prefix(4).allSatisfy { $0 == 0 })
    }

    @Test func penaltiesMakeWeightsFewerAndSmaller() throws {
        let plain = try NMF(rank: 4).fit(matrix)
        let sparse = try NMF(rank: 4, l1: 0.02).fit(matrix)
        func zeros(_ factors: NMFactorization) -> Int { (factors.W + factors.H).count { $0 == 0 } }
        #expect(zeros(sparse) > zeros(plain) && sparse.error > plain.error)
        #expect(try NMF(rank: 4, l2: 0.3).fit(matrix).error > plain.error)
        #expect(throws: NumericsError.badOption("a penalty of 1000.0 leaves no topic")) {
            try NMF(rank: 4, l1: 1000).fit(matrix)
        }
        #expect(throws: NumericsError.self) { try NMF(rank: 4, l1: -1).fit(matrix) }
        #expect(throws: NumericsError.self) { try NMF(rank: 4, l2: .nan).fit(matrix) }
    }

    @Test func nothingToFactorizeThrows() {
        let zero = CSRMatrix(columns: 3, rowOffsets: [0, 0, 0], columnIndices: [], values: [])
        #expect(throws: NumericsError.noRows) { try NMF(rank: 2).fit(zero) }
        let stored = CSRMatrix(columns: 3, rowOffsets: [0, 1], columnIndices: [1], values: [0])
        #expect(throws: NumericsError.noRows) { try NMF(rank: 2).fit(stored) }
        let damaged = CSRMatrix(columns: 3, rowOffsets: [0, 1, 2], columnIndices: [1, 2], values: [.nan, 1])
        #expect(throws: NumericsError.self) { try NMF(rank: 1).fit(damaged) }
        #expect(throws: NumericsError.badOption("0 topics: there must be at least 1")) { try NMF(rank: 0).fit(matrix) }
    }
}
