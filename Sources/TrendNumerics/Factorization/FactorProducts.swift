/// A matrix X as HALS sees it: through its products with the factors.
protocol Factorable {
    /// ‖X‖², the squared Frobenius norm.
    var squaredNorm: Double { get }
    /// X H.
    ///
    /// - Parameter H: terms × width.
    func times(_ H: [Float], width: Int, threads: Int) -> FactorProducts
    /// XᵀW.
    ///
    /// - Parameter W: documents × width.
    func transposedTimes(_ W: [Float], width: Int, threads: Int) -> FactorProducts
}

/// A product that is computed some rows at a time, when a factor's update needs them, and never stored whole.
struct FactorProducts {
    /// The rows that are computed together; they do not depend on the number of threads.
    let chunks: [Range<Int>]
    /// Writes the products of a chunk, chunk × width, into the buffer.
    let write: (_ chunk: Int, UnsafeMutableBufferPointer<Float>) -> Void
}

/// A sparse matrix.
struct SparseFactorable: Factorable {
    private let X: CSRMatrix
    private let pieces: ColumnPieces
    let squaredNorm: Double

    init(_ X: CSRMatrix, pieces: ColumnPieces) {
        self.X = X
        self.pieces = pieces
        squaredNorm = X.squaredNorm
    }

    func times(_ H: [Float], width: Int, threads: Int) -> FactorProducts {
        let chunks = Parallel.chunks(of: X.rows, size: CSRMatrix.rowsAtOnce)
        return FactorProducts(chunks: chunks) { chunk, output in
            X.multiply(chunks[chunk], pieces: pieces, by: H, width: width, into: output)
        }
    }

    func transposedTimes(_ W: [Float], width: Int, threads: Int) -> FactorProducts {
        FactorProducts(chunks: (0..<pieces.count).map(pieces.columns)) { piece, output in
            X.multiplyTransposed(piece, of: pieces, by: W, width: width, into: output)
        }
    }
}

/// QQᵀX, the projection of a matrix X onto a basis Q of its leading singular space. Its products are products of small
/// dense matrices.
///
/// The method is that of Tepper and Sapiro, "Compressed nonnegative matrix factorization is fast and accurate", IEEE
/// Transactions on Signal Processing 64, 2016, with one basis for both factors.
struct CompressedFactorable: Factorable {
    /// Q: documents × inner.
    private let basis: [Float]
    /// XᵀQ: terms × inner.
    private let projection: [Float]
    private let inner: Int
    let squaredNorm: Double

    init(_ svd: RandomizedSVD) {
        basis = svd.basis
        projection = svd.projection
        inner = svd.width
        squaredNorm = projection.withUnsafeBufferPointer { $0.reduce(0.0) { $0 + Double($1) * Double($1) } }
    }

    func times(_ H: [Float], width: Int, threads: Int) -> FactorProducts {
        products(basis, DenseAlgebra.crossProduct(projection, inner, H, width, threads: threads), width: width)
    }

    func transposedTimes(_ W: [Float], width: Int, threads: Int) -> FactorProducts {
        products(projection, DenseAlgebra.crossProduct(basis, inner, W, width, threads: threads), width: width)
    }

    private func products(_ rows: [Float], _ small: [Float], width: Int) -> FactorProducts {
        let chunks = Parallel.chunks(of: rows.count / inner, size: CSRMatrix.rowsAtOnce)
        return FactorProducts(chunks: chunks) { chunk, output in
            DenseAlgebra.multiply(rows, chunks[chunk], inner: inner, by: small, width: width, into: output.baseAddress!)
        }
    }
}
