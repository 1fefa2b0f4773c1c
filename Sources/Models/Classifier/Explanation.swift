import Text
import Features

/// The reasons for a predicted label.
public struct Explanation: Equatable, Sendable, Codable {
    /// An n-gram and its effect on the label's score.
    public struct Term: Equatable, Sendable, Codable {
        public var ngram: String
        /// The n-gram's contribution to the label's score. A negative value is evidence against the label.
        public var contribution: Double
        /// The positions of its last character in the normalized text.
        public var places: [Int]
    }

    public var label: String
    public var probability: Double
    /// The n-grams with the highest contributions, the highest first.
    public var terms: [Term]
}

extension ArticleClassifier {
    /// Explains the labels of an article by its n-grams.
    ///
    /// A softmax score is meaningful only relative to those of the other labels. A contribution is therefore the
    /// weight's difference from the mean over all labels.
    ///
    /// - Parameters:
    ///   - text: the text of the article.
    ///   - count: the number of best labels to explain; `nil` for the predicted labels.
    ///   - terms: the number of n-grams per label.
    public func explain(_ text: ArticleText, labels count: Int? = nil, terms: Int = 10) -> [Explanation] {
        let row = vectorizer.transform([text.scalars])
        let places = vectorizer.places(in: text.scalars)
        return choose(probabilities(row, threads: 1), top: count)[0].map { prediction in
            let label = labels.firstIndex(of: prediction.label)!
            let contributions = row.columnIndices.indices.flatMap { entry -> [Explanation.Term] in
                let column = Int(row.columnIndices[entry])
                let line = regression.weights[column * labels.count..<(column + 1) * labels.count]
                let base = regression.kind == .multinomial ? line.reduce(0, +) / Float(labels.count) : 0
                let weight = line[line.startIndex + label] - base
                let ngrams = places[column] ?? [:]
                let all = ngrams.values.reduce(0) { $0 + $1.count }
                // N-grams with the same hashed column share its contribution.
                return ngrams.map { ngram, places in
                    .init(
                        ngram: ngram,
                        contribution: Double(row.values[entry] * weight) * Double(places.count) / Double(all),
                        places: places)
                }
            }
            let best = contributions.filter { $0.contribution > 0 }
                .sorted { ($1.contribution, $0.ngram) < ($0.contribution, $1.ngram) }.prefix(terms)
            return Explanation(label: prediction.label, probability: prediction.probability, terms: Array(best))
        }
    }
}
