import TrendNumerics

/// The phrases of a corpus and their vectors, near for phrases that stand with the same n-grams: `具身智能` and `人形机器人`.
///
/// An n-gram that is part of a phrase says nothing of what the phrase stands with, so phrases are not near for the
/// characters they share.
public struct PhraseVectors: Sendable, Equatable {
    /// A phrase, and the cosine of its vector with the asked one.
    public struct Neighbor: Codable, Equatable, Sendable {
        public let phrase: String
        public let similarity: Double
        /// The number of texts that the phrase stands in, long ones cut.
        public let texts: Int
    }

    /// The most frequent ones first.
    public let phrases: [String]
    /// The number of texts with each phrase.
    public let texts: [Int32]
    public let rank: Int
    /// phrases × rank, row by row.
    let codes: [Int8]
    private let lengths: [Float]

    /// Assembles vectors from their parts, as a model file stores them.
    ///
    /// - Throws: `FeatureError.damagedVocabulary` unless there is one vector and one number of texts per phrase.
    public init(phrases: [String], texts: [Int32], rank: Int, codes: [Int8]) throws {
        guard rank > 0, rank <= SemanticVectors.longest, codes.count == phrases.count * rank,
            texts.count == phrases.count, texts.allSatisfy({ $0 >= 0 })
        else { throw FeatureError.damagedVocabulary }
        self.phrases = phrases
        self.texts = texts
        self.rank = rank
        self.codes = codes
        lengths = phrases.indices.map { phrase in
            codes[phrase * rank..<(phrase + 1) * rank].reduce(Float(0)) { $0 + Float($1) * Float($1) }.squareRoot()
        }
    }

    /// The codes as a model file stores them.
    public var bytes: [UInt8] { codes.map { UInt8(bitPattern: $0) } }

    /// The vector of a phrase; nil for one that is not among them.
    public func vector(of phrase: String) -> [Float]? {
        guard let index = phrases.firstIndex(of: phrase), lengths[index] > 0 else { return nil }
        return codes[index * rank..<(index + 1) * rank].map { Float($0) / lengths[index] }
    }

    /// The phrases nearest to a vector, the nearest first, of equally near ones the more frequent; none that is turned
    /// away from it.
    ///
    /// - Parameters:
    ///   - vector: `rank` numbers of length 1.
    ///   - phrase: is left out, as is what contains it or is part of it: that says the same.
    /// - Complexity: O(phrases × rank).
    public func nearest(to vector: [Float], count: Int, except phrase: String) -> [Neighbor] {
        precondition(vector.count == rank)
        let similarities = phrases.indices.map { index -> Float in
            guard lengths[index] > 0 else { return -1 }
            var product: Float = 0
            for place in 0..<rank { product += vector[place] * Float(codes[index * rank + place]) }
            return product / lengths[index]
        }
        return phrases.indices.filter { similarities[$0] >= 0 }
            .filter { !phrases[$0].contains(phrase) && !phrase.contains(phrases[$0]) }
            .sorted { (similarities[$1], $0) < (similarities[$0], $1) }.prefix(count)
            .map { Neighbor(phrase: phrases[$0], similarity: Double(similarities[$0]), texts: Int(texts[$0])) }
    }
}

extension PhraseVectors {
    /// Finds the phrases of texts and learns their vectors.
    ///
    /// - Parameters:
    ///   - texts: those that the n-grams' vectors were learned from, in the same order.
    ///   - vectorizer: tells the n-grams that a phrase is made of.
    /// - Complexity: `PhraseDiscovery.lexicon`, and `CooccurrenceVectors.vectors`.
    static func learn(
        from texts: [[UInt32]], _ ngrams: CooccurrenceVectors, vectorizer: TFIDFVectorizer, threads: Int
    ) throws -> PhraseVectors {
        var discovery = PhraseDiscovery(threads: threads)
        discovery.minimumDocumentFrequency = minimumTexts
        let lexicon = discovery.lexicon(of: texts)
        let found = Parallel.map(texts.count, threads: threads) { text in
            Set(lexicon.occurrences(in: texts[text]).map(\.phrase)).sorted()
        }
        var places = [[Int32]](repeating: [], count: lexicon.count)
        for (text, phrases) in found.enumerated() {
            for phrase in phrases { places[phrase].append(Int32(text)) }
        }
        let chosen = places.indices.filter { places[$0].count >= minimumTexts }
            .sorted { (places[$1].count, $0) < (places[$0].count, $1) }.prefix(mostPhrases)
        let names = chosen.map { lexicon.phrases[$0].text }
        let parts = names.map { name in
            vectorizer.transform([name.unicodeScalars.map(\.value)]).columnIndices
        }
        let vectors = ngrams.vectors(ofThingsAt: chosen.map { places[$0] }, madeOf: parts, threads: threads)
        return try PhraseVectors(
            phrases: names, texts: chosen.map { Int32(places[$0].count) }, rank: ngrams.rank,
            codes: CodedVectors(vectors, rank: ngrams.rank).codes)
    }

    /// Fewer texts say too little of what a phrase stands with.
    private static let minimumTexts = 5
    /// 4 MB of codes at the default rank.
    private static let mostPhrases = 1 << 15
}
