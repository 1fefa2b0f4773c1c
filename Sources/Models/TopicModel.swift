import Corpus
import Features

/// The topics of a corpus: what they are about, and how much of each is in an article.
public struct TopicModel: Sendable {
    public struct Topic: Equatable, Sendable, Codable {
        /// Its most telling phrases, the first one first.
        public var phrases: [String]
        /// How much of the articles that it was found in it is, from 0 to 1.
        public var share: Double
        /// The phrases as one name.
        public var name: String { phrases.prefix(3).joined(separator: " · ") }
    }

    /// Topics × …, in the order of their weight in the corpus they were found in.
    public let topics: [Topic]
    public let vectorizer: TFIDFVectorizer
    /// terms × topics, row by row; each topic's weights add up to 1.
    public let H: [Float]
    /// An article whose fit is below this fits no topic; of the articles that the topics were found in these
    /// were 5%.
    public let leastFit: Float

    public var count: Int { topics.count }

    /// - Throws: `ModelError.damagedModel` unless the parts fit each other.
    public init(topics: [Topic], vectorizer: TFIDFVectorizer, H: [Float], leastFit: Float) throws {
        guard case .vocabulary(let vocabulary) = vectorizer.columns, !topics.isEmpty,
            H.count == vocabulary.count * topics.count,
            H.allSatisfy({ $0.isFinite && $0 >= 0 }), (0...1).contains(leastFit)
        else { throw ModelError.damagedModel("its topics and terms do not fit each other") }
        self.topics = topics
        self.vectorizer = vectorizer
        self.H = H
        self.leastFit = leastFit
    }

    /// Finds topics.
    ///
    /// - Parameter nmf: its `rank` is how many topics; fewer are found where there are fewer articles.
    /// - Returns: the topics, and the articles' weights in them as articles × topics.
    /// - Throws: `ModelError` and `FeatureError` where there is nothing to find.
    public static func fit(_ articles: [Article], nmf: NMF) throws -> (TopicModel, weights: [Float]) {
        let contents = articles.map(\.content)
        let texts = Parallel.map(articles.count, threads: nmf.threads) { TextNormalizer().scalars(of: contents[$0]) }
        let (vectorizer, X) = try features(of: texts, threads: nmf.threads)
        let factors = try nmf.fit(X)
        let lexicon = PhraseDiscovery(threads: nmf.threads).lexicon(of: texts).spelled(as: contents, threads: nmf.threads)
        let topics = TopicNamer(lexicon, texts: texts, threads: nmf.threads).topics(
            shares: shares(factors.W, topics: factors.rank), H: factors.H, rank: factors.rank,
            vocabulary: vectorizer.vocabulary)
        let fits = NMF.cosines(X, W: factors.W, H: factors.H, rank: factors.rank, threads: nmf.threads)
        let model = try TopicModel(
            topics: topics, vectorizer: vectorizer, H: factors.H, leastFit: fits.sorted()[fits.count / 20])
        return (model, factors.W)
    }

    /// The features that topics are found by.
    static func features(of texts: [[UInt32]], threads: Int) throws -> (TFIDFVectorizer, CSRMatrix) {
        let few = texts.count < 20
        let options = try TFIDFOptions(
            ngrams: 2, to: 4, minimumDocumentFrequency: .count(few ? 1 : max(2, texts.count / 5000)),
            maximumDocumentFrequency: .share(few ? 1 : 0.3), maximumFeatures: 50_000)
        return try TFIDFVectorizer.fitTransform(texts, options: options, threads: threads)
    }

    /// Articles sorted into the topics, which stay as they are.
    ///
    /// - Returns: the articles' weights as articles × topics; and their fits, the cosines between the articles
    ///   and what the topics make of them, from 0 to 1.
    /// - Complexity: linear in the articles; what the topics were found in does not matter.
    public func fold(_ articles: [Article], threads: Int = 1) -> (weights: [Float], fits: [Float]) {
        let contents = articles.map(\.content)
        let texts = Parallel.map(articles.count, threads: threads) { TextNormalizer().scalars(of: contents[$0]) }
        let X = vectorizer.transform(texts, threads: threads)
        let weights = NMF.fold(X, into: H, rank: count, threads: threads)
        return (weights, NMF.cosines(X, W: weights, H: H, rank: count, threads: threads))
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

    /// The articles with the most of a topic, the first one first; of equal headlines one.
    ///
    /// - Parameter weights: articles × topics.
    /// - Returns: indices of articles.
    public static func central(
        _ topic: Int, weights: [Float], topics: Int, among articles: [Article], count: Int = 3
    ) -> [Int] {
        let order = articles.indices.filter { weights[$0 * topics + topic] > 0 }
            .sorted { (weights[$1 * topics + topic], $0) < (weights[$0 * topics + topic], $1) }
        var headlines: Set<String> = []
        var central: [Int] = []
        for index in order where central.count < count && headlines.insert(articles[index].headline).inserted {
            central.append(index)
        }
        return central
    }
}
