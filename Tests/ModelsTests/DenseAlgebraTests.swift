import Testing

@testable import Models

@Suite struct DenseAlgebraTests {
    @Test func productsEqualBruteForce() {
        // Whole numbers, so the sums are exact; more rows than one piece of work has.
        let a = (0..<9000 * 2).map { _ in Float(Int.random(in: -3...3)) }
        let b = (0..<9000 * 3).map { _ in Float(Int.random(in: -3...3)) }
        var gram = [Float](repeating: 0, count: 6)
        for row in 0..<9000 {
            for i in 0..<2 { for j in 0..<3 { gram[i * 3 + j] += a[row * 2 + i] * b[row * 3 + j] } }
        }
        #expect(DenseAlgebra.gram(a, width: 2, b, width: 3, threads: 1) == gram)
        #expect(DenseAlgebra.gram(a, width: 2, b, width: 3, threads: 2) == gram)
        #expect(DenseAlgebra.product([1, 2, 3, 4], [5, 6, 7, 8, 9, 10], rows: 2, inner: 2, width: 3)
            == [21, 24, 27, 47, 54, 61])
    }

    @Test func orthonormalisingKeepsTheSpace() {
        let q = DenseAlgebra.orthonormalised([3, 1, 4, 2, 0, 5], width: 2)
        let gram = DenseAlgebra.gram(q, width: 2, q, width: 2, threads: 1)
        #expect(zip(gram, [1, 0, 0, 1]).allSatisfy { abs($0 - $1) < 1e-5 })
        #expect(abs(abs(q[0]) - 0.6) < 1e-5 && abs(abs(q[2]) - 0.8) < 1e-5 && abs(q[4]) < 1e-5)
    }

    @Test func svdMultipliesBack() throws {
        let matrix: [Float] = [3, 0, 0, -2, 0, 0]
        let (u, s, v) = try #require(DenseAlgebra.svd(matrix, width: 2))
        #expect(abs(s[0] - 3) < 1e-5 && abs(s[1] - 2) < 1e-5)
        for row in 0..<3 {
            for column in 0..<2 {
                let value = (0..<2).reduce(Float(0)) { $0 + u[row * 2 + $1] * s[$1] * v[column * 2 + $1] }
                #expect(abs(value - matrix[row * 2 + column]) < 1e-5)
            }
        }
    }
}
