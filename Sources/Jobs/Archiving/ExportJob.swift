import Archive
import Corpus

/// Writes everything that an archive holds.
public struct ExportJob: Sendable {
    public enum Form: String, CaseIterable, Sendable {
        /// Every record as it came in, with tags, corrections and origins. Importing it makes the same archive.
        case jsonl
        /// The native record format, without fields that it has no place for.
        case records
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
        let archive = try Archive.snapshot(path: archive, wait: wait)
        let output = try OpenOutput(output)
        var result = ExportResult()
        switch form {
        case .jsonl:
            result.written = try archive.exportJSONLines { bytes in
                try output.write(bytes)
                try progress(.step("writing"))
            }
        case .records: try writeRecords(of: archive, to: output, &result, progress)
        }
        try output.commit()
        let waiting = try archive.waitingCorrections().count
        if form == .records || result.written == 0 { result.waitingCorrections = waiting }
        return result
    }

    private func writeRecords(
        of archive: Archive, to output: OpenOutput, _ result: inout ExportResult, _ progress: ProgressHandler
    ) throws {
        var leftOut: [String: Int] = [:]
        try archive.forEachArticle { articles in
            var writer = NativeRecordWriter()
            for (article, entry) in articles {
                let (ownBasis, others) = entry.record.rest()
                let basis = [ownBasis, entry.tags.basis(for: article)].filter { !$0.isEmpty }.joined(separator: "\n")
                if let reject = writer.append(article, filling: entry.tags.values, basis: basis) {
                    result.notWritten.append(reject.description)
                    continue
                }
                result.written += 1
                for name in others { leftOut[name, default: 0] += 1 }
            }
            try output.write(writer.bytes)
            try progress(.processed(articles: result.written))
        }
        result.omittedFields = leftOut.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { .init(name: $0.key, articles: $0.value) }
    }
}

/// What was written of an archive, and what was not.
public struct ExportResult: Codable, Sendable {
    public struct OmittedField: Codable, Sendable {
        public let name: String
        public let articles: Int
    }

    public internal(set) var written = 0
    /// Articles that the format cannot hold, with the reasons.
    public internal(set) var notWritten: [String] = []
    /// Fields that the format has no place for, the most frequent first.
    public internal(set) var omittedFields: [OmittedField] = []
    /// Corrections that wait for their articles and were left out.
    public internal(set) var waitingCorrections = 0
}
