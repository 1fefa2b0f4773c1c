import CPrefetch

/// The products with dense matrices that are kept row by row. Eight columns go side by side in SIMD lanes,
/// and up to 32 sums stay in registers while a row's entries go by.
extension CSRMatrix {
    /// The product with a dense matrix.
    ///
    /// - Parameters:
    ///   - dense: `columns` × `width`, row by row.
    ///   - width: columns of `dense`; fastest as a multiple of 8.
    /// - Returns: `rows` × `width`, row by row; the same bits at any number of threads.
    /// - Complexity: entries × width.
    public func times(_ dense: [Float], width: Int, threads: Int) -> [Float] {
        precondition(dense.count == columns * width)
        return [Float](unsafeUninitializedCapacity: rows * width) { output, count in
            nonisolated(unsafe) let target = output
            let pieces = Parallel.chunks(of: rows, size: 512)
            _ = Parallel.map(pieces.count, threads: threads) { piece in
                let rows = pieces[piece]
                multiply(
                    rows, by: dense, width: width,
                    into: UnsafeMutableBufferPointer(rebasing: target[rows.lowerBound * width..<rows.upperBound * width]))
            }
            count = rows * width
        }
    }

    /// The product of a range of rows with a dense matrix of `columns` × `width`; `output` takes range × `width`.
    public func multiply(
        _ range: Range<Int>, by dense: [Float], width: Int, into output: UnsafeMutableBufferPointer<Float>
    ) {
        precondition(dense.count == columns * width && output.count == range.count * width)
        dense.withUnsafeBufferPointer { dense in
            withUnsafeEntries { offsets, columns, values in
                for row in range {
                    guard offsets[row] < offsets[row + 1] else {
                        for index in 0..<width { output[(row - range.lowerBound) * width + index] = 0 }
                        continue
                    }
                    let entries = Entries(
                        columns: columns.baseAddress! + offsets[row], values: values.baseAddress! + offsets[row],
                        count: offsets[row + 1] - offsets[row])
                    entries.sum(
                        dense.baseAddress!, width: width,
                        into: output.baseAddress! + (row - range.lowerBound) * width)
                }
            }
        }
    }

    /// The transpose's product with a dense matrix, without a transposed copy.
    ///
    /// - Parameters:
    ///   - dense: `rows` × `width`, row by row.
    ///   - pieces: this matrix' column pieces.
    /// - Returns: `columns` × `width`, row by row; the same bits at any number of threads.
    /// - Complexity: entries × width.
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

    /// One piece of the transposed product; `output` takes the piece's columns × `width`.
    public func multiplyTransposed(
        _ piece: Int, of pieces: ColumnPieces, by dense: [Float], width: Int,
        into output: UnsafeMutableBufferPointer<Float>
    ) {
        let first = pieces.columns(piece).lowerBound
        precondition(dense.count == rows * width && output.count == pieces.columns(piece).count * width)
        output.update(repeating: 0)
        guard let target = output.baseAddress else { return }
        dense.withUnsafeBufferPointer { dense in
            withUnsafeEntries { _, columns, values in
                for row in 0..<rows {
                    // A piece's entries lie too far apart for the processor to foresee.
                    let next = pieces.entries(row: min(row + 6, rows - 1), piece: piece, of: self)
                    for entry in stride(from: next.lowerBound, to: next.upperBound, by: 16) {
                        prefetch(columns.baseAddress! + entry)
                        prefetch(values.baseAddress! + entry)
                    }
                    let range = pieces.entries(row: row, piece: piece, of: self)
                    guard !range.isEmpty else { continue }
                    let entries = Entries(
                        columns: columns.baseAddress! + range.lowerBound, values: values.baseAddress! + range.lowerBound,
                        count: range.count)
                    // `first` rows before the piece's own memory, so that columns need no shift.
                    entries.scatter(dense.baseAddress! + row * width, to: target - first * width, width: width)
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

/// Entries of one row.
private struct Entries {
    let columns: UnsafePointer<Int32>
    let values: UnsafePointer<Float>
    let count: Int

    /// The sum of the rows of `dense` that the columns name, each times its value.
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
            var sum: Float = 0
            for entry in 0..<count { sum += values[entry] * dense[Int(columns[entry]) &* width + index] }
            output[index] = sum
        }
    }

    /// Adds `source`, a row of `width`, times its value to the row of `target` that each column names.
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
        var a = SIMD8<Float>(repeating: 0)
        for entry in 0..<count {
            a += values[entry] * load(dense + Int(columns[entry]) &* width)
        }
        store(a, to: output)
    }

    @inline(__always)
    private func sum16(_ dense: UnsafePointer<Float>, _ width: Int, _ output: UnsafeMutablePointer<Float>) {
        var (a, b) = (SIMD8<Float>(repeating: 0), SIMD8<Float>(repeating: 0))
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
        var (a, b) = (SIMD8<Float>(repeating: 0), SIMD8<Float>(repeating: 0))
        var c = SIMD8<Float>(repeating: 0)
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
        var (a, b) = (SIMD8<Float>(repeating: 0), SIMD8<Float>(repeating: 0))
        var (c, d) = (SIMD8<Float>(repeating: 0), SIMD8<Float>(repeating: 0))
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
