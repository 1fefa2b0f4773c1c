import Corpus
import Features
import Text

@testable import Timeline

/// All that is asked of one month of a corpus.
struct EmergingSearch {
    let history: TextHistory
    let phrases: ReportedPhrases
    let month: Period
    var finder: EmergingPhrases

    init(_ articles: [Article], in text: String, threads: Int = 1) {
        month = Period(month: text)!
        history = TextHistory(articles, by: .month, threads: threads)
        phrases = history.phrases(in: month...month)
        finder = EmergingPhrases(threads: threads)
    }

    func emerging(count: Int) throws -> [EmergingPhrase] {
        try finder.emerging(in: month, of: finder.counts(of: phrases, in: history), count: count)
    }

    func newAndKnown(count: Int) throws -> (new: [EmergingPhrase], known: [EmergingPhrase]) {
        try finder.newAndKnown(in: month, of: finder.counts(of: phrases, in: history), count: count)
    }

    func bursts(count: Int) throws -> [EmergingPhrase] {
        try finder.beginningBursts(in: month, of: phrases, in: history, count: count)
    }
}

/// Looks for each phrase in each text, unit by unit.
struct SlowHistory: PhraseHistory {
    let totals: PeriodTotals
    private let texts: [(units: [String?], period: Int, day: Int, story: Int)]
    /// Answers beyond the limits, too.
    private let knowsAll: Bool

    init(_ articles: [Article], _ history: TextHistory, knowsAll: Bool = false) {
        let stories = NearDuplicates().storyNumbers(
            articles.map { Fingerprint($0.normalized()) }, days: articles.map { $0.published?.day.daysSince1970 })
        self.init(
            articles.map { $0.normalized().scalars }, published: articles.map { $0.published?.day }, stories: stories,
            totals: history.totals, knowsAll: knowsAll)
    }

    init(
        _ texts: [[UInt32]], published: [CalendarDate?], stories: [Int], totals: PeriodTotals, knowsAll: Bool = false
    ) {
        self.totals = totals
        self.knowsAll = knowsAll
        self.texts = zip(texts, zip(published, stories)).compactMap { text, article in
            guard let day = article.0 else { return nil }
            let period = totals.periods[0].distance(to: totals.periods[0].rule.period(of: day))
            return (SlowHistory.units(of: text), period, day.daysSince1970, article.1)
        }
    }

    /// Characters and words; nil for a border.
    private static func units(of text: [UInt32]) -> [String?] {
        var units: [String?] = []
        text.withUnsafeBufferPointer { text in
            PhraseUnit.forEach(in: text) { unit in
                units.append(unit.kind == .border ? nil : String(scalars: text[unit.range]))
            }
        }
        return units
    }

    func appearances(
        of phrases: PhraseLexicon, in periods: Range<Int>, limits: [Int]
    ) -> [PhraseAppearances?] {
        zip(phrases.phrases, limits).map { phrase, limit in
            let wanted = SlowHistory.units(of: TextNormalizer().scalars(of: phrase.text))
            var found = PhraseAppearances()
            for period in periods {
                let own = texts.filter { text in
                    text.period == period
                        && text.units.indices.contains { text.units[$0...].starts(with: wanted) }
                }
                if own.isEmpty { continue }
                found.counts.append(
                    PhraseCount(period: period, articles: own.count, stories: Set(own.map(\.story)).count))
                found.firstDay = min(found.firstDay ?? .max, own.map(\.day).min()!)
            }
            return knowsAll || found.counts.reduce(0) { $0 + Int($1.stories) } <= limit ? found : nil
        }
    }
}
