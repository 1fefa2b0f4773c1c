import Features

/// The phrases of reported periods, with what was before them.
///
/// `EmergingPhrases.counts` makes it.
public struct PhraseCounts: Sendable {
    let reported: ReportedPhrases
    let history: any PhraseHistory
    /// The index of the first reported period in all periods.
    let start: Int
    /// By phrase, before all reported periods; nil where nothing was asked or there are too many stories.
    let earlier: [PhraseAppearances?]

    /// The articles and stories per period.
    public var totals: PeriodTotals { history.totals }
    /// The phrases.
    public var lexicon: PhraseLexicon { reported.lexicon }

    /// The appearances of a phrase up to a reported period, and those before it; nil where these are not known.
    ///
    /// - Parameter period: an index in all periods.
    func appearances(of phrase: Int, to period: Int) -> PhraseAppearances? {
        guard var all = earlier[phrase] else { return nil }
        let own = reported.appearances(of: phrase)
        for var count in own.counts where Int(count.period) + start <= period {
            count.period += Int32(start)
            all.counts.append(count)
        }
        all.firstDay = all.firstDay ?? own.firstDay
        return all
    }
}
