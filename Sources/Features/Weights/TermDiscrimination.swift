import Numerics
/// How well terms tell documents apart: Salton, Yang and Yu, "A theory of term importance in automatic text
/// analysis" (JASIS 26, 1975), turned round: a term is telling if the documents that hold it are alike.
enum TermDiscrimination {
    /// A term's documents are taken together with so many average ones, so that two documents that are
    /// alike by chance do not make a term.
    private static let prior = 5.0

    /// How much more alike the documents of a term are, apart from that term, than any two documents: about 1
    /// for `如何看待`, which stands in questions of all kinds, and 20 or more for `航天员`.
    ///
    /// - Parameter X: documents × terms, each row of the length 1 or 0; a stored entry means that the
    ///   document has the term.
    /// - Returns: by term, the mean cosine of two of its documents over that of any two; 1 for all terms where
    ///   no two documents share a term.
    /// - Complexity: entries × entries of a row.
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

    /// The sum over all pairs of some rows, one column left out.
    ///
    /// - Parameter sums: one for each column, all 0, and so again at the end.
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
        // Below what the sums' rounding makes, nothing is shared.
        let shared = sums.reduce(0) { $0 + $1 * $1 } - own
        return pairs > 0 && shared > 1e-9 * own ? shared / pairs : 0
    }
}
