import Features

/// Non-negative matrix factorisation X ≈ W H of texts into topics, minimising
/// ½‖X − WH‖² + l1 (ΣW + ΣH) + ½ l2 (‖W‖² + ‖H‖²).
///
/// Hierarchical alternating least squares (`HALS`) from an NNDSVD start (Boutsidis and Gallopoulos, Pattern
/// Recognition 41, 2008), extrapolated along the last step (Ang and Gillis, "Accelerating nonnegative matrix
/// factorization algorithms using extrapolation", Neural Computation 31, 2019). Where an extrapolated step
/// does not lower the objective it is not taken, so the objective falls from iteration to iteration.
public struct NMF: Sendable {
    public var rank: Int
    /// Fitting ends when the projected gradient's norm is this share of what it was at the start
    /// (Lin, Neural Computation 19, 2007, section 3).
    public var tolerance: Double
    public var maximumIterations: Int
    /// The penalty of each weight, which makes more of them 0, and of its half square.
    public var l1: Double
    public var l2: Double
    public var seed: UInt64
    /// Does not change the result.
    public var threads: Int

    public init(
        rank: Int = 20, tolerance: Double = 0.01, maximumIterations: Int = 200, l1: Double = 0, l2: Double = 0,
        seed: UInt64 = 1, threads: Int = 1
    ) {
        self.rank = rank
        self.tolerance = tolerance
        self.maximumIterations = maximumIterations
        self.l1 = l1
        self.l2 = l2
        self.seed = seed
        self.threads = threads
    }

    /// - Parameter X: documents × terms, no entry below 0.
    /// - Returns: a factorisation of `rank` topics, or of fewer where the matrix has a lower rank, as when
    ///   documents are the same.
    /// - Throws: `ModelError.noDocuments` for a matrix without entries, `badOption` for a rank below 1 or a
    ///   penalty below 0 or one that leaves no topic.
    /// - Complexity: iterations × entries × rank; memory for 4 documents × rank and 3 terms × rank.
    public func fit(_ X: CSRMatrix) throws -> NMFactorization {
        guard rank >= 1 else { throw ModelError.badOption("\(rank) topics: there must be at least 1") }
        guard l1 >= 0, l2 >= 0, l1.isFinite, l2.isFinite else {
            throw ModelError.badOption("penalties of \(l1) and \(l2): they must not be below 0")
        }
        guard X.values.contains(where: { $0 != 0 }) else { throw ModelError.noDocuments }
        var fitting = try NMFFitting(self, X)
        let result = fitting.run()
        guard result.rank > 0 else { throw ModelError.badOption("a penalty of \(l1) leaves no topic") }
        return result
    }

    /// The documents' topics with the topics held fixed: the W that minimises ½‖X − WH‖².
    ///
    /// - Parameters:
    ///   - X: documents × terms.
    ///   - H: terms × rank, row by row.
    /// - Returns: documents × rank. Each document's row depends on that document alone.
    public static func fold(_ X: CSRMatrix, into H: [Float], rank: Int, threads: Int = 1) -> [Float] {
        let width = (rank + 7) / 8 * 8
        let H = FactorLayout.padded(H, from: rank, to: width)
        var W = [Float](repeating: 0, count: X.rows * width)
        let gram = DenseAlgebra.gram(H, width: width, threads: threads)
        _ = HALS(gram: gram, width: width, l1: 0, l2: 0)
            .updateDocuments(&W, X, H: H, passes: 100, threads: threads)
        return FactorLayout.padded(W, from: width, to: rank)
    }
}

/// Rows of one width as rows of another.
enum FactorLayout {
    static func padded(_ factor: [Float], from old: Int, to new: Int) -> [Float] {
        if old == new { return factor }
        var result = [Float](repeating: 0, count: factor.count / old * new)
        for row in 0..<factor.count / old {
            for topic in 0..<min(old, new) { result[row * new + topic] = factor[row * old + topic] }
        }
        return result
    }
}

extension HALS {
    /// W brought nearer to its minimum: X H and the update piece by piece, so that the product is never
    /// kept whole.
    ///
    /// - Parameters:
    ///   - W: documents × width.
    ///   - H: terms × width.
    /// - Returns: the squared norm of the projected gradient before the update.
    func updateDocuments(_ W: inout [Float], _ X: CSRMatrix, H: [Float], passes: Int = 1, threads: Int) -> Double {
        let pieces = Parallel.chunks(of: X.rows, size: 256)
        return W.withUnsafeMutableBufferPointer { W in
            nonisolated(unsafe) let W = W
            return Parallel.map(pieces.count, threads: threads) { index in
                let rows = pieces[index]
                return withUnsafeTemporaryAllocation(of: Float.self, capacity: rows.count * width) { products in
                    X.multiply(rows, by: H, width: width, into: products)
                    return update(
                        UnsafeMutableBufferPointer(rebasing: W[rows.lowerBound * width..<rows.upperBound * width]),
                        products: products, passes: passes)
                }
            }.reduce(0, +)
        }
    }

    /// The same for H; `cross` is ⟨H, XᵀW⟩ after the update.
    func updateTerms(
        _ H: inout [Float], _ X: CSRMatrix, W: [Float], pieces: ColumnPieces, threads: Int
    ) -> (gradient: Double, cross: Double) {
        H.withUnsafeMutableBufferPointer { H in
            nonisolated(unsafe) let H = H
            let parts = Parallel.map(pieces.count, threads: threads) { index -> (Double, Double) in
                let columns = pieces.columns(index)
                let target = UnsafeMutableBufferPointer(
                    rebasing: H[columns.lowerBound * width..<columns.upperBound * width])
                return withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * target.count) { both in
                    let products = UnsafeMutableBufferPointer(rebasing: both[..<target.count])
                    let gradient = UnsafeMutableBufferPointer(rebasing: both[target.count...])
                    X.multiplyTransposed(index, of: pieces, by: W, width: width, into: products)
                    _ = gradient.update(fromContentsOf: products)
                    let norm = update(target, products: gradient)
                    var cross = 0.0
                    for start in stride(from: 0, to: target.count, by: width) {
                        var sum: Float = 0
                        for topic in start..<start + width { sum += target[topic] * products[topic] }
                        cross += Double(sum)
                    }
                    return (norm, cross)
                }
            }
            return parts.reduce((0, 0)) { ($0.0 + $1.0, $0.1 + $1.1) }
        }
    }
}
