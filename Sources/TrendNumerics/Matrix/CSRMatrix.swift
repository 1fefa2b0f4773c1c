/// A sparse matrix in compressed sparse row form.
public struct CSRMatrix: Equatable, Sendable {
    /// Row i holds the entries `rowOffsets[i]..<rowOffsets[i + 1]`.
    public let rowOffsets: [Int]
    /// The column of each entry, ascending within a row.
    public let columnIndices: [Int32]
    /// The value of each entry.
    public let values: [Float]
    /// The number of columns.
    public let columns: Int

    /// The number of rows.
    public var rows: Int { rowOffsets.count - 1 }
    /// The number of stored entries.
    public var nonZeros: Int { values.count }

    /// Takes the parts of a matrix.
    ///
    /// - Precondition: the offsets ascend from 0 to the number of entries, and the column indices are below `columns`.
    public init(columns: Int, rowOffsets: [Int], columnIndices: [Int32], values: [Float]) {
        precondition(rowOffsets.first == 0 && rowOffsets.last == values.count)
        precondition(columnIndices.count == values.count)
        precondition(columnIndices.allSatisfy { $0 >= 0 && $0 < columns }, "a column index is out of range")
        self.columns = columns
        self.rowOffsets = rowOffsets
        self.columnIndices = columnIndices
        self.values = values
    }

    /// Stacks the rows of several matrices of the same width.
    public init(stacking parts: [CSRMatrix], columns: Int) {
        var offsets: [Int] = [0]
        var indices: [Int32] = []
        var values: [Float] = []
        indices.reserveCapacity(parts.reduce(0) { $0 + $1.nonZeros })
        values.reserveCapacity(indices.capacity)
        for part in parts {
            let base = values.count
            offsets.append(contentsOf: part.rowOffsets.dropFirst().map { $0 + base })
            indices.append(contentsOf: part.columnIndices)
            values.append(contentsOf: part.values)
        }
        self.init(columns: columns, rowOffsets: offsets, columnIndices: indices, values: values)
    }

    /// The chosen rows, in the given order.
    public func selecting(rows chosen: [Int]) -> CSRMatrix {
        var offsets: [Int] = [0]
        var indices: [Int32] = []
        var selected: [Float] = []
        for row in chosen {
            let entries = rowOffsets[row]..<rowOffsets[row + 1]
            indices.append(contentsOf: columnIndices[entries])
            selected.append(contentsOf: values[entries])
            offsets.append(selected.count)
        }
        return CSRMatrix(columns: columns, rowOffsets: offsets, columnIndices: indices, values: selected)
    }

    /// The transpose, columns × rows.
    ///
    /// - Complexity: O(entries + rows + columns).
    public func transposed() -> CSRMatrix {
        var offsets = [Int](repeating: 0, count: columns + 1)
        for column in columnIndices { offsets[Int(column) + 1] += 1 }
        for column in 0..<columns { offsets[column + 1] += offsets[column] }
        var next = offsets
        var indices = [Int32](repeating: 0, count: nonZeros)
        var transposed = [Float](repeating: 0, count: nonZeros)
        for row in 0..<rows {
            for entry in rowOffsets[row]..<rowOffsets[row + 1] {
                let column = Int(columnIndices[entry])
                indices[next[column]] = Int32(row)
                transposed[next[column]] = values[entry]
                next[column] += 1
            }
        }
        return CSRMatrix(columns: rows, rowOffsets: offsets, columnIndices: indices, values: transposed)
    }

    /// Calls `body` with the offsets, columns and values of all rows as contiguous memory.
    @inlinable @inline(__always)
    public func withUnsafeEntries<Result>(
        _ body: (UnsafeBufferPointer<Int>, UnsafeBufferPointer<Int32>, UnsafeBufferPointer<Float>) throws -> Result
    ) rethrows -> Result {
        try rowOffsets.withUnsafeBufferPointer { offsets in
            try columnIndices.withUnsafeBufferPointer { columns in
                try values.withUnsafeBufferPointer { try body(offsets, columns, $0) }
            }
        }
    }

    /// The sum of the squares of all entries.
    public var squaredNorm: Double {
        values.reduce(0.0) { $0 + Double($1) * Double($1) }
    }

    /// The squared Euclidean norm of each row.
    public var squaredRowNorms: [Float] {
        (0..<rows).map { row in
            var sum: Float = 0
            for entry in rowOffsets[row]..<rowOffsets[row + 1] { sum += values[entry] * values[entry] }
            return sum
        }
    }
}
