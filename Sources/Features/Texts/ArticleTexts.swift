import Corpus
import Numerics
import Text

extension [Article] {
    /// The articles' texts, each normalized once, in their order.
    ///
    /// - Complexity: linear in the texts. They take as much memory again as the articles, and half as much more, for
    ///   as long as they are kept.
    public func normalized(threads: Int = 1) -> [ArticleText] {
        Parallel.map(count, threads: threads) { self[$0].normalized() }
    }
}

extension [ArticleText] {
    /// The normalized scalars of each, which are shared and not copied.
    package var scalars: [[UInt32]] { map { $0.scalars } }
}
