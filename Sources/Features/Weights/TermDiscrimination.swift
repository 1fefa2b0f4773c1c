import TrendNumerics
/// Measures how well terms tell documents apart.
///
/// The idea is that of Salton, Yang and Yu, "A theory of term importance in automatic text analysis" (JASIS 26, 1975),
/// reversed: a term is distinctive if the documents that contain it are similar to each other.
enum TermDiscrimination {
    /// The number of average documents that each term's documents are pooled with, so that two documents that are
    /// similar by chance do not make a term distinctive.
    private static let prior = 5.0

    /// How much more similar a term's documents are, apart from that term, than any two documents.
    ///
    /// The lift is about 1 for `如何看待`, which occurs in questions of all kinds, and 20 or more for `航天员`.
    ///
    /// - Parameter X: documents × terms, each row of norm 1 or 0; a stored entry means that the document contains the
    ///   term.
    /// - Returns: per term, the mean cosine of two of its documents divided by that of any two documents; 1 for all
    ///   terms if no two documents share a term.
    /// - Complexity: O(entries × entries per row).
    static func lifts(_ X: CSRMatrix, threads: Int) -> [Double] {
        let average = averageCosine(X)
        guard average > 0 else { return [Double](repeating: 1, count: X.columns) }
        let documents = X.transposed()
        let pieces = Parallel.chunks(of: X.columns, size: 256)
        return Parallel.map(pieces.count, threads: threads) { piece in
            var sums = [Float](repeating: 0, count: X.columns)
            return pieces[piece].map { term in
                let rows = documents.columnIndices[documents.rowOffsets[term]..<documents.rowOffsets[term + 1]]
                let count = Double(rows.count)
                let pairs = count * (count - 1) / 2
                let cosine = pairs > 0 ? sumOfCosines(rows, X, without: term, &sums) / pairs : 0
                return (cosine * count + average * prior) / (count + prior) / average
            }
        }.flatMap { $0 }
    }

    /// The sum of the cosines of all pairs of rows, with one column left out.
    ///
    /// - Parameter sums: scratch memory, one per column, all 0 before and after.
    private static func sumOfCosines(
        _ rows: ArraySlice<Int32>, _ X: CSRMatrix, without term: Int, _ sums: inout [Float]
    ) -> Double {
        var total = 0.0
        sums.withUnsafeMutableBufferPointer { sums in
            X.columnIndices.withUnsafeBufferPointer { columns in
                X.values.withUnsafeBufferPointer { values in
                    for row in rows {
                        var withEarlier: Float = 0
                        for entry in X.rowOffsets[Int(row)]..<X.rowOffsets[Int(row) + 1] {
                            let column = Int(columns[entry])
                            if column == term { continue }
                            withEarlier += sums[column] * values[entry]
                            sums[column] += values[entry]
                        }
                        total += Double(withEarlier)
                    }
                    for row in rows {
                        for entry in X.rowOffsets[Int(row)]..<X.rowOffsets[Int(row) + 1] {
                            sums[Int(columns[entry])] = 0
                        }
                    }
                }
            }
        }
        return total
    }

    private static func averageCosine(_ X: CSRMatrix) -> Double {
        var sums = [Double](repeating: 0, count: X.columns)
        var own = 0.0
        for (column, value) in zip(X.columnIndices, X.values) {
            sums[Int(column)] += Double(value)
            own += Double(value) * Double(value)
        }
        let pairs = Double(X.rows) * Double(X.rows - 1)
        // Anything below the rounding error of the sums counts as nothing shared.
        let shared = sums.reduce(0) { $0 + $1 * $1 } - own
        return pairs > 0 && shared > 1e-9 * own ? shared / pairs : 0
    }
}
