import Corpus
import Features

/// Why an article was given a label.
public struct Explanation: Equatable, Sendable, Codable {
    public struct Term: Equatable, Sendable, Codable {
        public var ngram: String
        /// What the n-gram adds to the label's score; below 0 it speaks against the label.
        public var contribution: Double
        /// Where its last character stands in the normalised text.
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
    public func explain(_ article: Article, labels count: Int? = nil, terms: Int = 10) -> [Explanation] {
        let text = TextNormalizer().scalars(of: article.content)
        let row = vectorizer.transform([text])
        let places = vectorizer.places(in: text)
        return predict([article], top: count)[0].map { prediction in
            let label = labels.firstIndex(of: prediction.label)!
            let contributions = row.columnIndices.indices.map { entry -> (column: Int, value: Double) in
                let column = Int(row.columnIndices[entry])
                let line = regression.weights[column * labels.count..<(column + 1) * labels.count]
                let base = regression.kind == .multinomial ? line.reduce(0, +) / Float(labels.count) : 0
                let weight = line[line.startIndex + label] - base
                return (column, Double(row.values[entry] * weight))
            }
            let best = contributions.filter { $0.value > 0 }
                .sorted { ($1.value, $0.column) < ($0.value, $1.column) }.prefix(terms)
            return Explanation(
                label: prediction.label, probability: prediction.probability,
                terms: best.map {
                    .init(
                        ngram: vectorizer.vocabulary.ngram($0.column), contribution: $0.value,
                        places: places[$0.column] ?? [])
                })
        }
    }
}
