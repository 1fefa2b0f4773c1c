import Corpus
import Features
import Models

extension TopicsJob {
    /// Reads the articles for a sample, for the topics, and to sort them into these.
    func stream(
        _ count: Count, within memory: Int, keptIn path: String?, _ ignored: IgnoredPhrases, _ progress: ProgressHandler
    ) throws -> TopicsResult {
        let settings = try source.settings()
        var sample = ArticleSample(limit: try StreamingTopics.sampleLimit(memory: memory), seed: compute.seed)
        var reading = try source.open(settings, wanted: .content)
        try reading.forEachBatch(threads: compute.threads, progress: progress) {
            $0
        } use: { articles in
            for article in articles { sample.add(article) }
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
            : refine(sample.articles, count, settings, ignored, beside: path ?? "topics", progress)
        sample = ArticleSample(limit: 0, seed: 0)
        let (kept, notes) = try keep(topics, in: path)

        var central = CentralArticles(kept.topics, by: topics.normalizer)
        var published: [CalendarDate?] = []
        var weights: [Float] = []
        var pending: [Article] = []
        func sortPending() {
            let own = kept.groups.weights(
                topics.fold(pending, threads: compute.threads).weights, topics: topics.count)
            central.add(pending, weights: own)
            published += pending.map { $0.published?.day }
            weights += own
            pending = []
        }
        var sorting = try source.open(settings, wanted: [.title, .text, .link, .date], listsRejects: false)
        try sorting.forEachBatch(threads: compute.threads, progress: progress) {
            $0
        } use: { articles in
            pending += articles
            if pending.count >= 1024 { sortPending() }
        }
        sortPending()
        return TopicsResult(
            topics: lines(kept.topics, weights, published, central, summary, groups: kept.groups), groups: kept.groups,
            undated: published.count { $0 == nil }, notes: notes, reading: summary)
    }

    /// The topics of the whole corpus, beginning with those of a sample.
    ///
    /// - Parameter path: beside which there is room for rows: the system's temporary folder may lie in memory.
    private func refine(
        _ sample: [Article], _ count: Count, _ settings: ReadingSettings, _ ignored: IgnoredPhrases,
        beside path: String, _ progress: ProgressHandler
    ) throws -> TopicModel {
        let topics = try StreamingTopics(
            sample: sample, nmf: nmf(count), search: search(count), ignoring: ignored, beside: path)
        if topics.isDone { return try topics.fit() }
        var counting = try source.open(settings, wanted: .content, listsRejects: false)
        try counting.forEachBatch(threads: compute.threads, progress: progress) { [vectorizer = topics.vectorizer] in
            CountedPhrases(of: $0, vectorizer)
        } use: {
            try topics.add($0)
        }
        return try topics.fit { try progress(.processed(articles: $0)) }
    }
}
