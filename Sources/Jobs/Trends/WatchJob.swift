import Corpus
import Features
import Reports
import Text
import Timeline

/// Counts the articles with watched terms, period by period, and tests what changed.
public struct WatchJob: Sendable {
    private let source: ArticleSource
    private let terms: [WatchedTerm]
    private let period: PeriodLength
    private let dataStart: CalendarDate?
    private let dataEnd: CalendarDate?
    private let output: ResultFile?
    private let threads: Int

    /// - Parameters:
    ///   - terms: each with its spellings separated by `|`.
    ///   - dataStart, dataEnd: the first and the last day that the articles cover; nil: estimated from when they begin
    ///     and end.
    ///   - output: where the caller will write the result, which is checked with all other files.
    /// - Throws: `InvalidOption` where a term is empty or stands twice.
    public init(
        _ source: ArticleSource, terms: [String], by period: PeriodLength = .month, dataStart: CalendarDate? = nil,
        dataEnd: CalendarDate? = nil, output: ResultFile? = nil, threads: Int = 1
    ) throws {
        self.terms = try WatchJob.watched(terms)
        try require(!terms.isEmpty, "term", "", "name at least one term to watch")
        self.source = source
        self.period = period
        self.dataStart = dataStart
        self.dataEnd = dataEnd
        self.output = output
        self.threads = threads
    }

    /// - Throws: `InvalidOption` where a term is empty or stands twice.
    static func watched(_ terms: [String]) throws -> [WatchedTerm] {
        var names: Set<String> = []
        return try terms.map { text in
            guard let term = WatchedTerm(text) else { throw InvalidOption("term", "'\(text)'", "it is empty") }
            try require(names.insert(term.name).inserted, "term", "'\(term.name)'", "it is named twice")
            return term
        }
    }

    /// - Throws: `CorpusError`, `JobError`.
    public func run(progress: ProgressHandler = { _ in }) throws -> WatchResult {
        var files = JobFiles(source)
        files.write(output)
        try files.check()
        var reading = try source.open(source.settings(), wanted: [.title, .text, .date, .link])
        var published: [CalendarDate?] = []
        var found: [[String]] = []
        var texts: [Fingerprint] = []
        try reading.forEachBatch(threads: threads, progress: progress) { [terms] articles in
            articles.map { article in
                let text = article.normalized()
                return (article.published?.day, terms.filter { $0.isIn(text) }.map(\.name), Fingerprint(text))
            }
        } use: { batch in
            for (day, names, text) in batch {
                published.append(day)
                found.append(names)
                texts.append(text)
            }
        }
        let summary = try reading.finish()
        try progress(.step("looking for reposts"))
        let stories = NearDuplicates(threads: threads)
            .storyNumbers(texts, days: published.map { $0?.daysSince1970 })
        let covered = summary.coverage(of: source.days, start: dataStart, end: dataEnd)
        let (totals, series) = Series.count(
            published: published, stories: stories, names: found, order: terms.map(\.name), by: PeriodRule(period),
            dataStart: covered.start, dataEnd: covered.end
        )
        let trends = SeriesTrend.find(in: series, threads: threads)
        return WatchResult(totals, trends, reading: summary)
    }
}

/// Watched terms over time.
public struct WatchResult: Codable, Sendable, TabularResult {
    public let terms: [WatchedTrend]
    /// Articles without a date, which are in no period.
    public let undated: Int
    public let reading: ReadingSummary
    /// One row per period and term; the same figures as `terms`, so not encoded.
    public private(set) var periodTable = Table([])
    /// One row per term.
    public private(set) var trendTable = Table([])

    private enum CodingKeys: CodingKey { case terms, undated, reading }

    /// The periods, then the trends.
    public var text: String { periodTable.plain() + "\n" + trendTable.plain() }

    public func json() throws -> String { try jsonLines(terms) }

    public var sheets: [Report.NamedTable] {
        [.init(name: "periods", table: periodTable), .init(name: "trends", table: trendTable)]
    }

    init(_ totals: PeriodTotals, _ trends: [SeriesTrend], reading: ReadingSummary) {
        terms = trends.map(WatchedTrend.init)
        undated = totals.undated
        self.reading = reading
        periodTable = TrendTables.periods(totals, trends)
        trendTable = TrendTables.trends(trends)
    }
}
