import TrendNumerics
import Features
import Text

/// Articles that are new to a topic model, and the topics among them.
public struct NewTopics: Sendable {
    /// The indices of the new articles, ascending.
    public let articles: [Int]
    /// The topics among these articles; none if the articles are few or have little in common. Shares refer to all
    /// articles.
    public let topics: [TopicModel.Topic]
    /// All articles × `topics`; 0 for articles that are not new.
    public let weights: [Float]

    /// The minimum number of articles per new topic.
    static let minimumArticles = 5
    private static let maximumTopics = 5
    /// The minimum cosine between an article and its reconstruction by the new topics for the article to belong to
    /// them.
    private static let minimumNewFit: Float = 0.3

    /// Finds topics among the new articles.
    ///
    /// Articles are compared by phrases discovered in all new articles, so that new content counts whether or not the
    /// existing model has terms for it. A topic is the main topic of at least five articles. It is named by the phrases
    /// that distinguish them from the other articles.
    ///
    /// - Parameters:
    ///   - texts: the texts of all articles that were folded in together.
    ///   - new: the indices of the new ones among them, ascending, as `UnmatchedTexts` tells them.
    ///   - ignored: phrases that name no topic.
    /// - Throws: the errors of `NMF.fit`.
    /// - Complexity: linear in these articles.
    public init(
        among texts: [ArticleText], new: [Int], ignoring ignored: IgnoredPhrases = .none, compute: Compute = Compute()
    ) throws {
        let threads = compute.threads
        articles = new
        guard articles.count >= NewTopics.minimumArticles else {
            (topics, weights) = ([], [])
            return
        }
        let vectorizer: PhraseVectorizer
        do {
            vectorizer = try TopicModel.phrases(of: texts, threads: threads)
        } catch ModelError.noCommonPhrases {
            (topics, weights) = ([], [])
            return
        }
        let X = vectorizer.transform(articles.map { texts[$0].scalars }, threads: threads)
        guard X.values.contains(where: { $0 > 0 }) else {
            (topics, weights) = ([], [])
            return
        }
        let rank = max(1, min(NewTopics.maximumTopics, articles.count / (2 * NewTopics.minimumArticles)))
        let factors = try NMF(rank: rank, compute: compute).topics(of: X)
        let cosines = NMF.cosines(X, W: factors.W, H: factors.H, rank: factors.rank, threads: threads)
        let kept = NewTopics.kept(factors, cosines)
        let width = kept.count
        var weights = [Float](repeating: 0, count: texts.count * width)
        for (row, article) in articles.enumerated() where cosines[row] >= NewTopics.minimumNewFit {
            for (index, topic) in kept.enumerated() {
                weights[article * width + index] = factors.W[row * factors.rank + topic]
            }
        }
        self.weights = weights
        guard width > 0 else {
            topics = []
            return
        }
        let H = (0..<vectorizer.columns).flatMap { phrase in kept.map { factors.H[phrase * factors.rank + $0] } }
        topics = TopicNamer.topics(
            shares: TopicModel.shares(weights, topics: width), H: H, rank: width, in: X, lexicon: vectorizer.lexicon,
            ignoring: texts.first.map { ignored.indices(in: vectorizer.lexicon, by: $0.normalizer) } ?? [])
    }

    /// The topics that are the main topic of enough fitting articles.
    private static func kept(_ factors: TopicFactors, _ cosines: [Float]) -> [Int] {
        var counts = [Int](repeating: 0, count: factors.rank)
        for row in cosines.indices where cosines[row] >= minimumNewFit {
            let weights = factors.W[row * factors.rank..<(row + 1) * factors.rank]
            counts[weights.indices.max { weights[$0] < weights[$1] }! - weights.startIndex] += 1
        }
        return counts.indices.filter { counts[$0] >= minimumArticles }
    }
}
