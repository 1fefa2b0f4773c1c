import COpenBLAS

/// Rows of features in double precision, as `NewtonRegression` multiplies them.
///
/// Sums are taken over pieces of fixed size, so the bits do not depend on the number of threads.
package protocol FeatureMatrix: Sendable {
    var rows: Int { get }
    var columns: Int { get }
    /// About how many multiplications a product with one column takes.
    var work: Int { get }

    /// Computes XW: rows × width, for W of columns × width.
    func multiply(_ W: UnsafePointer<Double>, width: Int, into output: UnsafeMutablePointer<Double>, threads: Int)
    /// Computes XᵀR: columns × width, for R of rows × width; with `isSquared`, of the squares of X's entries.
    func multiplyTransposed(
        _ R: UnsafePointer<Double>, width: Int, isSquared: Bool, into output: UnsafeMutablePointer<Double>, threads: Int
    )
}

/// A sparse matrix by rows, with a copy by columns. The memory of the rows is the caller's.
package struct SparseFeatures: FeatureMatrix, @unchecked Sendable {
    private let byRow: Entries
    private let byColumn: Entries
    package let rows: Int
    package let columns: Int
    package var work: Int { byRow.offsets[rows] }

    /// One side's entries: the offsets of its lines, and each entry's place in its line and value.
    private struct Entries {
        let offsets: [Int]
        let places: UnsafePointer<Int32>
        let values: UnsafePointer<Double>

        func sum(
            _ lines: Range<Int>, _ dense: UnsafePointer<Double>, width: Int, isSquared: Bool,
            into output: UnsafeMutablePointer<Double>
        ) {
            for line in lines {
                let entries = offsets[line]..<offsets[line + 1]
                if width == 1 {
                    var sum = 0.0
                    for entry in entries {
                        let value = values[entry]
                        sum += (isSquared ? value * value : value) * dense[Int(places[entry])]
                    }
                    output[line] = sum
                } else {
                    let target = output + line * width
                    for index in 0..<width { target[index] = 0 }
                    for entry in entries {
                        let value = isSquared ? values[entry] * values[entry] : values[entry]
                        let source = dense + Int(places[entry]) * width
                        for index in 0..<width { target[index] += value * source[index] }
                    }
                }
            }
        }
    }

    /// Holds the copy by columns.
    private final class Copy: @unchecked Sendable {
        let places: UnsafeMutablePointer<Int32>
        let values: UnsafeMutablePointer<Double>

        init(capacity: Int) {
            places = .allocate(capacity: max(1, capacity))
            values = .allocate(capacity: max(1, capacity))
        }

        deinit {
            places.deallocate()
            values.deallocate()
        }
    }
    private let copy: Copy

    /// Takes a matrix whose memory stays where it is as long as this is used.
    ///
    /// - Precondition: the offsets ascend from 0, and the indices are below `columns`.
    package init(
        columns: Int, rowOffsets: [Int], columnIndices: UnsafePointer<Int32>, values: UnsafePointer<Double>
    ) {
        rows = rowOffsets.count - 1
        self.columns = columns
        byRow = Entries(offsets: rowOffsets, places: columnIndices, values: values)
        let entries = rowOffsets[rows]
        copy = Copy(capacity: entries)
        var offsets = [Int](repeating: 0, count: columns + 1)
        for entry in 0..<entries { offsets[Int(columnIndices[entry]) + 1] += 1 }
        for column in 0..<columns { offsets[column + 1] += offsets[column] }
        var next = offsets
        for row in 0..<rows {
            for entry in rowOffsets[row]..<rowOffsets[row + 1] {
                let column = Int(columnIndices[entry])
                copy.places[next[column]] = Int32(truncatingIfNeeded: row)
                copy.values[next[column]] = values[entry]
                next[column] += 1
            }
        }
        byColumn = Entries(offsets: offsets, places: copy.places, values: copy.values)
    }

    package func multiply(
        _ W: UnsafePointer<Double>, width: Int, into output: UnsafeMutablePointer<Double>, threads: Int
    ) {
        sum(byRow, count: rows, W, width: width, isSquared: false, into: output, threads: threads)
    }

    package func multiplyTransposed(
        _ R: UnsafePointer<Double>, width: Int, isSquared: Bool, into output: UnsafeMutablePointer<Double>, threads: Int
    ) {
        sum(byColumn, count: columns, R, width: width, isSquared: isSquared, into: output, threads: threads)
    }

    private func sum(
        _ entries: Entries, count: Int, _ dense: UnsafePointer<Double>, width: Int, isSquared: Bool,
        into output: UnsafeMutablePointer<Double>, threads: Int
    ) {
        nonisolated(unsafe) let (dense, output) = (dense, output)
        nonisolated(unsafe) let entries = entries
        // Columns that come often stand together by chance alone, so small chunks share the work well.
        let chunks = Parallel.chunks(of: count, size: 4096)
        _ = Parallel.map(chunks.count, threads: threads) {
            entries.sum(chunks[$0], dense, width: width, isSquared: isSquared, into: output)
        }
    }
}

/// A dense matrix, row by row. Its memory is the caller's.
package struct DenseFeatures: FeatureMatrix, @unchecked Sendable {
    private let values: UnsafePointer<Double>
    package let rows: Int
    package let columns: Int
    package var work: Int { rows * columns }

    private static let singleThreaded: Void = openblas_set_num_threads(1)
    private static let rowsPerPiece = 2048
    /// The number of elements of all pieces' products, which take 0.5 GB.
    private static let mostProducts = 1 << 26

    /// Takes a matrix whose memory stays where it is as long as this is used.
    package init(rows: Int, columns: Int, values: UnsafePointer<Double>) {
        DenseFeatures.singleThreaded
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    package func multiply(
        _ W: UnsafePointer<Double>, width: Int, into output: UnsafeMutablePointer<Double>, threads: Int
    ) {
        nonisolated(unsafe) let (values, W, output) = (values, W, output)
        let pieces = Parallel.chunks(of: rows, size: DenseFeatures.rowsPerPiece)
        _ = Parallel.map(pieces.count, threads: threads) { index in
            let first = pieces[index].lowerBound
            cblas_dgemm(
                CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(pieces[index].count), Int32(width), Int32(columns), 1,
                values + first * columns, Int32(columns), W, Int32(width), 0, output + first * width, Int32(width))
        }
    }

    package func multiplyTransposed(
        _ R: UnsafePointer<Double>, width: Int, isSquared: Bool, into output: UnsafeMutablePointer<Double>, threads: Int
    ) {
        nonisolated(unsafe) let (values, R) = (values, R)
        // Each piece has a product of its own in memory.
        let most = max(1, min(16, DenseFeatures.mostProducts / max(1, columns * width)))
        let pieces = Parallel.chunks(of: rows, size: max(DenseFeatures.rowsPerPiece, (rows + most - 1) / most))
        let parts = Parallel.map(pieces.count, threads: threads) { index -> [Double] in
            let piece = pieces[index]
            let first = piece.lowerBound
            var part = [Double](repeating: 0, count: columns * width)
            if isSquared {
                for row in piece {
                    for column in 0..<columns {
                        let square = values[row * columns + column] * values[row * columns + column]
                        for index in 0..<width { part[column * width + index] += square * R[row * width + index] }
                    }
                }
            } else {
                cblas_dgemm(
                    CblasRowMajor, CblasTrans, CblasNoTrans, Int32(columns), Int32(width), Int32(piece.count), 1,
                    values + first * columns, Int32(columns), R + first * width, Int32(width), 0, &part, Int32(width))
            }
            return part
        }
        for index in 0..<columns * width { output[index] = 0 }
        for part in parts {
            for index in part.indices { output[index] += part[index] }
        }
    }
}
