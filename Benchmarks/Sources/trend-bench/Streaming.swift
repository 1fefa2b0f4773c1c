import Text
import TrendNumerics
import Corpus
import Features
import Foundation
import Models

/// How far topics that are learned from the disk, from those of every fifth text on, stay behind a fit in memory of
/// the same matrix; texts are one a line. Prints both errors ‖X − WH‖ and, for the sample's own topics, a third one.
func streaming(texts path: String, rank: Int) throws {
    let articles = try String(contentsOfFile: path, encoding: .utf8).split(
        separator: "\n", omittingEmptySubsequences: false
    )
    .dropLast().map { Article(title: "", text: String($0)) }
    let nmf = NMF(rank: rank, compute: Compute(threads: 2))
    let sample = stride(from: 0, to: articles.count, by: 5).map { articles[$0] }
    let (model, measurement) = try Measurement.of {
        let topics = try StreamingTopics(sample: sample, nmf: nmf, beside: path)
        for start in stride(from: 0, to: articles.count, by: 1024) {
            try topics.add(
                CountedPhrases(of: Array(articles[start..<min(start + 1024, articles.count)]), topics.vectorizer))
        }
        return try topics.fit()
    }
    let vectorizer = model.vectorizer
    func rows(_ articles: [Article]) -> CSRMatrix {
        vectorizer.transform(articles.map { TextNormalizer().scalars(of: $0.content) }, threads: 2)
    }
    let X = rows(articles)
    let ofSample = try nmf.fit(rows(sample))
    try measurement.report([
        "error": try error(X, model.H, rank: model.count), "error_in_memory": nmf.fit(X).error,
        "error_of_sample": try error(X, ofSample.H, rank: ofSample.rank),
    ])
}

/// ‖X − WH‖ with the best W.
private func error(_ X: CSRMatrix, _ H: [Float], rank: Int) throws -> Double {
    let W = NMF.fold(X, into: H, rank: rank, threads: 2)
    var square = 0.0
    for row in 0..<X.rows {
        let weights = W[row * rank..<(row + 1) * rank]
        var rest = [Double](repeating: 0, count: X.columns)
        for term in 0..<X.columns {
            rest[term] = -zip(weights, H[term * rank..<(term + 1) * rank]).reduce(0.0) {
                $0 + Double($1.0) * Double($1.1)
            }
        }
        for entry in X.rowOffsets[row]..<X.rowOffsets[row + 1] {
            rest[Int(X.columnIndices[entry])] += Double(X.values[entry])
        }
        square += rest.reduce(0) { $0 + $1 * $1 }
    }
    return square.squareRoot()
}
