import TrendNumerics

/// Replaces one row's counts by its weights, in place.
package typealias RowWeights = @Sendable (UnsafeBufferPointer<Int32>, UnsafeMutableBufferPointer<Float>) -> Void

/// The number of documents that a thread takes at a time.
private let pieceSize = 4096

extension NGramCounter {
    /// The rows of the counted documents, some documents per matrix.
    package func rows(threads: Int, weigh: @escaping RowWeights) -> [CSRMatrix] {
        let pieces = Parallel.chunks(of: starts.count - 1, size: pieceSize)
        return Parallel.map(pieces.count, threads: threads) { piece in
            let rows = RowBuilder(columns: vocabulary.count)
            for document in pieces[piece] {
                let places = starts[document]..<starts[document + 1]
                for (columns, numbers) in columnsOfLevel {
                    withUnsafeTemporaryAllocation(of: Int32.self, capacity: places.count) { found in
                        var count = 0
                        columns.withUnsafeBufferPointer { columns in
                            numbers.withUnsafeBufferPointer { numbers in
                                for place in places where numbers[place] > 0 {
                                    let column = columns[Int(numbers[place]) - 1]
                                    found[count] = column
                                    if column >= 0 { count &+= 1 }
                                }
                            }
                        }
                        rows.add(UnsafeBufferPointer(rebasing: found[..<count]))
                    }
                }
                rows.finishRow(weigh: weigh)
            }
            return rows.matrix()
        }
    }
}

extension Columns {
    /// The rows of documents, some documents per matrix, at least one matrix.
    ///
    /// N-grams without a column are ignored.
    package func rows(
        of documents: [[UInt32]], options: TFIDFOptions, threads: Int, weigh: @escaping RowWeights
    ) -> [CSRMatrix] {
        let size = min(pieceSize, max(1, (documents.count + threads - 1) / threads))
        let pieces = Parallel.chunks(of: documents.count, size: size)
        if pieces.isEmpty { return [CSRMatrix(columns: count, rowOffsets: [0], columnIndices: [], values: [])] }
        return Parallel.map(pieces.count, threads: threads) { piece in
            rows(of: documents[pieces[piece]], options: options, weigh: weigh)
        }
    }

    private func rows(of documents: ArraySlice<[UInt32]>, options: TFIDFOptions, weigh: RowWeights) -> CSRMatrix {
        let rows = RowBuilder(columns: count)
        for document in documents {
            document.withUnsafeBufferPointer { text in
                withUnsafeTemporaryAllocation(of: Int32.self, capacity: text.count * options.longest) { found in
                    var count = 0
                    switch self {
                    case .vocabulary(let vocabulary):
                        vocabulary.forEachFeature(in: text, longest: options.longest) { column, _, _ in
                            found[count] = column
                            count &+= 1
                        }
                    case .hashed(let hashed):
                        hashed.forEachFeature(in: text, lengths: options.shortest...options.longest) { column, _, _ in
                            found[count] = column
                            count &+= 1
                        }
                    }
                    rows.add(UnsafeBufferPointer(rebasing: found[..<count]))
                }
            }
            rows.finishRow(weigh: weigh)
        }
        return rows.matrix()
    }
}
