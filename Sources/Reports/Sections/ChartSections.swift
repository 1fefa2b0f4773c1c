import Text
import Timeline

/// Charts of several names together, and the articles that points lead to.
extension ReportBuilder {
    /// The group of a row's articles in the reported months or in those before, if a figure already leads to it.
    func listed(_ family: SeriesFamily, _ row: Int, isNow: Bool) -> String? {
        listed("\(family.kind)-\(row + 1)-\(isNow ? "now" : "before")")
    }

    /// The shares of a row, each with the articles of its period where the report lists them.
    func line(_ family: SeriesFamily, _ row: Int, name: String) -> Chart.Line {
        let series = family.rows[row].trend.series
        return .init(
            name: name, values: facts.series.totals.periods.indices.map(series.bestShare),
            articles: facts.series.totals.periods.indices.map { index in
                let period = facts.series.totals.periods[index]
                let isNow = facts.months.contains(period)
                // Of the months before, the same days alone are listed for a month without all of its days.
                let isListed = isNow || facts.series.sameDays == nil && facts.monthsBefore.contains(period)
                guard isListed, series.articles[index] > 0 else { return nil }
                return listed(family, row, isNow: isNow)
            })
    }

    /// The rows with most articles on one scale; `nil` if there is only one.
    func together(_ family: SeriesFamily, id: String) -> Chart? {
        let ranked = Array(family.ranked.prefix(ReportBuilder.maximumLines))
        guard ranked.count > 1 else { return nil }
        let lines = ranked.map { line(family, $0, name: oneLine(family.rows[$0].name)) }
        let largest = ranked.compactMap { row in family.rows[row].now.map { (row: row, share: $0.share) } }
            .max { ($0.share, $1.row) < ($1.share, $0.row) }
        return Chart(
            name: id + "-together",
            title: largest.map { words.togetherChart(short(family.rows[$0.row].name), share: $0.share) }
                ?? words.name(facts.months),
            note: words.togetherNote(partial: PartialMonths(facts.series.totals)) + coarseness,
            form: .panels(timePanels([.init(name: "", lines: lines, bursts: [])])), isShare: true)
    }

    /// The most frequent names as bars; `nil` if there is only one.
    ///
    /// - Parameter before: the articles of the months before; `nil` if there are none.
    func bars(_ family: SeriesFamily, _ ranked: [Int], before: Range<Int>?, id: String) -> Chart? {
        let shown = ranked.prefix(ReportBuilder.maximumBars)
        guard shown.count > 1 else { return nil }
        let bars = shown.map { row in
            Chart.Bar(
                name: oneLine(family.rows[row].name), articles: family.rows[row].articles,
                before: before.map { entries in entries.count { family.rowsOfArticle[$0].contains(row) } },
                group: listed(family, row, isNow: true))
        }
        return Chart(
            name: id, title: words.rankingChart(family.kind, name: short(bars[0].name), articles: bars[0].articles),
            note: words.rankingNote(months: facts.months, comparison: before == nil ? nil : monthCount),
            form: .bars(bars), isShare: false)
    }
}
