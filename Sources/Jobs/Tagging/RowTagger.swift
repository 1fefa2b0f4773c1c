import Corpus
import Models
import Reports

/// Tags articles for a program that holds them in rows: what a table of tagged articles has beside them, row by row.
///
/// The model is opened once, and may tag any number of sources, several at once.
public struct RowTagger: Sendable {
    /// An article and its cells, one per column.
    public struct Row: Sendable {
        /// Of a data frame, from 0.
        public let number: Int
        /// Empty where the model says nothing.
        public let cells: [String]
        fileprivate let source: SourceRow

        /// The record as a JSON object, as it came in.
        public func record() -> [UInt8] { storedJSON(of: source) ?? Array("{}".utf8) }
    }

    private let tagging: Tagging
    private let remembered: ReadingSettings
    public var threads: Int

    /// - Parameters:
    ///   - model: a path.
    ///   - parts, top: as for `TagJob`.
    /// - Throws: `InvalidOption`, `CorpusError`, `ModelError`.
    public init(model: String, parts: Set<RecordField>? = nil, top: Int? = nil, threads: Int = 1) throws {
        if let top { try require(top >= 1, "top", top, "it must be at least 1") }
        let (tagger, remembered) = try reading(model: model) { try Tagger.read(from: model) }
        tagging = Tagging(tagger, parts: parts, top: top)
        self.remembered = remembered
        self.threads = threads
    }

    /// The columns of every row: the tags, how likely the best label is, and what they rest on. Where records have fields
    /// of these names, which `TagResult.keptNames` tells, ours are to be called otherwise (`trend:预测行业`).
    public var columns: [Table.Column] { ArticleTable.tagColumns(parts) }

    /// The industries that the model tells apart.
    public var labels: [String] { tagging.tagger.classifier.labels }

    /// What it fills in, as far as it was asked for.
    public var parts: [RecordField] { InferredTags.fields.filter(tagging.parts.contains) }

    /// - Parameters:
    ///   - use: gets the articles in order, on the calling thread.
    /// - Throws: `CorpusError`, `JobError`, and what `use` and `progress` throw.
    public func tag(
        _ source: ArticleSource, progress: ProgressHandler = { _ in }, use: (Row) throws -> Void
    ) throws -> TagResult {
        try JobFiles(source).check()
        var tagging = tagging
        let settings = try source.settings(naming: &tagging.tagger, remembered: remembered)
        var reading = try source.open(settings, wanted: tagging.isPlain ? .content : .all, keepsRows: true)
        var result = TagResult(tagging)
        var taken: Set<String> = []
        try reading.forEachBatch(threads: threads, progress: progress) { [tagging, parts] articles in
            let tags = tagging.tags(of: articles)
            var taken: Set<String> = []
            let rows = zip(articles, tags).map { article, tags in
                let rest = RecordRest(article.row, fields: settings.fields, article.normalizer)
                taken.formUnion(ArticleTable.taken(by: rest))
                return Row(
                    number: article.origin.line - 1,
                    cells: ArticleTable.tagCells(tags.tags, parts, basis: rest.ownBasis), source: article.row)
            }
            return (rows, taken, tagging.doubtful(tags))
        } use: { rows, more, doubtful in
            taken.formUnion(more)
            for row in rows { try use(row) }
            result.tagged += rows.count
            result.doubtful += doubtful
        }
        result.keptNames = columns.map(\.name).filter(taken.contains)
        result.reading = try reading.finish()
        return result
    }
}
