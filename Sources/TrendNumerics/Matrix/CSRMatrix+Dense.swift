extension CSRMatrix {
    /// The matrix with the columns of a dense one after its own.
    ///
    /// - Parameter dense: `rows` × `width`, row by row.
    public func appending(dense: [Float], width: Int) -> CSRMatrix {
        precondition(dense.count == rows * width)
        let added = (columns..<columns + width).map { Int32($0) }
        var indices: [Int32] = []
        var joined: [Float] = []
        indices.reserveCapacity(nonZeros + dense.count)
        joined.reserveCapacity(nonZeros + dense.count)
        for row in 0..<rows {
            let own = rowOffsets[row]..<rowOffsets[row + 1]
            indices += columnIndices[own]
            indices += added
            joined += values[own]
            joined += dense[row * width..<(row + 1) * width]
        }
        return CSRMatrix(
            columns: columns + width, rowOffsets: rowOffsets.enumerated().map { $1 + $0 * width },
            columnIndices: indices, values: joined)
    }
}
