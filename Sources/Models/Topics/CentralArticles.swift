import Corpus

/// The articles with the highest weights for each topic, collected from a stream. Of articles with equal headlines only
/// one is kept.
public struct CentralArticles: Sendable {
    private let count: Int
    /// The articles of each topic, the highest weight first; of equal weights, the first in the stream.
    private var best: [[(weight: Float, article: Article)]]

    /// Creates an empty collection.
    ///
    /// - Parameter count: the maximum number of articles per topic.
    public init(topics: Int, count: Int = 3) {
        self.count = count
        best = Array(repeating: [], count: topics)
    }

    /// The articles of a topic, the highest weight first.
    public subscript(topic: Int) -> [Article] { best[topic].map(\.article) }

    /// Adds articles of the stream.
    ///
    /// - Parameter weights: articles × topics.
    public mutating func add(_ articles: [Article], weights: [Float]) {
        precondition(weights.count == articles.count * best.count)
        for (row, article) in articles.enumerated() {
            for topic in best.indices {
                let weight = weights[row * best.count + topic]
                let minimum = best[topic].count < count ? 0 : best[topic].last?.weight ?? .infinity
                if weight > minimum { add(article, weight, to: topic) }
            }
        }
    }

    private mutating func add(_ article: Article, _ weight: Float, to topic: Int) {
        let headline = article.headline
        if let same = best[topic].firstIndex(where: { $0.article.headline == headline }) {
            guard best[topic][same].weight < weight else { return }
            best[topic].remove(at: same)
        }
        best[topic].insert((weight, article), at: best[topic].firstIndex { $0.weight < weight } ?? best[topic].count)
        if best[topic].count > count { best[topic].removeLast() }
    }
}
