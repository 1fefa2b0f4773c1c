import Text
import TrendNumerics
import Corpus
import Features

/// The data of some articles that streaming keeps: the labels and the counts of hashed columns of each labeled article.
public struct HashedRows: Sendable {
    /// The number of all articles, including those without labels.
    let articles: Int
    fileprivate(set) var labels: [[String]] = []
    /// The rows, one after another, in the format of `RowStore`.
    fileprivate(set) var entries: [UInt8] = []
    /// The end of each row in `entries`.
    fileprivate(set) var ends: [Int] = []
}

/// Makes rows of articles. It needs no data of other articles, so it can run on any core.
public struct HashedRowCounter: Sendable {
    let columns: HashedColumns
    let tfidf: TFIDFOptions
    let isSingleLabel: Bool

    /// The rows of articles.
    ///
    /// - Complexity: one pass over the characters and n-grams, and a sort of each article's n-grams.
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
