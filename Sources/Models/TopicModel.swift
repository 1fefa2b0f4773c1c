import Corpus
import Features

/// The topics of a corpus: what they are about, and how much of each is in an article.
public struct TopicModel: Sendable {
    public struct Topic: Equatable, Sendable, Codable {
        /// Its most telling phrases, the first one first.
        public var phrases: [String]
        /// The phrases as one name.
        public var name: String { phrases.prefix(3).joined(separator: " · ") }
    }

    /// Topics × …, in the order of their weight in the corpus they were found in.
    public let topics: [Topic]
    public let vectorizer: TFIDFVectorizer
    /// terms × topics, row by row; each topic's weights add up to 1.
    public let H: [Float]

    public var count: Int { topics.count }

    /// - Throws: `ModelError.damagedModel` unless the parts fit each other.
    public init(topics: [Topic], vectorizer: TFIDFVectorizer, H: [Float]) throws {
        guard case .vocabulary(let vocabulary) = vectorizer.columns, !topics.isEmpty,
            H.count == vocabulary.count * topics.count,
            H.allSatisfy({ $0.isFinite && $0 >= 0 })
        else { throw ModelError.damagedModel("its topics and terms do not fit each other") }
        self.topics = topics
        self.vectorizer = vectorizer
        self.H = H
    }

    /// Finds topics.
    ///
    /// - Parameter nmf: its `rank` is how many topics; fewer are found where there are fewer articles.
    /// - Returns: the topics, and the articles' weights in them as articles × topics.
    /// - Throws: `ModelError` and `FeatureError` where there is nothing to find.
    public static func fit(_ articles: [Article], nmf: NMF) throws -> (TopicModel, weights: [Float]) {
        let contents = articles.map(\.content)
        let texts = Parallel.map(articles.count, threads: nmf.threads) { TextNormalizer().scalars(of: contents[$0]) }
        let few = articles.count < 20
        let options = try TFIDFOptions(
            ngrams: 2, to: 4, minimumDocumentFrequency: .count(few ? 1 : max(2, articles.count / 5000)),
            maximumDocumentFrequency: .share(few ? 1 : 0.3), maximumFeatures: 50_000)
        let (vectorizer, X) = try TFIDFVectorizer.fitTransform(texts, options: options, threads: nmf.threads)
        let factors = try nmf.fit(X)
        let lexicon = PhraseDiscovery(threads: nmf.threads).lexicon(of: texts).spelled(as: contents, threads: nmf.threads)
        let namer = TopicNamer(lexicon, texts: texts, threads: nmf.threads)
        let names = namer.phrases(shares: shares(factors.W, topics: factors.rank), topics: factors.rank)
        func heaviest(_ topic: Int) -> String {
            let terms = 0..<vectorizer.vocabulary.count
            return vectorizer.vocabulary.ngram(
                terms.max { factors.H[$0 * factors.rank + topic] < factors.H[$1 * factors.rank + topic] }!)
        }
        let topics = names.enumerated().map { topic, phrases in
            // A few articles, or all the same ones, may have no phrases.
            Topic(phrases: phrases.isEmpty ? [heaviest(topic)] : phrases)
        }
        let model = try TopicModel(topics: topics, vectorizer: vectorizer, H: factors.H)
        return (model, factors.W)
    }

    /// The articles' weights in the topics, which stay as they are: articles × topics.
    public func fold(_ articles: [Article], threads: Int = 1) -> [Float] {
        let X = vectorizer.transform(
            articles.map { TextNormalizer().scalars(of: $0.content) }, threads: threads)
        return NMF.fold(X, into: H, rank: count, threads: threads)
    }

    /// Each article's weights as shares of its own total; all 0 for an article that fits no topic.
    public static func shares(_ weights: [Float], topics: Int) -> [Float] {
        var shares = weights
        for start in stride(from: 0, to: weights.count, by: topics) {
            let sum = weights[start..<start + topics].reduce(0, +)
            guard sum > 0 else { continue }
            for index in start..<start + topics { shares[index] /= sum }
        }
        return shares
    }
}
