import Text
import Reports
import Timeline

/// Series and their trends as tables.
public enum TrendTables {
    /// A row a period and series; periods without articles have none.
    public static func periods(_ totals: PeriodTotals, _ trends: [SeriesTrend]) -> Table {
        var table = Table([
            .init("period", isDate: true), .init("term"), .init("articles", isNumber: true),
            .init("share", isNumber: true),
            .init("stories", isNumber: true), .init("story share", isNumber: true), .init("lower", isNumber: true),
            .init("upper", isNumber: true), .init("note"),
        ])
        for (index, period) in totals.periods.enumerated() {
            for trend in trends {
                let series = trend.series
                guard let share = series.share(at: index), let storyShare = series.storyShare(at: index) else {
                    continue
                }
                let interval = Proportion(series.stories[index], of: totals.stories[index]).interval()
                table.append([
                    period.description, series.name, "\(series.articles[index])", fixed(share, digits: 6),
                    "\(series.stories[index])", fixed(storyShare, digits: 6), fixed(interval.lower, digits: 6),
                    fixed(interval.upper, digits: 6), note(on: period, index, totals, trend.measures),
                ])
            }
        }
        return table
    }

    private static func note(
        on period: Period, _ index: Int, _ totals: PeriodTotals, _ measures: SeriesTrend.Measures?
    ) -> String {
        var notes: [String] = []
        if totals.isPartial(index) { notes.append("partial") }
        if let measures {
            if measures.bursts.contains(where: { $0.first <= period && period <= $0.last }) { notes.append("burst") }
            if measures.levels.dropFirst().contains(where: { $0.first == period }) { notes.append("new level") }
        }
        return notes.joined(separator: "; ")
    }

    /// A row a series.
    public static func trends(_ trends: [SeriesTrend]) -> Table {
        var table = Table([
            .init("term"), .init("last"), .init("share", isNumber: true), .init("95% interval", isNumber: true),
            .init("on period before", isNumber: true), .init("on year before", isNumber: true),
            .init("slope a year", isNumber: true), .init("level since"), .init("bursts (weight)"), .init("note"),
        ])
        for trend in trends {
            switch trend.finding {
            case .tooFewStories(let stories, let needed):
                table.append(
                    [trend.series.name] + Array(repeating: "", count: table.columns.count - 2)
                        + [
                            trend.series.totals.comparable.isEmpty
                                ? "no period is complete" : "too few stories: \(stories) of \(needed) needed"
                        ])
            case .measured(let measures):
                table.append([
                    trend.series.name, measures.period.description, percent(measures.level.share, digits: 2),
                    percent(measures.level.interval.lower, digits: 2) + "–"
                        + percent(measures.level.interval.upper, digits: 2),
                    change(measures.previous?.difference, measures.previous?.adjustedPValue),
                    change(measures.yearBefore?.difference, measures.yearBefore?.adjustedPValue),
                    change(measures.slope?.perYear, measures.slope?.adjustedPValue),
                    measures.levels.count > 1
                        ? measures.levels.suffix(1).map { "\($0.first): \(percent($0.share.share, digits: 2))" }[0]
                        : "",
                    bursts(measures.bursts), season(measures),
                ])
            }
        }
        return table
    }

    /// In percentage points, with a star where it is more than chance.
    private static func change(_ difference: Double?, _ pValue: Double?) -> String {
        guard let difference, let pValue else { return "–" }
        return (difference > 0 ? "+" : "") + fixed(difference * 100, digits: 2)
            + (pValue <= FalseDiscoveryRate.level ? "*" : " ")
    }

    /// The three weightiest, in time.
    private static func bursts(_ bursts: [SeriesTrend.Burst]) -> String {
        let kept = bursts.sorted { $0.weight > $1.weight }.prefix(3).sorted { $0.first < $1.first }
        let texts = kept.map { burst in
            let span = burst.first == burst.last ? "\(burst.first)" : "\(burst.first) to \(burst.last)"
            return span + " (\(fixed(burst.weight, digits: 0))" + (burst.isOpen ? ", goes on)" : ")")
        }
        let more = bursts.count - kept.count
        return (texts + (more > 0 ? ["\(more) more"] : [])).joined(separator: ", ")
    }

    private static func season(_ measures: SeriesTrend.Measures) -> String {
        guard let season = measures.season, season.adjustedPValue <= FalseDiscoveryRate.level else { return "" }
        return measures.period.length == .month
            ? "high in month \(season.peak), low in \(season.trough)"
            : "high in Q\(season.peak), low in Q\(season.trough)"
    }
}
