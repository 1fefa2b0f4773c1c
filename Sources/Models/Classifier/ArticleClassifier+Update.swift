import TrendNumerics
import Corpus
import Features

extension ArticleClassifier {
    /// The default factor by which the loss of a corrected article is multiplied.
    ///
    /// Measured with 20 to 200 corrections on three corpora, also with wrong labels among the other articles: 1, 2 and
    /// 5 perform alike, and 10 is worse.
    public static let correctionWeight: Float = 2

    /// The settings of an update.
    public struct UpdateOptions: Sendable {
        /// The regression of the update; its `C` weighs the new articles against the existing weights.
        public var regression: LogisticRegression
        /// The factor by which the loss of a corrected article is multiplied.
        public var correctionWeight: Float
        /// New labels of fewer articles are left out; `nil` for the default by the number of new articles, as in
        /// training.
        public var minimumLabelCount: Int?

        /// Creates settings.
        public init(
            regression: LogisticRegression, correctionWeight: Float = ArticleClassifier.correctionWeight,
            minimumLabelCount: Int? = nil
        ) {
            self.regression = regression
            self.correctionWeight = correctionWeight
            self.minimumLabelCount = minimumLabelCount
        }
    }

    /// Learns from further articles, without the articles that the model was trained on.
    ///
    /// The weights move no further than the articles require (`PriorMean`). Everything else stays: vocabulary, column
    /// weights, intercepts, calibration.
    ///
    /// The intercepts stay because the articles that people review are not a random sample. With 50 corrections, free
    /// intercepts lost 1 to 7 points of accuracy, and intercepts drawn to the existing ones 1 to 5. A new label starts
    /// with weights of 0 and the lowest of all intercepts, because it is as rare as any.
    ///
    /// - Parameters:
    ///   - articles: the further articles; those without labels are skipped.
    ///   - options: the settings of the update.
    /// - Throws: `ModelError` if there is nothing to learn.
    /// - Complexity: linear in the weights of the model and in the articles. One pass takes a few hundredths of a
    ///   second per million weights.
    public func updated(
        with articles: [Article], options: UpdateOptions
    ) throws -> ArticleClassifier {
        let labeled = articles.indices.filter { !articles[$0].industries.isEmpty }
        guard !labeled.isEmpty else { throw ModelError.noLabels(articles: articles.count) }
        let given = labeled.map { givenLabels(articles[$0]) }
        let minimum = options.minimumLabelCount ?? LabelChoice.defaultMinimum(articles: labeled.count)
        let (newLabels, rare, most) = newLabels(of: given, minimum: minimum)
        // Renamed labels keep their order where there is no other.
        let all = newLabels.isEmpty ? labels : (labels + newLabels).sorted()
        let indexOfLabel = Dictionary(uniqueKeysWithValues: zip(all, all.indices))
        // In a single-label model, an article of a rare new label has nothing to teach.
        let used = labeled.indices.filter { !isSingleLabel || indexOfLabel[given[$0][0]] != nil }
        guard !used.isEmpty else {
            throw ModelError.allLabelsRare(labels: rare.count ?? rare.listed.count, minimum: minimum)
        }
        let labelSets = used.map { given[$0].compactMap { indexOfLabel[$0] } }
        let isCorrected = used.map { articles[labeled[$0]].isCorrected }
        let weights = isCorrected.map { $0 ? options.correctionWeight : 1 }
        let texts = used.map { articles[labeled[$0]] }.normalized(threads: options.regression.compute.threads)
        let features = features(of: texts.scalars, threads: options.regression.compute.threads)
        let kept = all.map { labels.firstIndex(of: $0) }
        let prior = try regression.growing(to: kept)
        let (model, optimality) = try options.regression.fit(
            features, Targets(labelSets, for: regression.kind), classes: all.count, documentWeights: weights,
            prior: prior)
        var training = training
        training.documents += used.count
        training.corrected = (training.corrected ?? 0) + isCorrected.count { $0 }
        training.unlabeled += articles.count - labeled.count
        training.rareLabels = rare.listed
        training.rareLabelCount = rare.count
        training.minimumLabelCount = minimum
        training.mostLabels = most
        training.optimality = optimality
        training.heldOutScores = nil
        return try ArticleClassifier(
            labels: all, isSingleLabel: isSingleLabel, vectorizer: vectorizer, dense: dense, regression: model,
            calibration: calibration?.growing(to: kept), confidence: confidence,
            // Nothing is known of the errors with new labels.
            heldOut: newLabels.isEmpty ? heldOut : nil, training: training)
    }

    /// The labels that the model does not know: those to learn, and the others; and the maximum number of labels where
    /// it was reached.
    private func newLabels(of given: [[String]], minimum: Int) -> (learned: [String], others: RareLabels, most: Int?) {
        let known = Set(labels)
        var counts: [String: Int] = [:]
        for label in given.joined() where !known.contains(label) { counts[label, default: 0] += 1 }
        // A kept model has all its features for each new label.
        let most = min(
            ArticleClassifier.mostLabels(articles: given.count, isSingleLabel: isSingleLabel),
            ArticleClassifier.mostWeights / max(1, vectorizer.columns.count))
        let found = FrequentLabels(counts, minimum: minimum, most: max(0, most - labels.count))
        return (found.labels, found.others, found.isCut ? max(most, labels.count) : nil)
    }
}

extension LogisticRegressionModel {
    /// The model with further classes.
    ///
    /// - Parameter old: the previous class of each new class; `nil` for an added class, whose weights are 0 and whose
    ///   intercept is the lowest of all.
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
