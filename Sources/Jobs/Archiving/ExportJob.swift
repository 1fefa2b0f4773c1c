import Archive
import Corpus
import Reports

/// Writes everything that an archive holds.
public struct ExportJob: Sendable {
    public enum Form: String, OutputForm {
        /// Every record as it came in, with tags, corrections and origins. Importing it makes the same archive.
        case jsonl
        /// The native record format, without fields that it has no place for.
        case records
        /// A table with the fields of an article, what a model says, and the other fields of the records; for
        /// spreadsheets, and can be read again as the same articles.
        case csv
        /// The same as an Excel workbook.
        case xlsx

        public var endings: [String] {
            switch self {
            case .jsonl: ["jsonl", "json"]
            case .records: []
            case .csv: ["csv"]
            case .xlsx: ["xlsx"]
            }
        }

        var kind: OutputKind {
            switch self {
            case .jsonl: .jsonLines
            case .records: .records
            case .csv: .table
            case .xlsx: .workbook
            }
        }
    }

    private let archive: String
    private let wait: Double
    private let form: Form

    /// - Parameter wait: seconds to wait for another program that writes to the archive.
    /// - Throws: `InvalidOption`.
    public init(_ archive: String, as form: Form = .jsonl, wait: Double = Archive.defaultWait) throws {
        try require(wait >= 0 && wait.isFinite, "wait", wait, "it must be 0 or more")
        self.archive = archive
        self.form = form
        self.wait = wait
    }

    /// - Throws: `CorpusError`; a file is not written then.
    public func run(to output: JobOutput, progress: ProgressHandler = { _ in }) throws -> ExportResult {
        var files = JobFiles()
        files.read("archive", archive)
        files.write(output, form.kind, .exported)
        try files.check()
        let archive = try Archive.snapshot(path: archive, wait: wait)
        let target = output
        let output = try OpenOutput(target)
        var result = ExportResult()
        switch form {
        case .jsonl:
            result.written = try archive.exportJSONLines { bytes in
                try output.write(bytes)
                try progress(.step("writing"))
            }
        case .records: try writeRecords(of: archive, to: output, &result, progress)
        case .csv, .xlsx:
            var writer = try ArticleTableWriter(
                form == .csv ? .csv : .xlsx, parts: Set(InferredTags.fields), to: target, output)
            let count = try archive.articleCount()
            try archive.forEachArticle { articles in
                try writer.append(
                    articles.map { article, entry in
                        ArticleTable.Row(
                            article: article, tags: entry.tags, rest: RecordRest(entry.record, article.normalizer))
                    })
                result.written += articles.count
                try progress(.processed(articles: result.written, of: count))
            }
            result.isTable = true
            (result.omittedFields, result.losses) = try writer.finish()
        }
        try output.commit()
        let waiting = try archive.waitingCorrections().count
        if form != .jsonl || result.written == 0 { result.waitingCorrections = waiting }
        return result
    }

    private func writeRecords(
        of archive: Archive, to output: OpenOutput, _ result: inout ExportResult, _ progress: ProgressHandler
    ) throws {
        var leftOut: [String: Int] = [:]
        let count = try archive.articleCount()
        try archive.forEachArticle { articles in
            var writer = NativeRecordWriter()
            for (article, entry) in articles {
                let (ownBasis, others) = entry.record.rest(article.normalizer)
                let basis = [ownBasis, entry.tags.basis(for: article)].filter { !$0.isEmpty }.joined(separator: "\n")
                if let reject = writer.append(article, filling: entry.tags.values, basis: basis) {
                    result.notWritten.append(reject.description)
                    continue
                }
                result.written += 1
                for name in others { leftOut[name, default: 0] += 1 }
            }
            try output.write(writer.bytes)
            try progress(.processed(articles: result.written, of: count))
        }
        result.omittedFields = OmittedField.list(leftOut)
    }
}

/// What was written of an archive, and what was not.
public struct ExportResult: Codable, Sendable {
    public internal(set) var written = 0
    /// Articles that the format cannot hold, with the reasons.
    public internal(set) var notWritten: [String] = []
    /// Fields that the format has no place for, the most frequent first.
    public internal(set) var omittedFields: [OmittedField] = []
    /// Whether the output is a table, whose columns are the fields of the first records.
    public internal(set) var isTable = false
    /// What a workbook could not hold as it was.
    public internal(set) var losses = WorkbookWriter.Losses()
    /// Corrections that wait for their articles and were left out.
    public internal(set) var waitingCorrections = 0
}
