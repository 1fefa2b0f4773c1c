import Testing

@testable import Numerics

@Suite struct RandomizedSVDTests {
    private let matrix = Fixture.matrix

    private func svd(_ width: Int, powerIterations: Int = 4, threads: Int = 1) throws -> RandomizedSVD {
        try RandomizedSVD(
            matrix, pieces: ColumnPieces(matrix), width: width, powerIterations: powerIterations, seed: 1,
            threads: threads)
    }

    @Test func equalsTheExactSingularValues() throws {
        let exact = Fixture.decompositions.singularValues
        for (found, value) in zip(try svd(16, powerIterations: 8).singularValues.prefix(8), exact) {
            #expect(abs(Double(found) - value) < 1e-3 * value)
        }
        // At the full width of the matrix the result does not depend on chance.
        let whole = try svd(30)
        #expect(whole.width == 30 && zip(whole.singularValues, exact).allSatisfy { abs(Double($0) - $1) < 1e-5 })
        #expect(try svd(99).width == 30)
    }

    @Test func vectorsAreOrthonormalAndSingular() throws {
        let svd = try svd(16, powerIterations: 8)
        #expect(svd.width == 16)
        for factor in [svd.u, svd.v, svd.basis] {
            let gram = DenseAlgebra.gram(factor, width: 16, threads: 1)
            for index in 0..<256 { #expect(abs(gram[index] - (index % 17 == 0 ? 1 : 0)) < 1e-4) }
        }
        // X v = s u, for the triplets that are nearly exact.
        let image = matrix.times(svd.v, width: 16, pieces: ColumnPieces(matrix), threads: 1)
        for (index, value) in image.enumerated() where index % 16 < 5 {
            #expect(abs(value - svd.singularValues[index % 16] * svd.u[index]) < 0.01)
        }
    }

    @Test func threadsDoNotChangeABit() throws {
        let (one, two) = (try svd(5), try svd(5, threads: 2))
        #expect(one.u == two.u && one.v == two.v && one.singularValues == two.singularValues)
    }
}
