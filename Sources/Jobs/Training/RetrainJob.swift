import Corpus
import Models

/// Trains a model anew on the labeled articles of a source, the corrected ones among them, and compares it with the model
/// in use, so that a person can decide.
///
/// Both are judged on every fifth labeled article. For the judgment a model is trained without these; the model that is
/// written learns from all, and from the articles without labels besides. The model in use may have learned from some of
/// the judging articles, which flatters it.
public struct RetrainJob: Sendable {
    private let source: ArticleSource
    private let old: String
    private let new: String
    private let threads: Int

    /// One article in so many judges.
    private static let judging = 5

    /// - Parameters:
    ///   - old: the model in use.
    ///   - new: where the new model goes.
    public init(_ source: ArticleSource, old: String, new: String, threads: Int = 1) {
        self.source = source
        self.old = old
        self.new = new
        self.threads = threads
    }

    /// - Throws: `InvalidOption`, `CorpusError`, `ModelError`, `NumericsError`, `FeatureError`, `JobError`; no model is
    ///   written then.
    public func run(progress: ProgressHandler = { _ in }) throws -> RetrainResult {
        var files = JobFiles(source)
        files.read("model", old)
        files.write("model", new, .model)
        try files.check()
        let (before, remembered) = try reading(model: old) { try ArticleClassifier.read(from: old) }
        let options = try TrainingOptions(
            isSingleLabel: before.isSingleLabel ? true : nil, compute: .init(threads: threads))
        let (articles, _) = try source.readAll(
            source.settings(remembered: remembered), wanted: .labeledContent, threads: threads, known: before.labels,
            progress: progress)
        let labeled = articles.indices.filter { !articles[$0].industries.isEmpty }
        let judges = labeled.enumerated().filter { $0.offset % RetrainJob.judging == 0 }.map { articles[$0.element] }
        let judging = Set(labeled.enumerated().filter { $0.offset % RetrainJob.judging == 0 }.map(\.element))
        let others = articles.indices.filter { !judging.contains($0) }.map { articles[$0] }
        guard labeled.count >= 2 * RetrainJob.judging else { throw ModelError.noLabels(articles: articles.count) }
        try progress(.step("training without the articles that judge"))
        let trial = try ArticleClassifier.train(others, options: options.options(for: others))
        try progress(.step("comparing"))
        let (oldReport, newReport) = (
            before.evaluate(judges, threads: threads), trial.evaluate(judges, threads: threads)
        )
        let trained = try TrainJob(source, way: .whole(options), model: new).run(progress: progress)
        return RetrainResult(
            judged: judges.count, old: .init(before, oldReport), new: .init(trial, newReport, trained: trained),
            training: trained)
    }
}

/// The model in use and a new one, side by side.
public struct RetrainResult: Codable, Equatable, Sendable {
    public struct Side: Codable, Equatable, Sendable {
        public let labels: Int
        /// Articles learned from.
        public let documents: Int
        /// On the articles that judge, from 0 to 1.
        public let microF1: Double
        public let macroF1: Double

        init(_ classifier: ArticleClassifier, _ report: ClassificationReport, trained: TrainResult? = nil) {
            labels = trained?.labels.count ?? classifier.labels.count
            documents = trained?.documents ?? classifier.training.documents
            (microF1, macroF1) = (report.microF1, report.macroF1)
        }
    }

    /// The articles that judged both.
    public let judged: Int
    public let old: Side
    public let new: Side
    public let training: TrainResult
}
