import Archive
import Corpus
import Models
import TrendNumerics

/// Tags the articles of an archive that the model has not been asked all parts of yet, and keeps the tags there, one
/// page per transaction.
public struct TagArchiveJob: Sendable {
    private let archive: String
    private let source: ArticleSource
    private let model: String
    private let parts: Set<RecordField>?
    private let top: Int?
    private let threads: Int

    /// - Parameters:
    ///   - source: how to read the records; its paths are not used.
    ///   - parts, top: as for `TagJob`.
    /// - Throws: `InvalidOption`.
    public init(
        archive: String, reading source: ArticleSource, model: String, parts: Set<RecordField>? = nil, top: Int? = nil,
        threads: Int = 1
    ) throws {
        if let top { try require(top >= 1, "top", top, "it must be at least 1") }
        self.archive = archive
        self.source = source
        self.model = model
        self.parts = parts
        self.top = top
        self.threads = threads
    }

    /// - Throws: `CorpusError`, `ModelError`. Pages before the error are kept; running again completes the work.
    public func run(progress: ProgressHandler = { _ in }) throws -> TagResult {
        var files = JobFiles(source)
        files.read("model", model)
        files.write("archive", archive, .any)
        try files.check()
        let (tagger, settings) = try source.tagger(model)
        try source.checkFields(of: self.archive, settings)
        let tagging = Tagging(tagger, parts: parts, top: top)
        var result = TagResult(tagging)
        guard !tagging.parts.isEmpty else { return result }
        let fingerprint = try reading(model: model) { try ModelFile.fingerprint(path: model) }
        let archive = try Archive(path: archive)
        let others = Set(InferredTags.fields).subtracting(tagging.parts)
        if !others.isEmpty { result.dropped = try archive.taggedOtherwise(than: fingerprint, others) }
        let count = try labelCount(tagging, fingerprint, in: archive)
        var pages = try ArchiveReader(
            archive, .untagged(by: count.isAnother ? nil : fingerprint, tagging.parts))
        // So that whoever counts these tags reads the articles' own labels the same way.
        if settings.aliases != nil { try archive.keep(labelSettings: settings) }
        var reader = StoredRecordReader(ReadingOptions(settings: settings, wanted: .content))
        let last = pages.last
        // One page is tagged while the one before is written.
        try Parallel.pipeline(threads: threads) { () -> TaggedPage? in
            guard let page = try pages.nextPage() else { return nil }
            var ids: [Int64] = []
            var articles: [Article] = []
            for entry in page {
                guard let article = reader.article(entry.record) else { continue }
                ids.append(entry.id)
                articles.append(article)
            }
            let found = tagging.tags(of: articles, threads: threads)
            return TaggedPage(ids: ids, found: found, share: ArchiveReader.fraction(page, of: last))
        } use: { page in
            if tagging.parts.contains(.industries) { result.doubtful += page.found.count(where: \.isDoubtful) }
            result.tagged += page.ids.count
            try archive.keep(zip(page.ids, page.found).map { (article: $0, tags: $1.tags) }, model: fingerprint)
            try progress(.processed(articles: result.tagged, share: page.share))
        }
        if let note = count.note { try archive.updateNote(named: TagArchiveJob.noteName) { _ in note } }
        return result
    }

    /// A page of articles with their tags, which are to be written.
    private struct TaggedPage {
        let ids: [Int64]
        let found: [(tags: InferredTags, isDoubtful: Bool)]
        /// How much is done with it.
        let share: Double
    }

    private static let noteName = "labels per article"

    /// How many labels the model was asked for last, which the archive remembers, since tags of another number are no
    /// answer: all articles are tagged again.
    ///
    /// - Returns: what to note once all are tagged; nil where it is noted, or industries are not asked for.
    private func labelCount(
        _ tagging: Tagging, _ fingerprint: String, in archive: Archive
    ) throws -> (note: String?, isAnother: Bool) {
        guard tagging.parts.contains(.industries) else { return (nil, false) }
        let note = fingerprint + " " + (top.map(String.init) ?? "auto")
        let kept = try archive.note(named: TagArchiveJob.noteName)
        let isAnother = kept != note && (kept?.hasPrefix(fingerprint) ?? (top != nil))
        // A run that is interrupted has tagged some articles so and others otherwise.
        if isAnother { try archive.updateNote(named: TagArchiveJob.noteName) { _ in fingerprint + " unfinished" } }
        return (kept == note ? nil : note, isAnother)
    }
}
