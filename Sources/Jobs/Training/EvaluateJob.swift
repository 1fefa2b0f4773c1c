import Models

/// Compares a model's labels with given ones, or judges training itself by cross-validation.
public struct EvaluateJob: Sendable {
    public enum Subject: Sendable {
        case model(String)
        /// - Parameter background: files of articles without labels, from which each fold's model learns how the
        ///   language is used, as in `TrainJob`.
        case crossValidation(TrainingOptions, folds: Int, background: [String] = [])
    }

    public struct Result: Codable, Sendable, TabularResult {
        public let report: ClassificationReport
        /// Given labels that the model does not know; they count as missed.
        public let unknownLabels: Int
        /// Articles without a label, which say nothing of how right a model is.
        public let unlabeled: Int
        /// Cross-validation took one label per article because nearly every article has exactly one.
        public let choseSingleLabel: Bool
        public let labelsPerArticle: LabelsPerArticle
        /// Whether one label per article counts, and whether the articles decided so.
        let isSingleLabel: Bool
        let isChosen: Bool
        /// Labels of too few articles to be learned in cross-validation, which count as missed.
        public let rareLabels: [String]
        public let reading: ReadingSummary
        /// How the articles without labels were read; nil without any.
        public var backgroundReading: ReadingSummary?
    }

    private let source: ArticleSource
    private let subject: Subject
    private let threads: Int
    private let output: ResultFile?

    /// More folds than this take longer than they tell anything.
    private static let maximumFolds = 100

    /// - Parameter output: where the caller will write the result, which is checked with all other files.
    /// - Throws: `InvalidOption`.
    public init(
        _ source: ArticleSource, _ subject: Subject, output: ResultFile? = nil, threads: Int = 1
    ) throws {
        if case .crossValidation(_, let folds, _) = subject {
            try require(folds >= 2, "folds", folds, "it must be at least 2")
            try require(
                folds <= EvaluateJob.maximumFolds, "folds", folds,
                "each fold trains a model, so the maximum is \(EvaluateJob.maximumFolds); 5 or 10 are usual")
        }
        self.output = output
        self.source = source
        self.subject = subject
        self.threads = threads
    }

    /// - Throws: `CorpusError`, `ModelError`, `NumericsError`, `FeatureError`, `JobError`.
    public func run(progress: ProgressHandler = { _ in }) throws -> Result {
        var files = JobFiles(source)
        switch subject {
        case .model(let path): files.read("model", path)
        case .crossValidation(_, _, let background): for path in background { files.read("background", path) }
        }
        files.write(output, .evaluation)
        try files.check()
        switch subject {
        case .model(let path):
            let (tagger, settings) = try source.tagger(path)
            let classifier = tagger.classifier
            let (articles, summary) = try source.readAll(
                settings, wanted: .labeledContent, threads: threads,
                known: classifier.labels, takesPredicted: false, progress: progress)
            let labels = LabelsPerArticle(articles)
            try summary.checkLabels(labels, of: articles.count)
            try progress(.step("predicting"))
            let report = classifier.evaluate(articles, threads: threads)
            let unknown = Set(report.labels.map(\.label)).subtracting(classifier.labels).count
            return Result(
                report: report, unknownLabels: unknown, unlabeled: articles.count - labels.labeled,
                choseSingleLabel: false, labelsPerArticle: labels,
                isSingleLabel: classifier.isSingleLabel, isChosen: false, rareLabels: [], reading: summary)
        case .crossValidation(let options, let folds, let background):
            let settings = try source.settings(isSingleLabel: options.options.isSingleLabel)
            let (articles, summary) = try source.readAll(
                settings, wanted: .labeledContent, threads: threads, takesPredicted: false, progress: progress)
            let labels = LabelsPerArticle(articles)
            try summary.checkLabels(labels, of: articles.count)
            let chosen = options.options(for: labels)
            let texts = try source.background(
                background, beside: articles, settings, threads: threads, progress: progress)
            try progress(.step("cross-validating in \(folds) folds"))
            let report = try ArticleClassifier.crossValidate(
                articles, background: texts?.texts, folds: folds, options: chosen)
            // Of the articles of all folds but one.
            let minimum = chosen.leastArticles(perLabelOf: labels.labeled * (folds - 1) / folds)
            return Result(
                report: report, unknownLabels: 0, unlabeled: articles.count - labels.labeled,
                choseSingleLabel: chosen.isSingleLabel && options.isSingleLabel == nil, labelsPerArticle: labels,
                isSingleLabel: chosen.isSingleLabel, isChosen: options.isSingleLabel == nil,
                rareLabels: report.labels.filter { $0.predicted == 0 && $0.support * (folds - 1) < minimum * folds }
                    .map(\.label), reading: summary,
                backgroundReading: texts?.reading)
        }
    }
}
