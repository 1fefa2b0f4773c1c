import Corpus
import Features
import Models
import Text

/// The phrases that stand where a phrase stands, by what a model learned from texts without labels.
public struct SimilarJob: Sendable {
    public struct Result: Codable, Sendable, TabularResult {
        public let phrase: String
        /// Whether the phrase is one of those found in the texts; if not, its n-grams alone tell what it is near.
        public let isKnown: Bool
        /// The nearest first.
        public let neighbors: [PhraseVectors.Neighbor]
    }

    private let phrase: String
    private let model: String
    private let count: Int
    private let output: ResultFile?

    /// - Parameters:
    ///   - count: how many phrases.
    ///   - output: where the caller will write the result, which is checked with all other files.
    /// - Throws: `InvalidOption`.
    public init(_ phrase: String, model: String, count: Int = 20, output: ResultFile? = nil) throws {
        try require(count >= 1, "count", count, "it must be at least 1")
        try require(phrase.contains { !$0.isWhitespace }, "phrase", phrase, "it is empty")
        self.phrase = phrase
        self.model = model
        self.count = count
        self.output = output
    }

    /// - Throws: `CorpusError`, `ModelError`.
    public func run(progress: ProgressHandler = { _ in }) throws -> Result {
        var files = JobFiles()
        files.read("model", model)
        files.write(output, .similar)
        try files.check()
        let (classifier, settings) = try reading(model: model) { try ArticleClassifier.read(from: model) }
        guard let dense = classifier.dense else { throw ModelError.noVectors }
        let normalized = settings.normalizer.normalize(phrase)
        guard let found = dense.vectors.similar(to: normalized, count: count) else {
            throw ModelError.unknownPhrase(phrase)
        }
        return Result(phrase: normalized, isKnown: found.isKnown, neighbors: found.neighbors)
    }
}
