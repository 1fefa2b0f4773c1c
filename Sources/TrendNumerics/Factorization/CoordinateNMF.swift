import COpenBLAS

/// Nonnegative matrix factorization X ≈ W H in double precision, from given factors on:
///
///     min over W ≥ 0, H ≥ 0 of  ½‖X − WH‖² + l1W ΣW + l1H ΣH + ½ l2W ‖W‖² + ½ l2H ‖H‖²
///
/// Each factor's components are updated in turn with everything else held fixed (Cichocki and Phan, "Fast local
/// algorithms for large scale nonnegative matrix and tensor factorizations", 2009). The order and the stop are those of
/// scikit-learn's solver `cd`, so the same start gives the same factors within rounding. `NMF` needs far fewer
/// iterations on large sparse matrices.
package struct CoordinateNMF: Sendable {
    /// The penalties on a factor.
    package struct Penalty: Sendable {
        package var l1: Double
        package var l2: Double

        package init(l1: Double, l2: Double) {
            self.l1 = l1
            self.l2 = l2
        }
    }

    package var rank: Int
    package var penaltyW: Penalty
    package var penaltyH: Penalty
    /// The fit ends when the sum of the projected gradient's components is at most this share of the first one's.
    package var tolerance: Double
    package var maximumIterations: Int
    package var compute: Compute

    package init(
        rank: Int, penaltyW: Penalty, penaltyH: Penalty, tolerance: Double, maximumIterations: Int, compute: Compute
    ) {
        self.rank = rank
        self.penaltyW = penaltyW
        self.penaltyH = penaltyH
        self.tolerance = tolerance
        self.maximumIterations = maximumIterations
        self.compute = compute
    }

    /// Moves factors towards a minimum.
    ///
    /// - Parameters:
    ///   - W: rows × rank.
    ///   - H: columns × rank, the transpose of the H in the formulas; held fixed unless `movesH`.
    ///   - order: the order of the components in one update of a factor, given the update's number.
    /// - Returns: the number of iterations.
    package func fit(
        _ X: some FeatureMatrix, W: UnsafeMutablePointer<Double>, H: UnsafeMutablePointer<Double>, movesH: Bool,
        order: (Int) -> [Int]
    ) -> Int {
        let threads = (X.work + X.rows * rank) * rank > 100_000 ? compute.threads : 1
        var products = [Double](repeating: 0, count: X.rows * rank)
        var transposed = [Double](repeating: 0, count: movesH ? X.columns * rank : 0)
        var first = 0.0
        var updates = 0
        for iteration in 1...max(1, maximumIterations) {
            if movesH || iteration == 1 {
                products.withUnsafeMutableBufferPointer {
                    guard let target = $0.baseAddress else { return }
                    X.multiply(H, width: rank, into: target, threads: threads)
                }
            }
            let gramH = gram(H, rows: X.columns, threads: threads)
            var violation = update(
                W, rows: X.rows, gram: gramH, products: products, penalty: penaltyW, order: order(updates),
                threads: threads)
            updates += 1
            if movesH {
                transposed.withUnsafeMutableBufferPointer {
                    guard let target = $0.baseAddress else { return }
                    X.multiplyTransposed(W, width: rank, isSquared: false, into: target, threads: threads)
                }
                let gramW = gram(W, rows: X.rows, threads: threads)
                violation += update(
                    H, rows: X.columns, gram: gramW, products: transposed, penalty: penaltyH, order: order(updates),
                    threads: threads)
                updates += 1
            }
            if iteration == 1 { first = violation }
            if first == 0 || violation / first <= tolerance || compute.isCancelled { return iteration }
        }
        return maximumIterations
    }

    private static let rowsPerPiece = 1024
    /// The number of elements of all pieces' products, which take 0.5 GB.
    private static let mostProducts = 1 << 26

    /// BᵀB: rank × rank.
    private func gram(_ factor: UnsafePointer<Double>, rows: Int, threads: Int) -> [Double] {
        nonisolated(unsafe) let factor = factor
        // Each piece has a product of its own in memory.
        let most = max(1, min(16, CoordinateNMF.mostProducts / (rank * rank)))
        let pieces = Parallel.chunks(of: rows, size: max(CoordinateNMF.rowsPerPiece, (rows + most - 1) / most))
        let parts = Parallel.map(pieces.count, threads: threads) { index -> [Double] in
            var part = [Double](repeating: 0, count: rank * rank)
            let first = factor + pieces[index].lowerBound * rank
            cblas_dgemm(
                CblasRowMajor, CblasTrans, CblasNoTrans, Int32(rank), Int32(rank), Int32(pieces[index].count), 1, first,
                Int32(rank), first, Int32(rank), 0, &part, Int32(rank))
            return part
        }
        var sum = [Double](repeating: 0, count: rank * rank)
        for part in parts {
            for index in sum.indices { sum[index] += part[index] }
        }
        return sum
    }

    /// Updates all components of a factor once.
    ///
    /// - Returns: the sum of the absolute components of the projected gradient, each met before its component moves.
    private func update(
        _ factor: UnsafeMutablePointer<Double>, rows: Int, gram: [Double], products: [Double], penalty: Penalty,
        order: [Int], threads: Int
    ) -> Double {
        var gram = gram
        for component in 0..<rank { gram[component * rank + component] += penalty.l2 }
        nonisolated(unsafe) let factor = factor
        let pieces = Parallel.chunks(of: rows, size: CoordinateNMF.rowsPerPiece)
        let parts = Parallel.map(pieces.count, threads: threads) { [gram] piece -> Double in
            gram.withUnsafeBufferPointer { gram in
                products.withUnsafeBufferPointer { products in
                    var violation = 0.0
                    for row in pieces[piece] {
                        let own = factor + row * rank
                        for component in order {
                            let line = component * rank
                            var gradient = penalty.l1 - products[row * rank + component]
                            for other in 0..<rank { gradient += gram[line + other] * own[other] }
                            let isHeld = own[component] == 0 && gradient > 0
                            if !isHeld { violation += abs(gradient) }
                            let bend = gram[line + component]
                            if bend != 0 { own[component] = max(own[component] - gradient / bend, 0) }
                        }
                    }
                    return violation
                }
            }
        }
        return parts.reduce(0, +)
    }
}
