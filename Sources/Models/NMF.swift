import Features

/// Non-negative matrix factorisation X ≈ W H of texts into topics, minimising ½‖X − WH‖².
///
/// Hierarchical alternating least squares (Cichocki and Phan, "Fast local algorithms for large scale
/// nonnegative matrix and tensor factorizations", 2009), from an NNDSVD start (Boutsidis and Gallopoulos,
/// Pattern Recognition 41, 2008). One pass over a factor for each product: more passes (Gillis and
/// Glineur 2012) reached a worse minimum on 19,496 news articles and were no faster.
public struct NMF: Sendable {
    public var rank: Int
    /// Fitting ends when the projected gradient is this share of what it was at the start
    /// (Lin, Neural Computation 19, 2007, section 3).
    public var tolerance: Double
    public var maximumIterations: Int
    public var seed: UInt64
    /// Does not change the result.
    public var threads: Int

    public init(
        rank: Int = 20, tolerance: Double = 1e-4, maximumIterations: Int = 200, seed: UInt64 = 1,
        threads: Int = 1
    ) {
        self.rank = rank
        self.tolerance = tolerance
        self.maximumIterations = maximumIterations
        self.seed = seed
        self.threads = threads
    }

    /// - Parameter X: documents × terms, no entry below 0.
    /// - Returns: a factorisation of `rank` topics, or of fewer where the matrix has fewer rows or columns.
    /// - Throws: `ModelError.noDocuments` for a matrix without entries, `badOption` for a rank below 1.
    /// - Complexity: iterations × entries × rank.
    public func fit(_ X: CSRMatrix) throws -> NMFactorization {
        guard rank >= 1 else { throw ModelError.badOption("\(rank) topics: there must be at least 1") }
        guard X.nonZeros > 0 else { throw ModelError.noDocuments }
        let transposed = X.transposed()
        let start = try NNDSVD(
            X, transposed: transposed, rank: min(rank, X.rows, X.columns), seed: seed, threads: threads)
        let k = start.rank
        var W = start.W
        var H = start.H
        var violation = 0.0
        var firstViolation = 0.0
        var iterations = 0
        while iterations < maximumIterations {
            let gramH = DenseAlgebra.gram(H, width: k, H, width: k, threads: threads)
            violation = NMF.update(
                &W, gram: gramH, products: X.times(H, width: k, threads: threads), rank: k, passes: 1,
                threads: threads)
            let gramW = DenseAlgebra.gram(W, width: k, W, width: k, threads: threads)
            violation += NMF.update(
                &H, gram: gramW, products: transposed.times(W, width: k, threads: threads), rank: k,
                passes: 1, threads: threads)
            iterations += 1
            if iterations == 1 { firstViolation = violation }
            if violation <= tolerance * tolerance * firstViolation { break }
        }
        return NMFactorization(W: W, H: H, rank: k, iterations: iterations)
            .scaled(squaredNorm: X.squaredNorm, products: X.times(H, width: k, threads: threads), threads: threads)
    }

    /// The documents' topics with the topics held fixed: the W that minimises ½‖X − WH‖².
    ///
    /// - Parameters:
    ///   - X: documents × terms.
    ///   - H: terms × rank, row by row.
    /// - Returns: documents × rank. Each document's row depends on that document alone.
    public static func fold(_ X: CSRMatrix, into H: [Float], rank: Int, threads: Int = 1) -> [Float] {
        let gram = DenseAlgebra.gram(H, width: rank, H, width: rank, threads: threads)
        var W = [Float](repeating: 0, count: X.rows * rank)
        _ = update(
            &W, gram: gram, products: X.times(H, width: rank, threads: threads), rank: rank, passes: 100,
            threads: threads)
        return W
    }

    /// Coordinate descent over the rows of one factor with the other one fixed.
    ///
    /// - Parameters:
    ///   - factor: rows × rank.
    ///   - gram: BᵀB of the other factor B, rank × rank.
    ///   - products: X B, rows × rank.
    /// - Returns: the squared norm of the projected gradient before the update.
    private static func update(
        _ factor: inout [Float], gram: [Float], products: [Float], rank: Int, passes: Int, threads: Int
    ) -> Double {
        let pieces = Parallel.chunks(of: factor.count / rank, size: 1024)
        return factor.withUnsafeMutableBufferPointer { buffer in
            nonisolated(unsafe) let target = buffer.baseAddress!
            let norms = Parallel.map(pieces.count, threads: threads) { piece in
                gram.withUnsafeBufferPointer { gram in
                    products.withUnsafeBufferPointer { products in
                        var norm = 0.0
                        for row in pieces[piece] {
                            norm += updateRow(
                                target + row * rank, gram: gram.baseAddress!,
                                product: products.baseAddress! + row * rank, rank: rank, passes: passes)
                        }
                        return norm
                    }
                }
            }
            return norms.reduce(0, +)
        }
    }

    private static func updateRow(
        _ row: UnsafeMutablePointer<Float>, gram: UnsafePointer<Float>, product: UnsafePointer<Float>,
        rank: Int, passes: Int
    ) -> Double {
        var firstViolation = 0.0
        var firstMoved: Float = 0
        for pass in 0..<passes {
            var moved: Float = 0
            for topic in 0..<rank {
                let diagonal = gram[topic * rank + topic]
                guard diagonal > 0 else { continue }
                var gradient = -product[topic]
                let line = gram + topic * rank
                for other in 0..<rank { gradient += line[other] * row[other] }
                if pass == 0 {
                    let projected = row[topic] > 0 ? gradient : min(0, gradient)
                    firstViolation += Double(projected) * Double(projected)
                }
                let value = max(0, row[topic] - gradient / diagonal)
                let step = value - row[topic]
                moved += step * step * diagonal
                row[topic] = value
            }
            if pass == 0 { firstMoved = moved }
            if moved <= 1e-8 * firstMoved { break }
        }
        return firstViolation
    }
}

/// Documents as sums of topics, topics as sums of terms.
public struct NMFactorization: Equatable, Sendable {
    /// documents × topics, row by row.
    public var W: [Float]
    /// terms × topics, row by row: the transpose of the H of the formulas. Each topic's weights add up
    /// to 1, so W is in units that can be compared between topics.
    public var H: [Float]
    public var rank: Int
    public var iterations: Int
    /// ‖X − WH‖, the Frobenius norm.
    public var error: Double = .nan

    init(W: [Float], H: [Float], rank: Int, iterations: Int) {
        self.W = W
        self.H = H
        self.rank = rank
        self.iterations = iterations
    }

    /// Works out the error, brings each topic to the sum 1 and puts the heaviest topic first.
    fileprivate func scaled(squaredNorm: Double, products: [Float], threads: Int) -> NMFactorization {
        var result = self
        let gramW = DenseAlgebra.gram(W, width: rank, W, width: rank, threads: threads)
        let gramH = DenseAlgebra.gram(H, width: rank, H, width: rank, threads: threads)
        let cross = zip(W, products).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
        let square = zip(gramW, gramH).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
        result.error = max(0, squaredNorm - 2 * cross + square).squareRoot()

        var sums = [Double](repeating: 0, count: rank)
        for (index, value) in H.enumerated() { sums[index % rank] += Double(value) }
        var weights = [Double](repeating: 0, count: rank)
        for (index, value) in W.enumerated() { weights[index % rank] += Double(value) * sums[index % rank] }
        let order = (0..<rank).sorted { (weights[$1], $0) < (weights[$0], $1) }
        for (topic, old) in order.enumerated() {
            let sum = Float(sums[old])
            for row in stride(from: 0, to: W.count, by: rank) { result.W[row + topic] = W[row + old] * sum }
            for row in stride(from: 0, to: H.count, by: rank) {
                result.H[row + topic] = sum > 0 ? H[row + old] / sum : 0
            }
        }
        return result
    }
}
