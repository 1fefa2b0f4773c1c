import Corpus
import Text

/// The examples of each topic, collected from a stream: the articles with the highest weights, among which those count
/// more whose headlines name the topic (`TopicHeadlines`). Of articles with equal headlines only one is kept.
public struct CentralArticles: Sendable {
    private let count: Int
    private let headlines: TopicHeadlines
    /// The articles of each topic, the best first; of equal ones, the first in the stream.
    private var best: [[(score: Float, article: Article)]]

    /// Creates an empty collection.
    ///
    /// - Parameters:
    ///   - normalizer: that of the articles.
    ///   - count: the maximum number of articles per topic.
    public init(_ topics: [TopicModel.Topic], by normalizer: TextNormalizer = TextNormalizer(), count: Int = 3) {
        self.count = count
        headlines = TopicHeadlines(topics, by: normalizer)
        best = Array(repeating: [], count: topics.count)
    }

    /// The articles of a topic, the best first.
    public subscript(topic: Int) -> [Article] { best[topic].map(\.article) }

    /// Adds articles of the stream.
    ///
    /// - Parameter weights: articles × topics.
    /// - Complexity: linear. Only headlines of articles that may be among the best are normalized.
    public mutating func add(_ articles: [Article], weights: [Float]) {
        precondition(weights.count == articles.count * best.count)
        for (row, article) in articles.enumerated() {
            lazy var headline = ArticleText(title: article.headline, body: "", by: article.normalizer)
            for topic in best.indices {
                let minimum = best[topic].count < count ? 0 : best[topic].last?.score ?? .infinity
                let score = headlines.score(
                    topic, weight: weights[row * best.count + topic], above: minimum, headline: headline)
                if let score { add(article, score, to: topic) }
            }
        }
    }

    private mutating func add(_ article: Article, _ score: Float, to topic: Int) {
        let headline = article.headline
        if let same = best[topic].firstIndex(where: { $0.article.headline == headline }) {
            guard best[topic][same].score < score else { return }
            best[topic].remove(at: same)
        }
        best[topic].insert((score, article), at: best[topic].firstIndex { $0.score < score } ?? best[topic].count)
        if best[topic].count > count { best[topic].removeLast() }
    }
}
