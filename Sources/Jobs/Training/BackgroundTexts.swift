import Archive
import Corpus
import Models
import Text

/// Normalized texts without labels, from which a model learns how the language is used: all of them, or every second,
/// fourth and so on of more than it has use for.
struct BackgroundTexts: Sendable {
    private(set) var texts: [[UInt32]] = []
    private(set) var read = 0
    /// How the files beside the articles were read; nil without any.
    var reading: ReadingSummary?
    private var scalars = 0
    private var step = 1

    /// The characters that are kept at most: 300,000 titles, or 10,000 articles.
    private static let mostScalars = 10_000_000

    mutating func add(_ batch: [[UInt32]]) {
        for text in batch where !text.isEmpty {
            if read.isMultiple(of: step) {
                texts.append(text)
                scalars += text.count
            }
            read += 1
            if scalars > BackgroundTexts.mostScalars, texts.count > 1 { halve() }
        }
    }

    private mutating func halve() {
        step *= 2
        texts = stride(from: 0, to: texts.count, by: 2).map { texts[$0] }
        scalars = texts.reduce(0) { $0 + $1.count }
    }
}

extension ArticleSource {
    /// The texts of files beside this source, read as its articles are.
    ///
    /// Only their titles and texts count, so they need not have the fields that were named for labels.
    ///
    /// - Throws: `CorpusError`, `JobError.tooManyRejects`, and what `progress` throws.
    func background(
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
