import Testing

@testable import TrendNumerics

@Suite struct DenseAlgebraTests {
    @Test func productsEqualBruteForce() {
        // Whole numbers, so that sums are exact; more rows than one piece of work contains.
        let a = (0..<3000 * 3).map { _ in Float(Int.random(in: -3...3)) }
        var gram = [Double](repeating: 0, count: 9)
        var product: [Float] = []
        let b: [Float] = [5, 6, 7, 8, 9, 10]
        for row in 0..<3000 {
            for i in 0..<3 { for j in 0..<3 { gram[i * 3 + j] += Double(a[row * 3 + i] * a[row * 3 + j]) } }
            for j in 0..<2 { product.append((0..<3).reduce(0) { $0 + a[row * 3 + $1] * b[$1 * 2 + j] }) }
        }
        for threads in 1...2 {
            #expect(DenseAlgebra.gram(a, width: 3, threads: threads) == gram)
            #expect(DenseAlgebra.product(a, b, inner: 3, width: 2, threads: threads) == product)
        }
    }

    @Test func orthonormalizingKeepsTheSpace() throws {
        // The columns (3, 4, 0) and (1, 2, 5): their plane's normal is (20, -15, 2).
        var q: [Float] = [3, 1, 4, 2, 0, 5]
        #expect(DenseAlgebra.orthonormalize(&q, width: 2, threads: 1))
        let gram = DenseAlgebra.gram(q, width: 2, threads: 1)
        #expect(zip(gram, [1, 0, 0, 1]).allSatisfy { abs($0 - $1) < 1e-5 })
        for column in 0..<2 { #expect(abs(20 * q[column] - 15 * q[2 + column] + 2 * q[4 + column]) < 1e-4) }
    }

    @Test func singularValuesAndVectorsMultiplyBack() throws {
        let matrix: [Float] = [3, 1, 0, -2, 1, 0]
        let (s, transform, v) = try #require(DenseAlgebra.singular(matrix, width: 2, threads: 1))
        #expect(s[0] >= s[1] && abs(s[0] * s[1] - Float(41).squareRoot()) < 1e-5)
        let u = DenseAlgebra.product(matrix, transform, inner: 2, width: 2, threads: 1)
        for row in 0..<3 {
            for column in 0..<2 {
                let value = (0..<2).reduce(Float(0)) { $0 + u[row * 2 + $1] * s[$1] * v[column * 2 + $1] }
                #expect(abs(value - matrix[row * 2 + column]) < 1e-5)
            }
        }
    }

    @Test func aLowerRankGivesZeros() throws {
        let (s, transform, _) = try #require(DenseAlgebra.singular([1, 2, 2, 4, 3, 6], width: 2, threads: 1))
        #expect(abs(s[0] - Float(70).squareRoot()) < 1e-5 && s[1] == 0)
        #expect(transform[1] == 0 && transform[3] == 0)
        #expect(DenseAlgebra.singular([.nan, 1], width: 2, threads: 1) == nil)
    }
}
