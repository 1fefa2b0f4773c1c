import Corpus
import Features
import Foundation
import Text
import Timeline

/// Marks the rows of data frames with what counting them needs, so that many machines can mark rows of their own and
/// one can add up what they found.
public struct RowMarker: Sendable {
    /// What is looked for in the articles.
    private enum Wanted: Sendable {
        case nothing
        case terms([WatchedTerm])
        case phrases(PhraseLexicon)
    }

    /// A row that is an article.
    public struct Mark: Sendable {
        /// The row, from 0.
        public let row: Int
        /// Nil for an article without a date.
        public let day: CalendarDate?
        public let period: Period?
        public let text: Fingerprint
        /// The numbers of the terms or phrases in the article, in ascending order.
        public let found: [Int32]
    }

    /// The rows of a frame, in order.
    public struct Rows: Sendable {
        public internal(set) var marks: [Mark] = []
        /// Rows that are no articles, with the reasons.
        public internal(set) var rejects: [(row: Int, reason: String)] = []
    }

    private let wanted: Wanted
    private let rule: PeriodRule
    public var threads: Int

    /// - Parameters:
    ///   - terms: as for `WatchJob`; may be none.
    /// - Throws: `InvalidOption` where a term is empty or stands twice.
    public init(terms: [String], by length: PeriodLength, threads: Int = 1) throws {
        let terms = try WatchJob.watched(terms)
        wanted = terms.isEmpty ? .nothing : .terms(terms)
        rule = PeriodRule(length)
        self.threads = threads
    }

    /// - Parameter lexicon: what `LexiconJob` gave.
    /// - Throws: `InvalidOption` where it is something else.
    public init(lexicon: Data, by length: PeriodLength, threads: Int = 1) throws {
        wanted = .phrases(try LexiconJob.lexicon(of: lexicon))
        rule = PeriodRule(length)
        self.threads = threads
    }

    /// What the numbers of `Mark.found` stand for.
    public var names: [String] {
        switch wanted {
        case .nothing: []
        case .terms(let terms): terms.map(\.name)
        case .phrases(let lexicon): lexicon.phrases.map(\.text)
        }
    }

    /// - Parameter frame: one data frame of moderate size.
    /// - Throws: `CorpusError`, `InvalidOption`. Rows that cannot be read are rejects, however many there are.
    public func mark(_ frame: ArticleSource) throws -> Rows {
        var frame = frame
        frame.rejectLimit = .share(1)
        var reading = try frame.open(frame.settings(), wanted: [.title, .text, .date, .link])
        reading.keepsRejects = true
        var rows = Rows()
        try reading.forEachBatch(threads: threads, progress: { _ in }) { articles in
            mark(articles)
        } use: {
            rows.marks += $0
        }
        _ = try reading.finish()
        rows.rejects = reading.rejects.map { ($0.origin.line - 1, $0.reason) }
        return rows
    }

    private func mark(_ articles: [Article]) -> [Mark] {
        var finder: PhraseFinder? = if case .phrases(let lexicon) = wanted { PhraseFinder(lexicon) } else { nil }
        return articles.map { article in
            let text = article.normalized()
            var found: [Int32] = []
            if case .terms(let terms) = wanted {
                found = terms.indices.filter { terms[$0].isIn(text) }.map(Int32.init)
            }
            finder?.find(in: text.scalars)
            if let finder { found = finder.found.sorted() }
            let day = article.published?.day
            return Mark(
                row: article.origin.line - 1, day: day, period: day.map(rule.period), text: Fingerprint(text),
                found: found)
        }
    }
}
