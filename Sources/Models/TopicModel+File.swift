import Corpus
import Features

extension TopicModel {
    private struct Settings: Codable {
        var topics: [Topic]
        var tfidf: TFIDFOptions
        var leastFit: Float
    }

    /// - Throws: `CorpusError.unwritable`.
    public func write(to path: String) throws {
        var file = ModelFile()
        try file.add("TOPC", json: Settings(topics: topics, tfidf: vectorizer.options, leastFit: leastFit))
        file.add(vectorizer)
        file.add("TERM", array: H)
        try file.write(to: path)
    }

    /// - Throws: `CorpusError` where the file cannot be read, `ModelError` where it holds no topics.
    public static func read(from path: String) throws -> TopicModel {
        let file = try ModelFile(path: path)
        guard file.has("TOPC") else { throw ModelError.otherKind("a classifier", wanted: "topics") }
        let settings = try file.json("TOPC", as: Settings.self)
        return try TopicModel(
            topics: settings.topics, vectorizer: try file.vectorizer(options: settings.tfidf),
            H: try file.array("TERM", of: Float.self), leastFit: settings.leastFit)
    }
}
