import Corpus
import Models
import Text

/// Tells what decided an article's tags: words, names and phrases, in their places.
public struct ExplainJob: Sendable {
    public struct Result: Codable, Sendable {
        public let article: ArticleReference
        public let tags: ArticleTags
        /// The normalized text that places count in.
        public let text: String
        /// The model knows industries alone.
        public let isPlain: Bool
    }

    private let source: ArticleSource
    private let model: String
    private let record: Int
    private let top: Int?
    private let terms: Int

    /// - Parameters:
    ///   - record: which article of the source, from 1.
    ///   - top: how many labels in place of those the model decides on.
    ///   - terms: the maximum number of n-grams and of spans per label.
    /// - Throws: `InvalidOption`.
    public init(_ source: ArticleSource, model: String, record: Int = 1, top: Int? = nil, terms: Int = 10) throws {
        try require(record >= 1, "record", record, "articles count from 1")
        try require(terms >= 1, "terms", terms, "it must be at least 1")
        if let top { try require(top >= 1, "top", top, "it must be at least 1") }
        self.source = source
        self.model = model
        self.record = record
        self.top = top
        self.terms = terms
    }

    /// - Throws: `CorpusError`, `ModelError`.
    public func run(progress: ProgressHandler = { _ in }) throws -> Result {
        var files = JobFiles(source)
        files.read("model", model)
        try files.check()
        let (tagger, settings) = try source.tagger(model)
        var reading = try source.open(settings, wanted: .all)
        let (found, count) = try reading.article(number: record)
        try reading.checkFirstRecords()
        guard let article = found else {
            let reject = reading.summary.examples.first.map { " (\($0))" } ?? ""
            throw CorpusError.wrongFormat(
                path: source.paths.map(PathName.shown).joined(separator: ", "),
                reason: "it holds \(counted(count, "article")), so there is no article \(record)\(reject)")
        }
        let text = article.normalized()
        let tags = tagger.tags(of: text, parts: tagger.parts, top: top, terms: terms, spans: terms)
        return Result(
            article: ArticleReference(article), tags: tags, text: String(scalars: text.scalars),
            isPlain: tagger.parts == [.industries])
    }
}
