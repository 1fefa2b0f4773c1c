import Foundation

/// Texts as rows of TF-IDF weights over character n-grams.
///
/// An entry is tf · w with tf by `TFIDFOptions.termFrequency` and w the weight of the column; each row
/// then has the Euclidean length 1. Fitting gives w = ln((1 + documents) / (1 + documents with the
/// n-gram)) + 1, the smoothed idf of scikit-learn's `TfidfVectorizer(analyzer="char", norm="l2")`.
public struct TFIDFVectorizer: Sendable {
    public let options: TFIDFOptions
    public let columns: Columns
    /// One weight a column: its idf, or what `reweighting` put in its place.
    public let columnWeights: [Float]

    /// A vectorizer from its parts, as a model file holds them.
    ///
    /// - Throws: `FeatureError.damagedVocabulary` unless there is one finite weight of 0 or more a column.
    public init(options: TFIDFOptions, columns: Columns, columnWeights: [Float]) throws {
        guard columnWeights.count == columns.count,
            columnWeights.allSatisfy({ $0.isFinite && $0 >= 0 })
        else { throw FeatureError.damagedVocabulary }
        self.options = options
        self.columns = columns
        self.columnWeights = columnWeights
    }

    /// What `fitTransform` learned.
    ///
    /// - Precondition: the columns are not hashed.
    public var vocabulary: Vocabulary {
        guard case .vocabulary(let vocabulary) = columns else { preconditionFailure("hashed columns have no vocabulary") }
        return vocabulary
    }

    /// Learns the vocabulary and its weights from documents and gives their rows.
    ///
    /// - Parameter documents: normalised texts as Unicode scalars (`TextNormalizer.scalars(of:)`).
    /// - Returns: the vectorizer and a matrix of documents × features.
    /// - Throws: `FeatureError` where there is no document or no n-gram passes the limits.
    /// - Complexity: linear in the text; memory for every distinct n-gram (about 45 bytes) and every
    ///   n-gram of every document (8 bytes).
    public static func fitTransform(
        _ documents: some Sequence<[UInt32]>, options: TFIDFOptions
    ) throws -> (TFIDFVectorizer, CSRMatrix) {
        var counter = NGramCounter(options: options)
        for document in documents { counter.add(document) }
        let (vocabulary, columns) = try counter.vocabulary(options: options)
        let documents = Double(counter.documents)
        var idf = [Float](repeating: 0, count: vocabulary.count)
        for (number, column) in columns.enumerated() where column >= 0 {
            let holding = Double(counter.documentFrequency[number])
            idf[Int(column)] = Float(log((1 + documents) / (1 + holding)) + 1)
        }
        let vectorizer = try TFIDFVectorizer(
            options: options, columns: .vocabulary(vocabulary), columnWeights: idf)

        var rows = RowBuilder(columns: vocabulary.count)
        for row in 0..<counter.documents {
            for entry in counter.rowOffsets[row]..<counter.rowOffsets[row + 1] {
                let column = columns[Int(counter.numbers[entry])]
                if column >= 0 { rows.append(column: column, count: counter.counts[entry]) }
            }
            rows.finishRow(vectorizer)
        }
        return (vectorizer, rows.matrix())
    }

    /// The rows of documents; n-grams that are no features are passed over, and a document without any
    /// feature is a row of zeros.
    ///
    /// - Returns: documents × features, the same bits at any number of threads.
    public func transform(_ documents: [[UInt32]], threads: Int = 1) -> CSRMatrix {
        let pieces = Parallel.chunks(of: documents.count, size: 256)
        let parts = Parallel.map(pieces.count, threads: threads) { piece in
            transformPiece(documents[pieces[piece]])
        }
        return parts.count == 1 ? parts[0] : CSRMatrix(stacking: parts, columns: columns.count)
    }

    private func transformPiece(_ documents: ArraySlice<[UInt32]>) -> CSRMatrix {
        var rows = RowBuilder(columns: columns.count)
        var scratch: [UInt32] = []
        for document in documents {
            switch columns {
            case .vocabulary(let vocabulary):
                document.withUnsafeBufferPointer { text in
                    vocabulary.forEachFeature(in: text, longest: options.longest) { column, _ in
                        rows.add(column: column)
                    }
                }
            case .hashed(let hashed):
                hashed.forEachCount(in: document, options: options, scratch: &scratch) { column, count in
                    rows.append(column: column, count: Float(count))
                }
            }
            rows.finishRow(self)
        }
        return rows.matrix()
    }

    /// The same vocabulary with other column weights, and the matrix that fitting gave with them.
    ///
    /// - Parameters:
    ///   - matrix: what `fitTransform` gave together with this vectorizer.
    ///   - weights: one a column, 0 or more.
    public func reweighting(
        _ matrix: CSRMatrix, with weights: [Float]
    ) throws -> (TFIDFVectorizer, CSRMatrix) {
        let vectorizer = try TFIDFVectorizer(options: options, columns: columns, columnWeights: weights)
        // The old row lengths cancel out.
        let factors = zip(weights, columnWeights).map { $1 > 0 ? $0 / $1 : 0 }
        var values = matrix.values
        for row in 0..<matrix.rows {
            let entries = matrix.rowOffsets[row]..<matrix.rowOffsets[row + 1]
            var squares = 0.0
            for entry in entries {
                values[entry] *= factors[Int(matrix.columnIndices[entry])]
                squares += Double(values[entry]) * Double(values[entry])
            }
            guard squares > 0 else { continue }
            let scale = Float(1 / squares.squareRoot())
            for entry in entries { values[entry] *= scale }
        }
        return (
            vectorizer,
            CSRMatrix(
                columns: matrix.columns, rowOffsets: matrix.rowOffsets,
                columnIndices: matrix.columnIndices, values: values)
        )
    }

    /// The places of every feature in one text: what `explain` marks.
    ///
    /// - Returns: by column and n-gram, the places of the n-grams' last scalars.
    public func places(in text: [UInt32]) -> [Int: [String: [Int]]] {
        columns.places(in: text, options: options)
    }

    /// Turns one row's counts into its weights, in place: tf · w, scaled to the length 1.
    @inline(__always)
    public func weigh(_ columns: UnsafeBufferPointer<Int32>, _ values: UnsafeMutableBufferPointer<Float>) {
        var squares = 0.0
        columnWeights.withUnsafeBufferPointer { weights in
            for entry in 0..<columns.count {
                let count = values[entry]
                let frequency: Float =
                    switch options.termFrequency {
                    case .count: count
                    case .sublinear: count > 1 ? 1 + log(count) : 1
                    case .presence: 1
                    }
                let weight = frequency * weights[Int(columns[entry])]
                values[entry] = weight
                squares += Double(weight) * Double(weight)
            }
        }
        guard squares > 0 else { return }
        let scale = Float(1 / squares.squareRoot())
        for entry in 0..<columns.count { values[entry] *= scale }
    }
}

/// Gathers the rows of a matrix: counts first, then weights, columns in order.
private struct RowBuilder {
    private let columns: Int
    private var rowOffsets: [Int] = [0]
    private var columnIndices: [Int32] = []
    private var values: [Float] = []
    /// By column: where it stands in `columnIndices` + 1 if it is in the current row already.
    private var entryOfColumn: [Int] = []
    private var order: [UInt64] = []

    init(columns: Int) { self.columns = columns }

    @inline(__always)
    mutating func append(column: Int32, count: Float) {
        columnIndices.append(column)
        values.append(count)
    }

    @inline(__always)
    mutating func add(column: Int32) {
        if entryOfColumn.isEmpty { entryOfColumn = Array(repeating: 0, count: columns) }
        let entry = entryOfColumn[Int(column)]
        // Entries of earlier rows are stale, not cleared.
        if entry > rowOffsets[rowOffsets.count - 1] {
            values[entry - 1] += 1
        } else {
            append(column: column, count: 1)
            entryOfColumn[Int(column)] = values.count
        }
    }

    mutating func finishRow(_ vectorizer: TFIDFVectorizer) {
        let start = rowOffsets[rowOffsets.count - 1]
        let end = values.count
        // Sorted as (column, count) pairs in one word each.
        order.removeAll(keepingCapacity: true)
        for entry in start..<end {
            order.append(UInt64(UInt32(bitPattern: columnIndices[entry])) << 32 | UInt64(values[entry].bitPattern))
        }
        order.sort()
        for (offset, pair) in order.enumerated() {
            columnIndices[start + offset] = Int32(pair >> 32)
            values[start + offset] = Float(bitPattern: UInt32(truncatingIfNeeded: pair))
        }
        columnIndices.withUnsafeBufferPointer { columns in
            values.withUnsafeMutableBufferPointer { values in
                vectorizer.weigh(
                    UnsafeBufferPointer(rebasing: columns[start...]),
                    UnsafeMutableBufferPointer(rebasing: values[start...]))
            }
        }
        rowOffsets.append(end)
    }

    consuming func matrix() -> CSRMatrix {
        CSRMatrix(columns: columns, rowOffsets: rowOffsets, columnIndices: columnIndices, values: values)
    }
}
