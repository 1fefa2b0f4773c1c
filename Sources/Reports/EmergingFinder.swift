import Corpus
import Features
import TrendNumerics
import Text
import Timeline

/// The phrases that emerged in an industry, against its own past.
struct EmergingOfIndustry: Equatable, Sendable {
    let industry: String
    let entries: [EmergingEntry]
}

/// Finds the phrases that emerged in the reported months.
struct EmergingFinder {
    /// The maximum number of new entries, and of known ones that rose: of a report on one month, and per month of a
    /// report on several.
    private static let maximumOfOneMonth = 10
    private static let maximumOfEachMonth = 3
    /// The same for an industry, and of how many industries.
    private static let maximumOfIndustry = 3
    private static let maximumOfIndustryEachMonth = 1
    private static let maximumIndustries = 12

    private let entries: [ReportFacts.Entry]
    private let history: any PhraseHistory
    private let ofIndustry: @Sendable (_ industry: String, _ isIn: [Bool]) throws -> any PhraseHistory
    private let phrases: ReportedPhrases
    private let finder: EmergingPhrases
    private let reported: [Period]

    /// - Complexity: that of finding the phrases of the reported months' articles.
    init(
        _ entries: [ReportFacts.Entry], stories: [Int], months: ClosedRange<Period>,
        coverage: KnownCoverage, ignoring ignored: IgnoredPhrases, _ others: ReportHistory?, threads: Int
    ) throws {
        self.entries = entries
        let own = TextHistory(
            texts: entries.map(\.article.text), sources: entries.map(\.article.sourceName),
            published: entries.map(\.day), stories: stories, by: months.lowerBound.rule, coverage: coverage,
            threads: threads)
        if let others {
            history = try others.phrases(nil)
            ofIndustry = { industry, _ in try others.phrases(industry) }
        } else {
            history = own
            ofIndustry = { _, isIn in own.part(isIn: isIn, threads: 1) }
        }
        var phrases = own.phrases(in: months)
        if let text = entries.first?.article.text { phrases.ignore(ignored, by: text.normalizer) }
        self.phrases = phrases
        finder = EmergingPhrases(threads: threads)
        reported = Period.span(months.lowerBound, months.upperBound)
    }

    /// The phrases that emerged in each reported month, without seasonal ones: the new ones of all months, then those
    /// that rose.
    func all() throws -> [EmergingEntry] {
        let count = reported.count == 1 ? EmergingFinder.maximumOfOneMonth : EmergingFinder.maximumOfEachMonth
        return try entries(of: finder.counts(of: phrases, in: history), count: count)
    }

    /// The phrases that emerged in each of the largest industries of the reported months.
    ///
    /// - Complexity: linear in the industries' articles.
    func ofIndustries(_ family: SeriesFamily) throws -> [EmergingOfIndustry] {
        let rows = family.ranked.prefix(EmergingFinder.maximumIndustries).filter { family.rows[$0].articles > 0 }
        let count =
            reported.count == 1 ? EmergingFinder.maximumOfIndustry : EmergingFinder.maximumOfIndustryEachMonth
        let found = try Parallel.map(rows.count, threads: finder.threads) { place -> EmergingOfIndustry? in
            let row = rows[place]
            let isIn = family.rowsOfArticle.map { $0.contains(row) }
            let own = try finder.counts(
                of: phrases.part(isIn: isIn), in: ofIndustry(family.rows[row].name, isIn))
            let found = try entries(of: own, count: count)
            return found.isEmpty ? nil : EmergingOfIndustry(industry: family.rows[row].name, entries: found)
        }
        return found.compactMap { $0 }
    }

    /// The new ones, then those that rose, each of them once: one that is new in a month often rises in the next, too, and
    /// one that rises in several months stands with the month of most stories.
    private func entries(of counts: PhraseCounts, count: Int) throws -> [EmergingEntry] {
        var (new, known) = ([EmergingEntry](), [EmergingEntry]())
        for period in reported {
            let found = try finder.newAndKnown(in: period, of: counts, count: count)
            func unseasonal(_ phrases: [EmergingPhrase]) -> [EmergingEntry] {
                phrases.filter { !$0.isSeasonal }.map { EmergingEntry($0, in: period, entries) }
            }
            new += unseasonal(found.new)
            known += unseasonal(found.known)
        }
        let most = Dictionary(known.map { ($0.phrase, $0.stories) }, uniquingKeysWith: max)
        var listed: Set<String> = []
        return new.filter { listed.insert($0.phrase).inserted }
            + known.filter { $0.stories == most[$0.phrase] && listed.insert($0.phrase).inserted }
    }
}
