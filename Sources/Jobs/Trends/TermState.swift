import Corpus
import Timeline

/// What was known of a watched term at the end of a run.
struct TermState: Codable, Equatable, Sendable {
    /// Those that were looked for: with others the figures are of another term.
    var spellings: [String]
    /// How many dated stories had it.
    var stories: Int
    /// The last period of the articles that could be judged; nil for none.
    var judged: Period?
    /// The first period of the burst that it was in.
    var burst: Period?
    /// Whether its share fell significantly in the period that was judged.
    var fell: Bool

    init(_ trend: SeriesTrend, of term: WatchedTerm) {
        let totals = trend.series.totals
        spellings = term.spellings
        stories = trend.series.stories.reduce(0, +)
        judged = totals.lastComparable
        burst = trend.measures?.bursts.last.flatMap { $0.isOpen ? $0.first : nil }
        fell = trend.measures?.previous.map { $0.isSignificant && $0.difference < 0 } ?? false
    }

    /// Whether a run can go on from it. What was kept may come from anyone.
    func isUsable(for term: WatchedTerm, by length: PeriodLength) -> Bool {
        let periods = [judged, burst].compactMap { $0 }
        return spellings == term.spellings && stories >= 0
            && periods.allSatisfy { $0.length == length && $0.runLength == nil }
    }
}

/// What a run with a watch list leaves for the next one.
struct WatchState: Codable, Equatable, Sendable {
    /// The day of the last article.
    var through: CalendarDate?
    /// The number of dated articles.
    var articles: Int
    /// By name; also terms that were in the list earlier.
    var terms: [String: TermState]

    private enum CodingKeys: CodingKey { case through, articles, terms }

    init(through: CalendarDate?, articles: Int, terms: [String: TermState]) {
        (self.through, self.articles, self.terms) = (through, articles, terms)
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let day = try container.decodeIfPresent(Period.self, forKey: .through)
        through = day?.length == .day ? day?.firstDay : nil
        articles = max(0, try container.decode(Int.self, forKey: .articles))
        terms = try container.decode([String: TermState].self, forKey: .terms)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(through.map { Period(.day, of: $0) }, forKey: .through)
        try container.encode(articles, forKey: .articles)
        try container.encode(terms, forKey: .terms)
    }

    /// What to keep where another run may have kept something since this one looked: of each term what the run with more
    /// articles found. What it found, it has told.
    ///
    /// - Parameters:
    ///   - kept: what is kept now.
    ///   - known: what was kept when this run looked.
    func replacing(_ kept: WatchState?, known: WatchState?) -> WatchState {
        guard let kept else { return self }
        let isBehind = kept != known && kept.articles > articles
        var (older, newer) = isBehind ? (self, kept) : (kept, self)
        older.terms.merge(newer.terms) { _, new in new }
        newer.terms = older.terms
        return newer
    }
}
