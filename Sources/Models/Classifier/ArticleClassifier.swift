import Text
import TrendNumerics
import Corpus
import Features

/// Classifies articles into industries: the whole path from an article's text to labels with probabilities.
public struct ArticleClassifier: Sendable {
    /// A label and its probability.
    public struct Prediction: Codable, Equatable, Sendable {
        public var label: String
        public var probability: Double

        /// Creates a prediction.
        public init(label: String, probability: Double) {
            self.label = label
            self.probability = probability
        }
    }

    /// A description of the training articles.
    public struct Training: Equatable, Sendable, Codable {
        /// The number of labeled articles that were learned from.
        public var documents: Int
        /// The number of these articles that were corrected by a person, including those of all updates; `nil` in
        /// models from before corrections.
        public var corrected: Int?
        /// The number of articles skipped because they have no labels.
        public var unlabeled: Int
        /// The labels left out, with their number of articles, the most frequent first: at most 10,000.
        public var rareLabels: [LabelCount]
        /// The number of labels left out where they are more than those listed; nil where all are listed.
        public var rareLabelCount: Int?
        public var minimumLabelCount: Int
        /// The maximum number of labels where more had enough articles; nil where they had not.
        public var mostLabels: Int?
        /// The optimality that the fit reached; `nil` after streaming, which makes a fixed number of passes.
        public var optimality: Optimality?
        /// The held-out score of each candidate, if C was chosen.
        public var heldOutScores: [HeldOutScore]?
        /// What was taken from texts without labels; nil where there were none to learn from.
        public var background: BackgroundUse?

        /// The keys of model files of version 2.
        private enum CodingKeys: String, CodingKey {
            case documents, corrected
            case unlabeled = "unlabelled"
            case rareLabels, rareLabelCount, minimumLabelCount, mostLabels, optimality, heldOutScores
            case background
        }
    }

    /// A label and its number of articles.
    public struct LabelCount: Equatable, Sendable, Codable {
        public var label: String
        public var documents: Int
    }

    /// The probability from which an article's best label is sure.
    public static let sureProbability = 0.5

    /// The labels in the order of the model's classes: sorted, unless they were renamed.
    public private(set) var labels: [String]
    /// Whether an article has exactly one label.
    public let isSingleLabel: Bool
    public let vectorizer: TFIDFVectorizer
    /// The vectors of texts whose numbers are features too, after the n-grams of `vectorizer`; nil where it was trained
    /// without texts without labels, or was better without.
    public let dense: DenseFeatures?
    public let regression: LogisticRegressionModel
    /// The calibration of a multi-label model.
    public let calibration: Calibration?
    /// Corrects the probabilities of a single-label model; nil where they are used as they are.
    public let confidence: ConfidenceMap?
    /// Held-out articles with their probabilities, from which shares are estimated; nil in models of before and in
    /// those of too few articles.
    public let heldOut: HeldOutSample?
    public internal(set) var training: Training

    /// Creates a classifier from its parts, as training or a model file gives them.
    ///
    /// - Throws: `ModelError.damagedModel` unless the parts match.
    public init(
        labels: [String], isSingleLabel: Bool, vectorizer: TFIDFVectorizer, dense: DenseFeatures? = nil,
        regression: LogisticRegressionModel, calibration: Calibration?, confidence: ConfidenceMap? = nil,
        heldOut: HeldOutSample? = nil, training: Training
    ) throws {
        guard labels.count == regression.classes,
            regression.weights.count == (vectorizer.columns.count + (dense?.width ?? 0)) * labels.count,
            calibration?.isValid(labels: labels.count) ?? true, confidence?.isValid ?? true,
            heldOut.map({ $0.labels == labels.count && $0.isSingleLabel == isSingleLabel }) ?? true
        else { throw ModelError.damagedModel("its labels, features and weights do not match") }
        self.labels = labels
        self.isSingleLabel = isSingleLabel
        self.vectorizer = vectorizer
        self.dense = dense
        self.regression = regression
        self.calibration = calibration
        self.confidence = isSingleLabel ? confidence : nil
        self.heldOut = heldOut
        self.training = training
    }

    /// Gives the labels the names that a table has for them, so that what the model says is counted with the labels of
    /// articles that were read by it.
    ///
    /// - Throws: `ModelError.joinedLabels` where the table makes one of two labels that the model tells apart.
    public mutating func rename(by aliases: LabelAliases) throws {
        var old: [String: String] = [:]
        for label in labels {
            if let other = old.updateValue(label, forKey: aliases[label]) {
                throw ModelError.joinedLabels(other, label, name: aliases[label])
            }
        }
        labels = labels.map { aliases[$0] }
    }

    /// The article's own labels that count: the first one in a single-label model, otherwise all.
    public func givenLabels(_ article: Article) -> [String] {
        ArticleClassifier.givenLabels(article, isSingleLabel: isSingleLabel)
    }

    static func givenLabels(_ article: Article, isSingleLabel: Bool) -> [String] {
        isSingleLabel ? Array(article.industries.prefix(1)) : article.industries
    }

    /// Predicts the labels of articles, each article's most probable label first; of equally probable labels, the first
    /// by name.
    ///
    /// - Parameters:
    ///   - texts: the texts of the articles.
    ///   - top: the number of labels per article. By default a single-label model gives the best label. A multi-label
    ///     model gives all labels that pass their thresholds, and at least the best one; if it was trained for a target
    ///     precision, it gives no label if none passes.
    ///   - threads: the number of threads.
    /// - Complexity: linear in the articles' text, and in its features times the labels.
    public func predict(_ texts: [ArticleText], top: Int? = nil, threads: Int = 1) -> [[Prediction]] {
        choose(probabilities(texts, threads: threads), top: top)
    }

    /// Predicts the labels of articles as `predict(_:top:threads:)` does, and normalizes their texts first.
    public func predict(_ articles: [Article], top: Int? = nil, threads: Int = 1) -> [[Prediction]] {
        predict(articles.normalized(threads: threads), top: top, threads: threads)
    }

    /// Predicts the labels of articles as `predict(_:top:threads:)` does, with the probabilities of all labels; without
    /// them where the model keeps no held-out articles, since shares are not estimated then.
    public func predictRows(
        _ texts: [ArticleText], threads: Int = 1
    ) -> [(labels: [Prediction], probabilities: ProbabilityRow?)] {
        let all = probabilities(texts, threads: threads)
        return all.withUnsafeBufferPointer { all in
            zip(stride(from: 0, to: all.count, by: labels.count), choose(all)).map { start, chosen in
                let row = UnsafeBufferPointer(rebasing: all[start..<start + labels.count])
                return (chosen, heldOut == nil ? nil : ProbabilityRow(row))
            }
        }
    }

    /// The probabilities of all labels: articles × labels, row by row.
    func probabilities(_ texts: [ArticleText], threads: Int) -> [Double] {
        let scalars = texts.scalars
        return probabilities(
            vectorizer.transform(scalars, threads: threads), dense: dense?.rows(scalars, threads: threads) ?? [],
            threads: threads)
    }

    /// The probabilities of all labels for articles given as rows of features: articles × labels, row by row.
    ///
    /// - Parameter dense: the rows of `self.dense`.
    func probabilities(_ features: CSRMatrix, dense: [Float], threads: Int) -> [Double] {
        let scores = regression.scores(features, dense: dense, threads: threads)
        if let calibration { return calibration.probabilities(scores) }
        var probabilities = regression.kind.probabilities(
            ofScores: scores, classes: labels.count, isSingleLabel: isSingleLabel)
        confidence?.correct(&probabilities, labels: labels.count)
        return probabilities
    }

    /// Chooses labels by their probabilities.
    ///
    /// - Parameter probabilities: articles × labels, row by row.
    func choose(_ probabilities: [Double], top: Int? = nil) -> [[Prediction]] {
        probabilities.withUnsafeBufferPointer { choose($0, top: top) }
    }

    private func choose(_ all: UnsafeBufferPointer<Double>, top: Int? = nil) -> [[Prediction]] {
        stride(from: 0, to: all.count, by: labels.count).map {
            chooseOne(UnsafeBufferPointer(rebasing: all[$0..<$0 + labels.count]), top: top)
        }
    }

    private func chooseOne(_ probabilities: UnsafeBufferPointer<Double>, top: Int?) -> [Prediction] {
        func prediction(_ label: Int) -> Prediction {
            Prediction(label: labels[label], probability: probabilities[label])
        }
        func sorted(_ labels: some Sequence<Int>) -> [Int] {
            labels.sorted { (probabilities[$1], $0) < (probabilities[$0], $1) }
        }
        if let top, top > 1 { return sorted(probabilities.indices).prefix(top).map(prediction) }
        if top == nil, !isSingleLabel {
            let given = probabilities.indices.filter { probabilities[$0] >= calibration?.thresholds[$0] ?? 0.5 }
            if !given.isEmpty || calibration?.givesBest == false { return sorted(given).map(prediction) }
        }
        var best = 0
        for label in 1..<max(1, probabilities.count) where probabilities[label] > probabilities[best] { best = label }
        return [prediction(best)]
    }
}

extension LogisticRegressionModel.Kind {
    /// The probabilities of scores without a calibration: articles × classes, row by row.
    ///
    /// With a single label those of one against the rest are scaled to a sum of 1 per article, each in proportion to the
    /// probability from its own binary problem.
    func probabilities(ofScores scores: [Float], classes: Int, isSingleLabel: Bool) -> [Double] {
        var probabilities = probabilities(scores, classes: classes).map { Double($0) }
        guard isSingleLabel, self == .oneVsRest else { return probabilities }
        for article in stride(from: 0, to: probabilities.count, by: classes) {
            let own = article..<article + classes
            let sum = probabilities[own].reduce(0, +)
            guard sum > 0 else { continue }
            for index in own { probabilities[index] /= sum }
        }
        return probabilities
    }
}
