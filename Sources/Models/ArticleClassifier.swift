import Corpus
import Features

/// Gives articles their industries: everything from an article's text to labels with probabilities.
public struct ArticleClassifier: Sendable {
    /// A label and how sure the model is of it, from 0 to 1.
    public struct Prediction: Equatable, Sendable {
        public var label: String
        public var probability: Double

        public init(label: String, probability: Double) {
            self.label = label
            self.probability = probability
        }
    }

    /// What a model was trained on.
    public struct Training: Equatable, Sendable, Codable {
        /// Labelled articles that were learned from.
        public var documents: Int
        /// Articles passed over because nobody has labelled them.
        public var unlabelled: Int
        /// Labels left out for being too rare, with their articles, the most frequent first.
        public var rareLabels: [LabelCount]
        public var minimumLabelCount: Int
        /// Nil after streaming, which makes a fixed number of passes.
        public var optimality: Optimality?
    }

    public struct LabelCount: Equatable, Sendable, Codable {
        public var label: String
        public var documents: Int
    }

    /// In the order of the model's classes: sorted.
    public let labels: [String]
    public let isSingleLabel: Bool
    public let vectorizer: TFIDFVectorizer
    public let regression: LogisticRegressionModel
    /// For several labels an article; with one label the softmax speaks for itself.
    public let calibration: Calibration?
    public let training: Training

    /// A classifier from its parts, as training or a model file gives them.
    ///
    /// - Throws: `ModelError.damagedModel` unless they fit each other.
    public init(
        labels: [String], isSingleLabel: Bool, vectorizer: TFIDFVectorizer,
        regression: LogisticRegressionModel, calibration: Calibration?, training: Training
    ) throws {
        guard labels.count == regression.classes,
            regression.weights.count == vectorizer.columns.count * labels.count,
            calibration?.isValid ?? true
        else { throw ModelError.damagedModel("its labels, features and weights do not fit each other") }
        self.labels = labels
        self.isSingleLabel = isSingleLabel
        self.vectorizer = vectorizer
        self.regression = regression
        self.calibration = calibration
        self.training = training
    }

    /// The labels of an article that count: the first one, or all.
    public func givenLabels(_ article: Article) -> [String] {
        ArticleClassifier.givenLabels(article, isSingleLabel: isSingleLabel)
    }

    static func givenLabels(_ article: Article, isSingleLabel: Bool) -> [String] {
        isSingleLabel ? Array(article.industries.prefix(1)) : article.industries
    }

    /// The probability of every label, best first.
    ///
    /// - Complexity: linear in the articles' text, and in its features times the labels.
    public func rank(_ articles: [Article], threads: Int = 1) -> [[Prediction]] {
        let features = vectorizer.transform(
            articles.map { TextNormalizer().scalars(of: $0.content) }, threads: threads)
        let probabilities: [Double]
        if let calibration {
            probabilities = regression.scores(features, threads: threads).map(calibration.probability)
        } else {
            probabilities = regression.probabilities(features, threads: threads).map { Double($0) }
        }
        return articles.indices.map { row in
            let own = probabilities[row * labels.count..<(row + 1) * labels.count]
            return zip(labels, own).map { Prediction(label: $0, probability: $1) }
                .sorted { ($1.probability, $0.label) < ($0.probability, $1.label) }
        }
    }

    /// The labels to give: the best one, or all that pass the threshold and at least the best one.
    ///
    /// - Parameter ranked: one article's labels, best first.
    public func decide(_ ranked: [Prediction]) -> [Prediction] {
        let threshold = calibration?.threshold ?? 0.5
        let likely = isSingleLabel ? 1 : max(1, ranked.prefix { $0.probability >= threshold }.count)
        return Array(ranked.prefix(likely))
    }

    /// How good the labels it gives to articles are against those they have; articles without labels
    /// are passed over.
    public func evaluate(_ articles: [Article], threads: Int = 1) -> ClassificationReport {
        let labelled = articles.filter { !$0.industries.isEmpty }
        return ClassificationReport(
            given: labelled.map(givenLabels),
            predicted: rank(labelled, threads: threads).map { decide($0).map(\.label) })
    }
}
