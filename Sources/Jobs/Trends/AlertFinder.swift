import Corpus
import Timeline

/// Finds what happened to watched terms after a state of each.
struct AlertFinder {
    let trends: [SeriesTrend]
    /// By the term's name; a term without one is all new.
    let states: [String: TermState]
    /// The first article with each term.
    let first: [String: ArticleReference]

    /// In the order of the terms.
    ///
    /// - Complexity: linear in terms × periods, and O(n log n) for n falls that are tested.
    func alerts() -> [AlertLine] {
        let falls = earlierFalls()
        return trends.indices.flatMap { index in
            bursts(of: trends[index]) + appearance(of: trends[index]) + falls[index] + lastFall(of: trends[index])
        }
    }

    private func state(of trend: SeriesTrend) -> TermState? { states[trend.series.name] }

    /// Bursts that began behind the last judged period, and one that is seen only now.
    private func bursts(of trend: SeriesTrend) -> [AlertLine] {
        let state = state(of: trend)
        func isBehind(_ period: Period) -> Bool { state?.judged.map { period > $0 } ?? true }
        return (trend.measures?.bursts ?? []).filter { burst in
            isBehind(burst.first) || state?.burst == nil && (burst.isOpen || isBehind(burst.last))
        }.map { burst in
            AlertLine(
                kind: .burst, term: trend.series.name, period: burst.first, stories: burst.share.stories,
                share: burst.share.share, shareBefore: nil, weight: burst.weight, article: nil)
        }
    }

    private func appearance(of trend: SeriesTrend) -> [AlertLine] {
        let series = trend.series
        guard state(of: trend)?.stories ?? 0 == 0, let place = series.stories.firstIndex(where: { $0 > 0 }) else {
            return []
        }
        return [
            AlertLine(
                kind: .appeared, term: series.name, period: series.totals.periods[place],
                stories: series.stories.reduce(0, +), share: nil, shareBefore: nil, weight: nil,
                article: first[series.name])
        ]
    }

    /// The fall in the last period, as `trend watch` marks it.
    private func lastFall(of trend: SeriesTrend) -> [AlertLine] {
        guard let measures = trend.measures, let change = measures.previous, change.isSignificant,
            change.difference < 0
        else { return [] }
        if let state = state(of: trend), state.fell, state.judged == measures.period { return [] }
        return [
            AlertLine(
                kind: .fell, term: trend.series.name, period: measures.period, stories: measures.level.stories,
                share: measures.level.share, shareBefore: change.before.share, weight: nil, article: nil)
        ]
    }

    /// Falls between the last judged period and the last one, where a run comes after several periods. P-values are
    /// adjusted over all of them.
    ///
    /// - Returns: by term.
    private func earlierFalls() -> [[AlertLine]] {
        var tested: [(term: Int, period: Int, change: ProportionChange)] = []
        for (term, trend) in trends.enumerated() where trend.measures != nil {
            let (series, totals, judged) = (trend.series, trend.series.totals, state(of: trend)?.judged)
            let comparable = totals.comparable
            for (before, period) in zip(comparable, comparable.dropFirst().dropLast())
            where period == before + 1 && judged.map({ totals.periods[period] > $0 }) ?? true {
                tested.append(
                    (
                        term, period,
                        ProportionChange(
                            from: Proportion(series.stories[before], of: totals.stories[before]),
                            to: Proportion(series.stories[period], of: totals.stories[period]))
                    ))
            }
        }
        let adjusted = FalseDiscoveryRate.adjusted(tested.map(\.change.pValue))
        var falls = trends.map { _ in [AlertLine]() }
        for (test, pValue) in zip(tested, adjusted) where test.change.difference < 0 {
            guard let pValue, pValue <= FalseDiscoveryRate.level else { continue }
            let series = trends[test.term].series
            falls[test.term].append(
                AlertLine(
                    kind: .fell, term: series.name, period: series.totals.periods[test.period],
                    stories: series.stories[test.period], share: test.change.after.share,
                    shareBefore: test.change.before.share, weight: nil, article: nil))
        }
        return falls
    }
}
