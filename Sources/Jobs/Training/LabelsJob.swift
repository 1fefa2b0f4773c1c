import Corpus
import Models

/// Surveys the labels of a corpus and proposes which may be one industry under two names.
public struct LabelsJob: Sendable {
    public struct Result: Codable, Sendable {
        public let survey: LabelSurvey
        public let reading: ReadingSummary
    }

    private let source: ArticleSource
    private let training: TrainingOptions
    private let proposalsPath: String?

    /// - Parameters:
    ///   - training: for the classifier that compares the texts of two labels.
    ///   - proposalsPath: where to write the proposals as a table of aliases; nil for nowhere.
    public init(_ source: ArticleSource, training: TrainingOptions, proposalsPath: String? = nil) {
        self.source = source
        self.training = training
        self.proposalsPath = proposalsPath
    }

    /// - Throws: `CorpusError`, `ModelError`, `NumericsError`, `FeatureError`, `JobError`.
    public func run(progress: ProgressHandler = { _ in }) throws -> Result {
        let (articles, reading) = try source.readAll(
            source.settings(isSingleLabel: training.isSingleLabel), wanted: .labeledContent, threads: training.threads,
            progress: progress)
        try progress(.step("comparing labels"))
        let survey = try LabelSurvey(articles, options: training.options)
        if let proposalsPath { try AtomicFile.write(survey.yaml(), to: proposalsPath) }
        return Result(survey: survey, reading: reading)
    }
}
