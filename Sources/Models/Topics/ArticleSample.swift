import TrendNumerics
import Corpus
import Features

/// A uniform random sample of a stream of articles within a limit of memory.
///
/// Every article has a random key. Articles with a key up to a threshold are kept, and if they are too many, the
/// threshold is halved (adaptive sampling: Flajolet, Computing 43, 1990, section 1). At least one article is kept, and
/// articles stay in their order.
public struct ArticleSample {
    public private(set) var articles: [Article] = []
    private var keys: [UInt64] = []
    private var threshold = UInt64.max
    private var bytes = 0
    private let limit: Int
    private var generator: SeededGenerator

    /// Creates an empty sample.
    ///
    /// - Parameter limit: the maximum total size of titles and texts, in bytes of UTF-8.
    public init(limit: Int, seed: UInt64) {
        self.limit = limit
        generator = SeededGenerator(seed: seed)
    }

    /// Whether the sample has all articles of the stream.
    public var isWhole: Bool { threshold == .max }

    /// Adds an article of the stream, which may be dropped now or later.
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
