/// Builds a matrix row by row: it counts columns, then turns the counts into weights, with columns ascending.
///
/// The columns of a row are marked in a bitmap, and the bitmap's nonzero words in a second one. So the columns come
/// out in order without sorting.
package final class RowBuilder {
    private let columns: Int
    private let counts: UnsafeMutableBufferPointer<UInt32>
    private let marks: UnsafeMutableBufferPointer<UInt64>
    private let markedWords: UnsafeMutableBufferPointer<UInt64>
    /// The number of distinct columns in the current row.
    private var marked = 0
    private var rowOffsets: [Int] = [0]
    private var columnIndices: [Int32] = []
    private var values: [Float] = []

    /// Begins a matrix of `columns` columns without rows.
    package init(columns: Int) {
        self.columns = columns
        counts = .allocate(capacity: columns)
        counts.initialize(repeating: 0)
        marks = .allocate(capacity: (columns + 63) / 64)
        marks.initialize(repeating: 0)
        markedWords = .allocate(capacity: (marks.count + 63) / 64)
        markedWords.initialize(repeating: 0)
    }

    deinit {
        counts.deallocate()
        marks.deallocate()
        markedWords.deallocate()
    }

    /// Counts one occurrence of a column in the current row.
    @inline(__always)
    package func add(column: Int32) {
        let column = Int(column)
        if counts[column] == 0 { marked &+= 1 }
        counts[column] &+= 1
        marks[column >> 6] |= 1 << UInt64(column & 63)
        markedWords[column >> 12] |= 1 << UInt64(column >> 6 & 63)
    }

    /// Ends the current row.
    ///
    /// - Parameter weigh: replaces the row's counts by its weights, in place.
    package func finishRow(
        weigh: (_ columns: UnsafeBufferPointer<Int32>, _ values: UnsafeMutableBufferPointer<Float>) -> Void
    ) {
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: marked) { found in
            takeColumns(into: found)
            columnIndices.append(contentsOf: found)
            withUnsafeTemporaryAllocation(of: Float.self, capacity: marked) { weights in
                for entry in 0..<found.count {
                    let column = Int(found[entry])
                    weights[entry] = Float(counts[column])
                    counts[column] = 0
                }
                weigh(UnsafeBufferPointer(found), weights)
                values.append(contentsOf: weights)
            }
        }
        marked = 0
        rowOffsets.append(values.count)
    }

    private func takeColumns(into found: UnsafeMutableBufferPointer<Int32>) {
        var filled = 0
        for group in 0..<markedWords.count {
            var words = markedWords[group]
            if words == 0 { continue }
            markedWords[group] = 0
            while words != 0 {
                let word = group << 6 | words.trailingZeroBitCount
                words &= words &- 1
                var bits = marks[word]
                marks[word] = 0
                while bits != 0 {
                    found[filled] = Int32(truncatingIfNeeded: word << 6 | bits.trailingZeroBitCount)
                    filled &+= 1
                    bits &= bits &- 1
                }
            }
        }
    }

    /// The matrix of all finished rows.
    package func matrix() -> CSRMatrix {
        CSRMatrix(columns: columns, rowOffsets: rowOffsets, columnIndices: columnIndices, values: values)
    }
}
