import Corpus
import Features
import TrendNumerics
import Text

/// What a classifier took from texts without labels, and what its held-out articles said of each way.
public struct BackgroundUse: Equatable, Sendable, Codable {
    /// A way to learn, and how well it judged held-out articles: accuracy with one label per article, else micro-F1.
    public struct Trial: Equatable, Sendable, Codable {
        /// The length of texts' vectors beside their n-grams; nil for n-grams alone.
        public var length: Float?
        public var loss: Loss
        /// Whether it learned from texts without labels of which a first model was sure.
        public var isSelfTrained: Bool
        public var score: Double

        init(length: Float? = nil, loss: Loss = .logistic, isSelfTrained: Bool = false, score: Double) {
            (self.length, self.loss, self.isSelfTrained, self.score) = (length, loss, isSelfTrained, score)
        }

        public init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            length = try values.decodeIfPresent(Float.self, forKey: .length)
            // Models of before knew no other.
            loss = try values.decodeIfPresent(Loss.self, forKey: .loss) ?? .logistic
            isSelfTrained = try values.decode(Bool.self, forKey: .isSelfTrained)
            score = try values.decode(Double.self, forKey: .score)
        }
    }

    /// What a model's errors on its articles cost.
    public enum Loss: String, Sendable, Codable {
        /// Logistic regression.
        case logistic
        /// Least squares.
        case squares
    }

    /// Why nothing was tried.
    public enum Obstacle: String, Sendable, Codable {
        /// There are too few texts to learn vectors from.
        case fewTexts
        /// There are too few labeled articles to judge by.
        case fewLabeled
        /// With so many labeled articles there is little left to learn.
        case manyLabeled
    }

    /// What vectors were learned from where memory was limited.
    public struct Sample: Equatable, Sendable, Codable {
        /// The memory in bytes.
        public var memory: Int
        /// The labeled articles among the texts.
        public var labeled: Int
        /// Of the labeled articles and the texts without labels together.
        public var characters: Int
    }

    /// The texts without labels that vectors were learned from, beside the labeled ones.
    public var texts: Int
    /// Nil where memory was not limited.
    public var sample: Sample?
    /// The n-grams that have vectors; 0 where there were too few texts.
    public var ngrams: Int
    /// Nil where ways were tried.
    public var obstacle: Obstacle?
    /// In the order in which they were tried, n-grams alone first; empty where there was an obstacle.
    public var trials: [Trial]
    /// The trial that was taken: the last of those that held-out articles do not tell from the best.
    public var chosen: Int
    /// The texts without labels that the model is sure of and learned from.
    public var sure: Int
}

extension LabeledSet {
    /// The labeled articles with what texts without labels add, as far as held-out articles are judged better for it.
    ///
    /// - Parameters:
    ///   - background: normalized texts without labels.
    ///   - limits: of what vectors are learned from.
    /// - Throws: `ModelError`, `FeatureError` and `NumericsError`.
    /// - Complexity: that of `SemanticVectors.learn`; and for each way five fits on four fifths of the articles, fewer of
    ///   more than a few thousand, and as many again in each round of `SelfTraining`.
    static func choosing(
        _ articles: [Article], _ texts: [ArticleText], options: ArticleClassifier.Options, background: [[UInt32]],
        limits: VectorLimits
    ) throws -> (LabeledSet, BackgroundUse) {
        let plain = try LabeledSet(articles, texts, options: options)
        var use = BackgroundUse(texts: background.count, ngrams: 0, trials: [], chosen: 0, sure: 0)
        var regression = options.regression
        // The vectors are one part of the work, and each way another.
        regression.compute = regression.compute.part(1 / Double(lengths.count + 4))
        regression.tolerance = max(regression.tolerance, RegularizationSearch.defaultTolerance)
        let folds = BackgroundTrials.folds(articles: plain.labelSets.count)
        guard plain.labelSets.count <= BackgroundTrials.mostArticles else {
            use.obstacle = .manyLabeled
            return (plain, use)
        }
        guard let judgement = try plain.judgement(regression, folds: folds) else {
            use.obstacle = .fewLabeled
            return (plain, use)
        }
        let labeled = articles.indices.filter { !articles[$0].industries.isEmpty }.map { texts[$0].scalars }
        let compute = options.regression.compute
        guard
            let vectors = try SemanticVectors.learn(
                from: labeled + background, limits: limits, seed: compute.seed, threads: compute.threads)
        else {
            use.obstacle = .fewTexts
            return (plain, use)
        }
        compute.advance(by: 1 / Double(lengths.count + 4))
        use.ngrams = vectors.vectorizer.columns.count
        var chosen = plain
        var trials = BackgroundTrials(use, ngramsAlone: judgement)
        func attempt(length: Float, _ loss: BackgroundUse.Loss = .logistic, _ unlabeled: [[UInt32]] = []) throws {
            let set = try LabeledSet(
                articles, texts, options: options, dense: DenseFeatures(vectors: vectors, length: length), loss: loss,
                unlabeled: unlabeled)
            guard let judgement = try set.judgement(regression, folds: folds) else { return }
            let trial = BackgroundUse.Trial(
                length: length, loss: loss, isSelfTrained: !unlabeled.isEmpty, score: judgement.score)
            if trials.isChosen(trial, judgement) { chosen = set }
        }
        for length in lengths { try attempt(length: length) }
        let labels = plain.choice.labels.count
        if labeled.count <= mostSquared, plain.kind == .oneVsRest,
            SelfTraining.work(labeled, labels: labels) <= mostSquaredWork
        {
            try attempt(length: lengthWithSquares, .squares)
            let sample = SelfTraining.sample(
                background, like: labeled, vectors: vectors, labels: labels, threads: compute.threads)
            if !sample.isEmpty { try attempt(length: lengthWithSquares, .squares, sample) }
        }
        return (chosen, trials.use)
    }

    /// Lengths of vectors that are tried, beside n-grams of length 1.
    private static var lengths: [Float] { BackgroundTrials.lengths }
    /// The length with least squares. A second one to choose from, of 2, was no better than chance would choose.
    private static let lengthWithSquares: Float = 4
    /// The number of labeled articles up to which least squares are tried, and `SelfTraining.work` on them: with more,
    /// logistic regression is as good.
    private static let mostSquared = 10_000
    private static let mostSquaredWork = 240_000_000
}
