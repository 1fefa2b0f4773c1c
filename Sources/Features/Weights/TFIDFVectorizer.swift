import Text
import TrendNumerics
import Foundation

/// Turns texts into rows of TF-IDF weights over character n-grams.
///
/// An entry is tf · w, with tf by `TFIDFOptions.termFrequency` and w the weight of the column. Each row is scaled to
/// Euclidean norm 1. Fitting gives w = ln((1 + documents) / (1 + documents with the n-gram)) + 1, the smoothed idf of
/// scikit-learn's `TfidfVectorizer(analyzer="char", norm="l2")`.
public struct TFIDFVectorizer: Sendable {
    /// How n-grams are chosen and counted.
    public let options: TFIDFOptions
    /// The mapping from n-grams to columns.
    public let columns: Columns
    /// One weight per column: its idf, or its replacement by `reweighting`.
    public let columnWeights: [Float]

    /// Assembles a vectorizer from its parts, as a model file stores them.
    ///
    /// - Throws: `FeatureError.damagedVocabulary` unless there is one finite weight of at least 0 per column.
    public init(options: TFIDFOptions, columns: Columns, columnWeights: [Float]) throws {
        guard columnWeights.count == columns.count,
            columnWeights.allSatisfy({ (0...1e15).contains($0) })
        else { throw FeatureError.damagedVocabulary }
        self.options = options
        self.columns = columns
        self.columnWeights = columnWeights
    }

    /// The vocabulary that `fitTransform` learned.
    ///
    /// - Precondition: the columns are not hashed.
    public var vocabulary: Vocabulary {
        guard case .vocabulary(let vocabulary) = columns else {
            preconditionFailure("hashed columns have no vocabulary")
        }
        return vocabulary
    }

    /// Learns the vocabulary and its weights from documents, and computes their rows.
    ///
    /// - Parameters:
    ///   - documents: normalized texts as Unicode scalars (`TextNormalizer.scalars(of:)`).
    ///   - most: the number of features beyond which the minimum document frequency is raised; the vectorizer's options
    ///     tell the one that was used.
    /// - Returns: the vectorizer and a matrix of documents × features, the same with any number of threads.
    /// - Throws: `FeatureError` if there are no documents or no n-gram passes the limits.
    /// - Complexity: linear in the text; for memory see `NGramCounter`.
    public static func fitTransform(
        _ documents: [[UInt32]], options: TFIDFOptions, most: Int = .max, threads: Int = 1
    ) throws -> (TFIDFVectorizer, CSRMatrix) {
        let counter = try NGramCounter(documents, options: options, most: most, threads: threads)
        var options = options
        let asked = options.minimumDocumentFrequency.documents(of: documents.count)
        if Double(counter.minimumDocumentFrequency) > max(1, asked.rounded(.up)) {
            options.minimumDocumentFrequency = .count(counter.minimumDocumentFrequency)
        }
        let total = Double(documents.count)
        let vectorizer = try TFIDFVectorizer(
            options: options, columns: .vocabulary(counter.vocabulary),
            columnWeights: counter.documentFrequency.map { Float(log((1 + total) / (1 + Double($0))) + 1) })

        let parts = counter.rows(threads: threads, weigh: vectorizer.weigh)
        return (vectorizer, CSRMatrix(stacking: parts, columns: vectorizer.columns.count))
    }

    /// Computes the rows of documents.
    ///
    /// N-grams that are not features are ignored. A document without any feature has a row of zeros.
    ///
    /// - Returns: documents × features, the same bits with any number of threads.
    public func transform(_ documents: [[UInt32]], threads: Int = 1) -> CSRMatrix {
        let parts = columns.rows(of: documents, options: options, threads: threads, weigh: weigh)
        return parts.count == 1 ? parts[0] : CSRMatrix(stacking: parts, columns: columns.count)
    }

    /// The same columns with other weights, and the fitted matrix with these weights.
    ///
    /// - Parameters:
    ///   - matrix: the matrix that `fitTransform` returned together with this vectorizer.
    ///   - weights: one per column, at least 0.
    /// - Throws: `FeatureError.damagedVocabulary` unless there is one finite weight of at least 0 per column.
    public func reweighting(
        _ matrix: CSRMatrix, with weights: [Float]
    ) throws -> (TFIDFVectorizer, CSRMatrix) {
        let vectorizer = try TFIDFVectorizer(options: options, columns: columns, columnWeights: weights)
        // The old row norms cancel out.
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

    /// The positions of every feature in one text, which `explain` marks.
    ///
    /// - Returns: by column and n-gram, the positions of the n-gram's last scalars.
    public func places(in text: [UInt32]) -> [Int: [String: [Int]]] {
        columns.places(in: text, options: options)
    }

    /// The positions of every feature in one text as `places` tells them, without their n-grams, which take most of its
    /// time: the last scalar's, by column in ascending order, then by position, and the lengths of the n-grams. Nil for
    /// hashed columns, which may have several n-grams.
    ///
    /// - Precondition: the text has fewer than 2²⁸ scalars.
    public func featurePlaces(in text: [UInt32]) -> [(column: Int, place: Int, length: Int)]? {
        guard case .vocabulary(let vocabulary) = columns else { return nil }
        precondition(text.count < 1 << 28)
        var found: [UInt64] = []
        text.withUnsafeBufferPointer { text in
            vocabulary.forEachFeature(in: text, longest: options.longest) { column, place, length in
                found.append(UInt64(column) << 32 | UInt64(place) << 4 | UInt64(length))
            }
        }
        found.sort()
        return found.map { (Int($0 >> 32), Int($0 & 0xFFFF_FFFF) >> 4, Int($0 & 0xF)) }
    }

    /// The row of a text whose features were found, with the same bits as `transform`, which clears memory as wide as the
    /// vocabulary.
    ///
    /// - Parameter places: the result of `featurePlaces`.
    public func row(of places: [(column: Int, place: Int, length: Int)]) -> CSRMatrix {
        var found: [Int32] = []
        var values: [Float] = []
        for (column, _, _) in places {
            if found.last == Int32(truncatingIfNeeded: column) {
                values[values.count - 1] += 1
            } else {
                found.append(Int32(truncatingIfNeeded: column))
                values.append(1)
            }
        }
        found.withUnsafeBufferPointer { found in values.withUnsafeMutableBufferPointer { weigh(found, $0) } }
        return CSRMatrix(columns: columns.count, rowOffsets: [0, found.count], columnIndices: found, values: values)
    }

    /// Replaces one row's counts by its weights, in place: tf · w, scaled to norm 1.
    public func weigh(_ columns: UnsafeBufferPointer<Int32>, _ values: UnsafeMutableBufferPointer<Float>) {
        let termFrequency = options.termFrequency
        var squares = 0.0
        columnWeights.withUnsafeBufferPointer { weights in
            // Most n-grams of a text are in it once.
            for entry in 0..<columns.count {
                let count = values[entry]
                var frequency: Float = 1
                if count > 1 {
                    switch termFrequency {
                    case .count: frequency = count
                    case .sublinear: frequency = 1 + log(count)
                    case .presence: break
                    }
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
