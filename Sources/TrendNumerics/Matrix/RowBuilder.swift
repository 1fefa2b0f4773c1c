/// Builds a matrix row by row: it counts columns, then turns the counts into weights, with columns ascending.
///
/// The columns of a row are marked in a bitmap, the bitmap's nonzero words in a second one, and that one's in a third. So
/// the columns come out in order without sorting, and short rows of many columns without a look at all words.
package final class RowBuilder {
    private let columns: Int
    private let counts: UnsafeMutableBufferPointer<UInt32>
    private let marks: UnsafeMutableBufferPointer<UInt64>
    private let markedWords: UnsafeMutableBufferPointer<UInt64>
    private let markedGroups: UnsafeMutableBufferPointer<UInt64>
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
        markedGroups = .allocate(capacity: (markedWords.count + 63) / 64)
        markedGroups.initialize(repeating: 0)
    }

    deinit {
        counts.deallocate()
        marks.deallocate()
        markedWords.deallocate()
        markedGroups.deallocate()
    }

    /// Counts one occurrence of a column in the current row.
    package func add(column: Int32) { withUnsafePointer(to: column) { add(UnsafeBufferPointer(start: $0, count: 1)) } }

    /// Counts one occurrence of each of some columns in the current row; a column may be there several times.
    package func add(_ added: UnsafeBufferPointer<Int32>) {
        let (counts, marks) = (counts.baseAddress!, marks.baseAddress!)
        let (markedWords, markedGroups) = (markedWords.baseAddress!, markedGroups.baseAddress!)
        var fresh = 0
        for column in added {
            let column = Int(column)
            if counts[column] == 0 {
                fresh &+= 1
                marks[column >> 6] |= 1 << UInt64(column & 63)
                markedWords[column >> 12] |= 1 << UInt64(column >> 6 & 63)
                markedGroups[column >> 18] |= 1 << UInt64(column >> 12 & 63)
            }
            counts[column] &+= 1
        }
        marked += fresh
    }

    /// Ends the current row.
    ///
    /// - Parameter weigh: replaces the row's counts by its weights, in place.
    package func finishRow(
        weigh: (_ columns: UnsafeBufferPointer<Int32>, _ values: UnsafeMutableBufferPointer<Float>) -> Void
    ) {
        let counts = counts
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
        // Looked up once, not once per word.
        let (marks, markedWords, markedGroups) = (marks, markedWords, markedGroups)
        for index in markedGroups.indices {
            RowBuilder.forEachBit(of: markedGroups, index) { group in
                RowBuilder.forEachBit(of: markedWords, group) { word in
                    RowBuilder.forEachBit(of: marks, word) { column in
                        found[filled] = Int32(truncatingIfNeeded: column)
                        filled &+= 1
                    }
                }
            }
        }
    }

    /// Calls `body` with the numbers of the bits that are set in a word of a bitmap, and clears the word.
    @inline(__always)
    private static func forEachBit(
        of bitmap: UnsafeMutableBufferPointer<UInt64>, _ index: Int, _ body: (Int) -> Void
    ) {
        var bits = bitmap[index]
        bitmap[index] = 0
        while bits != 0 {
            body(index << 6 | bits.trailingZeroBitCount)
            bits &= bits &- 1
        }
    }

    /// The matrix of all finished rows.
    package func matrix() -> CSRMatrix {
        CSRMatrix(columns: columns, rowOffsets: rowOffsets, columnIndices: columnIndices, values: values)
    }
}
