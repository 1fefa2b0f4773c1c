import Corpus
import Models

/// Surveys the labels of a corpus and proposes which may be one industry under two names.
public struct LabelsJob: Sendable {
    public struct Result: Codable, Sendable, TabularResult {
        public let survey: LabelSurvey
        public let reading: ReadingSummary
    }

    private let source: ArticleSource
    private let training: TrainingOptions
    private let proposalsPath: String?
    private let output: ResultFile?

    /// - Parameters:
    ///   - training: for the classifier that compares the texts of two labels.
    ///   - proposalsPath: where to write the proposals as a table of aliases; nil for nowhere.
    ///   - output: where the caller will write the result, which is checked with all other files.
    public init(
        _ source: ArticleSource, training: TrainingOptions, proposalsPath: String? = nil, output: ResultFile? = nil
    ) {
        self.source = source
        self.training = training
        self.proposalsPath = proposalsPath
        self.output = output
    }

    /// - Throws: `CorpusError`, `ModelError`, `NumericsError`, `FeatureError`, `JobError`.
    public func run(progress: ProgressHandler = { _ in }) throws -> Result {
        var files = JobFiles(source)
        files.write("propose", proposalsPath, .aliases)
        files.write(output, .labels)
        try files.check()
        let (articles, reading) = try source.readAll(
            source.settings(isSingleLabel: training.options.isSingleLabel), wanted: .labeledContent,
            threads: training.threads, takesPredicted: false, progress: progress)
        try reading.checkLabels(LabelsPerArticle(articles), of: articles.count)
        try progress(.step("comparing labels"))
        let survey = try LabelSurvey(articles, options: training.options)
        if let proposalsPath { try AtomicFile.write(survey.yaml(), to: proposalsPath) }
        return Result(survey: survey, reading: reading)
    }
}
