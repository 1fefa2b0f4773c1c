import TrendNumerics
import Corpus
import Features
import Text

extension ArticleClassifier {
    /// The settings of training.
    public struct Options: Sendable {
        public var tfidf: TFIDFOptions
        public var regression: LogisticRegression
        /// Whether an article has one label, its first one, or all labels it has.
        public var isSingleLabel: Bool
        /// Labels of fewer articles are left out; `nil` for one article in 200, at least 1 and at most 30.
        public var minimumLabelCount: Int?
        /// The kind of model for single-label training. Multi-label models are always one-vs-rest.
        ///
        /// One-vs-rest is 0.1 points more accurate, better calibrated and a little faster if the labels are about
        /// equally frequent.
        public var singleLabelKind: LogisticRegressionModel.Kind
        /// The values of C among which cross-validation chooses before training; if empty, the value of `regression` is
        /// used.
        public var candidates: [Float]
        /// The factor by which the loss of a corrected article is multiplied.
        public var correctionWeight: Float
        /// The condition on which a multi-label model assigns a label.
        public var goal: Calibration.Goal

        /// Creates settings; the defaults are those of a multi-label model.
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

        /// The articles that a label needs to be learned from so many labeled ones.
        public func leastArticles(perLabelOf articles: Int) -> Int {
            minimumLabelCount ?? LabelChoice.defaultMinimum(articles: articles)
        }

        /// The kind of model to train.
        ///
        /// - Parameter classes: the number of labels to learn.
        func kind(classes: Int) -> LogisticRegressionModel.Kind {
            isSingleLabel && classes > 1 ? singleLabelKind : .oneVsRest
        }

        /// The weights of columns. Columns in too few documents weigh 0.
        ///
        /// - Parameters:
        ///   - counts: the number of documents of each label that contain each column.
        ///   - isSupervised: whether the weights depend on the labels.
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

    /// The minimum number of articles for column weights that depend on the labels.
    ///
    /// Measured: such weights gain 1 to 2 points of accuracy with 3,000 titles or more and seldom lose with 100. They
    /// lose 1.4 points of micro-F1 with 273 multi-label articles, whose rare terms separate labels by chance.
    static let minimumForSupervision = 1000

    /// The number of features × labels: a gigabyte of weights, what 100 MB of news has with 64 labels.
    static let mostWeights = 1 << 28

    /// The number of features beyond which n-grams of few articles are left out.
    static func mostFeatures(labels: Int) -> Int { min(1 << 22, max(1 << 18, mostWeights / max(1, labels))) }

    /// The number of labels that a model of so many articles learns at most, from 1,024 down to 512.
    ///
    /// Every label is compared with every article. A label of its own for every 30 of 100 MB of short texts would take
    /// days.
    ///
    /// - Parameter isSingleLabel: whether an article has one label; a fit of several takes more passes.
    static func mostLabels(articles: Int, isSingleLabel: Bool) -> Int {
        min(1024, max(512, (isSingleLabel ? 1 << 24 : 1 << 22) / max(1, articles)))
    }

    /// The number of held-out articles × labels beyond which not all articles are held out once: calibration takes 30
    /// bytes for each.
    static let mostHeldOutScores = 1 << 24

    /// The number of folds of the training articles whose held-out scores choose C and calibrate the model.
    static let folds = 5

    /// Trains a classifier on the articles that have labels.
    ///
    /// - Throws: `ModelError` and `FeatureError` if there is nothing to learn.
    /// - Complexity: one fit; five more on held-out articles, to calibrate the model and to know its errors; about ten
    ///   more to choose C among candidates.
    public static func train(_ articles: [Article], options: Options) throws -> ArticleClassifier {
        try train(articles, nil, options: options)
    }

    /// Trains a classifier on the articles that have labels, as `train(_:options:)` does.
    ///
    /// - Parameters:
    ///   - texts: the normalized texts of the articles, in the same order; `nil` to normalize them here.
    ///   - background: texts without labels, from which it learns how the language is used as far as that helps; nil to
    ///     learn from the articles alone.
    ///   - limits: of what vectors are learned from.
    static func train(
        _ articles: [Article], _ texts: consuming [ArticleText]?, background: [[UInt32]]? = nil,
        limits: VectorLimits = .standard, options: Options
    ) throws -> ArticleClassifier {
        let set: LabeledSet
        var use: BackgroundUse?
        var regression = options.regression
        var compute = regression.compute
        if let background {
            let texts = texts ?? articles.normalized(threads: compute.threads)
            var choosing = options
            choosing.regression.compute = compute.part(0.6)
            compute = compute.part(0.4)
            let (best, found) = try LabeledSet.choosing(
                articles, texts, options: choosing, background: background, limits: limits)
            (set, use) = (best, found)
        } else {
            set = try LabeledSet(articles, consume texts, options: options)
        }
        compute.advance(by: 0.1)
        // One fit beside five on four fifths of the articles, and the search beside these.
        let candidates = set.loss == .squares ? [] : options.candidates
        let rest = candidates.isEmpty ? 0.9 : 0.4
        regression.compute = compute.part(0.9 - rest)
        let scores = candidates.isEmpty ? [] : try set.scores(of: candidates, regression)
        regression.compute = compute.part(rest * 0.2)
        if let best = HeldOutScore.best(of: scores) { regression.C = best.C }
        let (vectorizer, fitted, optimality, sure) = try set.fit(regression)
        use?.sure = sure
        regression.compute = compute.part(rest * 0.8)
        let (heldOut, line) = try set.heldOut(regression) ?? (nil, nil)
        let model = try line.map { try fitted.scaled(by: $0) } ?? fitted
        return try ArticleClassifier(
            labels: set.choice.labels, isSingleLabel: options.isSingleLabel, vectorizer: vectorizer,
            dense: set.dense, regression: model, calibration: heldOut?.calibration, confidence: heldOut?.confidence,
            heldOut: heldOut?.sample,
            training: Training(
                documents: set.labelSets.count, corrected: set.corrected,
                unlabeled: articles.count { $0.industries.isEmpty },
                rareLabels: set.choice.rare.listed, rareLabelCount: set.choice.rare.count,
                minimumLabelCount: set.choice.minimum, mostLabels: set.choice.most, optimality: optimality,
                heldOutScores: scores.isEmpty ? nil : scores, background: use))
    }

    /// Cross-validates: trains on all folds but one and predicts the labels of that one, for each fold in turn. Reposts
    /// of an article are in its fold.
    ///
    /// - Parameters:
    ///   - background: texts without labels, as for `train`; each fold's model learns from them anew.
    ///   - folds: the number of folds, at least 2.
    /// - Returns: a report on all labeled articles, each predicted by a model that has not seen it.
    /// - Throws: `ModelError.badOption` for fewer than 2 folds or fewer labeled articles than folds, reposts aside, and
    ///   the errors of `train`.
    public static func crossValidate(
        _ articles: [Article], background: [[UInt32]]? = nil, folds: Int, options: Options
    ) throws -> ClassificationReport {
        let labeled = articles.filter { !$0.industries.isEmpty }
        let threads = options.regression.compute.threads
        let texts = labeled.normalized(threads: threads)
        let stories = NearDuplicates(threads: threads).storyNumbers(texts, days: labeled.map { _ in nil })
        let count = (stories.max() ?? -1) + 1
        guard folds >= 2, count >= folds else {
            throw ModelError.badOption(
                counted(labeled.count, "labeled article")
                    + (count < labeled.count ? ", of which reposts are one," : "") + " cannot be split into "
                    + counted(folds, "fold") + "; cross-validation needs at least 2 folds with an article each")
        }
        let names = Array(Set(labeled.flatMap(\.industries))).sorted()
        let indexOfLabel = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
        let given = labeled.map { givenLabels($0, isSingleLabel: options.isSingleLabel) }
        let foldOf = StratifiedSplit.folds(
            given.map { $0.map { indexOfLabel[$0]! } }, stories: stories, folds: folds,
            seed: options.regression.compute.seed)
        var predicted = [[String]](repeating: [], count: labeled.count)
        var reliability = ReliabilityCount()
        var options = options
        options.regression.compute = options.regression.compute.part(1 / Double(folds))
        for fold in 0..<folds {
            let (rest, held) = StratifiedSplit.parts(foldOf, heldOut: fold)
            let model = try train(
                rest.map { labeled[$0] }, rest.map { texts[$0] }, background: background, options: options)
            let judged = model.judge(
                held.map { texts[$0] }, given: held.map { given[$0] }, counting: &reliability, threads: threads)
            for (document, labels) in zip(held, judged) { predicted[document] = labels }
        }
        var report = ClassificationReport(given: given, predicted: predicted)
        report.reliability = reliability.reliability
        return report
    }
}
