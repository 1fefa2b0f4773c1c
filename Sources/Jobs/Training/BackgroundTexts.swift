import Archive
import Corpus
import Features
import Models
import Text

/// Normalized texts without labels, from which a model learns how the language is used: all of them, or an even sample
/// of more than it has use for.
struct BackgroundTexts: Sendable {
    private var sample: EvenSample<[UInt32]>
    /// How the files beside the articles were read; nil without any.
    var reading: ReadingSummary?

    /// - Parameter mostScalars: the characters that are kept at most.
    init(mostScalars: Int = VectorLimits.standard.scalars) { sample = EvenSample(mostScalars: mostScalars) }

    var texts: [[UInt32]] { sample.items }
    /// How many came in.
    var read: Int { sample.seen }

    mutating func add(_ batch: [[UInt32]]) {
        for text in batch where !text.isEmpty { sample.add(text, scalars: text.count) }
    }

    /// Keeps no more characters than so many from now on.
    mutating func limit(to mostScalars: Int) { sample.limit(to: mostScalars) }
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
        guard hasBackground(paths) else { return nil }
        var texts = BackgroundTexts()
        texts.add(articles.filter(\.industries.isEmpty).normalized(threads: threads).map(\.scalars))
        return try background(paths, beside: texts, settings, threads: threads, progress: progress)
    }

    /// Texts without labels, as the function above gives them, of articles that were read already.
    ///
    /// - Parameter texts: the texts of articles of the source that have no labels.
    func background(
        _ paths: [String], beside texts: BackgroundTexts, _ settings: ReadingSettings, threads: Int,
        progress: ProgressHandler
    ) throws -> BackgroundTexts? {
        var texts = texts
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

    /// Whether there are articles without labels to learn from.
    ///
    /// - Parameter paths: files of them.
    func hasBackground(_ paths: [String]) -> Bool { !paths.isEmpty || hasArchive }

    var hasArchive: Bool { paths.contains(where: Archive.isDatabase) }
}
