import COpenBLAS

/// Dense products of matrices that are stored row by row.
///
/// All of them work in pieces of fixed size, so that the bits do not depend on `threads`.
enum DenseAlgebra {
    /// Sets BLAS to one thread, once. Its results would otherwise depend on the number of cores. `Parallel` runs the
    /// pieces on several threads instead.
    private static let singleThreaded: Void = openblas_set_num_threads(1)

    private static let rowsPerPiece = 1024

    /// AᵀA: width × width.
    static func gram(_ a: [Float], width: Int, threads: Int) -> [Double] {
        sum(ofProducts: a, width, a, width, threads: threads)
    }

    /// AᵀB, for A of rows × `widthA` and B of rows × `widthB`: widthA × widthB.
    static func crossProduct(_ a: [Float], _ widthA: Int, _ b: [Float], _ widthB: Int, threads: Int) -> [Float] {
        sum(ofProducts: a, widthA, b, widthB, threads: threads).map { Float($0) }
    }

    /// Sums within a piece are Float, sums over pieces Double. An error computed from them is accurate to seven
    /// digits.
    private static func sum(
        ofProducts a: [Float], _ widthA: Int, _ b: [Float], _ widthB: Int, threads: Int
    ) -> [Double] {
        singleThreaded
        let pieces = Parallel.chunks(of: a.count / widthA, size: rowsPerPiece)
        let parts = Parallel.map(pieces.count, threads: threads) { index -> [Float] in
            [Float](unsafeUninitializedCapacity: widthA * widthB) { output, count in
                a.withUnsafeBufferPointer { a in
                    b.withUnsafeBufferPointer { b in
                        let first = pieces[index].lowerBound
                        cblas_sgemm(
                            CblasRowMajor, CblasTrans, CblasNoTrans, Int32(widthA), Int32(widthB),
                            Int32(pieces[index].count), 1, a.baseAddress! + first * widthA, Int32(widthA),
                            b.baseAddress! + first * widthB, Int32(widthB), 0, output.baseAddress!, Int32(widthB))
                    }
                }
                count = widthA * widthB
            }
        }
        var sum = [Double](repeating: 0, count: widthA * widthB)
        for part in parts {
            for index in sum.indices { sum[index] += Double(part[index]) }
        }
        return sum
    }

    /// AB, for A of rows × `inner` and B of `inner` × `width`.
    static func product(_ a: [Float], _ b: [Float], inner: Int, width: Int, threads: Int) -> [Float] {
        let rows = a.count / inner
        let pieces = Parallel.chunks(of: rows, size: rowsPerPiece)
        return [Float](unsafeUninitializedCapacity: rows * width) { output, count in
            nonisolated(unsafe) let target = output.baseAddress!
            _ = Parallel.map(pieces.count, threads: threads) { index in
                multiply(
                    a, pieces[index], inner: inner, by: b, width: width, into: target + pieces[index].lowerBound * width
                )
            }
            count = rows * width
        }
    }

    /// Calls `body` with AB some rows at a time, in order: the same bits as `product`.
    static func forEachPiece(
        ofProduct a: [Float], _ b: [Float], inner: Int, width: Int,
        _ body: (_ firstRow: Int, UnsafeBufferPointer<Float>) -> Void
    ) {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: rowsPerPiece * width) { output in
            for piece in Parallel.chunks(of: a.count / inner, size: rowsPerPiece) {
                multiply(a, piece, inner: inner, by: b, width: width, into: output.baseAddress!)
                body(piece.lowerBound, UnsafeBufferPointer(rebasing: output[..<(piece.count * width)]))
            }
        }
    }

    /// AB for some of A's rows; `output` has room for rows × `width`.
    static func multiply(
        _ a: [Float], _ rows: Range<Int>, inner: Int, by b: [Float], width: Int,
        into output: UnsafeMutablePointer<Float>
    ) {
        a.withUnsafeBufferPointer { a in
            multiply(
                a.baseAddress! + rows.lowerBound * inner, rows: rows.count, inner: inner, by: b, width: width,
                into: output)
        }
    }

    /// AB for the rows × `inner` that begin at `a`; `output` has room for rows × `width`.
    ///
    /// - Parameter isAdded: whether the product is added to what stands there.
    static func multiply(
        _ a: UnsafePointer<Float>, rows: Int, inner: Int, by b: UnsafePointer<Float>, width: Int,
        into output: UnsafeMutablePointer<Float>, isAdded: Bool = false
    ) {
        singleThreaded
        cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(rows), Int32(width), Int32(inner), 1, a, Int32(inner), b,
            Int32(width), isAdded ? 1 : 0, output, Int32(width))
    }

    /// The singular values of a rows × width matrix A in descending order, and the T for which the columns of AT are
    /// A's left singular vectors.
    ///
    /// They come from the eigenvectors of AᵀA, which takes two products where Householder's QR takes many. This is
    /// accurate for singular values above 1e-3 of the largest, the precision that Float supports. Smaller ones count
    /// as 0, and their columns of T are 0.
    ///
    /// - Returns: the singular values, T and the eigenvectors of AᵀA, both width × width; nil if LAPACK does not
    ///   converge.
    static func singular(
        _ a: [Float], width: Int, threads: Int
    ) -> (values: [Float], transform: [Float], vectors: [Float])? {
        singleThreaded
        var gram = gram(a, width: width, threads: threads)
        var rising = [Double](repeating: 0, count: width)
        guard gram.allSatisfy(\.isFinite),
            LAPACKE_dsyevd(
                LAPACK_ROW_MAJOR, 0x56 /* V */, 0x55 /* U */, Int32(width), &gram, Int32(width), &rising) == 0
        else { return nil }
        let minimum = 1e-6 * max(0, rising[width - 1])
        var values = [Float](repeating: 0, count: width)
        var transform = [Float](repeating: 0, count: width * width)
        var vectors = transform
        for index in 0..<width {
            let eigenvalue = rising[width - 1 - index]
            let length = eigenvalue > minimum ? eigenvalue.squareRoot() : 0
            values[index] = Float(length)
            for row in 0..<width {
                let entry = gram[row * width + width - 1 - index]
                vectors[row * width + index] = Float(entry)
                if length > 0 { transform[row * width + index] = Float(entry / length) }
            }
        }
        return (values, transform, vectors)
    }

    /// Replaces a rows × width matrix by an orthonormal basis of its columns, as `singular` finds it. If the matrix has
    /// a lower rank, the remaining columns are 0.
    ///
    /// - Returns: false if LAPACK does not converge.
    static func orthonormalize(_ matrix: inout [Float], width: Int, threads: Int) -> Bool {
        guard let (_, transform, _) = singular(matrix, width: width, threads: threads) else { return false }
        let pieces = Parallel.chunks(of: matrix.count / width, size: rowsPerPiece)
        matrix.withUnsafeMutableBufferPointer { matrix in
            nonisolated(unsafe) let rows = matrix
            _ = Parallel.map(pieces.count, threads: threads) { index in
                let piece = UnsafeMutableBufferPointer(
                    rebasing: rows[pieces[index].lowerBound * width..<pieces[index].upperBound * width])
                withUnsafeTemporaryAllocation(of: Float.self, capacity: piece.count) { product in
                    multiply(
                        UnsafePointer(piece.baseAddress!), rows: pieces[index].count, inner: width, by: transform,
                        width: width, into: product.baseAddress!)
                    _ = piece.update(fromContentsOf: product)
                }
            }
        }
        return true
    }
}
