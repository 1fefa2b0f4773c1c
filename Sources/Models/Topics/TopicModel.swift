import Text
import Numerics
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
    public let vectorizer: PhraseVectorizer
    /// phrases × topics, row by row; each topic's weights add up to 1.
    public let H: [Float]
    /// An article whose fit is below this fits no topic; of the articles that the topics were found in these
    /// were 5%.
    public let minimumFit: Float

    public var count: Int { topics.count }

    /// - Throws: `ModelError.damagedModel` unless the parts fit each other.
    public init(topics: [Topic], vectorizer: PhraseVectorizer, H: [Float], minimumFit: Float) throws {
        guard !topics.isEmpty, H.count == vectorizer.columns * topics.count,
            H.allSatisfy({ $0.isFinite && $0 >= 0 }), (0...1).contains(minimumFit)
        else { throw ModelError.damagedModel("its topics and terms do not fit each other") }
        self.topics = topics
        self.vectorizer = vectorizer
        self.H = H
        self.minimumFit = minimumFit
    }

    /// Finds topics.
    ///
    /// - Parameters:
    ///   - nmf: its `rank` is how many topics; fewer are found where there are fewer articles.
    ///   - search: chooses how many, in the place of the rank.
    /// - Returns: the topics, and the articles' weights in them as articles × topics; 0 for an article that is
    ///   of none (`minimumMembership`).
    /// - Throws: `ModelError` where there is nothing to find.
    public static func fit(
        _ texts: [ArticleText], nmf: NMF, search: TopicCountSearch? = nil
    ) throws -> (TopicModel, weights: [Float]) {
        let vectorizer = phrases(of: texts, threads: nmf.compute.threads)
        let X = vectorizer.transform(texts.scalars, threads: nmf.compute.threads)
        let windows = vectorizer.windows(texts.scalars, threads: nmf.compute.threads)
        var nmf = nmf
        if let search { nmf.rank = try search.run(X).best.count }
        return try named(X, try nmf.topics(of: X), vectorizer, by: windows, threads: nmf.compute.threads)
    }

    /// The same of articles whose texts are read for nothing else.
    public static func fit(
        _ articles: [Article], nmf: NMF, search: TopicCountSearch? = nil
    ) throws -> (TopicModel, weights: [Float]) {
        try fit(articles.normalized(threads: nmf.compute.threads), nmf: nmf, search: search)
    }

    /// Names the topics that were found in X, articles × phrases, by what stands near each other.
    ///
    /// - Parameter windows: as `PhraseVectorizer.windows` makes them of the articles.
    /// - Returns: as `fit`.
    static func named(
        _ X: CSRMatrix, _ factors: TopicFactors, _ vectorizer: PhraseVectorizer, by windows: CSRMatrix, threads: Int
    ) throws -> (TopicModel, weights: [Float]) {
        let (W, H, rank) = (factors.W, factors.H, factors.rank)
        let fits = NMF.cosines(X, W: W, H: H, rank: rank, threads: threads)
        let weights = ofMembers(W, fits: fits)
        let topics = TopicNamer.topics(
            shares: shares(weights, topics: rank), H: H, rank: rank, in: windows, lexicon: vectorizer.lexicon)
        let model = try TopicModel(
            topics: topics, vectorizer: vectorizer, H: H, minimumFit: fits.sorted()[fits.count / 20])
        return (model, weights)
    }

    /// An article whose fit is below this is of no topic, whatever topic it is nearest to: the topics make up
    /// less than a hundredth of it. Of 99,000 questions 79% were nearest to the broadest of 12 topics, at a
    /// median fit of 0.01; those above 0.1 are to the point.
    static let minimumMembership: Float = 0.1

    /// Weights in which those of articles of no topic are 0.
    static func ofMembers(_ weights: [Float], fits: [Float]) -> [Float] {
        var weights = weights
        let topics = weights.count / max(1, fits.count)
        for (article, fit) in fits.enumerated() where fit < minimumMembership {
            for index in article * topics..<(article + 1) * topics { weights[index] = 0 }
        }
        return weights
    }

    /// What topics are found by: the phrases of the articles.
    static func phrases(of texts: [ArticleText], threads: Int) -> PhraseVectorizer {
        let scalars = texts.scalars
        let lexicon = lexicon(of: scalars, threads: threads).spelled(as: texts, threads: threads)
        return PhraseVectorizer(lexicon, documents: scalars, threads: threads)
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

    /// Articles sorted into the topics, which stay as they are.
    ///
    /// - Returns: the articles' weights as articles × topics, 0 as in `fit`; and their fits, the cosines between the articles
    ///   and what the topics make of them, from 0 to 1.
    /// - Complexity: linear in the articles; what the topics were found in does not matter.
    public func fold(_ texts: [ArticleText], threads: Int = 1) -> (weights: [Float], fits: [Float]) {
        let X = vectorizer.transform(texts.scalars, threads: threads)
        let weights = NMF.fold(X, into: H, rank: count, threads: threads)
        let fits = NMF.cosines(X, W: weights, H: H, rank: count, threads: threads)
        return (TopicModel.ofMembers(weights, fits: fits), fits)
    }

    /// The same of articles whose texts are read for nothing else.
    public func fold(_ articles: [Article], threads: Int = 1) -> (weights: [Float], fits: [Float]) {
        fold(articles.normalized(threads: threads), threads: threads)
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
