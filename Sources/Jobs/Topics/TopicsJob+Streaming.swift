import Corpus
import Features
import Foundation
import Models
import Text
import Timeline

extension TopicsJob {
    /// Reads the articles for a sample, for the topics, and to sort them into these.
    ///
    /// - Parameter isChosen: whether the user set the limit; if not, the result says that there is one.
    func stream(
        _ count: Count, within memory: Int, keptIn path: String?, isChosen: Bool, _ ignored: IgnoredPhrases,
        _ progress: ProgressHandler
    ) throws -> TopicsResult {
        let settings = try source.settings()
        let leads = try ArchivedCorpus(source, settings).map { corpus in
            StoryLeads(of: corpus.stories, published: corpus.published, by: PeriodRule(period))
        }
        let stories = StoryStream(leads, by: period)
        var sample = ArticleSample(limit: try StreamingTopics.sampleLimit(memory: memory), seed: compute.seed)
        var reading = try source.open(settings, wanted: .content)
        var sampled = stories
        try reading.forEachBatch(threads: compute.threads, progress: progress) {
            $0
        } use: { articles in
            for article in sampled.next(articles) { sample.add(article) }
        }
        let summary = try reading.finish()
        guard !sample.articles.isEmpty else { throw ModelError.noDocuments }
        try progress(.step("finding topics"))
        let topics =
            try sample.isWhole
            ? TopicModel.fit(
                sample.articles.sortedByContent(), nmf: nmf(count), search: search(count), recognizesNew: true,
                ignoring: ignored
            ).0
            : refine(sample.articles, count, settings, ignored, stories, beside: place(of: path), progress)
        var (kept, notes) = try keep(topics, in: path)
        if !isChosen, !sample.isWhole {
            notes.append(
                "the archive is large, so phrases come from a sample of "
                    + "\(counted(sample.articles.count, "article", "articles")) that fits into \(memory >> 20) MB of memory; "
                    + "--memory sets another limit")
        }
        sample = ArticleSample(limit: 0, seed: 0)

        var sorted = SortedArticles(kept.topics, by: PeriodRule(period), topics.normalizer)
        var pending: [Article] = []
        func sortPending() {
            let weights = kept.groups.weights(
                topics.fold(pending, threads: compute.threads).weights, topics: topics.count)
            sorted.add(pending, weights: weights)
            pending = []
        }
        var undated = 0
        var read = stories
        var sorting = try source.open(settings, wanted: [.title, .text, .link, .date], listsRejects: false)
        try sorting.forEachBatch(threads: compute.threads, progress: progress) {
            $0
        } use: { articles in
            undated += articles.count { $0.published == nil }
            pending += read.next(articles)
            if pending.count >= 1024 { sortPending() }
        }
        sortPending()
        return TopicsResult(
            topics: lines(kept.topics, sorted, summary, groups: kept.groups), groups: kept.groups, undated: undated,
            notes: notes + stories.notes, reading: summary)
    }

    /// Beside what there is room for rows: kept topics, else where files can be written. The system's temporary folder
    /// comes last, since it may lie in memory.
    private func place(of path: String?) -> String {
        if let path { return path }
        func isWritable(_ path: String) -> Bool {
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
            return FileManager.default.isWritableFile(atPath: folder)
        }
        return (["topics"] + source.paths).first(where: isWritable)
            ?? FileManager.default.temporaryDirectory.appendingPathComponent("topics").path
    }

    /// The topics of the whole corpus, beginning with those of a sample.
    ///
    /// - Parameter path: beside which there is room for rows.
    private func refine(
        _ sample: [Article], _ count: Count, _ settings: ReadingSettings, _ ignored: IgnoredPhrases,
        _ stories: StoryStream, beside path: String, _ progress: ProgressHandler
    ) throws -> TopicModel {
        let topics = try StreamingTopics(
            sample: sample, nmf: nmf(count), search: search(count), ignoring: ignored, beside: path)
        if topics.isDone { return try topics.fit() }
        var counted = stories
        var counting = try source.open(settings, wanted: .content, listsRejects: false)
        try counting.forEachBatch(threads: compute.threads, progress: progress) { [vectorizer = topics.vectorizer] in
            CountedPhrases(of: $0, vectorizer)
        } use: {
            try topics.add($0, where: counted.next($0.count))
        }
        return try topics.fit { try progress(.processed(articles: $0)) }
    }
}
