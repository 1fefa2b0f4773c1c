extension CSRMatrix {
    /// The product with a dense matrix.
    ///
    /// - Parameters:
    ///   - dense: `columns` × `width`, row by row.
    ///   - width: columns of `dense`.
    /// - Returns: `rows` × `width`, row by row; the same bits at any number of threads.
    /// - Complexity: entries × width.
    public func times(_ dense: [Float], width: Int, threads: Int) -> [Float] {
        precondition(dense.count == columns * width)
        return [Float](unsafeUninitializedCapacity: rows * width) { output, count in
            output.initialize(repeating: 0)
            nonisolated(unsafe) let target = output
            let pieces = Parallel.chunks(of: rows, size: 1024)
            _ = Parallel.map(pieces.count, threads: threads) { piece in
                multiply(pieces[piece], by: dense, width: width, into: target)
            }
            count = rows * width
        }
    }

    private func multiply(
        _ range: Range<Int>, by dense: [Float], width: Int, into output: UnsafeMutableBufferPointer<Float>
    ) {
        dense.withUnsafeBufferPointer { dense in
            withUnsafeEntries { offsets, columns, values in
                for row in range {
                    let target = output.baseAddress! + row * width
                    for entry in offsets[row]..<offsets[row + 1] {
                        let source = dense.baseAddress! + Int(columns[entry]) * width
                        let value = values[entry]
                        for index in 0..<width { target[index] += value * source[index] }
                    }
                }
            }
        }
    }
}
