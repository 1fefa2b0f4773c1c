import Corpus
import Features
import Foundation
import Timeline

/// Learns the phrases of articles, to be counted in others.
public struct LexiconJob: Sendable {
    private let source: ArticleSource
    private let count: Int
    private let threads: Int

    /// - Parameter count: how many phrases at most, the best ones.
    /// - Throws: `InvalidOption`.
    public init(_ source: ArticleSource, count: Int = 5000, threads: Int = 1) throws {
        try require(count >= 1, "count", count, "it must be at least 1")
        self.source = source
        self.count = count
        self.threads = threads
    }

    /// The phrases that a report on all dated articles would look at, the best ones first. The order of the articles does
    /// not matter.
    ///
    /// - Returns: a file of its own form (JSON).
    /// - Throws: `CorpusError`, `JobError`.
    public func run(progress: ProgressHandler = { _ in }) throws -> Data {
        let (articles, _) = try source.readAll(
            source.settings(), wanted: [.title, .text, .date, .link, .source], threads: threads, progress: progress)
        try progress(.step("looking for phrases"))
        let history = TextHistory(articles, by: .month, threads: threads)
        guard let first = history.totals.periods.first, let last = history.totals.periods.last else {
            throw JobError.noDatedArticle
        }
        let lexicon = history.phrases(in: first...last).lexicon
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try encoder.encode(lexicon.only(Array(0..<min(count, lexicon.count))))
    }

    /// - Throws: `InvalidOption` where these bytes are not of a lexicon.
    static func lexicon(of data: Data) throws -> PhraseLexicon {
        do { return try JSONDecoder().decode(PhraseLexicon.self, from: data) } catch {
            throw InvalidOption("lexicon", "", "these are not the phrases that were learned from articles")
        }
    }
}
