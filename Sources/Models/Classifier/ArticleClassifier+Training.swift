import Numerics
import Corpus
import Features
import Text

extension ArticleClassifier {
    /// How articles become a classifier.
    public struct Options: Sendable {
        public var tfidf: TFIDFOptions
        public var regression: LogisticRegression
        /// One label an article (its first one), or as many as it has.
        public var isSingleLabel: Bool
        /// Labels of fewer articles are left out. Nil: one article in 200, at least 1 and at most 30.
        public var minimumLabelCount: Int?
        /// How one label an article is learned; several are always learned one against the rest.
        ///
        /// One against the rest is 0.1 points more accurate, better calibrated and a little faster where the labels
        /// are about as frequent as each other.
        public var singleLabelKind: LogisticRegressionModel.Kind
        /// Values of C of which cross-validation takes the best before training; empty: the one of `regression`.
        public var candidates: [Float]
        /// How many times another article's loss a corrected one's counts.
        public var correctionWeight: Float
        /// When a label is given, with several labels an article.
        public var goal: Calibration.Goal

        public init(
            tfidf: TFIDFOptions, regression: LogisticRegression, isSingleLabel: Bool = false,
            minimumLabelCount: Int? = nil, singleLabelKind: LogisticRegressionModel.Kind = .oneVsRest,
            candidates: [Float] = [], correctionWeight: Float = ArticleClassifier.correctionWeight,
            goal: Calibration.Goal = .f1
        ) {
            self.tfidf = tfidf
            self.regression = regression
            self.isSingleLabel = isSingleLabel
            self.minimumLabelCount = minimumLabelCount
            self.singleLabelKind = singleLabelKind
            self.candidates = candidates
            self.correctionWeight = correctionWeight
            self.goal = goal
        }

        /// - Parameter classes: how many labels there are to learn.
        func kind(classes: Int) -> LogisticRegressionModel.Kind {
            isSingleLabel && classes > 1 ? singleLabelKind : .oneVsRest
        }

        /// The weights of columns that stand in so many documents of each label: 0 where those are too few.
        func columnWeights(_ counts: LabelCounts, isSupervised: Bool) -> [Float] {
            var weights = isSupervised ? SupervisedWeights.weights(counts) : counts.idf
            if case .count(let minimum) = tfidf.minimumDocumentFrequency {
                for (column, holding) in counts.documentFrequency.enumerated() where holding < minimum {
                    weights[column] = 0
                }
            }
            return weights
        }
    }

    /// From this many articles on the column weights know the labels. Measured: they gain 1 to 2 points of
    /// accuracy with 3,000 titles or more and seldom lose with 100, but lose 1.4 points of micro-F1 with 273
    /// articles of several labels, whose rare terms tell labels apart by chance.
    static let supervisedFrom = 1000

    /// Folds of the training articles whose scores choose C and calibrate the model.
    static let folds = 5

    /// Learns from the articles that have labels.
    ///
    /// - Parameter corrected: which articles a person corrected (`Corrections.apply`); none if empty.
    /// - Throws: `ModelError` and `FeatureError` where there is nothing to learn.
    /// - Complexity: one fit; with several labels an article, five more to calibrate it; with candidates
    ///   for C about ten more.
    public static func train(
        _ articles: [Article], corrected: [Bool] = [], options: Options
    ) throws -> ArticleClassifier {
        try train(articles, nil, corrected: corrected, options: options)
    }

    /// - Parameter texts: those of the articles, in their order; nil where nobody has normalized them yet.
    static func train(
        _ articles: [Article], _ texts: consuming [ArticleText]?, corrected: [Bool] = [], options: Options
    ) throws -> ArticleClassifier {
        let set = try LabeledSet(articles, consume texts, corrected: corrected, options: options)
        var regression = options.regression
        let scores = options.candidates.isEmpty ? [] : try set.scores(of: options.candidates)
        if let best = HeldOutScore.best(of: scores) { regression.C = best.C }
        let (vectorizer, model, optimality) = try set.fit(regression)
        return try ArticleClassifier(
            labels: set.choice.labels, isSingleLabel: options.isSingleLabel, vectorizer: vectorizer,
            regression: model, calibration: options.isSingleLabel ? nil : try set.calibration(regression),
            training: Training(
                documents: set.labelSets.count, corrected: set.corrected,
                unlabeled: articles.count { $0.industries.isEmpty },
                rareLabels: set.choice.rare, minimumLabelCount: set.choice.minimum, optimality: optimality,
                heldOutScores: scores.isEmpty ? nil : scores))
    }

    /// Trains on all folds but one and labels that one, for each fold in turn.
    ///
    /// - Parameter folds: at least 2.
    /// - Returns: the report over all labeled articles, each labeled by a model that has not seen it.
    public static func crossValidate(
        _ articles: [Article], folds: Int, options: Options
    ) throws -> ClassificationReport {
        let labeled = articles.filter { !$0.industries.isEmpty }
        guard folds >= 2, labeled.count >= folds else {
            throw ModelError.badOption(
                "\(folds) folds of \(labeled.count) labeled articles: "
                    + "there must be at least 2 folds and an article for each")
        }
        let names = Array(Set(labeled.flatMap(\.industries))).sorted()
        let indexOfLabel = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
        let given = labeled.map { givenLabels($0, isSingleLabel: options.isSingleLabel) }
        let foldOf = StratifiedSplit.folds(
            given.map { $0.map { indexOfLabel[$0]! } }, folds: folds, seed: options.regression.compute.seed)
        let texts = labeled.normalized(threads: options.regression.compute.threads)
        var predicted = [[String]](repeating: [], count: labeled.count)
        var reliability = ReliabilityCount()
        for fold in 0..<folds {
            let (rest, held) = StratifiedSplit.parts(foldOf, heldOut: fold)
            let model = try train(rest.map { labeled[$0] }, rest.map { texts[$0] }, options: options)
            let judged = model.judge(
                held.map { texts[$0] }, given: held.map { given[$0] }, counting: &reliability,
                threads: options.regression.compute.threads)
            for (document, labels) in zip(held, judged) { predicted[document] = labels }
        }
        var report = ClassificationReport(given: given, predicted: predicted)
        report.reliability = reliability.reliability
        return report
    }
}
