import TrendNumerics

/// Vectors of n-grams, near for n-grams that stand in the same texts, and by them vectors of texts.
///
/// A text's vector is the mean of its n-grams' vectors, each once and weighted by the root of its idf, scaled to length
/// 1. It is linear in the n-grams up to that length, so a score on it can be told n-gram by n-gram.
public struct SemanticVectors: Sendable, Equatable {
    /// Tells the n-grams of a text and their weights, which include the scale of each n-gram's codes.
    public let vectorizer: TFIDFVectorizer
    /// The length of a vector.
    public let rank: Int
    /// n-grams × rank, row by row; a byte each loses less than 0.4 % of an n-gram's vector.
    let codes: [Int8]
    /// The phrases of the same texts, in the same space.
    public let phrases: PhraseVectors

    /// Assembles vectors from their parts, as a model file stores them.
    ///
    /// - Throws: `FeatureError.damagedVocabulary` unless there is one vector per n-gram.
    public init(vectorizer: TFIDFVectorizer, rank: Int, codes: [Int8], phrases: PhraseVectors) throws {
        guard rank > 0, phrases.rank == rank, rank <= SemanticVectors.longest,
            codes.count == vectorizer.columns.count * rank,
            case .vocabulary = vectorizer.columns
        else { throw FeatureError.damagedVocabulary }
        self.vectorizer = vectorizer
        self.rank = rank
        self.codes = codes
        self.phrases = phrases
    }

    static let longest = 4096

    /// The codes as a model file stores them.
    public var bytes: [UInt8] { codes.map { UInt8(bitPattern: $0) } }

    /// About the memory in bytes that they take: a node of the vocabulary and a weight beside each vector.
    package var size: Int { codes.count + vectorizer.columns.count * 32 + phrases.phrases.count * (rank + 64) }

    public static func == (left: SemanticVectors, right: SemanticVectors) -> Bool {
        left.rank == right.rank && left.codes == right.codes && left.phrases == right.phrases
            && left.vectorizer.columnWeights == right.vectorizer.columnWeights
    }

    /// The phrases that stand where a phrase stands, the nearest first.
    ///
    /// - Returns: the phrases, and whether the asked one is among those of the texts; if not, its n-grams alone tell what
    ///   it is near. Nil where none of its n-grams is known.
    public func similar(
        to phrase: String, count: Int
    ) -> (neighbors: [PhraseVectors.Neighbor], isKnown: Bool)? {
        let own = phrases.vector(of: phrase)
        let vector = own ?? rows([phrase.unicodeScalars.map(\.value)])
        guard vector.contains(where: { $0 != 0 }) else { return nil }
        return (phrases.nearest(to: vector, count: count, except: phrase), own != nil)
    }

    /// The vectors of texts: texts × rank, row by row, the same bits with any number of threads. A text without a known
    /// n-gram has zeros.
    ///
    /// - Parameter length: the length of each vector.
    /// - Complexity: O(n-grams of the texts × rank).
    public func rows(_ texts: [[UInt32]], length: Float = 1, threads: Int = 1) -> [Float] {
        [Float](unsafeUninitializedCapacity: texts.count * rank) { output, count in
            nonisolated(unsafe) let target = output
            target.update(repeating: 0)
            let pieces = Parallel.chunks(of: texts.count, size: 1024)
            _ = Parallel.map(pieces.count, threads: threads) { piece in
                let own = vectorizer.transform(Array(texts[pieces[piece]]))
                for row in 0..<own.rows {
                    let start = (pieces[piece].lowerBound + row) * rank
                    let vector = UnsafeMutableBufferPointer(rebasing: target[start..<start + rank])
                    add(own, row, to: vector)
                    vector.scale(toLength: length)
                }
            }
            count = texts.count * rank
        }
    }

    /// What each n-gram of a text adds to the product of the text's vector with each of some directions.
    ///
    /// - Parameters:
    ///   - length: the length of the text's vector.
    ///   - directions: `rank` numbers each, such as a label's weights.
    /// - Returns: for each direction the columns of `vectorizer` and their parts, whose sum is that product up to
    ///   rounding.
    public func contributions(
        in text: [UInt32], length: Float = 1, to directions: [[Float]]
    ) -> [[(column: Int, contribution: Float)]] {
        precondition(directions.allSatisfy { $0.count == rank })
        let row = vectorizer.transform([text])
        var vector = [Float](repeating: 0, count: rank)
        vector.withUnsafeMutableBufferPointer { add(row, 0, to: $0) }
        let squares = vector.reduce(0) { $0 + $1 * $1 }
        guard squares > 0 else { return directions.map { _ in [] } }
        let scale = length / squares.squareRoot()
        return directions.map { direction in
            row.columnIndices.indices.map { entry in
                let column = Int(row.columnIndices[entry])
                var product: Float = 0
                for index in 0..<rank { product += Float(codes[column * rank + index]) * direction[index] }
                return (column, product * row.values[entry] * scale)
            }
        }
    }

    private func add(_ matrix: CSRMatrix, _ row: Int, to vector: UnsafeMutableBufferPointer<Float>) {
        let rank = rank
        matrix.withUnsafeEntries { offsets, columns, values in
            codes.withUnsafeBufferPointer { codes in
                for entry in offsets[row]..<offsets[row + 1] {
                    let start = Int(columns[entry]) &* rank
                    let value = values[entry]
                    for index in 0..<rank { vector[index] += value * Float(codes[start &+ index]) }
                }
            }
        }
    }
}
