import Archive
import Corpus
import Foundation
import Text

/// Adds articles and corrections to an archive. Running it twice changes nothing.
public struct ImportJob: Sendable {
    private let source: ArticleSource
    private let archive: String
    private let wait: Double
    private let correctionsPath: String?
    private let restores: Bool
    private let replacesCorrections: Bool
    private let threads: Int

    /// - Parameters:
    ///   - archive: made where there is no file.
    ///   - wait: seconds to wait for another program that writes to the archive.
    ///   - correctionsPath: what people corrected, as JSON lines.
    ///   - restores: whether the files are exports, whose origins, tags and corrections are to be restored.
    ///   - replacesCorrections: whether corrections of an export replace those of the archive.
    /// - Throws: `InvalidOption` where there is nothing to import.
    public init(
        _ source: ArticleSource, into archive: String, wait: Double = Archive.defaultWait,
        correctionsPath: String? = nil, restores: Bool = false, replacesCorrections: Bool = false, threads: Int = 1
    ) throws {
        try require(
            !source.paths.isEmpty || correctionsPath != nil, "corpus", "", "name the files to import, or corrections")
        try require(wait >= 0 && wait.isFinite, "wait", wait, "it must be 0 or more")
        try require(
            restores || !replacesCorrections, "replaceCorrections", "",
            "it counts with --restore only; --corrections always replaces")
        self.source = source
        self.archive = archive
        self.wait = wait
        self.correctionsPath = correctionsPath
        self.restores = restores
        self.replacesCorrections = replacesCorrections
        self.threads = threads
    }

    /// - Throws: `CorpusError`, `JobError.tooManyRejects`. Whole batches before the error are kept; running again
    ///   completes the work.
    public func run(progress: ProgressHandler = { _ in }) throws -> ImportResult {
        var files = JobFiles(source)
        files.read("corrections", correctionsPath)
        files.write("archive", archive, .any)
        try files.check()
        for path in source.paths where Archive.isDatabase(path) {
            throw CorpusError.wrongFormat(
                path: path, reason: "is a database; trend export gives what an archive holds as a file to import")
        }
        let corrections = try correctionsPath.map { try Corrections(path: $0) }
        let settings = try source.settings()
        // Files that are not there must not leave an empty archive.
        var reading = try source.open(settings, wanted: .all, keepsRows: true, keepsEmpty: true)
        reading.findsLabelParts = true
        let archive = try Archive(path: archive, creating: true, wait: wait)
        if let words = source.regionalWords, try !archive.keep(normalizer: TextNormalizer(words: words)) {
            throw InvalidOption(
                "words", words.rawValue, "\(archive.path) has articles that are read without it; use a new archive")
        }
        let normalizer = try archive.normalizer()
        var result = ImportResult(archive: self.archive)
        if !source.paths.isEmpty {
            result.articles = try add(&reading, normalizer, to: archive, progress)
            result.reading = reading.summary
            if let aliases = settings.aliases { try archive.keep(aliases: aliases) }
        }
        if let corrections, let correctionsPath {
            let conflicts = try archive.correct(corrections.byKey.values.sorted { $0.json < $1.json })
            result.corrections = CorrectionsSummary(corrections, path: correctionsPath, conflicts: conflicts)
        }
        result.waitingCorrections = try archive.waitingCorrections()
        return result
    }

    private func add(
        _ reading: inout ArticleReading, _ normalizer: TextNormalizer, to archive: Archive, _ progress: ProgressHandler
    ) throws -> ArchiveImport.Summary {
        var importing = ArchiveImport(into: archive, replacesCorrections: replacesCorrections)
        var batch = ArchiveImport.Batch()
        struct TooManyRejects: Error {}
        do {
            try reading.forEachBatch(
                threads: threads, progress: progress,
                rejecting: { [fields = source.fields, latestDay = source.latestDay, restores] articles in
                    let read = IncomingArticle.read(
                        articles, fields: fields, latestDay: latestDay, normalizer: normalizer, restores: restores)
                    return (read.articles, read.rejects)
                },
                use: { articles, isTooMuch in
                    for article in articles {
                        if batch.isFull(before: article) {
                            if isTooMuch { throw TooManyRejects() }
                            try importing.add(batch.take())
                            usleep(ImportJob.pause)
                        }
                        batch.append(article)
                    }
                })
        } catch is TooManyRejects {}
        let added = importing.summary.added
        // The summary is complete only then.
        _ = try reading.finish(
            orElse: added == 0
                ? "nothing was written"
                : "the import stopped; \(counted(added, "article")) of whole batches before are in the archive")
        try importing.add(batch.take())
        return importing.summary
    }

    /// In microseconds, after each batch: another program that waits to write asks again and again, and would not meet
    /// the moment between two batches.
    private static let pause: UInt32 = 10_000
}

/// What came into an archive.
public struct ImportResult: Codable, Sendable {
    public let archive: String
    /// Nil where only corrections were imported.
    public internal(set) var articles: ArchiveImport.Summary?
    public internal(set) var corrections: CorrectionsSummary?
    /// The titles of corrections whose articles are not in the archive yet, empty where none was given.
    public internal(set) var waitingCorrections: [String] = []
    public internal(set) var reading: ReadingSummary?
}
