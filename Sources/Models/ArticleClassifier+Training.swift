import Corpus
import Features

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
        /// One against the rest is 0.1 points more accurate and better calibrated where the labels are about
        /// as frequent as each other; multinomial takes about two thirds of its time.
        public var singleLabelKind: LogisticRegressionModel.Kind

        public init(
            tfidf: TFIDFOptions, regression: LogisticRegression, isSingleLabel: Bool = false,
            minimumLabelCount: Int? = nil, singleLabelKind: LogisticRegressionModel.Kind = .oneVsRest
        ) {
            self.tfidf = tfidf
            self.regression = regression
            self.isSingleLabel = isSingleLabel
            self.minimumLabelCount = minimumLabelCount
            self.singleLabelKind = singleLabelKind
        }

        /// - Parameter classes: how many labels there are to learn.
        func kind(classes: Int) -> LogisticRegressionModel.Kind {
            isSingleLabel && classes > 1 ? singleLabelKind : .oneVsRest
        }
    }

    /// From this many articles on the column weights know the labels. Measured: they gain 1 to 2 points of
    /// accuracy with 3,000 titles or more and seldom lose with 100, but lose 1.4 points of micro-F1 with 273
    /// articles of several labels, whose rare terms tell labels apart by chance.
    static let supervisedFrom = 1000

    /// Folds of the training articles whose scores calibrate the model.
    static let calibrationFolds = 5

    /// Learns from the articles that have labels.
    ///
    /// - Throws: `ModelError` and `FeatureError` where there is nothing to learn.
    /// - Complexity: one fit; with several labels an article, five more to calibrate it.
    public static func train(_ articles: [Article], options: Options) throws -> ArticleClassifier {
        let set = try LabelledSet(articles, options: options)
        let (vectorizer, regression, optimality) = try set.fit(Array(set.texts.indices), options: options)
        return try ArticleClassifier(
            labels: set.choice.labels, isSingleLabel: options.isSingleLabel, vectorizer: vectorizer,
            regression: regression,
            calibration: options.isSingleLabel ? nil : try set.calibration(options: options),
            training: Training(
                documents: set.texts.count, unlabelled: articles.count { $0.industries.isEmpty },
                rareLabels: set.choice.rare, minimumLabelCount: set.choice.minimum, optimality: optimality))
    }

    /// Trains on all folds but one and labels that one, for each fold in turn.
    ///
    /// - Parameter folds: at least 2.
    /// - Returns: the report over all labelled articles, each labelled by a model that has not seen it.
    public static func crossValidate(
        _ articles: [Article], folds: Int, options: Options
    ) throws -> ClassificationReport {
        let labelled = articles.filter { !$0.industries.isEmpty }
        guard folds >= 2, labelled.count >= folds else {
            throw ModelError.badOption(
                "\(folds) folds of \(labelled.count) labelled articles: "
                    + "there must be at least 2 folds and an article for each")
        }
        let names = Array(Set(labelled.flatMap(\.industries))).sorted()
        let indexOfLabel = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
        let given = labelled.map { givenLabels($0, isSingleLabel: options.isSingleLabel) }
        let foldOf = StratifiedSplit.folds(
            given.map { $0.map { indexOfLabel[$0]! } }, folds: folds, seed: options.regression.seed)
        var predicted = [[String]](repeating: [], count: labelled.count)
        for fold in 0..<folds {
            let held = labelled.indices.filter { foldOf[$0] == fold }
            let rest = labelled.indices.filter { foldOf[$0] != fold }
            let model = try train(rest.map { labelled[$0] }, options: options)
            let predictions = model.predict(held.map { labelled[$0] }, threads: options.regression.threads)
            for (document, labels) in zip(held, predictions) { predicted[document] = labels.map(\.label) }
        }
        return ClassificationReport(given: given, predicted: predicted)
    }
}

/// The articles that can be learned from, their labels numbered.
private struct LabelledSet {
    let texts: [[UInt32]]
    /// Of each article; empty where all its labels are rare.
    let labelSets: [[Int]]
    let choice: LabelChoice

    init(_ articles: [Article], options: ArticleClassifier.Options) throws {
        var labelled = articles.filter { !$0.industries.isEmpty }
        guard !labelled.isEmpty else { throw ModelError.noLabels(articles: articles.count) }
        var given = labelled.map {
            ArticleClassifier.givenLabels($0, isSingleLabel: options.isSingleLabel)
        }
        var counts: [String: Int] = [:]
        for label in given.joined() { counts[label, default: 0] += 1 }
        choice = try LabelChoice(counts: counts, articles: labelled.count, minimum: options.minimumLabelCount)
        let labels = choice.labels
        let indexOfLabel = Dictionary(uniqueKeysWithValues: zip(labels, labels.indices))
        if options.isSingleLabel {
            // With one label an article, an article of a rare label has nothing left to teach.
            labelled = labelled.filter { indexOfLabel[$0.industries[0]] != nil }
            given = given.filter { indexOfLabel[$0[0]] != nil }
        }
        labelSets = given.map { $0.compactMap { indexOfLabel[$0] } }
        texts = labelled.map { TextNormalizer().scalars(of: $0.content) }
    }

    func fit(
        _ rows: [Int], options: ArticleClassifier.Options
    ) throws -> (TFIDFVectorizer, LogisticRegressionModel, Optimality) {
        let sets = rows.map { labelSets[$0] }
        var (vectorizer, matrix) = try TFIDFVectorizer.fitTransform(
            rows.map { texts[$0] }, options: options.tfidf, threads: options.regression.threads)
        if texts.count >= ArticleClassifier.supervisedFrom {
            let weights = SupervisedWeights.weights(matrix, labels: sets, classes: choice.labels.count)
            (vectorizer, matrix) = try vectorizer.reweighting(matrix, with: weights)
        }
        let (regression, optimality) =
            options.kind(classes: choice.labels.count) == .multinomial
            ? try options.regression.fit(matrix, labels: sets.map { $0[0] }, classes: choice.labels.count)
            : try options.regression.fit(matrix, labelSets: sets, classes: choice.labels.count)
        return (vectorizer, regression, optimality)
    }

    /// Learned from the scores of each fold by a model of the other folds; nil with too few articles.
    func calibration(options: ArticleClassifier.Options) throws -> Calibration? {
        let folds = ArticleClassifier.calibrationFolds
        guard texts.count >= 2 * folds else { return nil }
        let foldOf = StratifiedSplit.folds(labelSets, folds: folds, seed: options.regression.seed)
        var scores: [Float] = []
        var isTrue: [Bool] = []
        for fold in 0..<folds {
            let held = texts.indices.filter { foldOf[$0] == fold }
            let (vectorizer, regression, _) = try fit(texts.indices.filter { foldOf[$0] != fold }, options: options)
            let threads = options.regression.threads
            scores += regression.scores(vectorizer.transform(held.map { texts[$0] }, threads: threads), threads: threads)
            for document in held {
                let own = Set(labelSets[document])
                isTrue += choice.labels.indices.map(own.contains)
            }
        }
        return Calibration(scores: scores, isTrue: isTrue)
    }
}
