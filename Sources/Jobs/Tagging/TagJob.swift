import Corpus
import Models
import TrendNumerics
import Reports

/// Tags articles and writes them out again with their tags. Memory does not grow with the input.
public struct TagJob: Sendable {
    /// How tagged articles are written.
    public enum Form: String, OutputForm {
        /// One JSON object per line: every field as it came in, and the tags.
        case json
        /// The native record format, which can be learned from.
        case records
        /// A table with the fields of an article, its tags, and the other fields of the records; for spreadsheets.
        case csv
        /// The same as an Excel workbook.
        case xlsx

        public var endings: [String] {
            switch self {
            case .json: ["json", "jsonl"]
            case .records: []
            case .csv: ["csv"]
            case .xlsx: ["xlsx"]
            }
        }

        var kind: OutputKind {
            switch self {
            case .json: .jsonLines
            case .records: .records
            case .csv: .table
            case .xlsx: .workbook
            }
        }
    }

    private let source: ArticleSource
    private let model: String
    private let parts: Set<RecordField>?
    private let form: Form
    private let top: Int?
    private let threads: Int

    /// - Parameters:
    ///   - parts: what to fill in; nil for all that the model knows.
    ///   - top: how many labels per article in place of those the model decides on.
    /// - Throws: `InvalidOption`.
    public init(
        _ source: ArticleSource, model: String, parts: Set<RecordField>? = nil, form: Form = .json, top: Int? = nil,
        threads: Int = 1
    ) throws {
        if let top { try require(top >= 1, "top", top, "it must be at least 1") }
        self.source = source
        self.model = model
        self.parts = parts
        self.form = form
        self.top = top
        self.threads = threads
    }

    /// - Throws: `CorpusError`, `ModelError`, `JobError`; a file is not written then.
    public func run(to output: JobOutput, progress: ProgressHandler = { _ in }) throws -> TagResult {
        var files = JobFiles(source)
        files.read("model", model)
        files.write(output, form.kind, .tagged)
        try files.check()
        let (tagger, settings) = try source.tagger(model)
        let tagging = Tagging(tagger, parts: parts, top: top)
        let isPlain = form == .json && tagging.isPlain
        var reading = try source.open(settings, wanted: isPlain ? .content : .all, keepsRows: true)
        let target = output
        let output = try OpenOutput(target)
        var result = TagResult(tagging)
        if form == .csv || form == .xlsx {
            var writer = try ArticleTableWriter(
                form == .csv ? .csv : .xlsx, parts: tagging.parts, to: target, output)
            try reading.forEachBatch(threads: threads, progress: progress) { articles in
                let tags = tagging.tags(of: articles)
                return (
                    zip(articles, tags).map {
                        ArticleTable.Row(
                            article: tagging.tagged($0), tags: $1.tags,
                            rest: RecordRest($0.row, fields: settings.fields, $0.normalizer))
                    },
                    tagging.doubtful(tags)
                )
            } use: { rows, doubtful in
                try writer.append(rows)
                result.tagged += rows.count
                result.doubtful += doubtful
            }
            result.reading = try reading.finish()
            (result.omittedFields, result.losses) = try writer.finish()
            result.keptNames = writer.keptNames
            try output.commit()
            return result
        }
        var (keptNames, omitted) = (Set<String>(), [String: Int]())
        try reading.forEachBatch(threads: threads, progress: progress) { [form] articles in
            isPlain
                ? TaggedBatch(articles, by: tagging)
                : TaggedBatch(articles, by: tagging, form: form, fields: settings.fields)
        } use: { batch in
            try output.write(batch.lines)
            result.tagged += batch.count
            result.doubtful += batch.doubtful
            result.notWritten += batch.refused.map(\.description)
            keptNames.formUnion(batch.keptNames)
            omitted.merge(batch.omitted, uniquingKeysWith: +)
        }
        result.omittedFields = OmittedField.list(omitted)
        result.isTable = false
        result.keptNames = keptNames.sorted()
        result.reading = try reading.finish()
        try output.commit()
        return result
    }
}

/// What became of articles that were tagged.
public struct TagResult: Codable, Equatable, Sendable {
    public internal(set) var tagged = 0
    /// Articles without a label of 50% probability or more; nil where industries were not asked for.
    public var withoutLikelyLabel: Int? { parts.contains(.industries) ? doubtful : nil }
    var doubtful = 0
    public let parts: Set<RecordField>
    /// Parts that were asked for and that the model does not know.
    public let missingParts: [RecordField]
    /// How many articles of an archive had tags of another model, which are gone, by part that was not asked for.
    public internal(set) var dropped: [RecordField: Int] = [:]
    /// Articles that the format cannot hold, with the reasons.
    public internal(set) var notWritten: [String] = []
    /// Fields of records that the format has no place for, the most frequent first.
    public internal(set) var omittedFields: [OmittedField] = []
    /// Whether the output is a table, whose columns are the fields of the first records.
    var isTable = true
    /// Fields of the records' own that have names which `tag` writes under; what a model says stands under others
    /// (`trend:tags`).
    public internal(set) var keptNames: [String] = []
    /// What a workbook could not hold as it was.
    public internal(set) var losses = WorkbookWriter.Losses()
    /// Nil for an archive, whose records were read when they came in.
    public internal(set) var reading: ReadingSummary?

    init(_ tagging: Tagging) {
        parts = tagging.parts
        missingParts = tagging.missingParts
    }
}

/// What a tagger is asked for: one way to tags for files and archives.
struct Tagging: Sendable {
    var tagger: Tagger
    /// Those that were asked for and that the model knows.
    let parts: Set<RecordField>
    let missingParts: [RecordField]
    let top: Int?

    /// - Parameter parts: nil for all that the model knows.
    init(_ tagger: Tagger, parts: Set<RecordField>?, top: Int?) {
        self.tagger = tagger
        self.parts = (parts ?? tagger.parts).intersection(tagger.parts)
        missingParts = (parts ?? []).subtracting(tagger.parts).sorted { $0.rawValue < $1.rawValue }
        self.top = top
    }

    /// An article as it is tagged: labels that an earlier model filled in give way to this one's.
    func tagged(_ article: Article) -> Article {
        parts.contains(.industries) ? article.withoutPredictedLabels : article
    }

    /// Industries alone, which are found without what they rest on.
    var isPlain: Bool { parts == [.industries] }

    /// Whether an article should be checked by a person.
    ///
    /// - Parameter best: the probability of its best label; nil where it has none.
    static func isDoubtful(_ best: Double?) -> Bool { best ?? 0 < ArticleClassifier.sureProbability }

    /// How many of these should be checked by a person; none where industries were not asked for.
    func doubtful(_ tags: [(tags: InferredTags, isDoubtful: Bool)]) -> Int {
        parts.contains(.industries) ? tags.count(where: \.isDoubtful) : 0
    }

    /// - Returns: per article the tags, those of industries alone without reasons, and whether a person should check
    ///   them.
    func tags(of articles: [Article], threads: Int = 1) -> [(tags: InferredTags, isDoubtful: Bool)] {
        if isPlain {
            // All at once: what the classifier allocates per call is as wide as its vocabulary.
            return tagger.classifier.predict(articles, top: top, threads: threads).map { labels in
                (labels.inferred, Tagging.isDoubtful(labels.first?.probability))
            }
        }
        return Parallel.map(articles.count, threads: threads) { index in
            let found = tagger.tags(of: articles[index].normalized(), parts: parts, top: top)
            return (found.inferred(parts), Tagging.isDoubtful(found.industries.first?.probability))
        }
    }
}
