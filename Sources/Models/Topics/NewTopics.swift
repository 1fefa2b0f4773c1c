import Numerics
import Features
import Text

/// What kept topics do not tell: the articles that fit none of them, and the topics among these.
public struct NewTopics: Sendable {
    /// Indices of the articles that fit no topic, rising.
    public let articles: [Int]
    /// Topics among them; none where they are few or have little in common. A share is of all articles.
    public let topics: [TopicModel.Topic]
    /// All articles × `topics`; 0 for those that fit a kept topic.
    public let weights: [Float]

    /// Fewer articles do not make a topic.
    static let minimumArticles = 5
    private static let maximumTopics = 5
    /// An article is of a new topic if its cosine with what the topics make of it is at least this.
    private static let minimumNewFit: Float = 0.3

    /// Looks for topics among the articles that fit none.
    ///
    /// Articles are compared by the phrases of all that came in with them, so that what is new in them counts,
    /// whether or not the kept model has terms for it. A topic has at least five articles that are mostly of
    /// it; it is named by what sets them apart from the other articles.
    ///
    /// - Parameters:
    ///   - texts: those of all articles that were folded in together.
    ///   - fits: theirs, as `TopicModel.fold` gives them.
    ///   - minimumFit: the model's `minimumFit`; articles below it fit no topic.
    /// - Throws: `ModelError` as `NMF.fit`.
    /// - Complexity: linear in these articles.
    public init(among texts: [ArticleText], fits: [Float], minimumFit: Float, compute: Compute = Compute()) throws {
        let threads = compute.threads
        articles = texts.indices.filter { fits[$0] < minimumFit }
        guard articles.count >= NewTopics.minimumArticles else {
            (topics, weights) = ([], [])
            return
        }
        let vectorizer = TopicModel.phrases(of: texts, threads: threads)
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
            shares: TopicModel.shares(weights, topics: width), H: H, rank: width, in: X, lexicon: vectorizer.lexicon)
    }

    /// The topics that enough articles fit which are mostly of them.
    private static func kept(_ factors: TopicFactors, _ cosines: [Float]) -> [Int] {
        var counts = [Int](repeating: 0, count: factors.rank)
        for row in cosines.indices where cosines[row] >= minimumNewFit {
            let weights = factors.W[row * factors.rank..<(row + 1) * factors.rank]
            counts[weights.indices.max { weights[$0] < weights[$1] }! - weights.startIndex] += 1
        }
        return counts.indices.filter { counts[$0] >= minimumArticles }
    }
}
