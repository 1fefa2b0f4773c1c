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
    public let vectorizer: PhraseVectorizer
    /// phrases × topics, row by row; each topic's weights add up to 1.
    public let H: [Float]

    public var count: Int { topics.count }

    /// - Throws: `ModelError.damagedModel` unless the parts fit each other.
    public init(topics: [Topic], vectorizer: PhraseVectorizer, H: [Float]) throws {
        guard !topics.isEmpty, H.count == vectorizer.columns * topics.count, H.allSatisfy({ $0.isFinite && $0 >= 0 })
        else { throw ModelError.damagedModel("its topics and terms do not fit each other") }
        self.topics = topics
        self.vectorizer = vectorizer
        self.H = H
    }

    /// Finds topics.
    ///
    /// - Parameters:
    ///   - nmf: its `rank` is how many topics; fewer are found where there are fewer articles.
    ///   - search: chooses how many, in the place of the rank.
    /// - Returns: the topics, and the articles' weights in them as articles × topics.
    /// - Throws: `ModelError` where there is nothing to find.
    public static func fit(
        _ articles: [Article], nmf: NMF, search: TopicCountSearch? = nil
    ) throws -> (TopicModel, weights: [Float]) {
        let contents = articles.map(\.content)
        let texts = Parallel.map(articles.count, threads: nmf.threads) { TextNormalizer().scalars(of: contents[$0]) }
        let lexicon = lexicon(of: texts, threads: nmf.threads).spelled(as: contents, threads: nmf.threads)
        let vectorizer = PhraseVectorizer(lexicon, documents: texts, threads: nmf.threads)
        let X = vectorizer.transform(texts, threads: nmf.threads)
        var nmf = nmf
        if let search { nmf.rank = try search.run(X).best.count }
        let factors = try nmf.fit(X)
        let names = TopicNamer.phrases(factors.H, topics: factors.rank, lexicon: lexicon)
        let model = try TopicModel(topics: names.map { Topic(phrases: $0) }, vectorizer: vectorizer, H: factors.H)
        return (model, factors.W)
    }

    /// The corpus' phrases; of a few articles, which have none in common, whatever they say.
    private static func lexicon(of texts: [[UInt32]], threads: Int) -> PhraseLexicon {
        var discovery = PhraseDiscovery(threads: threads)
        let lexicon = discovery.lexicon(of: texts)
        if lexicon.count > 0 { return lexicon }
        discovery.minimumDocumentFrequency = 1
        discovery.minimumEntropy = 0
        return discovery.lexicon(of: texts)
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
