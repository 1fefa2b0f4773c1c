import Corpus
import TrendNumerics
import Text

extension [Article] {
    /// The articles' texts, each normalized once, in their order.
    ///
    /// - Complexity: linear in the texts. While they are kept, they take one and a half times as much memory as the
    ///   articles, in addition to these.
    public func normalized(threads: Int = 1) -> [ArticleText] {
        // Some at a time: short texts are normalized faster than work is handed out.
        let pieces = Parallel.chunks(of: count, size: 64)
        var texts: [ArticleText] = []
        texts.reserveCapacity(count)
        for piece in Parallel.map(pieces.count, threads: threads, { self[pieces[$0]].map { $0.normalized() } }) {
            texts += piece
        }
        return texts
    }
}

extension [ArticleText] {
    /// The normalized scalars of each text, shared rather than copied.
    package var scalars: [[UInt32]] { map { $0.scalars } }
}
