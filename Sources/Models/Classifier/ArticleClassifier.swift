import Text
import Numerics
import Corpus
import Features

/// Gives articles their industries: everything from an article's text to labels with probabilities.
public struct ArticleClassifier: Sendable {
    /// A label and how sure the model is of it, from 0 to 1.
    public struct Prediction: Codable, Equatable, Sendable {
        public var label: String
        public var probability: Double

        public init(label: String, probability: Double) {
            self.label = label
            self.probability = probability
        }
    }

    /// What a model was trained on.
    public struct Training: Equatable, Sendable, Codable {
        /// Labeled articles that were learned from.
        public var documents: Int
        /// Of these, articles that a person corrected; of all updates too. Nil in models of before there were any.
        public var corrected: Int?
        /// Articles passed over because nobody has labeled them.
        public var unlabeled: Int
        /// Labels left out for being too rare, with their articles, the most frequent first.
        public var rareLabels: [LabelCount]
        public var minimumLabelCount: Int
        /// Nil after streaming, which makes a fixed number of passes.
        public var optimality: Optimality?
        /// Where C was chosen, what each candidate scored on held-out articles.
        public var heldOutScores: [HeldOutScore]?

        /// The spelling of model files of version 2.
        private enum CodingKeys: String, CodingKey {
            case documents, corrected
            case unlabeled = "unlabelled"
            case rareLabels, minimumLabelCount, optimality, heldOutScores
        }
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
    /// For several labels an article; with one label the probabilities speak for themselves.
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
            calibration?.isValid(labels: labels.count) ?? true
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

    /// The labels to give to articles, each article's best one first; of equal ones the first by name.
    ///
    /// - Parameter top: how many labels an article; nil for the best one, or with several labels an
    ///   article all that pass their thresholds and at least the best one. A model that was asked for
    ///   precision gives none where none passes.
    /// - Complexity: linear in the articles' text, and in its features times the labels.
    public func predict(_ texts: [ArticleText], top: Int? = nil, threads: Int = 1) -> [[Prediction]] {
        choose(probabilities(texts, threads: threads), top: top)
    }

    /// The same of articles whose texts are read for nothing else.
    public func predict(_ articles: [Article], top: Int? = nil, threads: Int = 1) -> [[Prediction]] {
        predict(articles.normalized(threads: threads), top: top, threads: threads)
    }

    /// articles × labels, row by row.
    func probabilities(_ texts: [ArticleText], threads: Int) -> [Double] {
        probabilities(vectorizer.transform(texts.scalars, threads: threads), threads: threads)
    }

    /// The same of articles as rows of features.
    func probabilities(_ features: CSRMatrix, threads: Int) -> [Double] {
        if let calibration { return calibration.probabilities(regression.scores(features, threads: threads)) }
        var probabilities = regression.probabilities(features, threads: threads).map { Double($0) }
        if isSingleLabel, regression.kind == .oneVsRest { makeShares(&probabilities) }
        return probabilities
    }

    /// With one label an article the probabilities of its labels add up to 1: each in proportion to what its
    /// own problem says.
    private func makeShares(_ probabilities: inout [Double]) {
        for article in stride(from: 0, to: probabilities.count, by: labels.count) {
            let own = article..<article + labels.count
            let sum = probabilities[own].reduce(0, +)
            guard sum > 0 else { continue }
            for index in own { probabilities[index] /= sum }
        }
    }

    /// - Parameter probabilities: articles × labels, row by row.
    func choose(_ probabilities: [Double], top: Int? = nil) -> [[Prediction]] {
        probabilities.withUnsafeBufferPointer { all in
            stride(from: 0, to: all.count, by: labels.count).map {
                choose(UnsafeBufferPointer(rebasing: all[$0..<$0 + labels.count]), top: top)
            }
        }
    }

    private func choose(_ probabilities: UnsafeBufferPointer<Double>, top: Int?) -> [Prediction] {
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
