import Corpus
import Features
import Text

extension TopicModel {
    private struct Settings: Codable {
        var topics: [Topic]
        var minimumLength: Float
        var minimumFit: Float
        /// Nil in files from before there was more than one.
        var normalizer: TextNormalizer?
        /// Nil where the fit tells new articles, and in files from before there was another way.
        var novelty: Likeness?

        struct Likeness: Codable {
            var mean: Double
            var minimumScore: Double
        }

        private enum CodingKeys: String, CodingKey {
            case topics, normalizer, novelty
            case minimumLength = "leastLength"
            case minimumFit = "leastFit"
        }
    }

    /// Writes the topics to a model file.
    ///
    /// - Throws: `CorpusError.unwritable`.
    public func write(to path: String) throws {
        var file = ModelFile()
        try file.add(
            "TOPC",
            json: Settings(
                topics: topics, minimumLength: vectorizer.minimumLength, minimumFit: minimumFit, normalizer: normalizer,
                novelty: novelty.map { .init(mean: $0.mean, minimumScore: $0.minimumScore) }))
        try file.add("PHRS", json: vectorizer.lexicon)
        file.add("COLW", array: vectorizer.columnWeights)
        file.add("TERM", array: H)
        if let characters = novelty?.model {
            file.add("CHAR", array: characters.characters)
            file.add("PAIR", array: characters.pairs)
            file.add("PCNT", array: characters.counts)
        }
        try file.write(to: path)
    }

    /// Reads topics from a model file.
    ///
    /// - Throws: `CorpusError` if the file cannot be read, `ModelError` if it does not hold topics.
    public static func read(from path: String) throws -> TopicModel {
        let file = try ModelFile(path: path)
        guard file.has("TOPC") else { throw ModelError.otherKind("a classifier", wanted: "topics") }
        let settings = try file.json("TOPC", as: Settings.self)
        let lexicon = try file.json("PHRS", as: PhraseLexicon.self)
        let weights = try file.array("COLW", of: Float.self)
        guard
            let vectorizer = try? PhraseVectorizer(
                lexicon: lexicon, columnWeights: weights, minimumLength: settings.minimumLength)
        else { throw ModelError.damagedModel("its phrases and their weights do not match") }
        var model = try TopicModel(
            topics: settings.topics, vectorizer: vectorizer, H: try file.array("TERM", of: Float.self),
            minimumFit: settings.minimumFit)
        model.normalizer = settings.normalizer ?? TextNormalizer(version: .one)
        if let likeness = settings.novelty {
            guard
                let characters = CharacterModel(
                    characters: try file.array("CHAR", of: UInt32.self), pairs: try file.array("PAIR", of: UInt32.self),
                    counts: try file.array("PCNT", of: UInt32.self)),
                let novelty = Novelty(model: characters, mean: likeness.mean, minimumScore: likeness.minimumScore)
            else { throw ModelError.damagedModel("its characters and their pairs do not match") }
            model.novelty = novelty
        }
        return model
    }
}
