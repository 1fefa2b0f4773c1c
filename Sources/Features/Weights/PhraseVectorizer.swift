import Numerics
import Foundation

/// Texts as rows of weights over the phrases of a lexicon, the longest phrase at each place.
///
/// An entry is (1 + ln count) · w. The weight w of a phrase is its idf, ln((1 + texts) / (1 + texts with it)),
/// times the logarithm of how much more alike than others the texts are that hold it (`TermDiscrimination`),
/// so that what is said in articles of all kinds, `如何看待` or `本台今天`, makes no topic. Nothing is supervised.
/// A row then has the length 1, or less where the text holds little that tells.
public struct PhraseVectorizer: Sendable {
    public let lexicon: PhraseLexicon
    /// By phrase.
    public let columnWeights: [Float]
    /// Rows shorter than this are not brought to the length 1, but divided by it.
    public let leastLength: Float

    public var columns: Int { lexicon.count }

    /// A vectorizer from its parts, as a model file holds them.
    ///
    /// - Throws: `FeatureError.damagedVocabulary` unless there is one finite weight of 0 or more a phrase.
    public init(lexicon: PhraseLexicon, columnWeights: [Float], leastLength: Float) throws {
        guard columnWeights.count == lexicon.count, columnWeights.allSatisfy({ $0.isFinite && $0 >= 0 }),
            leastLength.isFinite, leastLength >= 0
        else { throw FeatureError.damagedVocabulary }
        self.lexicon = lexicon
        self.columnWeights = columnWeights
        self.leastLength = leastLength
    }

    /// Learns the weights of a lexicon's phrases; of equal texts one counts.
    ///
    /// - Parameter documents: normalized.
    /// - Complexity: finding the phrases, and `TermDiscrimination.lifts`.
    public init(_ lexicon: PhraseLexicon, documents: [[UInt32]], threads: Int = 1) {
        let documents = PhraseDiscovery.distinct(documents)
        let ones = [Float](repeating: 1, count: lexicon.count)
        let counts = PhraseVectorizer.rows(documents, lexicon, weights: ones, leastLength: nil, threads: threads)
        var documentFrequency = [Int](repeating: 0, count: lexicon.count)
        for column in counts.columnIndices { documentFrequency[Int(column)] += 1 }
        let total = Double(documents.count)
        let idf = documentFrequency.map { log((1 + total) / (1 + Double($0))) }
        let weighted = PhraseVectorizer.rows(
            documents, lexicon, weights: idf.map { Float($0) }, leastLength: 0, threads: threads)
        let lifts = TermDiscrimination.lifts(weighted, threads: threads)
        var weights = lexicon.phrases.indices.map { phrase -> Float in
            if documents.count < PhraseVectorizer.few { return Float(idf[phrase] + 1) }
            let isTelling =
                lifts[phrase] > 1 && Double(documentFrequency[phrase]) <= total * PhraseVectorizer.mostDocuments
            return isTelling ? Float(idf[phrase] * log(lifts[phrase])) : 0
        }
        // Texts of which none is like another.
        if !weights.contains(where: { $0 > 0 }) { weights = ones }
        self.lexicon = lexicon
        columnWeights = weights
        let lengths = counts.squaredLengths(weights).filter { $0 > 0 }.sorted()
        leastLength = lengths.isEmpty ? 0 : Float(lengths[lengths.count / 2].squareRoot())
    }

    /// Phrases in more of the texts than this part tell nothing.
    private static let mostDocuments = 0.3
    /// Fewer texts than this share too little to say which phrases tell; there a phrase weighs its idf + 1.
    private static let few = 20

    /// The rows of texts; one without any telling phrase is a row of zeros.
    ///
    /// - Parameter documents: normalized.
    /// - Returns: documents × phrases, the same bits at any number of threads.
    public func transform(_ documents: [[UInt32]], threads: Int = 1) -> CSRMatrix {
        PhraseVectorizer.rows(documents, lexicon, weights: columnWeights, leastLength: leastLength, threads: threads)
    }

    /// How often each telling phrase stands in a text, in the order of the lexicon.
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

    /// Turns one row's counts into its weights, in place.
    public func weigh(_ columns: UnsafeBufferPointer<Int32>, _ values: UnsafeMutableBufferPointer<Float>) {
        PhraseVectorizer.weigh(columns, values, by: columnWeights, leastLength: leastLength)
    }

    /// - Parameter leastLength: nil leaves the lengths as they are.
    private static func weigh(
        _ columns: UnsafeBufferPointer<Int32>, _ values: UnsafeMutableBufferPointer<Float>, by weights: [Float],
        leastLength: Float?
    ) {
        var squares = 0.0
        for entry in 0..<columns.count {
            values[entry] = (1 + log(values[entry])) * weights[Int(columns[entry])]
            squares += Double(values[entry]) * Double(values[entry])
        }
        guard let leastLength, squares > 0 else { return }
        let scale = 1 / max(Float(squares.squareRoot()), leastLength)
        for entry in 0..<columns.count { values[entry] *= scale }
    }

    private static func rows(
        _ documents: [[UInt32]], _ lexicon: PhraseLexicon, weights: [Float], leastLength: Float?, threads: Int
    ) -> CSRMatrix {
        let pieces = Parallel.chunks(of: documents.count, size: 1024)
        let parts = Parallel.map(pieces.count, threads: threads) { piece in
            let rows = RowBuilder(columns: lexicon.count)
            for document in documents[pieces[piece]] {
                for occurrence in lexicon.occurrences(in: document) where weights[occurrence.phrase] > 0 {
                    rows.add(column: Int32(occurrence.phrase))
                }
                rows.finishRow { weigh($0, $1, by: weights, leastLength: leastLength) }
            }
            return rows.matrix()
        }
        return CSRMatrix(stacking: parts, columns: lexicon.count)
    }
}

extension CSRMatrix {
    /// Of each row, if its columns had these weights.
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
