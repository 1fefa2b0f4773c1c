import Foundation

/// The positive pointwise mutual information of a matrix's columns: how much more often two of them have an entry in one
/// row than chance would have it (Levy, Goldberg and Dagan, "Improving distributional similarity with lessons learned
/// from word embeddings", TACL 3, 2015, section 2.1).
///
///     max(0, ln( n · n_ij / (n_i n_j) ))   for i ≠ j, where n_ij ≥ `minimumPairs`
///
/// n is the number of rows, n_i of those with an entry in column i, n_ij of those with entries in both.
struct PositiveInformation {
    /// columns × columns, symmetric.
    let matrix: CSRMatrix

    /// - Parameters:
    ///   - documents: only the positions of its entries matter.
    ///   - minimumPairs: pairs of columns in fewer rows count as 0.
    /// - Complexity: O(Σ entries of a row squared); 8 bytes per pair, twice while the parts are joined.
    init(_ documents: CSRMatrix, minimumPairs: Int, threads: Int) {
        let columns = documents.columns
        let postings = documents.transposed()
        let frequency = (0..<columns).map { postings.rowOffsets[$0 + 1] - postings.rowOffsets[$0] }
        let logarithms = frequency.map { log(Double(max(1, $0))) }
        let total = log(Double(max(1, documents.rows)))
        // A piece is small enough for the threads to end together: the first columns may have most of the pairs.
        let pieces = Parallel.chunks(of: columns, size: 256)
        var parts: [Part?] = Parallel.map(pieces.count, threads: threads) { piece in
            var part = Part()
            var counter = ColumnCounter(columns: columns)
            for column in pieces[piece] {
                postings.withUnsafeEntries { starts, rows, _ in
                    let rows = UnsafeBufferPointer(rebasing: rows[starts[column]..<starts[column + 1]])
                    counter.forEachColumn(in: rows, of: documents) { other, count in
                        guard count >= minimumPairs, other != column else { return }
                        let information = log(Double(count)) + total - logarithms[column] - logarithms[other]
                        guard information > 0 else { return }
                        part.columns.append(Int32(other))
                        part.values.append(Float(information))
                    }
                }
                part.ends.append(part.columns.count)
            }
            return part
        }
        let entries = parts.reduce(0) { $0 + $1!.columns.count }
        var offsets: [Int] = [0]
        offsets.reserveCapacity(columns + 1)
        var indices: [Int32] = []
        var values: [Float] = []
        indices.reserveCapacity(entries)
        values.reserveCapacity(entries)
        for index in parts.indices {
            let part = parts[index]!
            // Each part is released as soon as it is copied.
            parts[index] = nil
            let base = indices.count
            offsets += part.ends.map { $0 + base }
            indices += part.columns
            values += part.values
        }
        matrix = CSRMatrix(columns: columns, rowOffsets: offsets, columnIndices: indices, values: values)
    }

    private struct Part: Sendable {
        var columns: [Int32] = []
        var values: [Float] = []
        /// The number of entries up to the end of each column.
        var ends: [Int] = []
    }
}
