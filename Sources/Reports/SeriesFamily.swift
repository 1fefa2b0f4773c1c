import Corpus
import Timeline

/// Series of one kind, such as all industries, all topics or all watched terms.
struct SeriesFamily: Sendable {
    enum Kind: String, Sendable { case industries, topics, terms, technologies, keywords }

    let kind: Kind
    private(set) var rows: [Row] = []
    /// The rows that each article counts toward, by article.
    let rowsOfArticle: [[Int]]
    private var series: [Series]

    /// A series and its figures for the reported months.
    struct Row: Sendable {
        let trend: SeriesTrend
        /// The number of articles in the reported months.
        let articles: Int
        /// The share of all stories of the reported months; `nil` if there are no stories.
        let now: Proportion?
        /// The share in the months before; `nil` if these cannot be compared.
        let before: Proportion?
        let previous: SeriesTrend.Change?
        let yearBefore: SeriesTrend.Change?
        let verdict: Verdict
        /// The bursts that reach into the reported months.
        let bursts: [SeriesTrend.Burst]

        var name: String { trend.series.name }
        /// Whether the series has articles now or had any before.
        var isPresent: Bool { articles > 0 || before?.count ?? 0 > 0 }
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
    }

    /// Counts several series over the same articles.
    struct Counter {
        let published: [CalendarDate]
        let stories: [Int]
        let months: ClosedRange<Period>
        let dataStart: CalendarDate?
        let dataEnd: CalendarDate?
        let totals: PeriodTotals

        init(
            published: [CalendarDate], stories: [Int], months: ClosedRange<Period>, dataStart: CalendarDate?,
            dataEnd: CalendarDate?
        ) {
            self.published = published
            self.stories = stories
            self.months = months
            self.dataStart = dataStart
            self.dataEnd = dataEnd
            totals =
                Series.count(
                    published: published, stories: stories, names: published.map { _ in [] }, order: [], by: .month,
                    dataStart: dataStart, dataEnd: dataEnd
                ).totals
        }

        /// Counts the articles and stories of each name.
        ///
        /// - Parameters:
        ///   - kind: the kind of names.
        ///   - names: the names that each article counts toward, by article.
        ///   - order: the names to count, each once.
        func count(_ kind: Kind, _ names: [[String]], order: [String]) -> SeriesFamily {
            let series = Series.count(
                published: published, stories: stories, names: names, order: order, by: .month,
                dataStart: dataStart, dataEnd: dataEnd
            ).series
            let rowOf = Dictionary(uniqueKeysWithValues: zip(order, order.indices))
            return SeriesFamily(
                kind: kind, rowsOfArticle: names.map { own in Set(own.compactMap { rowOf[$0] }).sorted() },
                series: series)
        }
    }

    private init(kind: Kind, rowsOfArticle: [[Int]], series: [Series]) {
        self.kind = kind
        self.rowsOfArticle = rowsOfArticle
        self.series = series
    }

    mutating func rename(_ names: [String]) {
        series = zip(series, names).map {
            Series(name: $1, articles: $0.articles, stories: $0.stories, totals: $0.totals)
        }
    }

    /// Tests the series of all families together, so that the number of families does not matter.
    static func findTrends(in families: inout [SeriesFamily], months: ClosedRange<Period>, threads: Int) {
        let window = months.lowerBound.distance(to: months.upperBound) + 1
        var trends = SeriesTrend.find(
            in: families.flatMap(\.series), options: .init(window: window), threads: threads)[...]
        for index in families.indices {
            let own = trends.prefix(families[index].series.count)
            trends = trends.dropFirst(own.count)
            families[index].rows = own.map { Row($0, months: months) }
        }
    }

    /// The rows in the order of their articles in the reported months, the most first.
    var ranked: [Int] { rows.indices.sorted { (rows[$1].articles, $0) < (rows[$0].articles, $1) } }

    /// The rows with a given verdict, the largest change first.
    func changed(_ verdict: Verdict) -> [Row] {
        rows.filter { $0.verdict == verdict }.sorted { abs($0.difference) > abs($1.difference) }
    }
}

extension SeriesFamily.Row {
    init(_ trend: SeriesTrend, months: ClosedRange<Period>) {
        let series = trend.series
        let reported = series.totals.periods.indices.filter { months.contains(series.totals.periods[$0]) }
        func sum(_ counts: [Int]) -> Int { reported.reduce(0) { $0 + counts[$1] } }
        let total = sum(series.totals.stories)
        // A partial month is shown but not compared: the measures are then those of an earlier month.
        let measures = trend.measures
        let isComparable = series.totals.comparable.last.map { series.totals.periods[$0] } == months.upperBound
        let previous = isComparable ? measures?.previous : nil
        self.init(
            trend: trend, articles: sum(series.articles),
            now: total > 0 ? Proportion(sum(series.stories), of: total) : nil,
            before: previous.map { Proportion($0.before.stories, of: $0.before.total) }, previous: previous,
            yearBefore: isComparable ? measures?.yearBefore : nil,
            verdict: SeriesFamily.Row.verdict(measures, previous),
            bursts: (measures?.bursts ?? []).filter { $0.last >= months.lowerBound })
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
