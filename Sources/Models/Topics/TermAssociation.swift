import Numerics
import Features

/// How strongly terms go together, for texts too short to be compared by what they have in common.
enum TermAssociation {
    /// The association of any two terms, √p · NPMI for two that meet in the share p of the documents, and 0 for two
    /// that meet less often than by chance, or in one document alone, or in documents that hold the same. So pairs
    /// count by how surely they belong together, where bare NPMI (Levy and Goldberg, "Neural word embedding as implicit
    /// matrix factorization", NIPS 2014, section 3.2, factor it without p) is highest for the rarest. A term goes
    /// with itself as much as with its nearest one: with nothing there, a factorization has to keep a topic's terms
    /// apart from each other.
    ///
    /// - Parameter X: documents × terms; a stored entry means that the document has the term.
    /// - Returns: terms × terms, symmetric, from 0 to 1. The order of the documents, and each of them standing twice,
    ///   change nothing.
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

    /// By document, a number that documents with the same terms share.
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

/// In how many documents one term meets each of the others.
private struct Meetings {
    private var counts: [Int32]
    /// The content of the first document, until another one is met.
    private var onlyContent: [Int32]
    private static let several: Int32 = -1
    private var met: [Int32] = []

    init(terms: Int) {
        counts = Array(repeating: 0, count: terms)
        onlyContent = counts
    }

    /// - Parameter rows: the documents that hold the term.
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

    /// Gives those that were met in documents of different contents, in their order, and forgets all.
    mutating func take(_ body: (_ other: Int, _ count: Int) -> Void) {
        for other in met.sorted() {
            if onlyContent[Int(other)] == Meetings.several { body(Int(other), Int(counts[Int(other)])) }
            counts[Int(other)] = 0
        }
        met.removeAll(keepingCapacity: true)
    }
}
