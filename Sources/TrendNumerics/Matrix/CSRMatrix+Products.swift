import CPrefetch

/// Products with dense matrices that are stored row by row.
///
/// Eight columns are computed side by side in SIMD lanes. Up to 32 sums stay in registers while a row's entries are
/// read.
///
/// Both products take the matrix's columns piece by piece. So the dense rows of a piece stay in the cache over many
/// rows: an access that misses the cache costs twice as much as all the other work.
extension CSRMatrix {
    /// The product with a dense matrix.
    ///
    /// - Parameters:
    ///   - dense: `columns` × `width`, row by row.
    ///   - width: the number of columns of `dense`; multiples of 8 are fastest.
    ///   - pieces: the column pieces of this matrix.
    /// - Returns: `rows` × `width`, row by row; the same bits with any number of threads and pieces.
    /// - Complexity: O(entries × width).
    public func times(_ dense: [Float], width: Int, pieces: ColumnPieces, threads: Int) -> [Float] {
        [Float](unsafeUninitializedCapacity: rows * width) { output, count in
            nonisolated(unsafe) let target = output
            let chunks = Parallel.chunks(of: rows, size: CSRMatrix.rowsAtOnce)
            _ = Parallel.map(chunks.count, threads: threads) { chunk in
                let rows = chunks[chunk]
                multiply(
                    rows, pieces: pieces, by: dense, width: width,
                    into: UnsafeMutableBufferPointer(
                        rebasing: target[rows.lowerBound * width..<rows.upperBound * width]))
            }
            count = rows * width
        }
    }

    /// The number of rows that a product takes together: enough to reuse the part of the dense matrix that a piece
    /// brings into the cache.
    public static let rowsAtOnce = 2048

    /// The product of a range of rows with a dense matrix of `columns` × `width`; `output` has room for range ×
    /// `width`.
    public func multiply(
        _ range: Range<Int>, pieces: ColumnPieces, by dense: [Float], width: Int,
        into output: UnsafeMutableBufferPointer<Float>
    ) {
        precondition(dense.count == columns * width && output.count == range.count * width)
        output.update(repeating: 0)
        guard let target = output.baseAddress else { return }
        dense.withUnsafeBufferPointer { dense in
            guard let dense = dense.baseAddress else { return }
            forEachEntries(of: range, pieces: pieces, in: 0..<pieces.count) { row, entries in
                entries.sum(dense, width: width, into: target + (row - range.lowerBound) * width)
            }
        }
    }

    /// The product of the transpose with a dense matrix, without a transposed copy.
    ///
    /// - Parameters:
    ///   - dense: `rows` × `width`, row by row.
    ///   - pieces: the column pieces of this matrix.
    /// - Returns: `columns` × `width`, row by row; the same bits with any number of threads.
    /// - Complexity: O(entries × width).
    public func transposedTimes(_ dense: [Float], width: Int, pieces: ColumnPieces, threads: Int) -> [Float] {
        [Float](unsafeUninitializedCapacity: columns * width) { output, count in
            nonisolated(unsafe) let target = output
            _ = Parallel.map(pieces.count, threads: threads) { piece in
                let columns = pieces.columns(piece)
                multiplyTransposed(
                    piece, of: pieces, by: dense, width: width,
                    into: UnsafeMutableBufferPointer(
                        rebasing: target[columns.lowerBound * width..<columns.upperBound * width]))
            }
            count = columns * width
        }
    }

    /// One piece of the transposed product; `output` has room for the piece's columns × `width`.
    public func multiplyTransposed(
        _ piece: Int, of pieces: ColumnPieces, by dense: [Float], width: Int,
        into output: UnsafeMutableBufferPointer<Float>
    ) {
        let first = pieces.columns(piece).lowerBound
        precondition(dense.count == rows * width && output.count == pieces.columns(piece).count * width)
        output.update(repeating: 0)
        guard let target = output.baseAddress else { return }
        dense.withUnsafeBufferPointer { dense in
            guard let dense = dense.baseAddress else { return }
            forEachEntries(of: 0..<rows, pieces: pieces, in: piece..<piece + 1) { row, entries in
                // Starting `first` rows before the piece's own memory avoids shifting every column.
                entries.scatter(dense + row * width, to: target - first * width, width: width)
            }
        }
    }

    /// Visits the chosen pieces of columns, and all rows of the range within each piece.
    @inline(__always)
    private func forEachEntries(
        of range: Range<Int>, pieces: ColumnPieces, in chosen: Range<Int>, _ body: (_ row: Int, Entries) -> Void
    ) {
        withUnsafeEntries { _, columns, values in
            guard let columns = columns.baseAddress, let values = values.baseAddress else { return }
            for piece in chosen {
                for row in range {
                    // A piece's entries are too far apart for the processor's own prefetcher.
                    let next = pieces.entries(row: min(row + 6, range.upperBound - 1), piece: piece, of: self)
                    for entry in stride(from: next.lowerBound, to: next.upperBound, by: 16) {
                        prefetch(columns + entry)
                        prefetch(values + entry)
                    }
                    let entries = pieces.entries(row: row, piece: piece, of: self)
                    guard !entries.isEmpty else { continue }
                    body(
                        row,
                        Entries(
                            columns: columns + entries.lowerBound, values: values + entries.lowerBound,
                            count: entries.count))
                }
            }
        }
    }
}

@inline(__always)
private func load(_ source: UnsafePointer<Float>) -> SIMD8<Float> {
    UnsafeRawPointer(source).loadUnaligned(as: SIMD8<Float>.self)
}

@inline(__always)
private func store(_ lanes: SIMD8<Float>, to target: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(target).storeBytes(of: lanes, as: SIMD8<Float>.self)
}

/// The entries of one row.
private struct Entries {
    let columns: UnsafePointer<Int32>
    let values: UnsafePointer<Float>
    let count: Int

    /// Adds the rows of `dense` selected by the columns, each multiplied by its value.
    @inline(__always)
    func sum(_ dense: UnsafePointer<Float>, width: Int, into output: UnsafeMutablePointer<Float>) {
        var start = 0
        while start + 8 <= width {
            switch (width - start) / 8 {
            case 1: sum8(dense + start, width, output + start); start += 8
            case 2: sum16(dense + start, width, output + start); start += 16
            case 3: sum24(dense + start, width, output + start); start += 24
            default: sum32(dense + start, width, output + start); start += 32
            }
        }
        for index in start..<width {
            var sum = output[index]
            for entry in 0..<count { sum += values[entry] * dense[Int(columns[entry]) &* width + index] }
            output[index] = sum
        }
    }

    /// Adds `source`, a row of `width`, multiplied by the entry's value, to the row of `target` selected by each
    /// column.
    @inline(__always)
    func scatter(_ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, width: Int) {
        var start = 0
        while start + 16 <= width {
            let (a, b) = (load(source + start), load(source + start + 8))
            for entry in 0..<count {
                let row = target + (Int(columns[entry]) &* width &+ start)
                let value = values[entry]
                store(load(row) + value * a, to: row)
                store(load(row + 8) + value * b, to: row + 8)
            }
            start += 16
        }
        if start + 8 <= width {
            let a = load(source + start)
            for entry in 0..<count {
                let row = target + (Int(columns[entry]) &* width &+ start)
                store(load(row) + values[entry] * a, to: row)
            }
            start += 8
        }
        for index in start..<width {
            for entry in 0..<count { target[Int(columns[entry]) &* width &+ index] += values[entry] * source[index] }
        }
    }

    @inline(__always)
    private func sum8(_ dense: UnsafePointer<Float>, _ width: Int, _ output: UnsafeMutablePointer<Float>) {
        var a = load(output)
        for entry in 0..<count {
            a += values[entry] * load(dense + Int(columns[entry]) &* width)
        }
        store(a, to: output)
    }

    @inline(__always)
    private func sum16(_ dense: UnsafePointer<Float>, _ width: Int, _ output: UnsafeMutablePointer<Float>) {
        var (a, b) = (load(output), load(output + 8))
        for entry in 0..<count {
            let source = dense + Int(columns[entry]) &* width
            let value = values[entry]
            a += value * load(source)
            b += value * load(source + 8)
        }
        store(a, to: output)
        store(b, to: output + 8)
    }

    @inline(__always)
    private func sum24(_ dense: UnsafePointer<Float>, _ width: Int, _ output: UnsafeMutablePointer<Float>) {
        var (a, b) = (load(output), load(output + 8))
        var c = load(output + 16)
        for entry in 0..<count {
            let source = dense + Int(columns[entry]) &* width
            let value = values[entry]
            a += value * load(source)
            b += value * load(source + 8)
            c += value * load(source + 16)
        }
        store(a, to: output)
        store(b, to: output + 8)
        store(c, to: output + 16)
    }

    @inline(__always)
    private func sum32(_ dense: UnsafePointer<Float>, _ width: Int, _ output: UnsafeMutablePointer<Float>) {
        var (a, b) = (load(output), load(output + 8))
        var (c, d) = (load(output + 16), load(output + 24))
        for entry in 0..<count {
            let source = dense + Int(columns[entry]) &* width
            let value = values[entry]
            a += value * load(source)
            b += value * load(source + 8)
            c += value * load(source + 16)
            d += value * load(source + 24)
        }
        store(a, to: output)
        store(b, to: output + 8)
        store(c, to: output + 16)
        store(d, to: output + 24)
    }
}
