import Numerics
import Corpus
import Features

extension ArticleClassifier {
    /// How many times another article's loss a corrected one's counts, if nothing else is said. Measured with 20 to 200
    /// corrections on three corpora, also with wrong labels among the others: 1, 2 and 5 are alike, and 10 loses.
    public static let correctionWeight: Float = 2

    /// How a kept model learns from more articles.
    public struct UpdateOptions: Sendable {
        /// `C` weighs the new articles against the kept weights.
        public var regression: LogisticRegression
        public var correctionWeight: Float
        /// New labels of fewer articles are left out. Nil: by the number of new articles, as in training.
        public var minimumLabelCount: Int?

        public init(
            regression: LogisticRegression, correctionWeight: Float = ArticleClassifier.correctionWeight,
            minimumLabelCount: Int? = nil
        ) {
            self.regression = regression
            self.correctionWeight = correctionWeight
            self.minimumLabelCount = minimumLabelCount
        }
    }

    /// Learns from more articles without the ones it was trained on: the weights move no more than the articles
    /// ask for (`PriorMean`), everything else stays: vocabulary, column weights, intercepts, calibration.
    ///
    /// The intercepts stay because the articles that a person looks at are no sample. Free ones lost 1 to 7
    /// points of accuracy with 50 corrections, ones drawn to the kept intercepts 1 to 5. A new label begins with
    /// weights of 0 and the lowest intercept of all, since it is as rare as any.
    ///
    /// - Parameters:
    ///   - articles: those without labels are passed over.
    ///   - corrected: which of them a person corrected (`Corrections.apply`); none if empty.
    /// - Throws: `ModelError` where there is nothing to learn.
    /// - Complexity: linear in the weights of the model and in the articles, a pass some hundredths of a second
    ///   for a million weights.
    public func updated(
        with articles: [Article], corrected: [Bool] = [], options: UpdateOptions
    ) throws -> ArticleClassifier {
        precondition(corrected.isEmpty || corrected.count == articles.count)
        let labeled = articles.indices.filter { !articles[$0].industries.isEmpty }
        guard !labeled.isEmpty else { throw ModelError.noLabels(articles: articles.count) }
        let given = labeled.map { givenLabels(articles[$0]) }
        let minimum = options.minimumLabelCount ?? LabelChoice.defaultMinimum(articles: labeled.count)
        let (newLabels, rare) = newLabels(of: given, minimum: minimum)
        let all = (labels + newLabels).sorted()
        let indexOfLabel = Dictionary(uniqueKeysWithValues: zip(all, all.indices))
        // With one label an article, an article of a rare new label has nothing to teach.
        let used = labeled.indices.filter { !isSingleLabel || indexOfLabel[given[$0][0]] != nil }
        guard !used.isEmpty else { throw ModelError.allLabelsRare(labels: rare.count, minimum: minimum) }
        let labelSets = used.map { given[$0].compactMap { indexOfLabel[$0] } }
        let isCorrected = used.map { !corrected.isEmpty && corrected[labeled[$0]] }
        let weights = isCorrected.map { $0 ? options.correctionWeight : 1 }
        let texts = used.map { articles[labeled[$0]] }.normalized(threads: options.regression.compute.threads)
        let features = vectorizer.transform(texts.scalars, threads: options.regression.compute.threads)
        let kept = all.map { labels.firstIndex(of: $0) }
        let prior = try regression.growing(to: kept)
        let (model, optimality) = try options.regression.fit(
            features, Targets(labelSets, for: regression.kind), classes: all.count, documentWeights: weights,
            prior: prior)
        var training = training
        training.documents += used.count
        training.corrected = (training.corrected ?? 0) + isCorrected.count { $0 }
        training.unlabeled += articles.count - labeled.count
        training.rareLabels = rare
        training.minimumLabelCount = minimum
        training.optimality = optimality
        training.heldOutScores = nil
        return try ArticleClassifier(
            labels: all, isSingleLabel: isSingleLabel, vectorizer: vectorizer, regression: model,
            calibration: calibration?.growing(to: kept), training: training)
    }

    /// The labels that the model does not know: those to learn, and those that too few articles have.
    private func newLabels(of given: [[String]], minimum: Int) -> (learned: [String], rare: [LabelCount]) {
        let known = Set(labels)
        var counts: [String: Int] = [:]
        for label in given.joined() where !known.contains(label) { counts[label, default: 0] += 1 }
        let rare = counts.filter { $0.value < minimum }.map { LabelCount(label: $0.key, documents: $0.value) }
        return (
            counts.filter { $0.value >= minimum }.keys.sorted(),
            rare.sorted { ($1.documents, $0.label) < ($0.documents, $1.label) }
        )
    }
}

extension LogisticRegressionModel {
    /// The same model with more classes.
    ///
    /// - Parameter old: by new class, the one it was; nil for one that is new: its weights are 0, its intercept
    ///   the lowest of all.
    func growing(to old: [Int?]) throws -> LogisticRegressionModel {
        if old.count == classes { return self }
        let features = weights.count / classes
        let count = old.count
        var grown = [Float](repeating: 0, count: features * count)
        for (label, old) in old.enumerated() {
            guard let old else { continue }
            for feature in 0..<features { grown[feature * count + label] = weights[feature * classes + old] }
        }
        let lowest = intercepts.min()!
        return try LogisticRegressionModel(
            kind: kind, features: features, classes: count, weights: grown,
            intercepts: old.map { $0.map { intercepts[$0] } ?? lowest })
    }
}
