import Numerics
import Corpus
import Features
import Foundation

/// Finds phrases that are new or far more frequent in a period, without a word list.
///
/// The share of the period's stories with a phrase is compared with the share in all earlier periods (`LogOdds`).
/// Phrases of the same stories become one entry.
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

    /// The phrases that are far more likely in a period than before, by descending z, with seasonal ones after all
    /// others.
    ///
    /// - Returns: at most `count` entries; none for a period that has no articles, lies outside the data or has
    ///   nothing before it to compare with.
    /// - Complexity: linear in the phrases' periods and in the period's articles.
    public func emerging(in period: Period, of counts: PhraseCounts, count: Int) -> [EmergingPhrase] {
        guard let comparison = Comparison(period, counts) else { return [] }
        return entries(ranked(comparison, counts), comparison, counts, count: count)
    }

    /// The phrases of `emerging`, those that no earlier article has apart from the known ones: in one list of a period
    /// with many new names there is hardly room for a known one that rose.
    ///
    /// - Returns: at most `count` entries each.
    public func newAndKnown(
        in period: Period, of counts: PhraseCounts, count: Int
    ) -> (new: [EmergingPhrase], known: [EmergingPhrase]) {
        guard let comparison = Comparison(period, counts) else { return ([], []) }
        let ranked = ranked(comparison, counts)
        return (
            entries(ranked.filter(\.isNew), comparison, counts, count: count),
            entries(ranked.filter { !$0.isNew }, comparison, counts, count: count)
        )
    }

    /// The phrases whose bursts begin in a period, by descending weight. Later periods are taken into account too.
    ///
    /// - Returns: at most `count` entries; none where `emerging` has none or the period is not comparable
    ///   (`PeriodTotals.comparable`).
    /// - Complexity: linear in phrases × periods.
    public func beginningBursts(in period: Period, of counts: PhraseCounts, count: Int) -> [EmergingPhrase] {
        guard let comparison = Comparison(period, counts) else { return [] }
        let all = candidates(comparison, counts)
        let found = Parallel.map(all.count, threads: threads) { burst(of: all[$0].phrase, comparison, counts) }
        let candidates = zip(all, found).compactMap { candidate, burst in burst.map { (candidate, $0.weight) } }
            .sorted { ($0.1, $1.0.phrase) > ($1.1, $0.0.phrase) }.map(\.0)
        return entries(candidates, comparison, counts, count: count)
    }

    /// A period and all periods before it.
    private struct Comparison {
        let period: Int
        let total: Int
        let totalBefore: Int

        init?(_ period: Period, _ counts: PhraseCounts) {
            let totals = counts.totals
            guard let index = totals.periods.firstIndex(of: period) else { return nil }
            self.period = index
            total = totals.stories[index]
            totalBefore = totals.stories[..<index].reduce(0, +)
            if total == 0 || totalBefore == 0 { return nil }
        }
    }

    private struct Candidate {
        var phrase: Int
        var now: Proportion
        var before: Proportion
        var articles: Int
        var articlesBefore: Int
        var logOdds: LogOdds
        var isSeasonal: Bool
        var adjustedPValue = 1.0

        /// The ratio of the phrase's share to its share before, with half a story added there.
        var ratio: Double { now.share * Double(before.total) / (Double(before.count) + 0.5) }

        var seasonRank: Int { isSeasonal ? 1 : 0 }
        var isNew: Bool { articlesBefore == 0 }
    }

    /// The candidates that emerge, in the order of `emerging`.
    private func ranked(_ comparison: Comparison, _ counts: PhraseCounts) -> [Candidate] {
        candidates(comparison, counts)
            .filter { $0.adjustedPValue <= falseDiscoveries && $0.ratio >= minimumRatio }
            .sorted { ($1.seasonRank, $0.logOdds.z, $1.phrase) > ($0.seasonRank, $1.logOdds.z, $0.phrase) }
    }

    private func candidates(_ comparison: Comparison, _ counts: PhraseCounts) -> [Candidate] {
        let pieces = Parallel.chunks(of: counts.lexicon.count, size: 1024)
        var candidates = Parallel.map(pieces.count, threads: threads) { piece in
            pieces[piece].compactMap { phrase in
                counts.ignored.contains(phrase) ? nil : candidate(phrase, comparison, counts)
            }
        }.flatMap(\.self)
        let pValues = FalseDiscoveryRate.adjusted(
            candidates.map { ProportionChange(from: $0.before, to: $0.now).pValue })
        for (index, pValue) in pValues.enumerated() { candidates[index].adjustedPValue = pValue ?? 1 }
        return candidates
    }

    private func candidate(_ phrase: Int, _ comparison: Comparison, _ counts: PhraseCounts) -> Candidate? {
        let all = counts.counts(of: phrase)
        guard let at = all.firstIndex(where: { $0.period == comparison.period }),
            all[at].stories >= minimumStories
        else { return nil }
        let earlier = all[..<at]
        let before = Proportion(earlier.reduce(0) { $0 + Int($1.stories) }, of: comparison.totalBefore)
        let now = Proportion(Int(all[at].stories), of: comparison.total)
        // The prior has the share of both samples together.
        let share = Double(now.count + before.count) / Double(now.total + before.total)
        guard share < 1 else { return nil }
        let weight = priorWeight * Double(now.total + before.total)
        let logOdds = LogOdds(now, against: before, prior: share * weight, priorTotal: weight)
        return Candidate(
            phrase: phrase, now: now, before: before, articles: Int(all[at].articles),
            articlesBefore: earlier.reduce(0) { $0 + Int($1.articles) }, logOdds: logOdds,
            isSeasonal: isSeasonal(earlier, now, comparison, counts))
    }

    /// Whether the phrase also rose at the same time of every earlier year, within a month, and in one of them about
    /// as much.
    private func isSeasonal(
        _ earlier: ArraySlice<PhraseCounts.Count>, _ now: Proportion, _ comparison: Comparison, _ counts: PhraseCounts
    ) -> Bool {
        let totals = counts.totals
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
        return highest.allSatisfy { $0 >= EmergingPhrases.seasonalRise * usual }
            && now.share <= EmergingPhrases.seasonalGrowth * maximum
    }

    /// The burst that begins in the period, if any.
    private func burst(of phrase: Int, _ comparison: Comparison, _ counts: PhraseCounts) -> SeriesTrend.Burst? {
        let series = counts.series(of: phrase)
        let comparable = series.totals.comparable
        guard let place = comparable.firstIndex(of: comparison.period) else { return nil }
        let stories = comparable.map { series.stories[$0] }
        let totals = comparable.map { series.totals.stories[$0] }
        return bursts.find(counts: stories, totals: totals).first { $0.batches.lowerBound == place }.map {
            SeriesTrend.Burst(
                $0, counts: stories, totals: totals, periods: comparable.map { series.totals.periods[$0] })
        }
    }

    /// The minimum rise of a phrase above its usual share in its season.
    private static let seasonalRise = 1.5
    /// The maximum growth of a season within a year.
    private static let seasonalGrowth = 3.0
    /// The number of best candidates examined per entry.
    private static let candidatesPerEntry = 20
    /// The maximum number of related phrases per entry.
    private static let maximumRelated = 5

    /// Groups the candidates into entries, in their order. A candidate that mostly occurs in the stories of an earlier
    /// entry joins it.
    private func entries(
        _ candidates: [Candidate], _ comparison: Comparison, _ counts: PhraseCounts, count: Int
    ) -> [EmergingPhrase] {
        let candidates = candidates.prefix(count * EmergingPhrases.candidatesPerEntry)
        let articles = counts.articles(of: candidates.map(\.phrase), in: comparison.period)
        let stories = articles.map { own in
            own.reduce(into: [Int]()) { stories, article in
                if stories.last != counts.stories[article] { stories.append(counts.stories[article]) }
            }
        }
        var groups: [[Int]] = []
        for candidate in candidates.indices {
            if let group = groups.firstIndex(where: { areOne(stories[$0[0]], stories[candidate]) }) {
                groups[group].append(candidate)
            } else if groups.count < count {
                groups.append([candidate])
            }
        }
        return groups.map { entry($0, candidates, articles, stories, comparison, counts) }
    }

    private func areOne(_ a: [Int], _ b: [Int]) -> Bool {
        Double(EmergingPhrases.common(a, b)) >= minimumOverlap * Double(min(a.count, b.count))
    }

    /// The number of items that two ascending lists share.
    private static func common(_ a: [Int], _ b: [Int]) -> Int {
        var (i, j, common) = (0, 0, 0)
        while i < a.count, j < b.count {
            if a[i] == b[j] { common += 1 }
            let (left, right) = (a[i], b[j])
            if left <= right { i += 1 }
            if right <= left { j += 1 }
        }
        return common
    }

    private func entry(
        _ group: [Int], _ candidates: ArraySlice<Candidate>, _ articles: [[Int]], _ stories: [[Int]],
        _ comparison: Comparison, _ counts: PhraseCounts
    ) -> EmergingPhrase {
        let phrases = counts.lexicon.phrases
        func text(_ candidate: Int) -> String { phrases[candidates[candidate].phrase].text }
        // Among phrases with at least half of the first one's stories, the phrase that rose most against the time
        // before says most.
        let lead = group.filter { 2 * stories[$0].count >= stories[group[0]].count }
            .max { (candidates[$0].ratio, $1) < (candidates[$1].ratio, $0) }!
        var related: [Int] = []
        for other in group
        where related.count < EmergingPhrases.maximumRelated
            && !([lead] + related).contains(where: {
                phrases[candidates[$0].phrase].isLike(phrases[candidates[other].phrase])
            })
        {
            related.append(other)
        }
        let candidate = candidates[lead]
        var weights: [Int: Int] = [:]
        for article in group.flatMap({ articles[$0] }) { weights[article, default: 0] += 1 }
        let members = articles[lead].sorted()
        return EmergingPhrase(
            phrase: text(lead), related: related.map(text),
            articles: candidate.articles, now: candidate.now, articlesBefore: candidate.articlesBefore,
            before: candidate.before, logOdds: candidate.logOdds, adjustedPValue: candidate.adjustedPValue,
            firstSeen: CalendarDate(daysSince1970: counts.firstDays[candidate.phrase]!)!,
            isSeasonal: candidate.isSeasonal, burst: burst(of: candidate.phrase, comparison, counts),
            example: members.max { (weights[$0]!, $1) < (weights[$1]!, $0) }!, members: members)
    }
}
