import Corpus
import TrendNumerics

/// What is known of an article's labels.
public enum LabelEvidence: Equatable, Sendable {
    /// The article has these labels, which people gave; none is known to a model where there are none.
    case given([Int])
    /// A classifier's probabilities.
    case tagged(ProbabilityRow)
}

/// The shares of a classifier's labels, period by period, with the errors that it makes.
///
/// A story counts once in each period in which it appears, as in `Series.count`: by given labels if any of its articles
/// there has them, else by the probabilities of its first article there.
public struct ShareHistory: Equatable, Sendable {
    private let estimator: ShareEstimator
    private let rows: ProbabilityRows
    /// By period of the totals.
    private let spans: [ShareEstimator.Span]
    /// The share of each label, by period; nil for periods without articles.
    let shares: [[Double]?]

    /// - Parameters:
    ///   - evidence: one per article.
    ///   - sample: the held-out articles of the classifier.
    ///   - totals: all articles by period, counted from the same articles.
    /// - Returns: nil where no article is tagged, or there are too many labels or too few held-out articles.
    /// - Complexity: linear in the entries of all rows, and in periods × (the entries of the sample, plus labels³).
    public init?(
        published: [CalendarDate?], stories: [Int], evidence: [LabelEvidence], sample: HeldOutSample,
        totals: PeriodTotals, threads: Int = 1
    ) {
        precondition(published.count == evidence.count && stories.count == evidence.count)
        guard sample.labels <= ShareEstimator.maximumLabels,
            sample.count >= ShareEstimator.minimumPerLabel * sample.labels, let start = totals.periods.first
        else { return nil }
        let rule = start.rule
        struct Unit {
            var article: Int
            var given: Set<Int>?
        }
        var units = [[Unit]](repeating: [], count: totals.periods.count)
        var known: [SIMD2<Int>: Int] = [:]
        for (article, day) in published.enumerated() {
            guard let day else { continue }
            let period = start.distance(to: rule.period(of: day))
            let key = SIMD2(stories[article], period)
            let given: Set<Int>? =
                if case .given(let labels) = evidence[article] { Set(labels) } else { nil }
            if let place = known[key] {
                guard let given else { continue }
                units[period][place].given = (units[period][place].given ?? []).union(given)
            } else {
                known[key] = units[period].count
                units[period].append(Unit(article: article, given: given))
            }
        }
        var rows = ProbabilityRows()
        spans = units.map { units in
            var span = ShareEstimator.Span(given: [Int](repeating: 0, count: sample.labels))
            let first = rows.count
            for unit in units {
                if let given = unit.given {
                    span.labeled += 1
                    for label in given { span.given[label] += 1 }
                } else if case .tagged(let row) = evidence[unit.article] {
                    rows.append(row)
                }
            }
            if rows.count > first { span.ranges = [first..<rows.count] }
            return span
        }
        guard rows.count > 0 else { return nil }
        self.rows = rows
        let estimator = ShareEstimator(sample: sample)
        self.estimator = estimator
        shares = Parallel.map(spans.count, threads: threads) { [spans, rows] in
            estimator.points(of: spans[$0], in: rows)
        }
    }

    /// Several periods together.
    private func span(_ periods: [Int]) -> ShareEstimator.Span {
        var all = ShareEstimator.Span(given: [Int](repeating: 0, count: estimator.sample.labels))
        for period in periods {
            all.ranges += spans[period].ranges
            all.labeled += spans[period].labeled
            for label in all.given.indices { all.given[label] += spans[period].given[label] }
        }
        return all
    }

    /// The shares over some periods, by label.
    public func shares(in periods: [Int]) -> [EstimatedShare]? { estimator.shares(of: span(periods), in: rows) }

    func changes(from before: [Int], to after: [Int]) -> [ShareEstimator.Change]? {
        estimator.changes(from: span(before), to: span(after), in: rows)
    }
}

extension Series {
    /// A series of a classifier's label, whose shares are estimated.
    public struct Estimate: Equatable, Sendable {
        let history: ShareHistory
        let label: Int

        public init(history: ShareHistory, label: Int) {
            self.history = history
            self.label = label
        }
    }

    /// The estimated share of a period's stories, or the counted one where shares are not estimated; nil for a gap.
    public func bestShare(at period: Int) -> Double? {
        estimate.flatMap { $0.history.shares[period]?[$0.label] } ?? storyShare(at: period)
    }
}

/// The estimates that series examined together share, since all labels are estimated at once.
struct WindowEstimates: Sendable {
    let now: [EstimatedShare]?
    var before: [Int: [EstimatedShare]] = [:]
    var changes: [Int: [ShareEstimator.Change]] = [:]

    /// - Parameter distances: how many periods earlier the windows lie that are compared with the last one.
    init(_ history: ShareHistory, _ windows: ComparedWindows, distances: [Int], threads: Int) {
        let now = windows.periods(before: 0) ?? []
        let pairs = Set(distances).sorted().compactMap { distance in
            windows.earlier(distance).map { (distance: distance, periods: $0) }
        }
        // All at once: the shares of the windows, then the changes.
        enum Found: Sendable {
            case shares([EstimatedShare]?)
            case changes([ShareEstimator.Change]?)
        }
        let found = Parallel.map(1 + 2 * pairs.count, threads: threads) { piece -> Found in
            if piece == 0 { return .shares(history.shares(in: now)) }
            let periods = pairs[(piece - 1) / 2].periods
            return piece % 2 == 1
                ? .shares(history.shares(in: periods)) : .changes(history.changes(from: periods, to: now))
        }
        if case .shares(let shares) = found[0] { self.now = shares } else { self.now = nil }
        for (place, pair) in pairs.enumerated() {
            if case .shares(let shares) = found[1 + 2 * place] { before[pair.distance] = shares }
            if case .changes(let changes) = found[2 + 2 * place] { self.changes[pair.distance] = changes }
        }
    }
}

/// The windows of comparable periods that a trend compares.
struct ComparedWindows: Sendable {
    private let totals: PeriodTotals
    /// Indices of the comparable periods.
    let comparable: [Int]
    let window: Int

    init(_ totals: PeriodTotals, window: Int) {
        self.totals = totals
        comparable = totals.comparable
        self.window = window
    }

    /// The periods of the window that ends `distance` periods before the last comparable one; nil without any.
    func periods(before distance: Int) -> [Int]? {
        guard let last = comparable.last else { return nil }
        let own = comparable.filter {
            (distance..<distance + window).contains(totals.periods[$0].distance(to: totals.periods[last]))
        }
        guard let first = own.first, let end = own.last else { return nil }
        return comparable.filter { (first...end).contains($0) }
    }

    /// An earlier window that can be compared with the last one: the data cover both whole.
    func earlier(_ distance: Int) -> [Int]? {
        guard distance >= window, isWhole(0), isWhole(distance) else { return nil }
        return periods(before: distance)
    }

    private func isWhole(_ distance: Int) -> Bool {
        guard let last = totals.lastComparable?.adding(-distance) else { return false }
        return totals.cover(last.adding(1 - window)...last)
    }
}
