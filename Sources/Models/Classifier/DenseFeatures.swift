import Features
import TrendNumerics

/// The dense part of a classifier's features: the vectors of texts, at a length that says how much they count beside
/// the n-grams, whose rows have length 1.
public struct DenseFeatures: Sendable, Equatable {
    public let vectors: SemanticVectors
    /// The length of a text's vector.
    public let length: Float

    /// - Throws: `ModelError.damagedModel` unless the length is above 0 and of a size that training gives.
    public init(vectors: SemanticVectors, length: Float) throws {
        guard length > 0, length <= 1000 else { throw ModelError.damagedModel("its vectors have no length") }
        self.vectors = vectors
        self.length = length
    }

    /// The number of features.
    var width: Int { vectors.rank }

    /// Texts × width, row by row.
    func rows(_ texts: [[UInt32]], threads: Int) -> [Float] {
        vectors.rows(texts, length: length, threads: threads)
    }
}

extension DenseFeatures {
    private struct Settings: Codable {
        var tfidf: TFIDFOptions
        var rank: Int
        var length: Float
        var phrases: [String]
        var texts: [Int32]
    }

    private static let names = ModelFile.VectorizerNames(nodes: "VNOD", weights: "VWGT")

    func add(to file: inout ModelFile) throws {
        try file.add(
            "VSET",
            json: Settings(
                tfidf: vectors.vectorizer.options, rank: vectors.rank, length: length,
                phrases: vectors.phrases.phrases, texts: vectors.phrases.texts))
        file.add(vectors.vectorizer, DenseFeatures.names)
        file.add("VECS", vectors.bytes)
        file.add("PVEC", vectors.phrases.bytes)
    }

    /// Nil for a file without vectors.
    ///
    /// - Throws: `ModelError.damagedModel`.
    init?(from file: ModelFile) throws {
        guard file.has("VSET") else { return nil }
        let settings = try file.json("VSET", as: Settings.self)
        do {
            try self.init(
                vectors: SemanticVectors(
                    vectorizer: file.vectorizer(options: settings.tfidf, DenseFeatures.names), rank: settings.rank,
                    codes: file.array("VECS", of: Int8.self),
                    phrases: PhraseVectors(
                        phrases: settings.phrases, texts: settings.texts, rank: settings.rank,
                        codes: file.array("PVEC", of: Int8.self))),
                length: settings.length)
        } catch is FeatureError {
            throw ModelError.damagedModel("its vectors are inconsistent")
        }
    }
}

extension ArticleClassifier {
    /// All features of texts, n-grams and vectors, as one sparse matrix: what a fit takes.
    func features(of texts: [[UInt32]], threads: Int) -> CSRMatrix {
        let ngrams = vectorizer.transform(texts, threads: threads)
        guard let dense else { return ngrams }
        return ngrams.appending(dense: dense.rows(texts, threads: threads), width: dense.width)
    }
}
