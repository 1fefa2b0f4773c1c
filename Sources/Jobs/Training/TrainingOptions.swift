import Corpus
import Features
import Models
import TrendNumerics

/// How labeled articles become a classifier: checked options for training and cross-validation.
public struct TrainingOptions: Sendable {
    /// Values of C to choose from by cross-validation where there are several.
    public let C: [Float]
    /// One label per article; nil: where nearly every labeled article has exactly one.
    public let isSingleLabel: Bool?
    /// Without a decision those for several labels.
    let options: ArticleClassifier.Options
    /// Those for one label per article where the articles decide; nil where they do not.
    let singleLabelOptions: ArticleClassifier.Options?

    /// The default of C: the weight of errors against the regularizer.
    public static let defaultC: Float = 60

    /// - Parameters:
    ///   - isSingleLabel: one label per article, taken whole; false: labels are split at commas; nil: one label where
    ///     nearly every labeled article has exactly one after splitting (`LabelsPerArticle`), and no `precision` is asked
    ///     for.
    ///   - multinomial: one softmax over all labels in place of one classifier per label; for single labels.
    ///   - ngrams: shortest and longest character n-gram.
    ///   - minimumDocumentFrequency: n-grams in fewer articles are left out.
    ///   - C: values above 0; cross-validation chooses where there are several.
    ///   - classWeight: nil: uniform for single labels, else balanced.
    ///   - minimumLabelCount: labels of fewer articles are left out; nil: one article in 200, from 1 to 30.
    ///   - precision: target precision per label, between 0 and 1, in place of the best F1; for several labels.
    ///   - tolerance: the relative optimality gap at which training stops.
    ///   - correctionWeight: how many times another article a corrected one counts.
    /// - Throws: `InvalidOption`, `FeatureError`.
    public init(
        isSingleLabel: Bool? = nil, multinomial: Bool = false, ngrams: ClosedRange<Int> = 1...2,
        minimumDocumentFrequency: Int = 1, C: [Float] = [TrainingOptions.defaultC],
        classWeight: LogisticRegression.ClassWeight? = nil, minimumLabelCount: Int? = nil, precision: Double? = nil,
        tolerance: Double = 1e-5, correctionWeight: Float = ArticleClassifier.correctionWeight,
        compute: Compute = Compute()
    ) throws {
        try require(
            isSingleLabel == true || !multinomial, "multinomial", "",
            "it needs one label per article: add --single-label")
        try require(
            ngrams.lowerBound >= 1 && ngrams.upperBound <= TFIDFOptions.longestNGram, "ngrams",
            "\(ngrams.lowerBound)-\(ngrams.upperBound)", "lengths go from 1 to \(TFIDFOptions.longestNGram)")
        try require(minimumDocumentFrequency >= 1, "minDf", minimumDocumentFrequency, "it must be at least 1")
        for value in C { try require(value.isFinite && value > 0, "C", value, "it must be above 0") }
        try require(!C.isEmpty, "C", "", "at least one value is needed")
        if let minimumLabelCount {
            try require(minimumLabelCount >= 1, "minLabelCount", minimumLabelCount, "it must be at least 1")
        }
        if let precision {
            try require(precision > 0 && precision < 1, "precision", precision, "it must lie between 0 and 1")
            try require(isSingleLabel != true, "precision", "", "it applies to several labels per article only")
        }
        try require(tolerance.isFinite && tolerance > 0, "tolerance", tolerance, "it must be above 0")
        try require(
            correctionWeight.isFinite && correctionWeight > 0, "correctionWeight", correctionWeight,
            "it must be above 0")
        self.C = C
        self.isSingleLabel = isSingleLabel
        let tfidf = try TFIDFOptions(
            ngrams: ngrams.lowerBound, to: ngrams.upperBound,
            minimumDocumentFrequency: .count(minimumDocumentFrequency))
        func options(isSingleLabel: Bool) -> ArticleClassifier.Options {
            ArticleClassifier.Options(
                tfidf: tfidf,
                regression: LogisticRegression(
                    C: C[0], tolerance: tolerance,
                    classWeight: classWeight ?? (isSingleLabel ? .uniform : .balanced), compute: compute),
                isSingleLabel: isSingleLabel, minimumLabelCount: minimumLabelCount,
                singleLabelKind: multinomial ? .multinomial : .oneVsRest, candidates: C.count > 1 ? C : [],
                correctionWeight: correctionWeight, goal: precision.map { .precision($0) } ?? .f1)
        }
        self.options = options(isSingleLabel: isSingleLabel ?? false)
        singleLabelOptions = isSingleLabel == nil && precision == nil ? options(isSingleLabel: true) : nil
    }

    /// The settings for articles of so many labels, which were split.
    func options(for labels: LabelsPerArticle) -> ArticleClassifier.Options {
        guard let singleLabelOptions else { return options }
        return labels.isVaried && labels.isOne ? singleLabelOptions : options
    }

    var threads: Int { options.regression.compute.threads }
}

/// How a kept model learns from more articles: checked options. Its features, labels and form stay.
public struct UpdateOptions: Sendable {
    let options: ArticleClassifier.UpdateOptions

    /// The default of C for an update.
    public static let defaultC: Float = 10

    /// - Throws: `InvalidOption`.
    public init(
        C: Float = UpdateOptions.defaultC, classWeight: LogisticRegression.ClassWeight = .uniform,
        minimumLabelCount: Int? = nil, tolerance: Double = 1e-5,
        correctionWeight: Float = ArticleClassifier.correctionWeight, compute: Compute = Compute()
    ) throws {
        // The same rules as for training.
        _ = try TrainingOptions(
            C: [C], minimumLabelCount: minimumLabelCount, tolerance: tolerance, correctionWeight: correctionWeight)
        var options = ArticleClassifier.UpdateOptions(
            regression: LogisticRegression(
                C: C, tolerance: tolerance, classWeight: classWeight, compute: compute),
            minimumLabelCount: minimumLabelCount)
        options.correctionWeight = correctionWeight
        self.options = options
    }
}
