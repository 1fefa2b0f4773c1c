import Archive
import Corpus
import Features
import Foundation
import Models

extension TagCommand {
    /// Tags the articles of an archive that the model has not tagged yet, a page a transaction.
    func tag(_ path: String) throws {
        let (classifier, settings) = try reading(model: model) { try ArticleClassifier.read(from: model) }
        let fingerprint = try reading(model: model) { try ModelFile.fingerprint(path: model) }
        let archive = try Archive(path: path)
        try archive.use(model: fingerprint)
        var pages = try ArchiveReader(archive, .untagged(by: fingerprint))
        var reader = StoredRecordReader(try corpusOptions.reading(remembered: settings, wanted: .content))
        var progress = Progress("articles tagged:", quiet: corpusOptions.quiet)
        var (count, doubtful) = (0, 0)
        try Parallel.pipeline(threads: computing.threads) {
            try pages.nextPage()
        } use: { page in
            var ids: [Int64] = []
            var articles: [Article] = []
            for entry in page.records {
                guard let article = reader.article(entry.record) else { continue }
                ids.append(entry.id)
                articles.append(article)
            }
            let predictions = articles.isEmpty ? [] : classifier.predict(articles, top: top, threads: computing.threads)
            doubtful += predictions.count { TagCommand.isDoubtful($0.first?.probability) }
            count += articles.count
            let tags = zip(ids, predictions).map { id, labels in
                (article: id, tags: labels.map { ArchivedTag(label: $0.label, probability: $0.probability) })
            }
            try archive.keep(tags, model: fingerprint, reach: page.reach)
            progress.show(count)
        }
        progress.clear()
        if !corpusOptions.quiet {
            print(
                count == 0
                    ? "all articles are tagged by this model already"
                    : TagCommand.summary(tagged: count, doubtful: doubtful))
        }
    }
}
