import Text
import Features

/// Why an article was given a label.
public struct Explanation: Equatable, Sendable, Codable {
    public struct Term: Equatable, Sendable, Codable {
        public var ngram: String
        /// What the n-gram adds to the label's score; below 0 it speaks against the label.
        public var contribution: Double
        /// Where its last character stands in the normalized text.
        public var places: [Int]
    }

    public var label: String
    public var probability: Double
    /// The n-grams that speak most for the label, the strongest first.
    public var terms: [Term]
}

extension ArticleClassifier {
    /// The n-grams that decided on an article's labels.
    ///
    /// With softmax a score means something only against those of the other labels, so a contribution is
    /// the weight's distance from the mean over all labels.
    ///
    /// - Parameters:
    ///   - labels: how many of the best labels to explain; nil for those that are given.
    ///   - terms: how many n-grams a label.
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
                // N-grams that share a hashed column share what it adds.
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
