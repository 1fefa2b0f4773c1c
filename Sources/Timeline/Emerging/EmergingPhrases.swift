import Numerics
import Corpus
import Features
import Foundation

/// Finds what a period speaks of and the time before did not: phrases that nobody listed.
///
/// A period's stories with a phrase are compared with those of all periods before (`LogOdds`). What stands in
/// the same stories becomes one entry.
public struct EmergingPhrases: Sendable {
    /// Phrases in fewer of the period's stories are left out.
    public var leastStories = 3
    /// How many times likelier than before a phrase must be: what is more than chance may still be a trifle, and
    /// everyday words wander.
    public var leastRatio = 8.0
    /// What the prior of the log-odds weighs, as a part of all stories compared. A light one would let the
    /// frequent win over the new.
    public var priorWeight = 0.5
    /// No more than this part of the phrases is expected to be there by chance.
    public var falseDiscoveries = FalseDiscoveryRate.level
    /// A phrase belongs to an entry if this part of its stories is among those of the entry's first phrase, or
    /// the other way round.
    public var leastOverlap = 0.5
    public var bursts = KleinbergBursts()
    public var threads: Int

    public init(threads: Int = 1) { self.threads = threads }

    /// The phrases that are far likelier in a period than before, by z; seasonal ones behind all others.
    ///
    /// - Returns: at most `count` entries; none for a period without articles, outside of the data, or before
    ///   which there is nothing to compare with.
    /// - Complexity: linear in the phrases' periods and in the period's articles.
    public func emerging(in period: Period, of counts: PhraseCounts, count: Int) -> [EmergingPhrase] {
        guard let comparison = Comparison(period, counts) else { return [] }
        let candidates = candidates(comparison, counts)
            .filter { $0.adjustedPValue <= falseDiscoveries && $0.ratio >= leastRatio }
            .sorted { ($1.seasonRank, $0.logOdds.z, $1.phrase) > ($0.seasonRank, $1.logOdds.z, $0.phrase) }
        return entries(candidates, comparison, counts, count: count)
    }

    /// The phrases whose bursts begin in a period, the weightiest first. What came later is looked at too.
    ///
    /// - Returns: as `emerging`; none where the period is not comparable (`PeriodTotals.comparable`).
    /// - Complexity: linear in phrases × periods.
    public func beginningBursts(in period: Period, of counts: PhraseCounts, count: Int) -> [EmergingPhrase] {
        guard let comparison = Comparison(period, counts) else { return [] }
        let all = candidates(comparison, counts)
        let found = Parallel.map(all.count, threads: threads) { burst(of: all[$0].phrase, comparison, counts) }
        let candidates = zip(all, found).compactMap { candidate, burst in burst.map { (candidate, $0.weight) } }
            .sorted { ($0.1, $1.0.phrase) > ($1.1, $0.0.phrase) }.map(\.0)
        return entries(candidates, comparison, counts, count: count)
    }

    /// A period and all before it.
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

        /// How many times likelier it is than before, half a story added there.
        var ratio: Double { now.share * Double(before.total) / (Double(before.count) + 0.5) }

        var seasonRank: Int { isSeasonal ? 1 : 0 }
    }

    private func candidates(_ comparison: Comparison, _ counts: PhraseCounts) -> [Candidate] {
        let pieces = Parallel.chunks(of: counts.lexicon.count, size: 1024)
        var candidates = Parallel.map(pieces.count, threads: threads) { piece in
            pieces[piece].compactMap { candidate($0, comparison, counts) }
        }.flatMap(\.self)
        let pValues = FalseDiscoveryRate.adjusted(
            candidates.map { ProportionChange(from: $0.before, to: $0.now).pValue })
        for (index, pValue) in pValues.enumerated() { candidates[index].adjustedPValue = pValue ?? 1 }
        return candidates
    }

    private func candidate(_ phrase: Int, _ comparison: Comparison, _ counts: PhraseCounts) -> Candidate? {
        let all = counts.counts(of: phrase)
        guard let at = all.firstIndex(where: { $0.period == comparison.period }),
            all[at].stories >= leastStories
        else { return nil }
        let earlier = all[..<at]
        let before = Proportion(earlier.reduce(0) { $0 + Int($1.stories) }, of: comparison.totalBefore)
        let now = Proportion(Int(all[at].stories), of: comparison.total)
        // The prior says what both together say.
        let share = Double(now.count + before.count) / Double(now.total + before.total)
        guard share < 1 else { return nil }
        let weight = priorWeight * Double(now.total + before.total)
        let logOdds = LogOdds(now, against: before, prior: share * weight, priorTotal: weight)
        return Candidate(
            phrase: phrase, now: now, before: before, articles: Int(all[at].articles),
            articlesBefore: earlier.reduce(0) { $0 + Int($1.articles) }, logOdds: logOdds,
            isSeasonal: isSeasonal(earlier, now, comparison, counts))
    }

    /// Whether the phrase rose at the same time of every earlier year too, give or take a month, and in one of
    /// them about as much.
    private func isSeasonal(
        _ earlier: ArraySlice<PhraseCounts.Count>, _ now: Proportion, _ comparison: Comparison, _ counts: PhraseCounts
    ) -> Bool {
        let totals = counts.totals
        let year = totals.periods[comparison.period].length.periodsInYear
        let usual = Double(earlier.reduce(0) { $0 + Int($1.stories) }) / Double(comparison.totalBefore)
        var highest: [Double] = []
        for middle in stride(from: comparison.period - year, through: 0, by: -year) {
            let around = (middle - max(1, year / 12))...(middle + max(1, year / 12))
            let shares = earlier.filter { around.contains(Int($0.period)) && $0.stories >= leastStories }
                .map { Double($0.stories) / Double(totals.stories[Int($0.period)]) }
            highest.append(shares.max() ?? 0)
        }
        guard let most = highest.max() else { return false }
        return highest.allSatisfy { $0 >= EmergingPhrases.seasonalRise * usual }
            && now.share <= EmergingPhrases.seasonalGrowth * most
    }

    /// The burst that begins in the period.
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

    /// How far above its usual share a phrase stands in its season, and how far the season may grow in a year.
    private static let seasonalRise = 1.5
    private static let seasonalGrowth = 3.0
    /// How many of the best candidates are looked at for each entry wanted.
    private static let candidatesPerEntry = 20
    /// How many related phrases an entry names.
    private static let mostRelated = 5

    /// Entries of the candidates in their order: one that mostly stands in the stories of an entry before
    /// belongs to it.
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
        Double(EmergingPhrases.common(a, b)) >= leastOverlap * Double(min(a.count, b.count))
    }

    /// How many items two ascending lists share.
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
        // Of the phrases of most of its stories the one that is the farthest from the time before says most.
        let lead = group.filter { 2 * stories[$0].count >= stories[group[0]].count }
            .max { (candidates[$0].ratio, $1) < (candidates[$1].ratio, $0) }!
        var related: [Int] = []
        for other in group
        where related.count < EmergingPhrases.mostRelated
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
