import Corpus
import Models

/// Articles to learn from, with the industries that people corrected, and what is to be said of how they were read.
struct LabeledArticles {
    /// Empty where they are streamed.
    let articles: [Article]
    let labels: LabelsPerArticle
    let reading: ReadingSummary
    /// Nil without a file of corrections.
    let corrections: CorrectionsSummary?

    /// Reads all articles into memory.
    ///
    /// - Parameters:
    ///   - path: a file of corrections; nil for none.
    ///   - wanted: the fields that articles carry.
    ///   - known: labels whose spelling is settled.
    /// - Throws: `CorpusError`, `ModelError.noLabels`, `JobError`, and what `progress` throws.
    init(
        _ source: ArticleSource, correctedBy path: String?, _ settings: ReadingSettings, wanted: RecordFields,
        threads: Int, known: [String] = [], _ progress: ProgressHandler
    ) throws {
        let file = try path.map { try CorrectionsFile($0, settings) }
        var (articles, reading) = try source.readAll(
            settings, wanted: file == nil ? wanted : wanted.union(.link), threads: threads, known: known,
            listing: file?.corrections.rejects ?? [], takesPredicted: false, progress: progress)
        let outcome = file?.corrections.apply(to: &articles)
        try self.init(
            articles, of: articles.count, LabelsPerArticle(articles), reading, file?.summary(outcome ?? .init()))
    }

    /// Reads all articles once, for a trainer that keeps them on the disk.
    ///
    /// - Parameters:
    ///   - path: as above.
    ///   - unlabeled: takes the texts of articles without labels.
    /// - Throws: as above, and the errors of the trainer.
    init(
        _ source: ArticleSource, correctedBy path: String?, _ settings: ReadingSettings,
        into trainer: StreamingTrainer, unlabeled: inout BackgroundTexts, threads: Int, _ progress: ProgressHandler
    ) throws {
        let file = try path.map { try CorrectionsFile($0, settings, memory: trainer.memoryWhileAdding) }
        let wanted = RecordFields.labeledContent
        var reading = try source.sorted.open(
            settings, wanted: file == nil ? wanted : wanted.union(.link), takesPredicted: false)
        reading.findsLabelParts = true
        try reading.list(file?.corrections.rejects ?? [])
        var (labels, outcome) = (LabelsPerArticle(), Corrections.Outcome())
        try reading.forEachBatch(threads: threads, progress: progress) { [counter = trainer.counter] articles in
            var articles = articles
            let outcome = file?.corrections.apply(to: &articles)
            return (counter.rows(of: articles), LabelsPerArticle(articles), outcome)
        } use: { rows, own, applied in
            try trainer.add(rows)
            unlabeled.add(rows.unlabeled)
            labels += own
            if let applied { outcome += applied }
        }
        try self.init([], of: trainer.articles, labels, reading.finish(), file?.summary(outcome))
    }

    /// - Throws: where no article has a label; corrections of other articles are named then.
    private init(
        _ articles: [Article], of count: Int, _ labels: LabelsPerArticle, _ reading: ReadingSummary,
        _ corrections: CorrectionsSummary?
    ) throws {
        do { try reading.checkLabels(labels, of: count) } catch let error as ModelError {
            guard let corrections, let line = corrections.lines.last else { throw error }
            throw CorpusError.wrongFormat(path: corrections.file, reason: "\(line), and \(error)")
        }
        (self.articles, self.labels, self.reading, self.corrections) = (articles, labels, reading, corrections)
    }
}

/// A file of corrections, by the names of labels that articles are read with.
private struct CorrectionsFile {
    private let path: String
    private(set) var corrections: Corrections

    /// - Throws: `CorpusError`.
    init(_ path: String, _ settings: ReadingSettings, memory: Int = .max) throws {
        self.path = path
        corrections = try Corrections(path: path, memory: memory)
        if let aliases = settings.aliases { corrections.rename(by: aliases) }
    }

    func summary(_ outcome: Corrections.Outcome) -> CorrectionsSummary {
        let (unmatched, conflicts) = corrections.unapplied(outcome)
        return CorrectionsSummary(corrections, path: path, unmatched: unmatched, conflicts: conflicts)
    }
}
