import Corpus
import Features

/// Finds which articles are reposts of which.
public struct StoriesJob: Sendable {
    private let source: ArticleSource
    private let threads: Int

    public init(_ source: ArticleSource, threads: Int = 1) {
        self.source = source
        self.threads = threads
    }

    /// The articles of a source by their stories, in their order.
    public struct Result: Sendable {
        /// The line of its file, or the row of its frame from 1, where each article stands.
        public let lines: [Int]
        /// The story of each article, numbered from 0 in the order of their first articles.
        public let stories: [Int]
        public let reading: ReadingSummary
    }

    /// - Throws: `CorpusError`, `JobError`, and what `progress` throws.
    public func run(progress: ProgressHandler = { _ in }) throws -> Result {
        var reading = try source.open(source.settings(), wanted: [.title, .text, .date, .link])
        var (lines, days, texts): ([Int], [Int?], [Fingerprint]) = ([], [], [])
        try reading.forEachBatch(threads: threads, progress: progress) { articles in
            articles.map { ($0.origin.line, $0.published?.day.daysSince1970, Fingerprint($0.normalized())) }
        } use: { batch in
            for (line, day, text) in batch {
                lines.append(line)
                days.append(day)
                texts.append(text)
            }
        }
        let summary = try reading.finish()
        try progress(.step("looking for reposts"))
        return Result(
            lines: lines, stories: NearDuplicates(threads: threads).storyNumbers(texts, days: days), reading: summary)
    }
}
