import Features
import TrendNumerics

extension EmergingPhrases {
    /// The phrases whose bursts begin in a period, by descending weight. Later periods are taken into account too.
    ///
    /// All other phrases of the period count as hypotheses with the p-value 1.
    ///
    /// - Returns: at most `count` entries; none where `emerging` has none or the period is not comparable
    ///   (`PeriodTotals.comparable`).
    /// - Complexity: linear in phrases × periods, of the phrases that are not too frequent for a burst to begin in the
    ///   period; three questions to the history, about ever fewer phrases.
    public func beginningBursts(
        in period: Period, of reported: ReportedPhrases, in history: some PhraseHistory, count: Int
    ) throws -> [EmergingPhrase] {
        let totals = history.totals
        let comparable = totals.comparable
        guard reported.periods.contains(period), let index = totals.periods.firstIndex(of: period),
            let comparison = Comparison(index, totals), comparable.contains(index)
        else { return [] }
        let start = reported.start(in: totals)
        let end = start + reported.periods.count
        let all = comparable.reduce(0) { $0 + totals.stories[$1] }
        var hypotheses = 0
        // By phrase: how many stories it may have in other periods.
        var sought: [(phrase: Int, left: Int, appearances: PhraseAppearances)] = []
        for phrase in reported.lexicon.phrases.indices where !reported.ignored.contains(phrase) {
            let stories = reported.stories(of: phrase, in: index - start)
            guard stories >= minimumStories else { continue }
            hypotheses += 1
            var own = reported.appearances(of: phrase)
            for place in own.counts.indices { own.counts[place].period += Int32(start) }
            if let maximum = bursts.maximumCount(count: stories, total: comparison.total, all: all) {
                let known = own.counts.reduce(0) { $0 + (comparable.contains(Int($1.period)) ? Int($1.stories) : 0) }
                sought.append((phrase, maximum - known, own))
            }
        }
        /// Adds what the history has in some periods, and leaves out phrases that are too frequent.
        func addHistory(in periods: Range<Int>, isLimited: Bool) throws {
            if periods.isEmpty { return }
            let answers = try history.appearances(
                of: reported.lexicon.only(sought.map(\.phrase)), in: periods,
                limits: sought.map { isLimited ? $0.left : .max })
            sought = zip(sought, answers).compactMap { entry, answer in
                guard let answer else { return nil }
                var entry = entry
                entry.left -= answer.counts.reduce(0) { $0 + Int($1.stories) }
                entry.appearances.add(answer)
                return entry
            }
        }
        let first = min(max(0, start), comparable[0])
        try addHistory(in: first..<max(first, start), isLimited: true)
        try addHistory(in: end..<max(end, comparable[comparable.count - 1] + 1), isLimited: true)
        let found = Parallel.map(sought.count, threads: threads) { [sought] in
            burst(of: sought[$0].appearances, beginningIn: index, totals)
        }
        sought = zip(sought, found).compactMap { entry, burst in burst == nil ? nil : entry }
        let begun = found.compactMap { $0 }
        // What is before the first whole period counts for all but the burst.
        try addHistory(in: 0..<first, isLimited: false)
        var candidates: [EmergingCandidate] = []
        for (entry, burst) in zip(sought, begun) {
            var past = entry.appearances
            past.counts.removeAll { $0.period > index }
            guard var candidate = EmergingCandidate(entry.phrase, past, comparison, self) else { continue }
            candidate.burst = burst
            candidates.append(candidate)
        }
        adjustPValues(&candidates, hypotheses: hypotheses, comparison)
        candidates.sort { ($0.burst!.weight, $1.phrase) > ($1.burst!.weight, $0.phrase) }
        return entries(candidates, comparison, reported, start: start, count: count)
    }

    /// The burst that begins in a period, if any.
    ///
    /// - Parameters:
    ///   - appearances: in all comparable periods.
    ///   - period: an index in all periods.
    func burst(
        of appearances: PhraseAppearances, beginningIn period: Int, _ totals: PeriodTotals
    ) -> SeriesTrend.Burst? {
        let comparable = totals.comparable
        guard let place = comparable.firstIndex(of: period) else { return nil }
        var all = [Int](repeating: 0, count: totals.periods.count)
        for count in appearances.counts { all[Int(count.period)] = Int(count.stories) }
        let stories = comparable.map { all[$0] }
        let totalsOfThem = comparable.map { totals.stories[$0] }
        return bursts.find(counts: stories, totals: totalsOfThem).first { $0.batches.lowerBound == place }.map {
            SeriesTrend.Burst(
                $0, counts: stories, totals: totalsOfThem, periods: comparable.map { totals.periods[$0] })
        }
    }
}

extension PhraseAppearances {
    /// Adds appearances in other periods.
    mutating func add(_ other: PhraseAppearances) {
        counts = (counts + other.counts).sorted { $0.period < $1.period }
        firstDay = [firstDay, other.firstDay].compactMap { $0 }.min()
    }
}
