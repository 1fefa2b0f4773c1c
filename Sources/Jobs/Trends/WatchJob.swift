import Archive
import Corpus
import Reports
import Text
import Timeline

/// Counts the articles with watched terms, period by period, and tests what changed.
public struct WatchJob: Sendable {
    let source: ArticleSource
    let archive: String?
    private let terms: [WatchedTerm]
    let list: String?
    let period: PeriodLength
    let dataStart: CalendarDate?
    let dataEnd: CalendarDate?
    private let model: String?
    private let output: ResultFile?
    let threads: Int

    /// - Parameters:
    ///   - archive: an archive whose articles count too.
    ///   - terms: each with its spellings separated by `|`.
    ///   - list: a table of further terms.
    ///   - dataStart, dataEnd: the first and the last day that the articles cover; nil: estimated from when they begin
    ///     and end.
    ///   - model: one that learned from texts without labels. It tells what stands where the terms stand.
    ///   - output: where the caller will write the result, which is checked with all other files.
    /// - Throws: `InvalidOption` where a term is empty or stands twice.
    public init(
        _ source: ArticleSource, archive: String? = nil, terms: [String], list: String? = nil,
        by period: PeriodLength = .month, dataStart: CalendarDate? = nil, dataEnd: CalendarDate? = nil,
        model: String? = nil, output: ResultFile? = nil, threads: Int = 1
    ) throws {
        self.terms = try WatchJob.watched(terms)
        self.list = list
        try require(!terms.isEmpty || list != nil, "term", "", "name at least one term to watch")
        self.source = source.adding(archive)
        self.archive = archive
        self.period = period
        self.dataStart = dataStart
        self.dataEnd = dataEnd
        self.model = model
        self.output = output
        self.threads = threads
    }

    /// - Parameter option: what names the terms.
    /// - Throws: `InvalidOption` where a term is empty or stands twice.
    static func watched(_ terms: [String], option: String = "term") throws -> [WatchedTerm] {
        var names: Set<String> = []
        return try terms.map { text in
            guard let term = WatchedTerm(text) else { throw InvalidOption(option, "'\(text)'", "it is empty") }
            try require(names.insert(term.name).inserted, option, "'\(term.name)'", "it is named twice")
            return term
        }
    }

    /// The terms, then those of a list.
    ///
    /// - Throws: `CorpusError` where the list cannot be used; `InvalidOption` where a term is in it and named too.
    private static func watched(
        _ terms: [WatchedTerm], list: String?
    ) throws -> (terms: [WatchedTerm], notes: [String]) {
        guard let list = try list.map(WatchList.init) else { return (terms, []) }
        for term in terms {
            try require(
                !list.terms.contains { $0.name == term.name }, "term", "'\(term.name)'", "it is in the list too")
        }
        return (terms + list.terms, list.notes)
    }

    /// The terms and those of the list, once all files are checked, and what of the list is not used.
    ///
    /// - Parameter own: what the caller writes.
    /// - Throws: `InvalidOption`, `CorpusError`.
    func checkedTerms(writing own: OwnOutput) throws -> (terms: [WatchedTerm], notes: [String]) {
        var files = JobFiles(source)
        files.read("list", list)
        files.read("model", model)
        files.write(output, own)
        try files.check()
        return try WatchJob.watched(terms, list: list)
    }

    /// - Throws: `CorpusError`, `JobError`, `ModelError.noVectors`.
    public func run(progress: ProgressHandler = { _ in }) throws -> WatchResult {
        let (terms, notes) = try checkedTerms(writing: .watch)
        // A corpus in its place would be read as one.
        if let archive { _ = try Archive.snapshot(path: archive) }
        let related = try model.map { try RelatedPhrases(model: $0) }
        let counts = try TermCounts(source, terms, threads: threads, progress: progress)
        let covered = counts.reading.coverage(of: source.days, start: dataStart, end: dataEnd)
        let (totals, trends) = counts.trends(
            by: PeriodRule(period), dataStart: covered.start, dataEnd: covered.end, threads: threads)
        var result = WatchResult(totals, trends, reading: counts.reading)
        result.notes = notes
        if let related {
            for (index, term) in terms.enumerated() { result.terms[index].related = related.near(term.spellings) }
        }
        return result
    }
}

/// Watched terms over time.
public struct WatchResult: Codable, Sendable, TabularResult {
    public fileprivate(set) var terms: [WatchedTrend]
    /// Articles without a date, which are in no period.
    public let undated: Int
    public let reading: ReadingSummary
    /// What of the list was not used, a line each, for the user who wrote it; not encoded.
    public fileprivate(set) var notes: [String] = []
    /// The same figures as `terms`, so not encoded.
    private var figures: (totals: PeriodTotals, trends: [SeriesTrend])?

    private enum CodingKeys: CodingKey { case terms, undated, reading }

    /// One row per period and term.
    public var periodTable: Table { figures.map { TrendTables.periods($0.totals, $0.trends) } ?? Table([]) }

    /// One row per term.
    public var trendTable: Table { figures.map { TrendTables.trends($0.trends) } ?? Table([]) }

    /// One row per term and phrase that stands where it stands; nil where no model was named.
    public var relatedTable: Table? {
        guard terms.contains(where: { $0.related != nil }) else { return nil }
        var table = Table([.init("term"), .init("related"), .init("similarity", isNumber: true)])
        for term in terms {
            for phrase in term.related ?? [] {
                table.append([term.term, phrase.phrase, fixed(phrase.similarity, digits: 3)])
            }
        }
        return table
    }

    /// The last periods as one chart.
    ///
    /// - Parameters:
    ///   - count: how many periods are shown.
    ///   - link: where the point of a term and a period leads.
    public func chart(
        title: String, note: String, last count: Int = .max, link: (String, Period) -> String? = { _, _ in nil }
    ) -> Chart? {
        figures.map {
            Chart(name: "terms", title: title, note: note, $0.totals, $0.trends, last: count, link: link)
        }
    }

    /// The periods, then the trends, then what is related.
    public var text: String {
        let related = terms.compactMap { term in
            term.related.map { phrases in
                phrases.isEmpty
                    ? "related to \(term.term): unknown, it is no phrase of the model's texts"
                    : "related to \(term.term): \(phrases.map(\.phrase).joined(separator: ", "))"
            }
        }
        return periodTable.plain() + "\n" + trendTable.plain()
            + (related.isEmpty ? "" : "\n" + related.joined(separator: "\n") + "\n")
    }

    public func json() throws -> String { try jsonLines(terms) }

    public var sheets: [Report.NamedTable] {
        [.init(name: "periods", table: periodTable), .init(name: "trends", table: trendTable)]
            + (relatedTable.map { [.init(name: "related", table: $0)] } ?? [])
    }

    init(_ totals: PeriodTotals, _ trends: [SeriesTrend], reading: ReadingSummary) {
        terms = trends.map(WatchedTrend.init)
        undated = totals.undated
        self.reading = reading
        figures = (totals, trends)
    }
}
