import Text
import TrendNumerics
import Corpus
import Features

/// The topics of a corpus, with which the topics of further articles are found.
public struct TopicModel: Sendable {
    /// A topic.
    public struct Topic: Equatable, Sendable, Codable {
        /// The most descriptive phrases, the most descriptive first.
        public var phrases: [String]
        /// The topic's share of the articles that it was found in, from 0 to 1.
        public var share: Double
        /// The name that a user gave it; not part of the file.
        public var givenName: String?
        /// The given name, else the first three phrases as one.
        public var name: String {
            givenName ?? (phrases.isEmpty ? "–" : phrases.prefix(Topic.namingPhrases).joined(separator: " · "))
        }
        static let namingPhrases = 3

        private enum CodingKeys: CodingKey { case phrases, share }
    }

    /// The topics, in the order of their weight in the corpus that they were found in.
    public let topics: [Topic]
    public let vectorizer: PhraseVectorizer
    /// phrases × topics, row by row; each topic's weights add up to 1.
    public let H: [Float]
    /// The minimum fit of an article to the topics. Of the articles that the topics were found in, 5% are below it.
    public let minimumFit: Float
    /// How unlike these articles others read; nil where their fit tells enough, in files of earlier versions, and where
    /// `fit` was not asked for it.
    public internal(set) var novelty: Novelty?
    /// What normalizes the texts of articles that are sorted into the topics.
    public internal(set) var normalizer = TextNormalizer()

    /// The number of topics.
    public var count: Int { topics.count }

    /// Creates a model from its parts.
    ///
    /// - Throws: `ModelError.damagedModel` unless the parts match.
    public init(topics: [Topic], vectorizer: PhraseVectorizer, H: [Float], minimumFit: Float) throws {
        guard !topics.isEmpty, H.count == vectorizer.columns * topics.count,
            H.allSatisfy({ $0.isFinite && $0 >= 0 }), (0...1).contains(minimumFit)
        else { throw ModelError.damagedModel("its topics and terms do not match") }
        self.topics = topics
        self.vectorizer = vectorizer
        self.H = H
        self.minimumFit = minimumFit
    }

    /// Finds the topics of articles.
    ///
    /// - Parameters:
    ///   - texts: the texts of the articles.
    ///   - nmf: the factorization. Its `rank` is the number of topics; there are fewer if there are fewer articles.
    ///   - search: the choice of the number of topics, in place of the rank.
    ///   - recognizesNew: whether the model is to tell new articles, for which short texts need their `novelty`.
    ///   - ignored: phrases that name no topic.
    /// - Returns: the topics, and the articles' weights in them as articles × topics; 0 for an article without a topic
    ///   (`minimumMembership`).
    /// - Throws: `ModelError` or `NumericsError` if there is nothing to find.
    public static func fit(
        _ texts: [ArticleText], nmf: NMF, search: TopicCountSearch? = nil, recognizesNew: Bool = false,
        ignoring ignored: IgnoredPhrases = .none
    ) throws -> (TopicModel, weights: [Float]) {
        let vectorizer = try phrases(of: texts, threads: nmf.compute.threads)
        let compute = nmf.compute
        compute.advance(by: 0.3)
        let X = vectorizer.transform(texts.scalars, threads: nmf.compute.threads)
        let windows = vectorizer.windows(texts.scalars, threads: nmf.compute.threads)
        compute.advance(by: 0.3)
        var nmf = nmf
        nmf.compute = compute.part(0.2)
        if let search { nmf.rank = try search.count(for: X) }
        var (model, weights) = try named(
            X, try nmf.topics(of: X), vectorizer, by: windows,
            ignoring: texts.first.map { ignored.indices(in: vectorizer.lexicon, by: $0.normalizer) } ?? [],
            threads: nmf.compute.threads)
        compute.advance(by: 0.2)
        if let text = texts.first { model.normalizer = text.normalizer }
        if recognizesNew, model.needsNovelty {
            model.novelty = Novelty(of: texts.scalars, threads: nmf.compute.threads)
        }
        return (model, weights)
    }

    /// Finds the topics of articles as `fit(_:nmf:search:)` does, in their texts without boilerplate.
    public static func fit(
        _ articles: [Article], nmf: NMF, search: TopicCountSearch? = nil, recognizesNew: Bool = false,
        ignoring ignored: IgnoredPhrases = .none
    ) throws -> (TopicModel, weights: [Float]) {
        try fit(
            articles.contentTexts(threads: nmf.compute.threads), nmf: nmf, search: search, recognizesNew: recognizesNew,
            ignoring: ignored)
    }

    /// Names the topics that were found in X, articles × phrases, by phrases that occur near each other.
    ///
    /// - Parameters:
    ///   - windows: the windows of the articles, as `PhraseVectorizer.windows` makes them.
    ///   - ignored: indices of phrases that name no topic.
    /// - Returns: the topics and weights, as `fit` returns them.
    static func named(
        _ X: CSRMatrix, _ factors: TopicFactors, _ vectorizer: PhraseVectorizer, by windows: CSRMatrix,
        ignoring ignored: Set<Int>, threads: Int
    ) throws -> (TopicModel, weights: [Float]) {
        let (W, H, rank) = (factors.W, factors.H, factors.rank)
        let fits = NMF.cosines(X, W: W, H: H, rank: rank, threads: threads)
        let weights = ofMembers(W, fits: fits)
        let topics = TopicNamer.topics(
            shares: shares(weights, topics: rank), H: H, rank: rank, in: windows, lexicon: vectorizer.lexicon,
            ignoring: ignored)
        let model = try TopicModel(
            topics: topics, vectorizer: vectorizer, H: H, minimumFit: fits.sorted()[fits.count / 20])
        return (model, weights)
    }

    /// The share of the articles that the topics were found in which is below `minimumFit`.
    static let expectedBelowMinimumFit = 0.05

    /// Whether so many of the articles that the topics were found in have no topic that the fit does not tell new ones.
    var needsNovelty: Bool { minimumFit < TopicModel.minimumMembership }

    /// The minimum fit of an article that has a topic at all. Below it, the topics make up less than a hundredth of the
    /// article, whichever is nearest.
    ///
    /// Of 99,000 questions, 79% were nearest to the broadest of 12 topics, at a median fit of 0.01; those above 0.1 are
    /// relevant.
    static let minimumMembership: Float = 0.1

    /// The weights, with those of articles without a topic set to 0.
    static func ofMembers(_ weights: [Float], fits: [Float]) -> [Float] {
        var weights = weights
        let topics = weights.count / max(1, fits.count)
        for (article, fit) in fits.enumerated() where fit < minimumMembership {
            for index in article * topics..<(article + 1) * topics { weights[index] = 0 }
        }
        return weights
    }

    /// The vectorizer of the articles' phrases, by which topics are found.
    ///
    /// - Throws: `ModelError.noCommonPhrases`.
    static func phrases(of texts: [ArticleText], threads: Int) throws -> PhraseVectorizer {
        let scalars = texts.scalars
        let lexicon = try lexicon(of: scalars, threads: threads).spelled(as: texts, threads: threads)
        return PhraseVectorizer(lexicon, documents: scalars, threads: threads)
    }

    /// The phrases of the corpus. A few articles may have no phrases in common; then all of their phrases are taken.
    /// Many articles that have none in common are about nothing, and have far too many phrases each.
    private static func lexicon(of texts: [[UInt32]], threads: Int) throws -> PhraseLexicon {
        var discovery = PhraseDiscovery(threads: threads)
        let lexicon = discovery.lexicon(of: texts)
        if lexicon.count > 0 { return lexicon }
        let length = Set(texts).reduce(0) { $0 + $1.count }
        guard length <= mostWithoutCommonPhrases else { throw ModelError.noCommonPhrases(articles: texts.count) }
        discovery.minimumDocumentFrequency = 1
        discovery.minimumEntropy = 0
        return discovery.lexicon(of: texts)
    }

    /// In characters of all articles together.
    static let mostWithoutCommonPhrases = 1 << 17

    /// Finds the weights of articles in the existing topics, which do not change.
    ///
    /// - Returns: the articles' weights as articles × topics, 0 as in `fit`; and their fits, the cosines between the
    ///   articles and their reconstructions by the topics, from 0 to 1.
    /// - Complexity: linear in the articles, whatever the corpus that the topics were found in.
    public func fold(_ texts: [ArticleText], threads: Int = 1) -> (weights: [Float], fits: [Float]) {
        let X = vectorizer.transform(texts.scalars, threads: threads)
        let weights = NMF.fold(X, into: H, rank: count, threads: threads)
        let fits = NMF.cosines(X, W: weights, H: H, rank: count, threads: threads)
        return (TopicModel.ofMembers(weights, fits: fits), fits)
    }

    /// Finds the weights of articles as `fold(_:threads:)` does, and normalizes their texts first.
    public func fold(_ articles: [Article], threads: Int = 1) -> (weights: [Float], fits: [Float]) {
        fold(articles.normalized(threads: threads), threads: threads)
    }

    /// Each article's weights as shares of their sum; all 0 for an article without a topic.
    public static func shares(_ weights: consuming [Float], topics: Int) -> [Float] {
        var shares = weights
        for start in stride(from: 0, to: shares.count, by: topics) {
            let sum = shares[start..<start + topics].reduce(0, +)
            guard sum > 0 else { continue }
            for index in start..<start + topics { shares[index] /= sum }
        }
        return shares
    }
}
