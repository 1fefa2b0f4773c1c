import Archive
import Corpus
import Foundation
import Models

/// Trains a model anew on the labeled articles of an archive, the corrected ones among them, and compares it with the
/// model in use, so that a person can decide.
///
/// For the judgment a model is trained without every fifth labeled article and without every second corrected one; the
/// model that is written learns from all, and from the articles without labels besides. The model in use has most likely
/// learned from the labeled articles already, so only the corrected ones judge both.
public struct RetrainJob: Sendable {
    private let archive: String
    private let old: String
    private let new: String
    private let threads: Int

    /// With fewer corrected articles chance decides.
    public static let fewestCorrected = 20

    /// - Parameters:
    ///   - old: the model in use.
    ///   - new: where the new model goes.
    public init(archive: String, old: String, new: String, threads: Int = 1) {
        self.archive = archive
        self.old = old
        self.new = new
        self.threads = threads
    }

    /// - Throws: `InvalidOption`, `CorpusError`, `ModelError`, `NumericsError`, `FeatureError`, `JobError`; no model is
    ///   written then.
    public func run(progress: ProgressHandler = { _ in }) throws -> RetrainResult {
        let source = ArticleSource([archive])
        var files = JobFiles(source)
        files.read("model", old)
        files.write("model", new, .model)
        try files.check()
        let (before, remembered) = try reading(model: old) { try ArticleClassifier.read(from: old) }
        let options = try TrainingOptions(
            isSingleLabel: before.isSingleLabel ? true : nil, compute: .init(threads: threads))
        let (articles, _) = try source.readAll(
            source.settings(remembered: remembered), wanted: .labeledContent, threads: threads,
            known: before.labels, takesPredicted: false, progress: progress)
        // As tagging does, so that labels are read as the model in use reads them.
        if remembered.aliases != nil { try Archive(path: archive).keep(labelSettings: remembered) }
        let judges = Judges(among: articles)
        let others = articles.indices.filter { !judges.all.contains($0) }.map { articles[$0] }
        try progress(.step("training without the articles that judge"))
        let trial = try ArticleClassifier.train(others, options: options.options(for: LabelsPerArticle(others)))
        try progress(.step("comparing"))
        func figures(_ classifier: ArticleClassifier, _ judges: [Int]) -> RetrainResult.Figures? {
            guard !judges.isEmpty else { return nil }
            return .init(classifier.evaluate(judges.map { articles[$0] }, threads: threads))
        }
        let isNew = before.training.corrected ?? 0 == 0
        let compared = judges.corrected.count >= RetrainJob.fewestCorrected / 2 && isNew ? judges.corrected : []
        var trained = try TrainJob(source, way: .whole(options), model: new).run(progress: progress)
        // Whoever compares them need not know where it lies until it is taken.
        trained.model = URL(fileURLWithPath: new).lastPathComponent
        return RetrainResult(
            corrected: compared.count, labeled: judges.labeled.count, oldOnCorrected: figures(before, compared),
            newOnCorrected: figures(trial, compared), newOnLabeled: figures(trial, judges.labeled),
            oldDocuments: before.training.documents, oldLabels: before.labels.count, training: trained)
    }
}

/// The articles that judge, by index.
private struct Judges {
    var corrected: [Int] = []
    var labeled: [Int] = []

    var all: Set<Int> { Set(corrected + labeled) }

    init(among articles: [Article]) {
        var seen = (corrected: 0, labeled: 0)
        for index in articles.indices where !articles[index].industries.isEmpty {
            if articles[index].isCorrected {
                if seen.corrected % 2 == 0 { corrected.append(index) }
                seen.corrected += 1
            } else {
                if seen.labeled % 5 == 0 { labeled.append(index) }
                seen.labeled += 1
            }
        }
    }
}

/// The model in use and a new one, side by side.
public struct RetrainResult: Codable, Equatable, Sendable {
    public struct Figures: Codable, Equatable, Sendable {
        /// From 0 to 1.
        public let microF1: Double
        public let macroF1: Double

        init(_ report: ClassificationReport) { (microF1, macroF1) = (report.microF1, report.macroF1) }
    }

    /// The corrected articles that judged both; 0 where they are too few, or the model in use has learned from
    /// corrections.
    public let corrected: Int
    /// The labeled articles that judged the new model alone.
    public let labeled: Int
    public let oldOnCorrected: Figures?
    public let newOnCorrected: Figures?
    public let newOnLabeled: Figures?
    public let oldDocuments: Int
    public let oldLabels: Int
    public let training: TrainResult
}
