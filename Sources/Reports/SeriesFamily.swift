import Corpus
import Timeline
import TrendNumerics

/// Series of one kind, such as all industries, all topics or all watched terms.
struct SeriesFamily: Sendable {
    enum Kind: String, Sendable { case industries, topics, terms, technologies, keywords, sources }

    let kind: Kind
    /// Whether shares are estimated, not counted.
    var isEstimated: Bool { history != nil }
    private(set) var rows: [Row] = []
    /// All articles and stories by period; for topics, those whose topics are known.
    let totals: PeriodTotals
    /// The rows that each article counts toward, by article.
    let rowsOfArticle: [[Int]]
    /// By article, whether it has a name, be it one of a row or not.
    let isNamed: [Bool]
    /// By row, the articles that count toward it, ascending.
    private let articlesOfRow: [[Int]]
    private var series: [Series]
    /// The estimates of the series' shares, where a model tagged the articles.
    private var history: ShareHistory?

    /// A series and its figures for the reported months.
    struct Row: Sendable {
        let trend: SeriesTrend
        /// The number of articles in the reported months.
        let articles: Int
        /// The share of all stories of the reported months; `nil` if there are no stories.
        let now: SeriesTrend.Share?
        /// The share in the months before; `nil` if these cannot be compared.
        let before: SeriesTrend.Share?
        let previous: SeriesTrend.Change?
        let yearBefore: SeriesTrend.Change?
        let verdict: Verdict
        /// The bursts that reach into the reported months; where the last of these is not judged, those that had not ended
        /// before it.
        let bursts: [SeriesTrend.Burst]

        var name: String { trend.series.name }
        var isTold: Bool { verdict != .untold }
        /// Whether the series has articles now or had any before.
        var isPresent: Bool { articles > 0 || before?.stories ?? 0 > 0 }
        var difference: Double { previous?.difference ?? 0 }
    }

    /// The direction of a series' change from the months before.
    enum Verdict: Equatable, Sendable {
        /// A significant rise, a significant fall, or no significant change.
        case rose, fell, unclear
        /// Too few stories for a comparison.
        case tooFew
        /// Nothing to compare with.
        case notCompared
        /// The model's errors leave open how large the share is.
        case untold
    }

    /// Counts several series over the same articles.
    struct Counter {
        let published: [CalendarDate]
        let stories: [Int]
        let months: ClosedRange<Period>
        let totals: PeriodTotals
        /// By period, whether all of its articles are among those that are counted; nil if they are in all.
        let isGiven: [Bool]?

        init(published: [CalendarDate], stories: [Int], months: ClosedRange<Period>, _ coverage: KnownCoverage) {
            self.published = published
            self.stories = stories
            self.months = months
            isGiven = nil
            totals = PeriodTotals(
                published: published, stories: stories, by: months.lowerBound.rule, coverage)
        }

        /// Counts articles of some periods, beside counts of the others.
        init(
            published: [CalendarDate], stories: [Int], totals: PeriodTotals, isGiven: [Bool]?,
            months: ClosedRange<Period>
        ) {
            (self.published, self.stories, self.months) = (published, stories, months)
            (self.totals, self.isGiven) = (totals, isGiven)
        }

        /// - Parameter others: counts in the periods that none of the articles is of, by name.
        func series(_ names: [[String]], order: [String], others: [ReportHistory.Counts] = []) -> [Series] {
            let series = Series.count(published: published, stories: stories, names: names, order: order, in: totals)
            guard !others.isEmpty else { return series }
            return zip(series, others).map { own, others in
                Series(
                    name: own.name, articles: zip(own.articles, others.articles).map(+),
                    stories: zip(own.stories, others.stories).map(+), totals: totals)
            }
        }

        /// Counts the articles and stories of each name.
        func count(_ counted: Counted) -> SeriesFamily {
            let order = counted.order
            let series = series(counted.names, order: order, others: counted.others)
            let rowOf = Dictionary(uniqueKeysWithValues: zip(order, order.indices))
            return SeriesFamily(
                kind: counted.kind, totals: totals,
                rowsOfArticle: counted.names.map { own in Set(own.compactMap { rowOf[$0] }).sorted() },
                isNamed: counted.names.map { !$0.isEmpty }, series: series)
        }

        /// The counter of some of the articles, as if there were no more of the last period.
        func cut(to articles: [Int]) -> Counter {
            let (days, own) = (articles.map { published[$0] }, articles.map { stories[$0] })
            let all = Series.count(
                published: days, stories: own, names: days.map { _ in [""] }, order: [""], in: totals)[0]
            func joined(_ counts: [Int], _ others: [Int]) -> [Int] {
                counts.indices.map { isGiven?[$0] ?? true ? counts[$0] : others[$0] }
            }
            let totals = totals.counting(
                articles: joined(all.articles, totals.articles), stories: joined(all.stories, totals.stories),
                undated: totals.undated, isLastWhole: true)
            return Counter(published: days, stories: own, totals: totals, isGiven: isGiven, months: months)
        }
    }

    /// Names to count.
    struct Counted {
        let kind: Kind
        /// The names that each article counts toward, by article.
        let names: [[String]]
        /// The names to count, each once.
        let order: [String]
        /// What is known of articles that are not at hand, in the same order; empty where there are none.
        var others: [ReportHistory.Counts] = []

        init(_ kind: Kind, _ names: [[String]], order: [String]) {
            (self.kind, self.names, self.order) = (kind, names, order)
        }

        func cut(to articles: [Int]) -> Counted {
            var cut = Counted(kind, articles.map { names[$0] }, order: order)
            cut.others = others
            return cut
        }
    }

    private init(kind: Kind, totals: PeriodTotals, rowsOfArticle: [[Int]], isNamed: [Bool], series: [Series]) {
        self.kind = kind
        self.totals = totals
        self.rowsOfArticle = rowsOfArticle
        self.isNamed = isNamed
        self.series = series
        var articles = [[Int]](repeating: [], count: series.count)
        for (article, rows) in rowsOfArticle.enumerated() {
            for row in rows { articles[row].append(article) }
        }
        articlesOfRow = articles
    }

    /// Those of some articles that count toward a row, ascending.
    func articles(of row: Int, in range: Range<Int>) -> ArraySlice<Int> {
        let own = articlesOfRow[row]
        let first = own.partitioningIndex { $0 >= range.lowerBound }
        return own[first..<max(first, own.partitioningIndex { $0 >= range.upperBound })]
    }

    /// Makes the shares of a classifier's labels estimates.
    ///
    /// - Parameter labels: the labels of the classifier, in its order.
    mutating func estimate(_ history: ShareHistory, labels: [String]) {
        let numbers = Dictionary(uniqueKeysWithValues: zip(labels, labels.indices))
        for index in series.indices {
            series[index].estimate = numbers[series[index].name].map { .init(history: history, label: $0) }
        }
        self.history = history
    }

    mutating func rename(_ names: [String]) {
        series = zip(series, names).map {
            Series(name: $1, articles: $0.articles, stories: $0.stories, totals: $0.totals)
        }
    }

    /// Tests the series of all families together, so that the number of families does not matter.
    ///
    /// - Parameter compared: the same families over what the reported months are compared by, if that is not all.
    static func findTrends(
        in families: inout [SeriesFamily], comparing compared: [SeriesFamily]? = nil, months: ClosedRange<Period>,
        threads: Int
    ) {
        let options = SeriesTrend.Options(window: months.lowerBound.distance(to: months.upperBound) + 1)
        var trends = SeriesTrend.find(in: families.flatMap(\.series), options: options, threads: threads)[...]
        var comparisons = compared.map {
            SeriesTrend.find(in: $0.flatMap(\.series), options: options, threads: threads)[...]
        }
        for index in families.indices {
            let own = trends.prefix(families[index].series.count)
            trends = trends.dropFirst(own.count)
            let compared = comparisons.map { Array($0.prefix(own.count)) } ?? Array(own)
            comparisons = comparisons?.dropFirst(own.count)
            let estimates = own.first.flatMap { first in
                families[index].history?.shares(in: Row.periods(of: first.series, in: months))
            }
            families[index].rows = zip(own, compared).map {
                Row($0, comparison: $1, months: months, estimates: estimates)
            }
        }
    }

    /// The rows in the order of their articles in the reported months, the most first; behind them those whose shares
    /// cannot be told.
    var ranked: [Int] {
        func rank(_ row: Int) -> (Int, Int, Int) { (rows[row].isTold ? 0 : 1, -rows[row].articles, row) }
        return rows.indices.sorted { rank($0) < rank($1) }
    }

    /// The rows with a given verdict, the largest change first.
    func changed(_ verdict: Verdict) -> [Row] {
        rows.filter { $0.verdict == verdict }.sorted { abs($0.difference) > abs($1.difference) }
    }
}

extension SeriesTrend.Share {
    /// An estimate that leaves more than half of all articles open says nothing.
    fileprivate var isTold: Bool { countedShare == nil || interval.upper - interval.lower <= 0.5 }
}

extension SeriesFamily.Row {
    /// The periods of the reported months.
    static func periods(of series: Series, in months: ClosedRange<Period>) -> [Int] {
        series.totals.periods.indices.filter { months.contains(series.totals.periods[$0]) }
    }

    /// - Parameters:
    ///   - comparison: the trend that changes are taken from.
    ///   - estimates: the shares of a classifier's labels in the months.
    init(
        _ trend: SeriesTrend, comparison: SeriesTrend, months: ClosedRange<Period>, estimates: [EstimatedShare]?
    ) {
        let series = trend.series
        let reported = SeriesFamily.Row.periods(of: series, in: months)
        // A partial month that nothing is compared with is shown: the measures are then those of an earlier month.
        let measures = comparison.measures
        let isComparable = comparison.series.totals.lastComparable == months.upperBound
        let isJudged = series.totals.lastComparable == months.upperBound
        let previous = isComparable ? measures?.previous : nil
        let now = SeriesTrend.Share(series, in: reported, estimates: estimates)
        self.init(
            trend: trend, articles: reported.reduce(0) { $0 + series.articles[$1] }, now: now,
            before: previous?.before, previous: previous,
            yearBefore: isComparable ? measures?.yearBefore : nil,
            verdict: now?.isTold == false
                ? .untold
                : comparison.series.totals.comparable.isEmpty
                    ? .notCompared : SeriesFamily.Row.verdict(measures, previous),
            bursts: (trend.measures?.bursts ?? []).filter {
                $0.last >= months.lowerBound || $0.isOpen && !isJudged
            })
    }

    private static func verdict(
        _ measures: SeriesTrend.Measures?, _ change: SeriesTrend.Change?
    ) -> SeriesFamily.Verdict {
        guard measures != nil else { return .tooFew }
        guard let change else { return .notCompared }
        guard change.isSignificant else { return .unclear }
        return change.difference > 0 ? .rose : .fell
    }
}
