/// Ranges of a matrix's columns with about the same number of entries, and the first entry of each range in each row.
///
/// With it a transposed product runs on several threads without a transposed copy. It takes rows × (pieces + 1) × 4
/// bytes. Few pieces are best: more pieces, each closer to the size of the cache, were slower, because a row then has
/// too few entries per piece.
public struct ColumnPieces: Sendable {
    private let bounds: [Int]
    /// rows × (pieces + 1), counted from the row's first entry.
    private let starts: [Int32]

    /// The number of pieces.
    public var count: Int { bounds.count - 1 }

    /// Divides the columns of a matrix.
    ///
    /// - Parameter limit: the maximum number of pieces. It must not depend on the number of threads where sums over
    ///   pieces have to be the same, bit for bit.
    public init(_ matrix: CSRMatrix, limit: Int = 8) {
        var ends = [Int](repeating: 0, count: matrix.columns)
        for column in matrix.columnIndices { ends[Int(column)] += 1 }
        for column in ends.indices.dropFirst() { ends[column] += ends[column - 1] }
        var bounds = [0]
        for (column, end) in ends.enumerated() where end * limit >= matrix.nonZeros * bounds.count {
            if bounds.count < limit { bounds.append(column + 1) }
        }
        if bounds.last! < matrix.columns || bounds.count == 1 { bounds.append(matrix.columns) }
        self.bounds = bounds
        var starts: [Int32] = []
        starts.reserveCapacity(matrix.rows * bounds.count)
        for row in 0..<matrix.rows {
            let entries = matrix.rowOffsets[row]..<matrix.rowOffsets[row + 1]
            var entry = entries.lowerBound
            for bound in bounds {
                while entry < entries.upperBound, matrix.columnIndices[entry] < bound { entry += 1 }
                starts.append(Int32(entry - entries.lowerBound))
            }
        }
        self.starts = starts
    }

    /// The columns of a piece.
    public func columns(_ piece: Int) -> Range<Int> { bounds[piece]..<bounds[piece + 1] }

    @inline(__always)
    func entries(row: Int, piece: Int, of matrix: CSRMatrix) -> Range<Int> {
        let first = matrix.rowOffsets[row]
        let index = row * bounds.count + piece
        return first + Int(starts[index])..<first + Int(starts[index + 1])
    }
}
