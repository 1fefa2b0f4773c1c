import Features
import TrendNumerics
import Text

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

    /// A span of the text that decided: a word, or several that stand together.
    public struct Span: Equatable, Sendable, Codable {
        /// As the article has it.
        public var text: String
        /// What the n-grams within it add to the label's score.
        public var contribution: Double
        /// Its part of all that speaks for the label, from 0 to 1; the shares of all such spans add up to 1.
        public var share: Double
        /// The ranges of its occurrences in the normalized text, in scalars, in order.
        public var places: [Range<Int>]

        /// Creates a span.
        public init(text: String, contribution: Double, share: Double, places: [Range<Int>]) {
            self.text = text
            self.contribution = contribution
            self.share = share
            self.places = places
        }
    }

    public var label: String
    public var probability: Double
    /// The n-grams with the highest contributions, the highest first.
    public var terms: [Term]
    /// The spans of the text with the highest contributions, the highest first.
    public var spans: [Span] = []
}

extension ArticleClassifier {
    /// Explains the labels of an article by its n-grams, and by the spans of the text that they add up to.
    ///
    /// A softmax score is meaningful only relative to those of the other labels. A contribution is therefore the
    /// weight's difference from the mean over all labels.
    ///
    /// - Parameters:
    ///   - text: the text of the article.
    ///   - count: the number of best labels to explain; `nil` for the predicted labels.
    ///   - terms: the number of n-grams per label.
    ///   - spans: the number of spans per label; `nil` for as many as n-grams.
    public func explain(
        _ text: ArticleText, labels count: Int? = nil, terms: Int = 10, spans: Int? = nil
    ) -> [Explanation] {
        let ngrams = NGramsOfColumns(of: text.scalars, by: vectorizer)
        let row = ngrams.row ?? vectorizer.transform([text.scalars])
        let meaning = dense.map { NGramsOfColumns(of: text.scalars, by: $0.vectors.vectorizer) }
        let wording = SpanWording(text)
        let vector = dense?.rows([text.scalars], threads: 1) ?? []
        let predictions = choose(probabilities(row, dense: vector, threads: 1), top: count)[0]
        let predicted = predictions.map { prediction in labels.firstIndex(of: prediction.label)! }
        let addedByVectors = addedByVectors(to: predicted, in: text.scalars)
        return predictions.indices.map { place in
            let (prediction, label, added) = (predictions[place], predicted[place], addedByVectors[place])
            let contributions = row.columnIndices.indices.map { entry in
                let column = Int(row.columnIndices[entry])
                return row.values[entry] * weight(column, label)
            }
            var best: [Explanation.Term] = []
            if terms > 0 {
                best =
                    meaning.map { meaning in
                        ngrams.terms(
                            zip(row.columnIndices, contributions).map { (Int($0), $1) }, and: added, of: meaning,
                            count: terms)
                    } ?? ngrams.terms(positive(row.columnIndices, contributions), count: terms)
            }
            var evidence = TextEvidence(wording.units)
            ngrams.add(zip(row.columnIndices, contributions), to: &evidence)
            meaning?.add(added.map { (Int32($0.column), $0.contribution) }, to: &evidence)
            return Explanation(
                label: prediction.label, probability: prediction.probability, terms: best,
                spans: wording.best(TextSpans(evidence), count: spans ?? terms))
        }
    }

    /// What the n-grams of a text add to each of some labels through the text's vector; nothing without vectors.
    private func addedByVectors(
        to labels: [Int], in text: [UInt32]
    ) -> [[(column: Int, contribution: Float)]] {
        guard let dense else { return labels.map { _ in [] } }
        let directions = labels.map { label in
            (0..<dense.width).map { weight(vectorizer.columns.count + $0, label) }
        }
        return dense.vectors.contributions(in: text, length: dense.length, to: directions)
    }

    /// The columns that speak for a label, with their contributions.
    private func positive(_ columns: [Int32], _ contributions: [Float]) -> [(column: Int, contribution: Float)] {
        contributions.indices.filter { contributions[$0] > 0 }.map { (Int(columns[$0]), contributions[$0]) }
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
    /// The columns and the positions of their n-grams, ascending, where each column has one n-gram only.
    private var found: [(column: Int, place: Int, length: Int)] = []
    /// The n-grams of each column and their positions, where it may have several.
    private var ngramsOfColumn: [Int: [String: [Int]]] = [:]

    init(of text: [UInt32], by vectorizer: TFIDFVectorizer) {
        self.vectorizer = vectorizer
        if let found = vectorizer.featurePlaces(in: text) {
            self.found = found
        } else {
            ngramsOfColumn = vectorizer.places(in: text)
        }
    }

    /// The text's row; nil where columns may have several n-grams.
    var row: CSRMatrix? { ngramsOfColumn.isEmpty ? vectorizer.row(of: found) : nil }

    /// The positions of a column's n-gram.
    private func places(_ column: Int) -> ArraySlice<(column: Int, place: Int, length: Int)> {
        found[found.partitioningIndex { $0.column >= column }...].prefix { $0.column == column }
    }

    /// The n-grams of a column, spelled out, with their positions.
    private func ngrams(_ column: Int) -> [String: [Int]] {
        if let ngrams = ngramsOfColumn[column] { return ngrams }
        let places = places(column)
        return places.isEmpty ? [:] : [vectorizer.vocabulary.ngram(column): places.map(\.place)]
    }

    /// Adds the contributions of columns to the evidence, each in equal parts for its occurrences.
    ///
    /// - Parameter columns: columns of the text, ascending, and their contributions.
    func add(_ columns: some Sequence<(Int32, Float)>, to evidence: inout TextEvidence) {
        var next = 0
        for (column, contribution) in columns where contribution != 0 {
            let (column, contribution) = (Int(column), Double(contribution))
            if let ngrams = ngramsOfColumn[column] {
                let occurrences = ngrams.values.reduce(0) { $0 + $1.count }
                // Sorted, because the order of a dictionary varies and sums are rounded.
                for (ngram, places) in ngrams.sorted(by: { $0.key < $1.key }) {
                    let length = ngram.unicodeScalars.count
                    evidence.add(
                        contribution * Double(places.count) / Double(occurrences),
                        at: places.map { $0 + 1 - length..<$0 + 1 })
                }
                continue
            }
            while next < found.count, found[next].column < column { next += 1 }
            var end = next
            while end < found.count, found[end].column == column { end += 1 }
            guard end > next else { continue }
            let part = contribution / Double(end - next)
            for entry in next..<end {
                let (_, place, length) = found[entry]
                evidence.add(contribution, at: place + 1 - length..<place + 1, part: part)
            }
            next = end
        }
    }

    /// The n-grams with the highest sums of two contributions, by these columns and by those of another vectorizer, the
    /// highest first, of equal ones in alphabetical order.
    func terms(
        _ columns: [(column: Int, contribution: Float)], and others: [(column: Int, contribution: Float)],
        of other: NGramsOfColumns, count: Int
    ) -> [Explanation.Term] {
        var terms: [String: Explanation.Term] = [:]
        for (source, columns) in [(self, columns), (other, others)] {
            for (column, contribution) in columns {
                let ngrams = source.ngrams(column)
                let occurrences = ngrams.values.reduce(0) { $0 + $1.count }
                for (ngram, places) in ngrams {
                    let part = Double(contribution) * Double(places.count) / Double(occurrences)
                    terms[ngram, default: .init(ngram: ngram, contribution: 0, places: places)].contribution += part
                }
            }
        }
        return Array(
            terms.values.filter { $0.contribution > 0 }
                .sorted { ($1.contribution, $0.ngram) < ($0.contribution, $1.ngram) }.prefix(count))
    }

    /// The n-grams with the highest contributions, the highest first, of equal ones in alphabetical order.
    ///
    /// - Parameter columns: columns of the text and their contributions, which n-grams with the same column share.
    func terms(_ columns: [(column: Int, contribution: Float)], count: Int) -> [Explanation.Term] {
        guard count > 0 else { return [] }
        var columns = columns
        if ngramsOfColumn.isEmpty, columns.count > count {
            // One n-gram a column: no other can be among the highest.
            let least = columns.map(\.contribution).first(count, by: >).last!
            columns.removeAll { $0.contribution < least }
        }
        let all = columns.flatMap { column, contribution -> [Explanation.Term] in
            let ngrams = ngrams(column)
            let occurrences = ngrams.values.reduce(0) { $0 + $1.count }
            return ngrams.map { ngram, places in
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
