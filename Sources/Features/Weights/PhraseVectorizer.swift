import TrendNumerics
import Foundation

/// Turns texts into rows of weights over the phrases of a lexicon, taking the longest phrase at each position.
///
/// An entry is (1 + ln count) · w. The weight w of a phrase is its idf, ln((1 + texts) / (1 + texts with it)), times
/// the logarithm of its lift: how much more similar than others the texts with the phrase are (`TermDiscrimination`).
/// So phrases of all kinds of articles, such as `如何看待` or `本台今天`, form no topic. Nothing is supervised. A row then has
/// norm 1, or less if the text has few distinctive phrases.
public struct PhraseVectorizer: Sendable {
    /// The phrases, one per column.
    public let lexicon: PhraseLexicon
    /// One weight per phrase; 0 if the phrase is not distinctive.
    public let columnWeights: [Float]
    /// Rows with a smaller norm are divided by this value instead of being scaled to norm 1.
    public let minimumLength: Float

    /// The number of columns, one per phrase.
    public var columns: Int { lexicon.count }

    /// Assembles a vectorizer from its parts, as a model file stores them.
    ///
    /// - Throws: `FeatureError.damagedVocabulary` unless there is one finite weight of at least 0 per phrase and
    ///   `minimumLength` is finite and at least 0.
    public init(lexicon: PhraseLexicon, columnWeights: [Float], minimumLength: Float) throws {
        guard columnWeights.count == lexicon.count, columnWeights.allSatisfy({ $0.isFinite && $0 >= 0 }),
            minimumLength.isFinite, minimumLength >= 0
        else { throw FeatureError.damagedVocabulary }
        self.lexicon = lexicon
        self.columnWeights = columnWeights
        self.minimumLength = minimumLength
    }

    /// Learns the weights of a lexicon's phrases. Identical texts count once.
    ///
    /// - Parameter documents: normalized.
    /// - Complexity: finding the phrases, and `TermDiscrimination.lifts`.
    public init(_ lexicon: PhraseLexicon, documents: [[UInt32]], threads: Int = 1) {
        let documents = PhraseDiscovery.distinct(documents)
        let ones = [Float](repeating: 1, count: lexicon.count)
        let counts = PhraseVectorizer.rows(documents, lexicon, weights: ones, minimumLength: nil, threads: threads)
        var documentFrequency = [Int](repeating: 0, count: lexicon.count)
        for column in counts.columnIndices { documentFrequency[Int(column)] += 1 }
        let total = Double(documents.count)
        let idf = documentFrequency.map { log((1 + total) / (1 + Double($0))) }
        let weighted = PhraseVectorizer.rows(
            documents, lexicon, weights: idf.map { Float($0) }, minimumLength: 0, threads: threads)
        let lifts = TermDiscrimination.lifts(weighted, threads: threads)
        var weights = lexicon.phrases.indices.map { phrase -> Float in
            if documents.count < PhraseVectorizer.minimumDocuments { return Float(idf[phrase] + 1) }
            let isTelling =
                lifts[phrase] > 1 && Double(documentFrequency[phrase]) <= total * PhraseVectorizer.maximumDocumentShare
            return isTelling ? Float(idf[phrase] * log(lifts[phrase])) : 0
        }
        // No two texts are similar.
        if !weights.contains(where: { $0 > 0 }) { weights = ones }
        self.lexicon = lexicon
        columnWeights = weights
        let lengths = counts.squaredLengths(weights).filter { $0 > 0 }.sorted()
        minimumLength = lengths.isEmpty ? 0 : Float(lengths[lengths.count / 2].squareRoot())
    }

    /// Phrases in a larger share of the texts are not distinctive.
    private static let maximumDocumentShare = 0.3
    /// Fewer texts than this share too little to tell which phrases are distinctive. A phrase then weighs its idf + 1.
    private static let minimumDocuments = 20

    /// Computes the rows of texts; a text without distinctive phrases has a row of zeros.
    ///
    /// - Parameter documents: normalized.
    /// - Returns: documents × phrases, the same bits with any number of threads.
    public func transform(_ documents: [[UInt32]], threads: Int = 1) -> CSRMatrix {
        PhraseVectorizer.rows(
            documents, lexicon, weights: columnWeights, minimumLength: minimumLength, threads: threads)
    }

    /// The count of each distinctive phrase in a text, in the order of the lexicon.
    public func counts(in text: [UInt32]) -> [(phrase: Int32, count: Int)] {
        let phrases = lexicon.occurrences(in: text).map(\.phrase).filter { columnWeights[$0] > 0 }.sorted()
        var counts: [(phrase: Int32, count: Int)] = []
        for phrase in phrases {
            if let last = counts.last, last.phrase == Int32(phrase) {
                counts[counts.count - 1].count += 1
            } else {
                counts.append((Int32(phrase), 1))
            }
        }
        return counts
    }

    /// Replaces one row's counts by its weights, in place.
    public func weigh(_ columns: UnsafeBufferPointer<Int32>, _ values: UnsafeMutableBufferPointer<Float>) {
        PhraseVectorizer.weigh(columns, values, by: columnWeights, minimumLength: minimumLength)
    }

    /// Weighs one row.
    ///
    /// - Parameter minimumLength: nil leaves the norms as they are.
    private static func weigh(
        _ columns: UnsafeBufferPointer<Int32>, _ values: UnsafeMutableBufferPointer<Float>, by weights: [Float],
        minimumLength: Float?
    ) {
        var squares = 0.0
        for entry in 0..<columns.count {
            values[entry] = (1 + log(values[entry])) * weights[Int(columns[entry])]
            squares += Double(values[entry]) * Double(values[entry])
        }
        guard let minimumLength, squares > 0 else { return }
        let scale = 1 / max(Float(squares.squareRoot()), minimumLength)
        for entry in 0..<columns.count { values[entry] *= scale }
    }

    private static func rows(
        _ documents: [[UInt32]], _ lexicon: PhraseLexicon, weights: [Float], minimumLength: Float?, threads: Int
    ) -> CSRMatrix {
        let pieces = Parallel.chunks(of: documents.count, size: 1024)
        let parts = Parallel.map(pieces.count, threads: threads) { piece in
            let rows = RowBuilder(columns: lexicon.count)
            for document in documents[pieces[piece]] {
                for occurrence in lexicon.occurrences(in: document) where weights[occurrence.phrase] > 0 {
                    rows.add(column: Int32(occurrence.phrase))
                }
                rows.finishRow { weigh($0, $1, by: weights, minimumLength: minimumLength) }
            }
            return rows.matrix()
        }
        return CSRMatrix(stacking: parts, columns: lexicon.count)
    }
}

extension CSRMatrix {
    /// The squared norm of each row if its columns had these weights.
    fileprivate func squaredLengths(_ weights: [Float]) -> [Double] {
        (0..<rows).map { row in
            var sum = 0.0
            for entry in rowOffsets[row]..<rowOffsets[row + 1] {
                let value = Double(values[entry] * weights[Int(columnIndices[entry])])
                sum += value * value
            }
            return sum
        }
    }
}
