import Numerics
import Archive
import Corpus
import Features
import Foundation
import Models

extension TagCommand {
    /// Tags the articles of an archive that the model was not asked all parts of yet, a page a transaction.
    ///
    /// - Parameter parts: some that the model knows.
    func tag(_ path: String, by tagger: Tagger, _ settings: ReadingSettings, parts: Set<TagPart>) throws {
        guard !parts.isEmpty else { return }
        let fingerprint = try reading(model: model) { try ModelFile.fingerprint(path: model) }
        let archive = try Archive(path: path)
        var pages = try ArchiveReader(archive, .untagged(by: fingerprint, Set(parts.map(\.field))))
        var reader = StoredRecordReader(try corpusOptions.reading(remembered: settings, wanted: .content))
        var progress = Progress("articles tagged:", quiet: corpusOptions.quiet)
        var (count, doubtful) = (0, 0)
        try Parallel.pipeline(threads: computing.threads) {
            try pages.nextPage()
        } use: { page in
            var ids: [Int64] = []
            var articles: [Article] = []
            for entry in page {
                guard let article = reader.article(entry.record) else { continue }
                ids.append(entry.id)
                articles.append(article)
            }
            let found = tags(of: articles, by: tagger, parts)
            doubtful += found.count { TagCommand.isDoubtful($0.best) }
            count += articles.count
            try archive.keep(zip(ids, found).map { (article: $0, tags: $1.tags) }, model: fingerprint)
            progress.show(count)
        }
        progress.clear()
        if !corpusOptions.quiet {
            print(
                count == 0
                    ? "all articles are tagged by this model already"
                    : TagCommand.summary(tagged: count, doubtful: parts.contains(.industries) ? doubtful : nil))
        }
    }

    /// Industries alone are found without what they rest on, as in files.
    ///
    /// - Returns: the tags, and the probability of the best label, which tags round.
    private func tags(
        of articles: [Article], by tagger: Tagger, _ parts: Set<TagPart>
    ) -> [(tags: InferredTags, best: Double?)] {
        if parts == [.industries] {
            return tagger.classifier.predict(articles, top: top, threads: computing.threads).map { labels in
                let tags = labels.map { InferredTags.Tag(label: $0.label, probability: rounded($0.probability)) }
                return (InferredTags([.industries: tags]), labels.first?.probability)
            }
        }
        return Parallel.map(articles.count, threads: computing.threads) { [top] index in
            let tags = tagger.tags(of: articles[index], parts: parts, top: top)
            return (tags.inferred(parts), tags.industries.first?.probability)
        }
    }
}
