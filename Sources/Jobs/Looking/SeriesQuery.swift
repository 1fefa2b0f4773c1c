import Corpus
import Timeline

/// How often terms stand in the articles of an archive, period by period, with what changed in them: what `WatchJob` finds,
/// of any part of the archive and within milliseconds.
public struct SeriesQuery: Sendable {
    /// More lines than this cannot be told apart on one chart.
    public static let mostTerms = 6

    private let terms: [WatchedTerm]
    private let period: PeriodLength
    private let part: ArticleFilter

    /// - Parameters:
    ///   - terms: each with its spellings separated by `|`, and perhaps a name before `=`.
    ///   - part: the articles that shares are of; its own terms must stand in them.
    /// - Throws: `InvalidOption` where a term is empty or stands twice, or there are too many.
    public init(_ terms: [String], by period: PeriodLength = .month, part: ArticleFilter) throws {
        try require(
            terms.count <= SeriesQuery.mostTerms, "term", terms.count, "name at most \(SeriesQuery.mostTerms) terms")
        self.terms = try WatchJob.watched(terms)
        self.period = period
        self.part = part
    }

    /// The summary says how many articles of the part the days leave out.
    ///
    /// - Complexity: linear in the articles with the terms and in those of the part.
    /// - Throws: `CorpusError`.
    public func run(in view: ArchiveView) throws -> WatchResult {
        let corpus = view.corpus
        var (open, reading) = (part, corpus.reading)
        open.days = nil
        var places = try open.places(in: view)
        if let days = part.days {
            var tally = DayTally()
            places = (places ?? Array(0..<Int32(view.count))).filter {
                tally.count(corpus.published[Int($0)], in: days)
            }
            reading.add(tally, of: days)
        }
        let totals =
            places.map { places in
                // A part of the articles has longer pauses than all of them, which say what is covered.
                let coverage = view.coverage(by: period)
                return PeriodTotals(
                    published: places.map { corpus.published[Int($0)] },
                    stories: places.map { corpus.stories[Int($0)] }, by: PeriodRule(period),
                    KnownCoverage(
                        start: coverage.map { max($0.start, part.days?.first ?? $0.start) },
                        end: coverage.map { min($0.end, part.days?.last ?? $0.end) }, holes: coverage?.holes))
            } ?? view.totals(by: period)
        let series = try terms.map { term in
            var own = try view.places(with: term.spellings.joined(separator: "|"))
            if let places { own = intersection(own, places) }
            return view.series(term.name, of: own, in: totals)
        }
        return WatchResult(totals, SeriesTrend.find(in: series), reading: reading)
    }
}

extension ArchiveView {
    /// Counts articles at some places.
    func series(_ name: String, of places: [Int32], in totals: PeriodTotals) -> Series {
        Series(name: name, articles: places, published: corpus.published, stories: corpus.stories, in: totals)
    }
}
