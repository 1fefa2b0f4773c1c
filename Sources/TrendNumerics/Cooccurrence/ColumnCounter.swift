/// Counts in how many of some rows each column stands.
///
/// A bit per column says which were met. So they are given in ascending order without being sorted, which took as long as
/// the counting itself.
struct ColumnCounter {
    private var counts: [UInt32]
    private var met: [UInt64]

    init(columns: Int) {
        counts = [UInt32](repeating: 0, count: columns)
        met = [UInt64](repeating: 0, count: (columns + 63) / 64)
    }

    /// Passes each column that stands in some rows of a matrix to `use`, ascending, with the number of these rows.
    ///
    /// - Parameter rows: each once.
    /// - Complexity: O(entries of the rows + columns / 64).
    @inline(__always)
    mutating func forEachColumn(
        in rows: UnsafeBufferPointer<Int32>, of documents: CSRMatrix, _ use: (_ column: Int, _ count: Int) -> Void
    ) {
        documents.withUnsafeEntries { offsets, columns, _ in
            counts.withUnsafeMutableBufferPointer { counts in
                met.withUnsafeMutableBufferPointer { met in
                    for row in rows {
                        for entry in offsets[Int(row)]..<offsets[Int(row) + 1] {
                            let column = Int(columns[entry])
                            counts[column] &+= 1
                            met[column >> 6] |= 1 << UInt64(column & 63)
                        }
                    }
                    for word in met.indices where met[word] != 0 {
                        var bits = met[word]
                        met[word] = 0
                        while bits != 0 {
                            let column = word << 6 | bits.trailingZeroBitCount
                            bits &= bits - 1
                            use(column, Int(counts[column]))
                            counts[column] = 0
                        }
                    }
                }
            }
        }
    }
}
