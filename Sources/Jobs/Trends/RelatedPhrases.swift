import Features
import Models
import Text

/// The phrases that stand where watched terms stand, by what a model learned from texts without labels.
public struct RelatedPhrases: Sendable {
    private let vectors: SemanticVectors
    private let normalizer: TextNormalizer

    /// - Returns: nil where the model has no vectors.
    public init?(_ classifier: ArticleClassifier, normalizer: TextNormalizer) {
        guard let dense = classifier.dense else { return nil }
        (vectors, self.normalizer) = (dense.vectors, normalizer)
    }

    /// - Throws: `CorpusError`; `ModelError.noVectors` where the model has none.
    init(model path: String) throws {
        let (classifier, settings) = try reading(model: path) { try ArticleClassifier.read(from: path) }
        guard let found = RelatedPhrases(classifier, normalizer: settings.normalizer) else {
            throw ModelError.noVectors
        }
        self = found
    }

    /// The phrases nearest to those spellings that are phrases of the model's texts, the nearest first; none where no
    /// spelling is one: the characters of a rare word say little of how it is used.
    ///
    /// - Parameter spellings: of one term; none of them is among the result.
    public func near(_ spellings: [String], count: Int = 8) -> [PhraseVectors.Neighbor] {
        let names = spellings.map(normalizer.normalize)
        var found: [String: PhraseVectors.Neighbor] = [:]
        for name in names {
            guard let near = vectors.similar(to: name, count: count + names.count), near.isKnown else { continue }
            for neighbor in near.neighbors where !names.contains(where: { $0.contains(neighbor.phrase) }) {
                if let known = found[neighbor.phrase], known.similarity >= neighbor.similarity { continue }
                found[neighbor.phrase] = neighbor
            }
        }
        let ranked = found.values.sorted { ($1.similarity, $0.phrase) < ($0.similarity, $1.phrase) }
        return Array(ranked.prefix(count))
    }
}
