import Corpus

/// The articles with the most of each topic, kept while articles go by; of equal headlines one.
public struct CentralArticles: Sendable {
    private let count: Int
    /// By topic, the one with the most first, of equal ones the first that came.
    private var best: [[(weight: Float, article: Article)]]

    /// - Parameter count: how many a topic has at most.
    public init(topics: Int, count: Int = 3) {
        self.count = count
        best = Array(repeating: [], count: topics)
    }

    public subscript(topic: Int) -> [Article] { best[topic].map(\.article) }

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
