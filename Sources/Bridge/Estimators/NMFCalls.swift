import CBridge
import TrendNumerics

/// Moves the factors of a matrix towards a minimum, in double precision.
///
/// - Parameters:
///   - job: may be cancelled meanwhile.
///   - offsets: nil for a dense matrix.
///   - W: rows × rank.
///   - H: columns × rank.
///   - movesH: 0 to hold H fixed.
///   - penalties: l1 and l2 on W, then on H.
///   - orders: the order of the components for each update of a factor, `updates` × rank; nil for the usual one.
///   - outcome: iterations.
@c(trend_nmf_descend)
public func descendNMF(
    _ job: UnsafeMutableRawPointer,
    rows: Int64, columns: Int64, offsets: UnsafePointer<Int64>?, indices: UnsafePointer<Int32>?,
    values: UnsafePointer<Double>, rank: Int32, W: UnsafeMutablePointer<Double>, H: UnsafeMutablePointer<Double>,
    movesH: Int32, penalties: UnsafePointer<Double>, orders: UnsafePointer<Int32>?, tolerance: Double,
    iterations: Int64, threads: Int32, outcome: UnsafeMutablePointer<Double>,
    failure: UnsafeMutablePointer<trend_bytes>
) -> Int32 {
    call(failure) {
        let job = Unmanaged<RunningJob>.fromOpaque(job).takeUnretainedValue()
        let rank = Int(rank)
        let solver = CoordinateNMF(
            rank: rank, penaltyW: .init(l1: penalties[0], l2: penalties[1]),
            penaltyH: .init(l1: penalties[2], l2: penalties[3]), tolerance: tolerance,
            maximumIterations: Int(iterations), compute: Compute(threads: threads, for: job))
        let usual = Array(0..<rank)
        func order(_ update: Int) -> [Int] {
            orders.map { orders in (0..<rank).map { Int(orders[update * rank + $0]) } } ?? usual
        }
        let made = withFeatures(
            rows: rows, columns: columns, offsets: offsets, indices: indices, values: values,
            sparse: { solver.fit($0, W: W, H: H, movesH: movesH != 0, order: order) },
            dense: { solver.fit($0, W: W, H: H, movesH: movesH != 0, order: order) })
        try job.check()
        outcome[0] = Double(made)
    }
}

/// Factorizes a sparse matrix in single precision.
///
/// - Parameters:
///   - job: may be cancelled meanwhile.
///   - W: rows × rank, 0 on entry.
///   - H: columns × rank, 0 on entry.
///   - outcome: iterations, ‖X − WH‖, whether the fit has converged.
@c(trend_nmf_fit)
public func fitNMF(
    _ job: UnsafeMutableRawPointer,
    rows: Int64, columns: Int64, offsets: UnsafePointer<Int64>, indices: UnsafePointer<Int32>,
    values: UnsafePointer<Float>, rank: Int32, tolerance: Double, iterations: Int64, seed: UInt64, threads: Int32,
    W: UnsafeMutablePointer<Float>, H: UnsafeMutablePointer<Float>, outcome: UnsafeMutablePointer<Double>,
    failure: UnsafeMutablePointer<trend_bytes>
) -> Int32 {
    call(failure) {
        let job = Unmanaged<RunningJob>.fromOpaque(job).takeUnretainedValue()
        let (rows, rank) = (Int(rows), Int(rank))
        let matrix = CSRMatrix(rows: rows, columns: Int(columns), offsets, indices, values)
        let found = try NMF(
            rank: rank, tolerance: tolerance, maximumIterations: Int(iterations),
            compute: Compute(seed: seed, threads: threads, for: job)
        ).fit(matrix)
        try job.check()
        for row in 0..<rows {
            for topic in 0..<found.rank { W[row * rank + topic] = found.W[row * found.rank + topic] }
        }
        for column in 0..<Int(columns) {
            for topic in 0..<found.rank { H[column * rank + topic] = found.H[column * found.rank + topic] }
        }
        outcome[0] = Double(found.iterations)
        outcome[1] = found.error
        outcome[2] = found.gradient <= tolerance ? 1 : 0
    }
}
