import CPrefetch

/// The rows of a sparse matrix together with weights in lanes, features × groups: the operations of a dual solver on
/// one document.
///
/// It is valid only inside `CSRMatrix.withLaneRows`.
struct LaneRows {
    fileprivate let offsets: UnsafeBufferPointer<Int>
    fileprivate let columns: UnsafeBufferPointer<Int32>
    fileprivate let values: UnsafeBufferPointer<Float>

    /// Prefetches a row's weights.
    @inline(__always)
    func prefetch(_ row: Int, _ weights: UnsafePointer<Lanes>, groups: Int = 1) {
        for entry in offsets[row]..<offsets[row + 1] {
            CPrefetch.prefetch(weights + Int(columns[entry]) * groups)
        }
    }

    /// Prefetches the entries of a row a few positions ahead, which `prefetch` and `score` will read.
    @inline(__always)
    func prefetchEntries(_ order: [Int], after position: Int) {
        let later = position + 4
        guard later < order.count else { return }
        let row = order[later]
        for entry in stride(from: offsets[row], to: offsets[row + 1], by: 16) {
            CPrefetch.prefetch(columns.baseAddress! + entry)
            CPrefetch.prefetch(values.baseAddress! + entry)
        }
    }

    /// `start` + wᵀx for the classes of one group.
    @inline(__always)
    func score(
        _ row: Int, _ weights: UnsafePointer<Lanes>, group: Int = 0, groups: Int = 1, from start: Lanes
    ) -> Lanes {
        var sum = start
        for entry in offsets[row]..<offsets[row + 1] {
            sum += values[entry] * weights[Int(columns[entry]) * groups + group]
        }
        return sum
    }

    /// w += x · `change` for the classes of one group.
    @inline(__always)
    func add(
        _ change: Lanes, of row: Int, to weights: UnsafeMutablePointer<Lanes>, group: Int = 0, groups: Int = 1
    ) {
        for entry in offsets[row]..<offsets[row + 1] {
            weights[Int(columns[entry]) * groups + group] += values[entry] * change
        }
    }
}

extension CSRMatrix {
    @inline(__always)
    func withLaneRows<Result>(_ body: (LaneRows) -> Result) -> Result {
        withUnsafeEntries { body(LaneRows(offsets: $0, columns: $1, values: $2)) }
    }
}
