import Text
import Corpus
import Features
import Reports
import Timeline

/// Finds phrases that are new or surging in a month, without a word list.
public struct EmergingJob: Sendable {
    private let source: ArticleSource
    private let span: ReportedSpan
    private let count: Int
    private let findsBursts: Bool
    private let ignore: String?
    private let output: ResultFile?
    private let threads: Int

    /// - Parameters:
    ///   - span: one period, which may be a week, a quarter, a day or the last N days.
    ///   - count: how many entries each list has at most.
    ///   - findsBursts: lists what began to burst in the month instead; looks at later months too.
    ///   - ignore: a list of phrases that do not emerge.
    ///   - output: where the caller will write the result, which is checked with all other files.
    /// - Throws: `InvalidOption`.
    public init(
        _ source: ArticleSource, span: ReportedSpan, count: Int = 20, findsBursts: Bool = false,
        ignore: String? = nil, output: ResultFile? = nil, threads: Int = 1
    ) throws {
        self.ignore = ignore
        self.output = output
        try require(count >= 1, "count", count, "it must be at least 1")
        self.source = source
        if let periods = span.periods {
            try require(
                periods.lowerBound == periods.upperBound, "by", span.length.rawValue,
                "the period \(periods.lowerBound) to \(periods.upperBound) is longer; name one period of this length")
        }
        self.span = span
        self.count = count
        self.findsBursts = findsBursts
        self.threads = threads
    }

    /// The same for a month; nil for the last one that has articles.
    public init(
        _ source: ArticleSource, month: Period? = nil, count: Int = 20, findsBursts: Bool = false,
        output: ResultFile? = nil, threads: Int = 1
    ) throws {
        try self.init(
            source, span: ReportedSpan(single: month), count: count, findsBursts: findsBursts, output: output,
            threads: threads)
    }

    /// - Throws: `CorpusError`, `JobError`.
    public func run(progress: ProgressHandler = { _ in }) throws -> EmergingResult {
        var files = JobFiles(source)
        files.read("ignore", ignore)
        files.write(output, .emerging)
        try files.check()
        let ignored = try IgnoredPhrases.read(ignore)
        let settings = try source.settings()
        if let corpus = try ArchivedCorpus(source, settings) {
            return try run(on: corpus, ignoring: ignored, progress: progress)
        }
        let (articles, reading) = try source.readAll(
            settings, wanted: [.title, .text, .date, .link, .source], threads: threads, progress: progress)
        try progress(.step("looking for phrases"))
        let latest = latest(articles.lazy.map { $0.published?.day })
        let history = TextHistory(articles, by: rule(endingOn: latest), threads: threads)
        let period = try period(of: history.totals, latest)
        return try result(period, history.phrases(in: period...period), history, articles, ignored, reading)
    }

    /// The same on an archive that is open already.
    ///
    /// - Throws: `CorpusError`, `JobError`.
    func run(
        on corpus: ArchivedCorpus, ignoring ignored: IgnoredPhrases = .none, progress: ProgressHandler
    ) throws -> EmergingResult {
        try progress(.step("looking for phrases"))
        let latest = latest(corpus.published)
        let history = ArchiveHistory(corpus, by: rule(endingOn: latest), threads: threads)
        let period = try period(of: history.totals, latest)
        let (articles, phrases) = try history.phrases(in: period)
        return try result(period, phrases, history, articles, ignored, corpus.reading)
    }

    /// - Parameter articles: those that the phrases' numbers are of.
    private func result(
        _ period: Period, _ phrases: ReportedPhrases, _ history: some PhraseHistory, _ articles: [Article],
        _ ignored: IgnoredPhrases, _ reading: ReadingSummary
    ) throws -> EmergingResult {
        var phrases = phrases
        if let article = articles.first { phrases.ignore(ignored, by: article.normalized().normalizer) }
        let found = try found(phrases, in: history, period)
        return EmergingResult(
            month: period, isOfBursts: findsBursts, entries: found.map { EmergingLine($0, in: period, articles) },
            undated: history.totals.undated, reading: reading,
            notes: later(than: period, history.totals) + nothing(found, period, history.totals)
                + ignored.notes(ignore, of: "the articles of \(period)"))
    }

    /// Why nothing is found, where it is nothing.
    private func nothing(_ found: [EmergingPhrase], _ period: Period, _ totals: PeriodTotals) -> [String] {
        guard found.isEmpty else { return [] }
        return [
            period == totals.periods.first
                ? "no article is dated before \(period), so nothing can be told to be new"
                : "nothing emerges in \(period)"
        ]
    }

    /// What is to be said where no period is named and articles far behind all others were passed over.
    private func later(than period: Period, _ totals: PeriodTotals) -> [String] {
        guard span.periods == nil else { return [] }
        let later = zip(totals.periods, totals.articles).reduce(0) { $0 + ($1.0 > period ? $1.1 : 0) }
        return later > 0 ? [StrayArticles(count: later, after: period).description] : []
    }

    /// What emerges or begins to burst in a period, whatever knows the articles of other periods.
    private func found(
        _ phrases: ReportedPhrases, in history: some PhraseHistory, _ period: Period
    ) throws -> [EmergingPhrase] {
        let finder = EmergingPhrases(threads: threads)
        if findsBursts { return try finder.beginningBursts(in: period, of: phrases, in: history, count: count) }
        let (new, known) = try finder.newAndKnown(
            in: period, of: finder.counts(of: phrases, in: history), count: count)
        return new + known
    }

    /// The last day of articles that are no strays, where no period is named.
    private func latest(_ published: some Sequence<CalendarDate?>) -> CalendarDate? {
        span.periods == nil ? Coverage(of: published.compactMap(\.self), by: .month)?.lastDay : nil
    }

    private func rule(endingOn latest: CalendarDate?) -> PeriodRule {
        guard let days = span.lastDays, let latest else { return PeriodRule(span.length) }
        return .days(days, ending: latest)
    }

    private func period(of totals: PeriodTotals, _ latest: CalendarDate?) throws -> Period {
        let periods = totals.periods
        guard let first = periods.first, let last = periods.last else { throw JobError.noDatedArticle }
        let period = span.periods?.lowerBound ?? latest.map { last.rule.period(of: $0) } ?? last
        guard periods.contains(period) else { throw JobError.noSuchPeriod(period, first: first, last: last) }
        return period
    }
}

/// The emerging phrases of a month.
public struct EmergingResult: Codable, Sendable, TabularResult {
    /// A month, or the week, quarter, day or run of days asked for.
    public let month: Period
    /// What began to burst in the month, the strongest first.
    public let isOfBursts: Bool
    /// Otherwise the new phrases, then the known ones that rose.
    public let entries: [EmergingLine]
    /// Articles without a date, which are in no month.
    public let undated: Int
    public let reading: ReadingSummary
    /// What the user should know of the list of ignored phrases, a line each.
    public let notes: [String]

    public var text: String {
        if isOfBursts || entries.isEmpty { return table(entries).plain() }
        let lists = [
            ("new in \(month):", entries.filter(\.isNew)), ("known before, surging:", entries.filter { !$0.isNew }),
        ]
        return lists.filter { !$1.isEmpty }.map { "\($0)\n" + table($1).plain() }.joined(separator: "\n")
    }

    public func json() throws -> String { try jsonLines(entries) }

    /// The entries, and the articles of each.
    public var sheets: [Report.NamedTable] {
        var articles = Table([.init("phrase"), .init("date", isDate: true), .init("title"), .init("link")])
        for entry in entries {
            for article in entry.members { articles.append([Table.Cell(entry.phrase)] + article.cells) }
        }
        return [.init(name: "phrases", table: table), .init(name: "articles", table: articles)]
    }

    /// One row per entry.
    public var table: Table { table(entries) }

    private func table(_ entries: [EmergingLine]) -> Table {
        var table = Table([
            .init("phrase"), .init("also"), .init("articles", isNumber: true), .init("stories", isNumber: true),
            .init("articles before", isNumber: true), .init("stories before", isNumber: true),
            .init("z", isNumber: true), .init("first seen", isDate: true), .init("note"), .init("example"),
        ])
        for entry in entries {
            let notes =
                (entry.isNew ? ["new"] : []) + (entry.isSeasonal ? ["seasonal"] : [])
                + (entry.burst.map { ["burst to \($0.last)" + ($0.isOpen ? " or later" : "")] } ?? [])
            table.append([
                entry.phrase, entry.related.joined(separator: " · "), "\(entry.articles)", "\(entry.stories)",
                "\(entry.articlesBefore)", "\(entry.storiesBefore)", fixed(entry.z, digits: 1), entry.firstSeen,
                notes.joined(separator: ", "), entry.example,
            ])
        }
        return table
    }
}

/// An emerging phrase with its figures and articles.
public struct EmergingLine: Codable, Sendable {
    public let phrase: String
    /// Further phrases of the same stories.
    public let related: [String]
    public let month: Period
    public let articles: Int
    public let stories: Int
    public let share: Double
    public let articlesBefore: Int
    public let storiesBefore: Int
    public let shareBefore: Double
    public let logOdds: Double
    /// The log-odds in standard deviations.
    public let z: Double
    public let adjustedPValue: Double
    public let firstSeen: String
    public let isNew: Bool
    public let isSeasonal: Bool
    public let burst: SeriesTrend.Burst?
    /// A sentence with the phrase.
    public let example: String
    /// The month's articles with the phrase.
    public let members: [ArticleReference]

    init(_ entry: EmergingPhrase, in month: Period, _ all: [Article]) {
        (phrase, related, self.month) = (entry.phrase, entry.related, month)
        (articles, stories, share) = (entry.articles, entry.now.count, entry.now.share)
        (articlesBefore, storiesBefore, shareBefore) = (entry.articlesBefore, entry.before.count, entry.before.share)
        (logOdds, z, adjustedPValue) = (entry.logOdds.difference, entry.logOdds.z, entry.adjustedPValue)
        (firstSeen, isNew, isSeasonal, burst) = (
            entry.firstSeen.description, entry.isNew, entry.isSeasonal, entry.burst
        )
        example = entry.exampleSentence(in: all[entry.example].content)
        members = entry.members.map { ArticleReference(all[$0]) }
    }
}
