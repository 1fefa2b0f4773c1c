import TrendNumerics
import Features

/// The association of terms, for texts that are too short to be compared by the terms that they share.
enum TermAssociation {
    /// The association of every two terms: √p · NPMI for terms that occur together in the share p of the documents.
    ///
    /// It is 0 for terms that occur together less often than by chance, in one document only, or only in documents with
    /// the same terms. The factor makes a pair count by the certainty of its association. Without it, NPMI is highest
    /// for the rarest pairs (Levy and Goldberg, "Neural word embedding as implicit matrix factorization", NIPS 2014,
    /// section 3.2, factor it without p). A term's association with itself equals that with its nearest term: with 0 on
    /// the diagonal, a factorization would have to keep the terms of a topic apart.
    ///
    /// - Parameter X: documents × terms; a stored entry means that the document has the term.
    /// - Returns: terms × terms, symmetric, from 0 to 1. Neither the order of the documents nor repeating every
    ///   document changes it.
    /// - Complexity: entries × entries of a row.
    static func matrix(_ X: CSRMatrix, threads: Int) -> CSRMatrix {
        let documents = X.transposed()
        let contents = contents(of: X)
        let pieces = Parallel.chunks(of: X.columns, size: 64)
        let parts = Parallel.map(pieces.count, threads: threads) { piece in
            var meetings = Meetings(terms: X.columns)
            var offsets = [0]
            var columns: [Int32] = []
            var values: [Float] = []
            for term in pieces[piece] {
                let rows = documents.columnIndices[documents.rowOffsets[term]..<documents.rowOffsets[term + 1]]
                meetings.count(rows, of: X, contents: contents)
                meetings.take { other, count in
                    let others = documents.rowOffsets[other + 1] - documents.rowOffsets[other]
                    let npmi = Cooccurrence.npmi(together: count, rows.count, others, of: X.rows)
                    guard other != term, npmi > 0 else { return }
                    columns.append(Int32(other))
                    values.append(Float((Double(count) / Double(X.rows)).squareRoot() * npmi))
                }
                if let nearest = values[offsets.last!...].max() {
                    let place = columns[offsets.last!...].firstIndex { $0 > Int32(term) } ?? columns.count
                    columns.insert(Int32(term), at: place)
                    values.insert(nearest, at: place)
                }
                offsets.append(values.count)
            }
            return CSRMatrix(columns: X.columns, rowOffsets: offsets, columnIndices: columns, values: values)
        }
        return CSRMatrix(stacking: parts, columns: X.columns)
    }

    /// A number for each document, equal for documents with the same terms.
    private static func contents(of X: CSRMatrix) -> [Int32] {
        var numbers: [ArraySlice<Int32>: Int32] = [:]
        return (0..<X.rows).map { row in
            let terms = X.columnIndices[X.rowOffsets[row]..<X.rowOffsets[row + 1]]
            let number = numbers[terms] ?? Int32(numbers.count)
            numbers[terms] = number
            return number
        }
    }
}

/// The number of documents in which one term occurs together with each of the others.
private struct Meetings {
    private var counts: [Int32]
    /// The content of the first shared document, until a document with another content follows.
    private var onlyContent: [Int32]
    private static let several: Int32 = -1
    private var met: [Int32] = []

    init(terms: Int) {
        counts = Array(repeating: 0, count: terms)
        onlyContent = counts
    }

    /// Counts the terms that occur together with a term.
    ///
    /// - Parameter rows: the documents that contain the term.
    mutating func count(_ rows: ArraySlice<Int32>, of X: CSRMatrix, contents: [Int32]) {
        X.withUnsafeEntries { offsets, columns, _ in
            for row in rows {
                let content = contents[Int(row)]
                for entry in offsets[Int(row)]..<offsets[Int(row) + 1] {
                    let other = Int(columns[entry])
                    if counts[other] == 0 {
                        met.append(columns[entry])
                        onlyContent[other] = content
                    } else if onlyContent[other] != content {
                        onlyContent[other] = Meetings.several
                    }
                    counts[other] += 1
                }
            }
        }
    }

    /// Passes the terms that were found in documents of different contents to `body`, in ascending order, and resets
    /// all counts.
    mutating func take(_ body: (_ other: Int, _ count: Int) -> Void) {
        for other in met.sorted() {
            if onlyContent[Int(other)] == Meetings.several { body(Int(other), Int(counts[Int(other)])) }
            counts[Int(other)] = 0
        }
        met.removeAll(keepingCapacity: true)
    }
}
