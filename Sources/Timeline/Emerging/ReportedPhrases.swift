import Corpus
import Features
import TrendNumerics
import Text

/// The phrases of the articles of some periods: which articles contain them, and how many per period.
public struct ReportedPhrases: Sendable {
    /// The phrases.
    public let lexicon: PhraseLexicon
    /// The periods, in chronological order and without gaps.
    let periods: [Period]
    /// Each article's number in the whole corpus and its story.
    let numbers: [Int]
    let stories: [Int]
    private let days: [Int]
    private let rows: PhraseRows
    /// The articles of each period, grouped by story, then in their order.
    private let articles: [[Int]]
    /// By phrase, in chronological order; periods are indices in `periods`.
    private let appearances: [PhraseAppearances]
    /// Indices of phrases that do not emerge, whatever their counts.
    private(set) var ignored: Set<Int> = []

    /// Discovers the phrases of articles and counts each once per article and once per story and period.
    ///
    /// - Parameters:
    ///   - texts: the texts of the articles, with their boilerplate, which is found in them and removed.
    ///   - sources: the source of each article.
    ///   - published: the day of each article. Articles of other periods are left out.
    ///   - stories: each article's story, in the whole corpus.
    ///   - numbers: each article's number in the whole corpus, in ascending order.
    /// - Complexity: that of `PhraseDiscovery`, and half as much again; 4 bytes per article and phrase in it. The
    ///   result is the same with any number of threads.
    public init(
        texts: [ArticleText], sources: [String], published: [CalendarDate], stories: [Int], numbers: [Int],
        periods: ClosedRange<Period>, threads: Int = 1
    ) {
        precondition(texts.count == published.count && texts.count == stories.count && texts.count == numbers.count)
        let rule = periods.lowerBound.rule
        let span = Period.span(periods.lowerBound, periods.upperBound)
        let texts = texts.withoutBoilerplate(sources: sources, stories: stories, threads: threads)
        var articles = span.map { _ in [Int]() }
        for (article, day) in published.enumerated() {
            let period = periods.lowerBound.distance(to: rule.period(of: day))
            if span.indices.contains(period) { articles[period].append(article) }
        }
        for period in articles.indices { articles[period].sort { (stories[$0], $0) < (stories[$1], $1) } }
        var discovery = PhraseDiscovery(threads: threads)
        discovery.minimumDocumentFrequency = max(
            ReportedPhrases.minimumTexts.lowerBound,
            min(ReportedPhrases.minimumTexts.upperBound, texts.count / ReportedPhrases.textsPerMinimum))
        let scalars = texts.scalars
        let lexicon = discovery.lexicon(of: scalars).spelled(as: texts, threads: threads)
        self.init(
            lexicon, PhraseRows(lexicon, in: scalars, threads: threads), articles, numbers: numbers, stories: stories,
            days: published.map(\.daysSince1970), periods: span, ignored: [], threads: threads)
    }

    /// The minimum number of distinct texts with a phrase: one more per so many texts, because chance repeats more
    /// n-grams in more of them.
    private static let minimumTexts = 3...6
    private static let textsPerMinimum = 800

    private init(
        _ lexicon: PhraseLexicon, _ rows: PhraseRows, _ articles: [[Int]], numbers: [Int], stories: [Int],
        days: [Int], periods: [Period], ignored: Set<Int>, threads: Int
    ) {
        (self.lexicon, self.rows, self.articles, self.periods) = (lexicon, rows, articles, periods)
        (self.numbers, self.stories, self.days, self.ignored) = (numbers, stories, days, ignored)
        let byPeriod = Parallel.map(articles.count, threads: threads) { period in
            ReportedPhrases.count(rows, articles[period], stories: stories, days: days, phrases: lexicon.count)
        }
        var appearances = [PhraseAppearances](repeating: PhraseAppearances(), count: lexicon.count)
        for (period, counts) in byPeriod.enumerated() {
            for (phrase, count) in counts {
                let own = PhraseCount(period: period, articles: count.articles, stories: count.stories)
                appearances[phrase].counts.append(own)
                appearances[phrase].firstDay = min(appearances[phrase].firstDay ?? .max, count.firstDay)
            }
        }
        self.appearances = appearances
    }

    /// Counts the phrases of a period.
    ///
    /// - Parameter articles: grouped by story.
    private static func count(
        _ rows: PhraseRows, _ articles: [Int], stories: [Int], days: [Int], phrases: Int
    ) -> [(phrase: Int, count: (articles: Int, stories: Int, firstDay: Int))] {
        var counts = [(articles: Int, stories: Int, firstDay: Int)](repeating: (0, 0, .max), count: phrases)
        var lastStories = [Int](repeating: -1, count: phrases)
        for article in articles {
            for phrase in rows[article].lazy.map(Int.init) {
                counts[phrase].articles += 1
                counts[phrase].firstDay = min(counts[phrase].firstDay, days[article])
                if lastStories[phrase] != stories[article] {
                    lastStories[phrase] = stories[article]
                    counts[phrase].stories += 1
                }
            }
        }
        return counts.indices.filter { counts[$0].articles > 0 }.map { (phrase: $0, count: counts[$0]) }
    }

    /// The same phrases in a part of the articles.
    ///
    /// - Parameter isIn: whether an article belongs to the part, by its number in the whole corpus.
    /// - Complexity: linear in the phrases of the part's articles.
    public func part(isIn: [Bool]) -> ReportedPhrases {
        ReportedPhrases(
            lexicon, rows, articles.map { $0.filter { isIn[numbers[$0]] } }, numbers: numbers, stories: stories,
            days: days, periods: periods, ignored: ignored, threads: 1)
    }

    /// Leaves phrases out of what emerges.
    ///
    /// - Parameter normalizer: that of the texts.
    public mutating func ignore(_ phrases: IgnoredPhrases, by normalizer: TextNormalizer) {
        ignored = phrases.indices(in: lexicon, by: normalizer)
    }

    /// The index of the first period in all periods; below 0 if it is before these.
    func start(in totals: PeriodTotals) -> Int {
        guard let first = totals.periods.first, let own = periods.first else { return 0 }
        return first.distance(to: own)
    }

    /// In the reported periods.
    func appearances(of phrase: Int) -> PhraseAppearances { appearances[phrase] }

    /// The stories with a phrase in a period.
    func stories(of phrase: Int, in period: Int) -> Int {
        Int(appearances[phrase].counts.first { $0.period == period }?.stories ?? 0)
    }

    /// For each of the phrases, the articles of a period that contain it, grouped by story.
    func articles(of phrases: [Int], in period: Int) -> [[Int]] {
        var places = [Int32](repeating: -1, count: lexicon.count)
        for (place, phrase) in phrases.enumerated() { places[phrase] = Int32(place) }
        var found = phrases.map { _ in [Int]() }
        for article in articles[period] {
            for phrase in rows[article] where places[Int(phrase)] >= 0 {
                found[Int(places[Int(phrase)])].append(article)
            }
        }
        return found
    }
}
