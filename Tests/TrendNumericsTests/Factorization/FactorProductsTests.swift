import Testing

@testable import TrendNumerics

@Suite struct FactorProductsTests {
    private let matrix = Fixture.matrix
    private var pieces: ColumnPieces { ColumnPieces(matrix) }

    private func whole(_ products: FactorProducts, width: Int) -> [Float] {
        products.chunks.indices.flatMap { chunk in
            [Float](unsafeUninitializedCapacity: products.chunks[chunk].count * width) { output, count in
                count = products.chunks[chunk].count * width
                products.write(chunk, UnsafeMutableBufferPointer(rebasing: output[..<count]))
            }
        }
    }

    private func factor(_ rows: Int) -> [Float] { (0..<rows * 8).map { Float($0 * 37 % 11) / 11 } }

    @Test func sparseProductsAreTheMatrixs() {
        let sparse = SparseFactorable(matrix, pieces: pieces)
        let (H, W) = (factor(matrix.columns), factor(matrix.rows))
        #expect(
            whole(sparse.times(H, width: 8, threads: 1), width: 8)
                == matrix.times(H, width: 8, pieces: pieces, threads: 1))
        #expect(
            whole(sparse.transposedTimes(W, width: 8, threads: 1), width: 8)
                == matrix.transposedTimes(W, width: 8, pieces: pieces, threads: 1))
        #expect(sparse.squaredNorm == matrix.squaredNorm)
    }

    /// A basis of the whole space loses nothing. A smaller one loses the part outside its span.
    @Test func compressedProductsAreTheMatrixsWhereTheBasisSpansIt() throws {
        let (H, W) = (factor(matrix.columns), factor(matrix.rows))
        func compressed(_ width: Int) throws -> (CompressedFactorable, RandomizedSVD) {
            let svd = try RandomizedSVD(matrix, pieces: pieces, width: width, powerIterations: 3, seed: 1, threads: 1)
            return (CompressedFactorable(svd), svd)
        }
        let (all, _) = try compressed(matrix.rows)
        func areClose(_ a: [Float], _ b: [Float]) -> Bool {
            a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 1e-3 }
        }
        #expect(
            areClose(
                whole(all.times(H, width: 8, threads: 1), width: 8),
                matrix.times(H, width: 8, pieces: pieces, threads: 1)))
        #expect(
            areClose(
                whole(all.transposedTimes(W, width: 8, threads: 1), width: 8),
                matrix.transposedTimes(W, width: 8, pieces: pieces, threads: 1)))
        #expect(abs(all.squaredNorm - matrix.squaredNorm) < 1e-3 * matrix.squaredNorm)
        let (some, svd) = try compressed(8)
        let singular = svd.singularValues.reduce(0.0) { $0 + Double($1) * Double($1) }
        #expect(abs(some.squaredNorm - singular) < 1e-3 * singular && some.squaredNorm < 0.9 * matrix.squaredNorm)
        #expect(
            whole(some.times(H, width: 8, threads: 2), width: 8) == whole(some.times(H, width: 8, threads: 1), width: 8)
        )
    }
}
