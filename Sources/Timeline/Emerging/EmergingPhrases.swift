import TrendNumerics
import Corpus
import Features

/// Finds phrases that are new or far more frequent in a period, without a word list.
///
/// The phrases are those of the period's own articles. The share of its stories with a phrase is compared with the share
/// in all earlier periods (`LogOdds`), for which a `PhraseHistory` is asked. Phrases of the same stories become one entry.
///
/// Most phrases are as frequent as before, and their exact history is never asked: they count as hypotheses with the
/// p-value 1, which makes the adjusted p-values of the others higher rather than lower.
public struct EmergingPhrases: Sendable {
    /// The minimum number of the period's stories with a phrase.
    public var minimumStories = 3
    /// The minimum ratio of a phrase's share to its share before. A significant change may still be trivial, and the
    /// use of everyday words drifts.
    public var minimumRatio = 8.0
    /// The weight of the prior of the log-odds, as a share of all stories compared. With a light prior, frequent
    /// phrases would outrank new ones.
    public var priorWeight = 0.5
    /// The maximum expected share of false discoveries among the phrases.
    public var falseDiscoveries = FalseDiscoveryRate.level
    /// The minimum overlap with an entry's first phrase, as a share of the stories of the rarer phrase, for a phrase
    /// to join the entry.
    public var minimumOverlap = 0.5
    /// The burst detector.
    public var bursts = KleinbergBursts()
    /// The number of threads.
    public var threads: Int

    /// Begins with the default thresholds.
    public init(threads: Int = 1) { self.threads = threads }

    /// Counts the phrases of some periods before these, as far as it takes to tell what emerges in them.
    ///
    /// - Complexity: one question to the history, about the phrases with enough stories in one of the periods. It may
    ///   stop counting a phrase that is too frequent to emerge.
    public func counts(of reported: ReportedPhrases, in history: some PhraseHistory) throws -> PhraseCounts {
        let totals = history.totals
        let start = reported.start(in: totals)
        let comparisons = reported.periods.indices.map { Comparison(start + $0, totals) }
        let limits = reported.lexicon.phrases.indices.map { phrase in
            reported.ignored.contains(phrase)
                ? -1
                : reported.appearances(of: phrase).counts.reduce(-1) { limit, own in
                    let maximum = comparisons[Int(own.period)].flatMap { maximumBefore(Int(own.stories), $0) }
                    return max(limit, maximum ?? -1)
                }
        }
        let asked = limits.indices.filter { limits[$0] >= 0 }
        let answers = try history.appearances(
            of: reported.lexicon.only(asked), in: 0..<min(max(0, start), totals.periods.count),
            limits: asked.map { limits[$0] })
        var earlier = [PhraseAppearances?](repeating: nil, count: limits.count)
        for (phrase, answer) in zip(asked, answers) { earlier[phrase] = answer }
        return PhraseCounts(reported: reported, history: history, start: start, earlier: earlier)
    }

    /// The phrases that are far more likely in a period than before, by descending z, with seasonal ones after all
    /// others.
    ///
    /// - Returns: at most `count` entries; none for a period that has no articles, is not reported or has nothing before
    ///   it to compare with.
    /// - Complexity: linear in the phrases' periods and in the period's articles; a question to the history about the
    ///   entries where there are later periods.
    public func emerging(in period: Period, of counts: PhraseCounts, count: Int) throws -> [EmergingPhrase] {
        guard let comparison = Comparison(period, counts) else { return [] }
        return try entries([ranked(comparison, counts)], comparison, counts, count: count)[0]
    }

    /// The phrases of `emerging`, those that no earlier article has apart from the known ones: in one list of a period
    /// with many new names there is hardly room for a known one that rose.
    ///
    /// - Returns: at most `count` entries each.
    public func newAndKnown(
        in period: Period, of counts: PhraseCounts, count: Int
    ) throws -> (new: [EmergingPhrase], known: [EmergingPhrase]) {
        guard let comparison = Comparison(period, counts) else { return ([], []) }
        let ranked = ranked(comparison, counts)
        let lists = try entries(
            [ranked.filter(\.isNew), ranked.filter { !$0.isNew }], comparison, counts, count: count)
        return (lists[0], lists[1])
    }

    /// The candidates that emerge, in the order of `emerging`.
    private func ranked(_ comparison: Comparison, _ counts: PhraseCounts) -> [EmergingCandidate] {
        var hypotheses = 0
        var risen: [EmergingCandidate] = []
        for phrase in counts.lexicon.phrases.indices where !counts.reported.ignored.contains(phrase) {
            let stories = counts.reported.stories(of: phrase, in: comparison.period - counts.start)
            guard stories >= minimumStories else { continue }
            hypotheses += 1
            guard let all = counts.appearances(of: phrase, to: comparison.period),
                let candidate = EmergingCandidate(phrase, all, comparison, self), candidate.ratio >= minimumRatio
            else { continue }
            risen.append(candidate)
        }
        adjustPValues(&risen, hypotheses: hypotheses, comparison)
        return risen.filter { $0.adjustedPValue <= falseDiscoveries }
            .sorted { ($1.seasonRank, $0.logOdds.z, $1.phrase) > ($0.seasonRank, $1.logOdds.z, $0.phrase) }
    }

    /// Adjusts the p-values of candidates among more hypotheses, of which all others have the p-value 1.
    ///
    /// A phrase is looked at since so many of the period's stories have it, which is what is tested: among the phrases that
    /// happen to be in three stories of a period, many are so by chance. So they count as if every other part of the stories
    /// as large had brought as many of its own. On articles with shuffled days this keeps what it promises, roughly: see
    /// Benchmarks/notes/emerging.md.
    ///
    /// - Parameter hypotheses: the phrases that enough of the period's stories have.
    func adjustPValues(_ candidates: inout [EmergingCandidate], hypotheses: Int, _ comparison: Comparison) {
        let parts = Double(comparison.total + comparison.totalBefore) / Double(comparison.total)
        let pValues = FalseDiscoveryRate.adjusted(
            candidates.map { ProportionChange(from: $0.before, to: $0.now).pValue },
            of: Int((Double(hypotheses) * parts).rounded(.up)))
        for index in candidates.indices { candidates[index].adjustedPValue = pValues[index] ?? 1 }
    }

    /// The maximum number of earlier stories with which a phrase may emerge; nil if it cannot. It may be one too many:
    /// `ranked` looks again.
    private func maximumBefore(_ stories: Int, _ comparison: Comparison) -> Int? {
        guard stories >= minimumStories else { return nil }
        guard minimumRatio > 0 else { return comparison.totalBefore }
        let share = Double(stories) / Double(comparison.total)
        let maximum = share * Double(comparison.totalBefore) / minimumRatio + 0.5
        return maximum < Double(comparison.totalBefore) ? Int(maximum) : comparison.totalBefore
    }
}
