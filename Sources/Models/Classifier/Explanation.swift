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
        let ngrams = NGramsOfColumns(of: text.scalars, by: vectorizer)
        return choose(probabilities(row, dense: dense?.rows([text.scalars], threads: 1) ?? [], threads: 1), top: count)[
            0
        ].map { prediction in
            let label = labels.firstIndex(of: prediction.label)!
            let contributions = row.columnIndices.indices.map { entry in
                let column = Int(row.columnIndices[entry])
                return row.values[entry] * weight(column, label)
            }
            let contributing = contributions.indices.filter { contributions[$0] > 0 }
            let best = ngrams.terms(contributing.map { (Int(row.columnIndices[$0]), contributions[$0]) }, count: terms)
            return Explanation(label: prediction.label, probability: prediction.probability, terms: best)
        }
    }

    /// A column's weight for a label, of a softmax less the mean over all labels.
    private func weight(_ column: Int, _ label: Int) -> Float {
        let count = labels.count
        return regression.weights.withUnsafeBufferPointer { weights in
            let line = UnsafeBufferPointer(rebasing: weights[column * count..<(column + 1) * count])
            let base = regression.kind == .multinomial ? line.reduce(0, +) / Float(count) : 0
            return line[label] - base
        }
    }
}

/// The n-grams of a text's columns, of which only those that are shown are spelled out.
private struct NGramsOfColumns {
    private let vectorizer: TFIDFVectorizer
    /// The positions of each column's n-gram, where each has one only.
    private var placesOfColumn: [Int: [Int]] = [:]
    /// The n-grams of each column and their positions, where it may have several.
    private var ngramsOfColumn: [Int: [String: [Int]]] = [:]

    init(of text: [UInt32], by vectorizer: TFIDFVectorizer) {
        self.vectorizer = vectorizer
        guard let found = vectorizer.featurePlaces(in: text) else {
            ngramsOfColumn = vectorizer.places(in: text)
            return
        }
        for (column, place) in found { placesOfColumn[column, default: []].append(place) }
    }

    /// The n-grams with the highest contributions, the highest first, of equal ones in alphabetical order.
    ///
    /// - Parameter columns: columns of the text and their contributions, which n-grams with the same column share.
    func terms(_ columns: [(column: Int, contribution: Float)], count: Int) -> [Explanation.Term] {
        guard count > 0 else { return [] }
        var columns = columns
        if ngramsOfColumn.isEmpty, columns.count > count {
            // One n-gram a column: no other can be among the highest.
            let least = columns.map(\.contribution).sorted(by: >)[count - 1]
            columns.removeAll { $0.contribution < least }
        }
        let all = columns.flatMap { column, contribution -> [Explanation.Term] in
            let ngrams =
                ngramsOfColumn[column] ?? placesOfColumn[column].map { [vectorizer.vocabulary.ngram(column): $0] }
            let occurrences = (ngrams ?? [:]).values.reduce(0) { $0 + $1.count }
            return (ngrams ?? [:]).map { ngram, places in
                .init(
                    ngram: ngram, contribution: Double(contribution) * Double(places.count) / Double(occurrences),
                    places: places)
            }
        }
        return Array(
            all.filter { $0.contribution > 0 }
                .sorted { ($1.contribution, $0.ngram) < ($0.contribution, $1.ngram) }.prefix(count))
    }
}
