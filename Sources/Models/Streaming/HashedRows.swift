import Text
import TrendNumerics
import Corpus
import Features

/// The data of some articles that streaming keeps: the labels and the counts of hashed columns of each labeled article.
public struct HashedRows: Sendable {
    /// The number of all articles, including those without labels.
    let articles: Int
    fileprivate(set) var labels: [[String]] = []
    /// Whether a person corrected each of them.
    fileprivate(set) var isCorrected: [Bool] = []
    /// The rows, one after another, in the format of `RowStore`.
    fileprivate(set) var entries: [UInt8] = []
    /// The end of each row in `entries`.
    fileprivate(set) var ends: [Int] = []
    /// The normalized texts of the labeled articles, where vectors are to be learned.
    fileprivate(set) var texts: [[UInt32]] = []
    /// The normalized texts of the others, where vectors are to be learned.
    public fileprivate(set) var unlabeled: [[UInt32]] = []
}

/// Makes rows of articles. It needs no data of other articles, so it can run on any core.
public struct HashedRowCounter: Sendable {
    let columns: HashedColumns
    let tfidf: TFIDFOptions
    let isSingleLabel: Bool
    /// Whether texts are kept, to learn vectors from.
    var keepsTexts = false

    /// The rows of articles.
    ///
    /// - Complexity: one pass over the characters and n-grams, and a sort of each article's n-grams.
    public func rows(of articles: [Article]) -> HashedRows {
        var rows = HashedRows(articles: articles.count)
        var hashes: [UInt32] = []
        var indices: [Int32] = []
        var counts: [Int] = []
        for article in articles {
            guard !article.industries.isEmpty else {
                if keepsTexts { rows.unlabeled.append(article.normalized().scalars) }
                continue
            }
            indices.removeAll(keepingCapacity: true)
            counts.removeAll(keepingCapacity: true)
            let text = article.normalized().scalars
            columns.forEachCount(in: text, options: tfidf, scratch: &hashes) { column, count in
                indices.append(column)
                counts.append(count)
            }
            rows.labels.append(ArticleClassifier.givenLabels(article, isSingleLabel: isSingleLabel))
            rows.isCorrected.append(article.isCorrected)
            RowStore.pack(indices, counts, into: &rows.entries)
            rows.ends.append(rows.entries.count)
            if keepsTexts { rows.texts.append(text) }
        }
        return rows
    }
}
