import Text
import Numerics
import Corpus
import Features

/// What streaming keeps of some articles: labels and counts of hashed columns, for those that have labels.
public struct HashedRows: Sendable {
    /// All articles, also those without labels.
    let articles: Int
    fileprivate(set) var labels: [[String]] = []
    /// As `RowStore` keeps them, row after row.
    fileprivate(set) var entries: [UInt8] = []
    /// By row, where its entries end.
    fileprivate(set) var ends: [Int] = []
}

/// Makes rows of articles. It knows nothing of other articles, so it can work on any core.
public struct HashedRowCounter: Sendable {
    let columns: HashedColumns
    let tfidf: TFIDFOptions
    let isSingleLabel: Bool

    /// - Complexity: one look at each character and each n-gram, and sorting each article's n-grams.
    public func rows(of articles: [Article]) -> HashedRows {
        var rows = HashedRows(articles: articles.count)
        var hashes: [UInt32] = []
        var indices: [Int32] = []
        var counts: [Int] = []
        for article in articles where !article.industries.isEmpty {
            indices.removeAll(keepingCapacity: true)
            counts.removeAll(keepingCapacity: true)
            columns.forEachCount(in: article.normalized().scalars, options: tfidf, scratch: &hashes) { column, count in
                indices.append(column)
                counts.append(count)
            }
            rows.labels.append(ArticleClassifier.givenLabels(article, isSingleLabel: isSingleLabel))
            RowStore.pack(indices, counts, into: &rows.entries)
            rows.ends.append(rows.entries.count)
        }
        return rows
    }
}
