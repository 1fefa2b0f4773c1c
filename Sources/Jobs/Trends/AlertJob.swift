import Archive
import Corpus
import Foundation
import Reports
import Text
import Timeline

/// Tells which watched terms burst, appeared or fell since the last run, or since a day.
///
/// What a run found is kept in the archive, under the name of the list's file and the length of the periods. `run` keeps
/// nothing: whoever has delivered the result calls `keep`, so that no alert is lost.
public struct AlertJob: Sendable {
    public enum Since: Equatable, Sendable {
        /// The last run with the list on the archive.
        case last
        /// The beginning of a day; nothing is kept.
        case day(CalendarDate)

        /// - Returns: nil unless it is `last` or a period, which stands for its first day.
        public init?(_ text: String) {
            if text == "last" {
                self = .last
            } else if let period = Period(named: text) {
                self = .day(period.firstDay)
            } else {
                return nil
            }
        }
    }

    /// What is watched, where.
    private let watch: WatchJob
    private let since: Since

    /// - Parameters:
    ///   - source: files and archives.
    ///   - archive: an archive whose articles count too, and which keeps what was found.
    ///   - terms: terms besides those of the list.
    ///   - list: a table of terms.
    ///   - dataStart, dataEnd: the first and the last day that the articles cover; nil: estimated from when they begin
    ///     and end.
    /// - Throws: `InvalidOption`.
    public init(
        _ source: ArticleSource, archive: String?, terms: [String] = [], list: String?, since: Since,
        by period: PeriodLength = .month, dataStart: CalendarDate? = nil, dataEnd: CalendarDate? = nil,
        output: ResultFile? = nil, threads: Int = 1
    ) throws {
        if since == .last {
            try require(
                archive != nil, "since", "last",
                "what the last run found is kept in an archive; name it: --archive articles.db")
            try require(
                list != nil, "since", "last",
                "what the last run found is kept by the name of a list; name one: --list terms.csv")
        }
        try require(!terms.isEmpty || list != nil, "term", "", "name a list or at least one term")
        try require(
            source.days == nil, "since", "", "all articles are needed to tell what is new; leave out --from and --to")
        watch = try WatchJob(
            source, archive: archive, terms: terms, list: list, by: period, dataStart: dataStart, dataEnd: dataEnd,
            output: output, threads: threads)
        self.since = since
    }

    /// - Throws: `CorpusError`, `JobError`.
    public func run(progress: ProgressHandler = { _ in }) throws -> AlertResult {
        let (terms, notes) = try watch.checkedTerms(writing: .alerts)
        let (archive, period, threads) = (watch.archive, watch.period, watch.threads)
        // Before the articles are read: what comes in meanwhile is told twice then, not never.
        let kept = try archive.map { try Archive.snapshot(path: $0) }
        var known: WatchState?
        if since == .last, let kept { known = try self.known(in: kept) }
        let counts = try TermCounts(watch.source, terms, threads: threads, progress: progress)
        let days = counts.published.compactMap { $0 }
        guard let last = days.max() else { throw JobError.noDatedArticle }
        func trends(before day: CalendarDate? = nil) -> (totals: PeriodTotals, trends: [SeriesTrend]) {
            let end = day.flatMap { CalendarDate(daysSince1970: $0.daysSince1970 - 1) }
            return counts.trends(
                by: PeriodRule(period), through: end, dataStart: watch.dataStart, dataEnd: end ?? watch.dataEnd,
                threads: threads)
        }
        func states(_ trends: [SeriesTrend]) -> [String: TermState] {
            Dictionary(
                uniqueKeysWithValues: zip(trends, counts.terms).map { ($0.series.name, TermState($0, of: $1)) })
        }
        let (totals, now) = trends()
        let compared: AlertResult.Compared
        var before: [String: TermState] = [:]
        var newTerms: [String] = []
        switch since {
        case .day(let day): (compared, before) = (.day(day), states(trends(before: day).trends))
        case .last:
            let beginning = totals.lastComparable?.firstDay ?? last
            for term in counts.terms {
                if let state = known?.terms[term.name], state.isUsable(for: term, by: period) {
                    before[term.name] = state
                } else {
                    newTerms.append(term.name)
                }
            }
            // A term that is new in the list is compared as in a first run.
            if !newTerms.isEmpty { before.merge(states(trends(before: beginning).trends)) { kept, _ in kept } }
            compared =
                known.map { AlertResult.Compared.lastRun($0.through, newTerms: beginning) } ?? .firstRun(beginning)
        }
        let newArticles =
            switch compared {
            case .lastRun: max(0, days.count - known!.articles)
            case .day(let day), .firstRun(let day): days.count { $0 >= day }
            }
        var result = AlertResult(
            compared, through: last, by: period, newArticles: newArticles,
            alerts: AlertFinder(trends: now, states: before, first: counts.first).alerts(),
            terms: counts.terms.map(\.name), newTerms: known == nil ? [] : newTerms,
            undated: counts.published.count - days.count, reading: counts.reading)
        result.warnings = notes
        if since == .last, let archive, let kept {
            if kept.isReadOnly {
                result.warnings.append(
                    "\(archive) is read-only for this user, so this run is not remembered; the next one tells the same")
            } else {
                result.state = WatchState(through: last, articles: days.count, terms: states(now))
                result.known = known
            }
        }
        return result
    }

    /// Keeps what a run found, for the next one. To be called when its alerts have arrived.
    ///
    /// - Throws: `CorpusError`; the next run gives the same alerts then.
    public func keep(_ result: AlertResult) throws {
        guard let state = result.state, let archive = watch.archive else { return }
        try Archive(path: archive).updateNote(named: noteName) { note in
            let kept = try note.map { try decoded($0, of: archive) }
            return try CanonicalJSON.string(state.replacing(kept, known: result.known))
        }
    }

    /// The list by its name, so that it may be moved.
    private var noteName: String {
        "watch:\(watch.period.rawValue):" + (watch.list.map { URL(fileURLWithPath: $0).lastPathComponent } ?? "")
    }

    private func known(in archive: Archive) throws -> WatchState? {
        try archive.note(named: noteName).map { try decoded($0, of: archive.path) }
    }

    private func decoded(_ note: String, of path: String) throws -> WatchState {
        do { return try JSONDecoder().decode(WatchState.self, from: Data(note.utf8)) } catch {
            throw CorpusError.wrongFormat(
                path: path,
                reason: "what the last run with this list kept cannot be read: \(oneLine(String(note.prefix(40)))); "
                    + "rename the list to begin anew")
        }
    }
}
