import Archive
import Corpus
import Features
import Models
import Text

/// Normalized texts without labels, from which a model learns how the language is used: all of them, or an even sample
/// of more than it has use for.
struct BackgroundTexts: Sendable {
    private var sample = EvenSample<[UInt32]>(mostScalars: BackgroundTexts.mostScalars)
    /// How the files beside the articles were read; nil without any.
    var reading: ReadingSummary?

    /// The characters that are kept at most: 300,000 titles, or 10,000 articles.
    static let mostScalars = 10_000_000

    var texts: [[UInt32]] { sample.items }
    /// How many came in.
    var read: Int { sample.seen }

    mutating func add(_ batch: [[UInt32]]) {
        for text in batch where !text.isEmpty { sample.add(text, scalars: text.count) }
    }
}

extension ArticleSource {
    /// Texts without labels: those of the articles themselves and of further files; nil where only labeled articles are
    /// to teach. An archive is its own background. Files of the source may be named again, and are not read again.
    ///
    /// - Parameter paths: further files, read as `background(_:_:into:threads:progress:)` says.
    /// - Throws: `CorpusError`, `JobError.tooManyRejects`, and what `progress` throws.
    func background(
        _ paths: [String], beside articles: [Article], _ settings: ReadingSettings, threads: Int,
        progress: ProgressHandler
    ) throws -> BackgroundTexts? {
        guard !paths.isEmpty || hasArchive else { return nil }
        var texts = BackgroundTexts()
        texts.add(articles.filter(\.industries.isEmpty).normalized(threads: threads).map(\.scalars))
        let others = paths.filter { !self.paths.contains($0) }
        if !others.isEmpty {
            texts.reading = try background(others, settings, into: &texts, threads: threads, progress: progress)
        }
        // What nobody asked for and cannot teach is not spoken of.
        return paths.isEmpty && texts.texts.count < SemanticVectors.minimumTexts ? nil : texts
    }

    /// The texts of files beside this source, read as its articles are.
    ///
    /// Only their titles and texts count, so they need not have the fields that were named for labels.
    ///
    /// - Throws: `CorpusError`, `JobError.tooManyRejects`, and what `progress` throws.
    private func background(
        _ paths: [String], _ settings: ReadingSettings, into background: inout BackgroundTexts, threads: Int,
        progress: ProgressHandler
    ) throws -> ReadingSummary {
        var (other, settings) = (self, settings)
        other.paths = paths
        other.rejectsPath = nil
        other.days = nil
        let names = settings.fields.names.filter { [.title, .text].contains($0.key) }
        settings.fields = FieldMapping(names: names)
        settings.fields.remembered = Set(names.keys)
        other.fields = FieldMapping()
        var reading = try other.sorted.open(settings, wanted: .content)
        try reading.forEachBatch(threads: threads, progress: progress) { articles in
            articles.map { $0.normalized().scalars }
        } use: {
            background.add($0)
        }
        return try reading.finish()
    }

    var hasArchive: Bool { paths.contains(where: Archive.isDatabase) }
}
