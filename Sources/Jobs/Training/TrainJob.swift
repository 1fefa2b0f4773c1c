import Corpus
import Features
import Foundation
import Models

/// Trains a tagging model on labeled articles and writes it to a file.
public struct TrainJob: Sendable {
    public enum Way: Sendable {
        /// In memory: industries, technologies, keywords and events, as far as the articles have them.
        case whole(TrainingOptions)
        /// By streaming within so many bytes, whatever the size of the corpus: industries alone. Of texts without labels
        /// a sample serves that fits.
        case streaming(TrainingOptions, memory: Int)
        /// From a kept model and new articles alone.
        case update(UpdateOptions, of: String)
    }

    private let source: ArticleSource
    private let way: Way
    private let model: String
    private let correctionsPath: String?
    private let background: [String]

    /// - Parameters:
    ///   - model: where the model goes.
    ///   - background: files of articles without labels, from which the model learns how the language is used. The
    ///     articles of an archive that have no labels always serve so.
    ///   - correctionsPath: what people corrected, as JSON lines; the articles are looked up in the corpus.
    /// - Throws: `InvalidOption`.
    public init(
        _ source: ArticleSource, way: Way, model: String, correctionsPath: String? = nil, background: [String] = []
    ) throws {
        if case .update = way {
            try require(
                background.isEmpty, "background", background.joined(separator: " "),
                "an updated model keeps what it learned from texts without labels")
        }
        if case .streaming(_, let memory) = way {
            try require(memory > 0, "memory", memory, "it must be above 0")
        }
        self.source = source
        self.way = way
        self.model = model
        self.correctionsPath = correctionsPath
        self.background = background
    }

    /// - Throws: `CorpusError`, `ModelError`, `NumericsError`, `FeatureError`, `JobError`; the model is not written
    ///   then.
    public func run(progress: ProgressHandler = { _ in }) throws -> TrainResult {
        try files.check()
        // A place that cannot be written to is better known before the work than after it.
        _ = try AtomicFile(path: model)
        switch way {
        case .whole(let options): return try train(options, progress)
        case .streaming(let options, let memory): return try stream(options, memory, progress)
        case .update(let options, let path): return try update(path, options, progress)
        }
    }

    private var files: JobFiles {
        var files = JobFiles(source)
        files.read("corrections", correctionsPath)
        for path in background { files.read("background", path) }
        // A model may be updated in place: it is read whole before it is written.
        if case .update(_, let kept) = way { files.read("update", kept, replacedBy: "model") }
        files.write("model", model, .model)
        return files
    }

    private func train(_ options: TrainingOptions, _ progress: ProgressHandler) throws -> TrainResult {
        var settings = try source.settings(isSingleLabel: options.options.isSingleLabel)
        let corpus = try LabeledArticles(
            source, correctedBy: correctionsPath, settings,
            wanted: [.title, .text, .industries, .technologies, .keywords, .events], threads: options.threads,
            progress)
        let texts = try source.background(
            background, beside: corpus.articles, settings, threads: options.threads, progress: progress)
        try progress(.step("training"))
        let chosen = options.options(for: corpus.labels)
        settings.isSingleLabel = chosen.isSingleLabel
        let tagger = try Tagger.train(
            corpus.articles, background: texts?.texts, options: chosen)
        // Whoever cancelled meanwhile gets no model.
        try progress(.step("writing the model"))
        try tagger.write(to: model, reading: settings)
        return TrainResult(tagger, settings, model, corpus, asked: options, background: texts)
    }

    private func update(_ path: String, _ options: UpdateOptions, _ progress: ProgressHandler) throws -> TrainResult {
        var (kept, remembered) = try reading(model: path) { try Tagger.read(from: path) }
        let settings = try reading(model: path) { try source.settings(naming: &kept, remembered: remembered) }
        remembered.aliases = settings.aliases
        let corpus = try LabeledArticles(
            source, correctedBy: correctionsPath, settings, wanted: .labeledContent,
            threads: options.options.regression.compute.threads, known: kept.classifier.labels, progress)
        try progress(.step("training"))
        let classifier = try kept.classifier.updated(with: corpus.articles, options: options.options)
        // What the old model knows besides stays as it is.
        let tagger = Tagger(
            classifier: classifier, technologies: kept.technologies, keywords: kept.keywords, hasEvents: kept.hasEvents)
        try progress(.step("writing the model"))
        try tagger.write(to: model, reading: remembered)
        return TrainResult(tagger, settings, model, corpus, updating: kept.classifier)
    }

    private func stream(
        _ options: TrainingOptions, _ memory: Int, _ progress: ProgressHandler
    ) throws -> TrainResult {
        var settings = try source.settings(isSingleLabel: options.options.isSingleLabel)
        let hasBackground = source.hasBackground(background)
        // The system's temporary folder may lie in memory; where the model goes there is a disk.
        let trainer = try StreamingTrainer(
            options: options.options, memory: memory, learnsVectors: hasBackground, beside: model)
        var texts = BackgroundTexts(mostScalars: trainer.unlabeledScalars)
        let corpus = try LabeledArticles(
            source, correctedBy: correctionsPath, settings, into: trainer, unlabeled: &texts,
            threads: options.threads, progress)
        var background: BackgroundTexts?
        if hasBackground {
            texts.limit(to: trainer.unlabeledScalars)
            background = try source.background(
                self.background, beside: texts, settings, threads: options.threads, progress: progress)
            texts = BackgroundTexts()
            try progress(.step("learning from texts without labels"))
        }
        let classifier = try trainer.train(
            as: options.options(for: corpus.labels), background: background?.texts
        ) { try progress(.processed(articles: $0)) }
        let tagger = Tagger(classifier: classifier)
        settings.isSingleLabel = classifier.isSingleLabel
        try progress(.step("writing the model"))
        try tagger.write(to: model, reading: settings)
        return TrainResult(tagger, settings, model, corpus, asked: options, background: background)
    }
}

/// Adds the path to what a model's errors say.
func reading<Value>(model path: String, _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as ModelError {
        throw CorpusError.wrongFormat(path: PathName.shown(path), reason: error.description)
    }
}
