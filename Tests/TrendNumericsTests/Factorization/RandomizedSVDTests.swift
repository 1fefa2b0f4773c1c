import Testing

@testable import TrendNumerics

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
        let (u, v) = (svd.leftVectors(threads: 1), svd.rightVectors(threads: 1))
        for factor in [u, v, svd.basis] {
            let gram = DenseAlgebra.gram(factor, width: 16, threads: 1)
            for index in 0..<256 { #expect(abs(gram[index] - (index % 17 == 0 ? 1 : 0)) < 1e-4) }
        }
        // X v = s u, for the triplets that are nearly exact.
        let image = matrix.times(v, width: 16, pieces: ColumnPieces(matrix), threads: 1)
        for (index, value) in image.enumerated() where index % 16 < 5 {
            #expect(abs(value - svd.singularValues[index % 16] * u[index]) < 0.01)
        }
    }

    @Test func threadsDoNotChangeABit() throws {
        let (one, two) = (try svd(5), try svd(5, threads: 2))
        #expect(
            one.basis == two.basis && one.projection == two.projection && one.singularValues == two.singularValues)
        #expect(one.leftVectors(threads: 1) == two.leftVectors(threads: 2))
        #expect(one.rightVectors(threads: 1) == two.rightVectors(threads: 2))
    }

    @Test func vectorsComeInPiecesToo() throws {
        let svd = try svd(16)
        let (u, v) = (svd.leftVectors(threads: 1), svd.rightVectors(threads: 1))
        var (left, right): ([Float], [Float]) = ([], [])
        svd.forEachLeftPiece { first, piece in
            #expect(first * 16 == left.count)
            left += piece
        }
        svd.forEachRightPiece { _, piece in right += piece }
        #expect(left == u && right == v)
        let taken = RandomizedSVD(left: u, singularValues: svd.singularValues, right: v)
        for (a, b) in [(taken.leftVectors(threads: 1), u), (taken.rightVectors(threads: 1), v)] {
            #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-5 })
        }
    }

    /// Where the start spans nearly the space that is looked for, one power iteration is enough.
    @Test func aCloseStartTakesThePlaceOfPowerIterations() throws {
        let exact = Fixture.decompositions.singularValues
        let close = try svd(16, powerIterations: 8).rightVectors(threads: 1)
        func error(_ start: (vectors: [Float], width: Int)?) throws -> Double {
            let found = try RandomizedSVD(
                matrix, pieces: ColumnPieces(matrix), width: 8, powerIterations: 1, start: start, seed: 1, threads: 1)
            return zip(found.singularValues, exact).map { abs(Double($0) - $1) / $1 }.max()!
        }
        #expect(try error((close, 16)) < 1e-3 && error(nil) > 1e-3)
    }
}
