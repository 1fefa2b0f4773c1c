import Corpus
import Foundation
import Models

/// Picks the articles most worth reviewing: those without labels that the model is unsure of and that are not like
/// each other.
public struct ReviewJob: Sendable {
    let source: ArticleSource
    private let model: String?
    let labels: [String]
    let correctionsPath: String?
    let count: Int
    private let output: ResultFile?
    let threads: Int

    /// - Parameters:
    ///   - model: the model that is unsure; nil to start from the names of labels.
    ///   - labels: at least two names where there is no model yet, else none. Then a model is trained from the
    ///     corrections as soon as there are enough.
    ///   - correctionsPath: articles that have a correction there are passed over; the file may be missing.
    ///   - count: how many articles.
    ///   - output: where the caller will write the result, which is checked with all other files.
    /// - Throws: `InvalidOption`.
    public init(
        _ source: ArticleSource, model: String? = nil, labels: [String] = [], correctionsPath: String? = nil,
        count: Int = 20, output: ResultFile? = nil, threads: Int = 1
    ) throws {
        self.output = output
        try require(count >= 1, "count", count, "it must be at least 1")
        let labels = ReviewJob.distinct(labels)
        if model == nil {
            try require(!labels.isEmpty, "model", "", "name a model, or start from labels: --labels 财经,体育,科技")
            try require(labels.count >= 2, "labels", labels[0], "at least two labels are needed, such as 财经,体育,科技")
        } else {
            try require(
                labels.isEmpty, "labels", labels.joined(separator: ","),
                "a model knows its labels; leave out one of the model and the labels")
        }
        self.source = source
        self.model = model
        self.labels = labels
        self.correctionsPath = correctionsPath
        self.count = count
        self.threads = threads
    }

    /// - Throws: `CorpusError`, `ModelError`, `JobError`.
    public func run(progress: ProgressHandler = { _ in }) throws -> ReviewResult { try open(progress: progress).result }

    /// The same, with what it takes to ask a person about the articles, one at a time.
    ///
    /// - Throws: as `run`.
    public func open(progress: ProgressHandler = { _ in }) throws -> OpenReview {
        guard let model else { return try openFromLabels(progress) }
        try checkFiles()
        let (tagger, settings) = try source.tagger(model)
        let classifier = tagger.classifier
        let corrections = try knownCorrections()
        var reading = try source.open(
            settings, wanted: [.title, .text, .link, .date, .industries], takesPredicted: false)
        try reading.list(corrections.rejects)
        var pool = ReviewPool(count: count)
        var (labeled, corrected) = (0, 0)
        try reading.forEachBatch(threads: threads, progress: progress) { articles in
            let bare = articles.filter(\.industries.isEmpty)
            let open = bare.filter { corrections.correction(of: $0) == nil }
            return (classifier.reviewCandidates(open), articles.count - bare.count, bare.count - open.count)
        } use: { candidates, withLabels, withCorrections in
            pool.add(candidates)
            labeled += withLabels
            corrected += withCorrections
        }
        let summary = try reading.finish()
        try progress(.step("choosing articles"))
        let chosen = pool.choose(count, by: classifier, threads: threads)
        let result = ReviewResult(
            articles: chosen.map { candidate in
                ReviewArticle(
                    article: ArticleReference(candidate.article), uncertainty: candidate.uncertainty,
                    labels: classifier.predict([candidate.text])[0])
            },
            labeled: labeled, corrected: corrected, start: nil,
            corrections: correctionsPath.map { CorrectionsSummary(corrections, path: $0) }, reading: summary)
        return OpenReview(
            result: result,
            session: ReviewSession(
                chosen.map { classifier.reviewItem($0) }, labels: classifier.labels,
                isSingleLabel: classifier.isSingleLabel),
            classifier: classifier)
    }

    func checkFiles() throws {
        var files = JobFiles(source)
        if let model { files.read("model", model) }
        files.write("corrections", correctionsPath, .corrections)
        files.write(output, .review)
        try files.check()
    }

    func knownCorrections() throws -> Corrections {
        guard let correctionsPath, FileManager.default.fileExists(atPath: correctionsPath) else { return Corrections() }
        return try Corrections(path: correctionsPath)
    }
}

/// The articles to review.
public struct ReviewResult: Codable, Sendable, TabularResult {
    /// The article that helps most first.
    public let articles: [ReviewArticle]
    /// Articles passed over because they have labels, or a correction.
    public let labeled: Int
    public let corrected: Int
    /// How the articles were chosen where there was no model; nil with one.
    public let start: ReviewStart?
    public let corrections: CorrectionsSummary?
    public let reading: ReadingSummary
}

/// A review that a person takes part in.
public struct OpenReview: Sendable {
    public let result: ReviewResult
    /// For asking a person about these articles, one at a time.
    public let session: ReviewSession
    /// Nil where there is no model yet.
    public let classifier: ArticleClassifier?
}

/// An article to review, as one flat JSON object.
public struct ReviewArticle: Codable, Sendable {
    public let article: ArticleReference
    /// From 0 to 1.
    public let uncertainty: Double
    public let labels: [ArticleClassifier.Prediction]

    init(article: ArticleReference, uncertainty: Double, labels: [ArticleClassifier.Prediction]) {
        self.article = article
        self.uncertainty = uncertainty
        self.labels = labels
    }

    private enum CodingKeys: CodingKey { case uncertainty, labels }

    public init(from decoder: any Decoder) throws {
        article = try ArticleReference(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        uncertainty = try container.decode(Double.self, forKey: .uncertainty)
        labels = try container.decode([ArticleClassifier.Prediction].self, forKey: .labels)
    }

    public func encode(to encoder: any Encoder) throws {
        try article.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(uncertainty, forKey: .uncertainty)
        try container.encode(labels, forKey: .labels)
    }
}
