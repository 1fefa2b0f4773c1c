import Timeline

extension Chart {
    /// The shares of stories with some names, one line each on one panel. Bursts are marked:
    /// behind a single line, else above the lines in their colors.
    ///
    /// - Parameters:
    ///   - count: how many of the last periods are shown.
    ///   - link: where the point of a name and a period leads; nil for nowhere.
    public init(
        name: String, title: String, note: String, _ totals: PeriodTotals, _ trends: [SeriesTrend], last count: Int,
        link: (_ name: String, _ period: Period) -> String?
    ) {
        let shown = max(0, totals.periods.count - min(count, totals.periods.count))..<totals.periods.count
        let periods = Array(totals.periods[shown])
        let lines = trends.map { trend in
            Line(
                name: trend.series.name, values: shown.map(trend.series.storyShare),
                articles: shown.map { index in
                    trend.series.articles[index] > 0 ? link(trend.series.name, totals.periods[index]) : nil
                }, bursts: trends.count == 1 ? [] : Chart.bursts(of: trend, in: periods))
        }
        let bursts = trends.count == 1 ? Chart.bursts(of: trends[0], in: periods) : []
        self.init(
            name: name, title: title, note: note,
            form: .panels(
                TimePanels(
                    periods: periods, reported: max(0, periods.count - 1)...max(0, periods.count - 1),
                    isLastPartial: totals.isLastPartial,
                    isFirstPartial: totals.isFirstPartial && shown.lowerBound == 0,
                    partial: Set(shown.filter(totals.isPartial).map { $0 - shown.lowerBound }),
                    panels: [Panel(name: trends.count == 1 ? trends[0].series.name : "", lines: lines, bursts: bursts)])
            ),
            isShare: true)
    }

    /// Those that reach into some periods.
    private static func bursts(of trend: SeriesTrend, in periods: [Period]) -> [Burst] {
        guard let start = periods.first else { return [] }
        return (trend.measures?.bursts ?? []).compactMap { burst in
            let last = start.distance(to: burst.last)
            return last < 0 ? nil : Burst(first: max(0, start.distance(to: burst.first)), last: last)
        }
    }
}

extension Chart {
    /// Numbers of articles by period, as one line. A period without articles is a gap, as in a report.
    public static func volume(
        name: String, title: String, note: String, _ articles: [(period: Period, articles: Int)], isFirstPartial: Bool,
        isLastPartial: Bool, link: (Period) -> String?
    ) -> Chart {
        let line = Line(
            name: "", values: articles.map { $0.articles > 0 ? Double($0.articles) : nil },
            articles: articles.map { $0.articles > 0 ? link($0.period) : nil })
        let last = max(0, articles.count - 1)
        return Chart(
            name: name, title: title, note: note,
            form: .panels(
                TimePanels(
                    periods: articles.map(\.period), reported: last...last, isLastPartial: isLastPartial,
                    isFirstPartial: isFirstPartial, panels: [Panel(name: "", lines: [line], bursts: [])])),
            isShare: false)
    }
}

extension Chart {
    /// Shares over the same periods, a small panel each.
    ///
    /// - Parameter shares: by name and period; a period without a share is a gap.
    public static func panels(
        name: String, title: String, note: String, _ shares: [(name: String, shares: [Period: Double])],
        partial: Set<Period>
    ) -> Chart? {
        let known = shares.flatMap { $0.shares.keys }
        guard let first = known.min(), let last = known.max() else { return nil }
        let periods = Period.span(first, last)
        let panels = shares.map { own in
            Panel(
                name: own.name, lines: [Line(name: own.name, values: periods.map { own.shares[$0] })], bursts: [])
        }
        return Chart(
            name: name, title: title, note: note,
            form: .panels(
                TimePanels(
                    periods: periods, reported: periods.count - 1...periods.count - 1,
                    isLastPartial: partial.contains(last), isFirstPartial: partial.contains(first), panels: panels)),
            isShare: true)
    }
}
