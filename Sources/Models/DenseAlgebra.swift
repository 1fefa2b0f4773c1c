import COpenBLAS
import Features

/// The few dense products that the models need, over matrices kept row by row.
enum DenseAlgebra {
    /// One thread for BLAS, once: its results would otherwise depend on the number of cores. The
    /// project's own pieces of work are what runs on several cores.
    private static let singleThreaded: Void = openblas_set_num_threads(1)

    /// AᵀB, for A and B of the same rows: widthA × widthB.
    ///
    /// Summed over pieces of fixed size, so that the bits do not depend on `threads`.
    static func gram(
        _ a: [Float], width widthA: Int, _ b: [Float], width widthB: Int, threads: Int
    ) -> [Float] {
        singleThreaded
        let rows = a.count / widthA
        let pieces = Parallel.chunks(of: rows, size: 8192)
        let parts = Parallel.map(pieces.count, threads: threads) { index -> [Float] in
            let piece = pieces[index]
            return [Float](unsafeUninitializedCapacity: widthA * widthB) { output, count in
                a.withUnsafeBufferPointer { a in
                    b.withUnsafeBufferPointer { b in
                        cblas_sgemm(
                            CblasRowMajor, CblasTrans, CblasNoTrans, Int32(widthA), Int32(widthB),
                            Int32(piece.count), 1, a.baseAddress! + piece.lowerBound * widthA, Int32(widthA),
                            b.baseAddress! + piece.lowerBound * widthB, Int32(widthB), 0,
                            output.baseAddress!, Int32(widthB))
                    }
                }
                count = widthA * widthB
            }
        }
        var sum = [Float](repeating: 0, count: widthA * widthB)
        for part in parts {
            for index in sum.indices { sum[index] += part[index] }
        }
        return sum
    }

    /// AB, for A of `rows` × `inner` and B of `inner` × `width`.
    static func product(_ a: [Float], _ b: [Float], rows: Int, inner: Int, width: Int) -> [Float] {
        singleThreaded
        return [Float](unsafeUninitializedCapacity: rows * width) { output, count in
            cblas_sgemm(
                CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(rows), Int32(width), Int32(inner), 1,
                a, Int32(inner), b, Int32(width), 0, output.baseAddress!, Int32(width))
            count = rows * width
        }
    }

    /// An orthonormal basis of the columns of a rows × width matrix, by Householder QR.
    static func orthonormalised(_ matrix: [Float], width: Int) -> [Float] {
        singleThreaded
        let rows = matrix.count / width
        var q = matrix
        var tau = [Float](repeating: 0, count: min(rows, width))
        let order = LAPACK_ROW_MAJOR
        LAPACKE_sgeqrf(order, Int32(rows), Int32(width), &q, Int32(width), &tau)
        LAPACKE_sorgqr(order, Int32(rows), Int32(width), Int32(tau.count), &q, Int32(width), tau)
        return q
    }

    /// The singular value decomposition of a rows × width matrix with rows ≥ width.
    ///
    /// - Returns: U as rows × width, the singular values from the largest down, V as width × width.
    ///   Nil where LAPACK does not converge.
    static func svd(_ matrix: [Float], width: Int) -> (u: [Float], s: [Float], v: [Float])? {
        singleThreaded
        let rows = matrix.count / width
        var a = matrix
        var s = [Float](repeating: 0, count: width)
        var u = [Float](repeating: 0, count: rows * width)
        var vt = [Float](repeating: 0, count: width * width)
        let status = LAPACKE_sgesdd(
            LAPACK_ROW_MAJOR, 0x53 /* S */, Int32(rows), Int32(width), &a, Int32(width), &s, &u, Int32(width),
            &vt, Int32(width))
        guard status == 0 else { return nil }
        var v = vt
        for row in 0..<width {
            for column in 0..<width { v[column * width + row] = vt[row * width + column] }
        }
        return (u, s, v)
    }
}
