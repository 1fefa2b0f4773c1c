import Corpus
import TrendNumerics
import Text

extension [Article] {
    /// The articles' texts, each normalized once, in their order.
    ///
    /// - Complexity: linear in the texts. While they are kept, they take one and a half times as much memory as the
    ///   articles, in addition to these.
    public func normalized(threads: Int = 1) -> [ArticleText] {
        Parallel.map(count, threads: threads) { self[$0].normalized() }
    }
}

extension [ArticleText] {
    /// The normalized scalars of each text, shared rather than copied.
    package var scalars: [[UInt32]] { map { $0.scalars } }
}
