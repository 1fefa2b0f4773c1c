/// A period and all periods before it.
struct Comparison {
    /// The index of the period in all periods.
    let period: Int
    let totals: PeriodTotals
    /// The stories of the period, and of all periods before.
    let total: Int
    let totalBefore: Int

    /// Nil if there is nothing to compare.
    init?(_ period: Int, _ totals: PeriodTotals) {
        guard totals.periods.indices.contains(period) else { return nil }
        (self.period, self.totals) = (period, totals)
        total = totals.stories[period]
        totalBefore = totals.stories[..<period].reduce(0, +)
        if total == 0 || totalBefore == 0 { return nil }
    }

    /// Nil for a period that is not reported, too.
    init?(_ period: Period, _ counts: PhraseCounts) {
        guard counts.reported.periods.contains(period), let index = counts.totals.periods.firstIndex(of: period) else {
            return nil
        }
        self.init(index, counts.totals)
    }
}

/// A phrase of a period, compared with all periods before.
struct EmergingCandidate {
    let phrase: Int
    let now: Proportion
    let before: Proportion
    let articles: Int
    let articlesBefore: Int
    let firstDay: Int
    let logOdds: LogOdds
    let isSeasonal: Bool
    var adjustedPValue = 1.0
    /// The appearances to the period, later with those after it.
    var appearances: PhraseAppearances
    /// The burst that begins in the period, once it is sought.
    var burst: SeriesTrend.Burst?

    /// - Parameter all: the appearances up to the period.
    /// - Returns: nil unless the period has articles with the phrase, or where all stories have it.
    init?(_ phrase: Int, _ all: PhraseAppearances, _ comparison: Comparison, _ finder: EmergingPhrases) {
        guard let own = all.counts.last, own.period == comparison.period, let firstDay = all.firstDay else {
            return nil
        }
        let earlier = all.counts.dropLast()
        before = Proportion(earlier.reduce(0) { $0 + Int($1.stories) }, of: comparison.totalBefore)
        now = Proportion(Int(own.stories), of: comparison.total)
        // The prior has the share of both samples together.
        let share = Double(now.count + before.count) / Double(now.total + before.total)
        guard share < 1 else { return nil }
        let weight = finder.priorWeight * Double(now.total + before.total)
        logOdds = LogOdds(now, against: before, prior: share * weight, priorTotal: weight)
        (self.phrase, self.firstDay, appearances) = (phrase, firstDay, all)
        articles = Int(own.articles)
        articlesBefore = earlier.reduce(0) { $0 + Int($1.articles) }
        isSeasonal = EmergingCandidate.isSeasonal(earlier, now, comparison, minimumStories: finder.minimumStories)
    }

    /// The ratio of the phrase's share to its share before, with half a story added there.
    var ratio: Double { now.share * Double(before.total) / (Double(before.count) + 0.5) }

    var seasonRank: Int { isSeasonal ? 1 : 0 }
    var isNew: Bool { articlesBefore == 0 }

    /// The minimum rise of a phrase above its usual share in its season.
    private static let seasonalRise = 1.5
    /// The maximum growth of a season within a year.
    private static let seasonalGrowth = 3.0

    /// Whether the phrase also rose at the same time of every earlier year, within a month, and in one of them about
    /// as much.
    private static func isSeasonal(
        _ earlier: ArraySlice<PhraseCount>, _ now: Proportion, _ comparison: Comparison, minimumStories: Int
    ) -> Bool {
        let totals = comparison.totals
        let year = totals.periods[comparison.period].periodsInYear
        let usual = Double(earlier.reduce(0) { $0 + Int($1.stories) }) / Double(comparison.totalBefore)
        var highest: [Double] = []
        for middle in stride(from: comparison.period - year, through: 0, by: -year) {
            let around = (middle - max(1, year / 12))...(middle + max(1, year / 12))
            let shares = earlier.filter { around.contains(Int($0.period)) && $0.stories >= minimumStories }
                .map { Double($0.stories) / Double(totals.stories[Int($0.period)]) }
            highest.append(shares.max() ?? 0)
        }
        guard let maximum = highest.max() else { return false }
        return highest.allSatisfy { $0 >= seasonalRise * usual } && now.share <= seasonalGrowth * maximum
    }
}
