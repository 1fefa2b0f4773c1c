import Numerics
import Corpus
import Features

/// Articles drawn from all that go by, each with the same chance, within a limit of memory.
///
/// Every article has a random key; those are kept whose key is below a threshold, and where they are too many
/// the threshold is halved (adaptive sampling: Flajolet, Computing 43, 1990, section 1). One article is kept at
/// least; they stay in their order.
public struct ArticleSample {
    public private(set) var articles: [Article] = []
    private var keys: [UInt64] = []
    private var threshold = UInt64.max
    private var bytes = 0
    private let limit: Int
    private var generator: SeededGenerator

    /// - Parameter limit: the most that titles and texts take together, in bytes of UTF-8.
    public init(limit: Int, seed: UInt64) {
        self.limit = limit
        generator = SeededGenerator(seed: seed)
    }

    /// Nothing that went by is missing.
    public var isWhole: Bool { threshold == .max }

    public mutating func add(_ article: Article) {
        let key = generator.next()
        guard key <= threshold else { return }
        articles.append(article)
        keys.append(key)
        bytes += ArticleSample.size(article)
        while bytes > limit, articles.count > 1 {
            threshold = max(threshold / 2, keys.min()!)
            let kept = keys.indices.filter { keys[$0] <= threshold }
            articles = kept.map { articles[$0] }
            keys = kept.map { keys[$0] }
            bytes = articles.reduce(0) { $0 + ArticleSample.size($1) }
        }
    }

    private static func size(_ article: Article) -> Int { article.title.utf8.count + article.text.utf8.count }
}
