import Text
import Numerics
import Corpus
import Features

/// The phrases of a corpus: which articles contain them, and how many per period.
public struct PhraseCounts: Sendable {
    /// The phrases.
    public let lexicon: PhraseLexicon
    /// The articles and stories per period.
    public let totals: PeriodTotals
    /// Each article's story.
    let stories: [Int]
    /// The articles of each period, grouped by story, then in their order.
    private let articles: [[Int]]
    private let rows: PhraseRows
    /// The counts of phrase `p`, in chronological order, are `counts[offsets[p]..<offsets[p + 1]]`.
    private let offsets: [Int]
    private let counts: [Count]
    /// Per phrase, the day of the first dated article with it, in days since 1970-01-01; nil if none has a date.
    let firstDays: [Int?]

    /// Indices of phrases that do not emerge, whatever their counts.
    private(set) var ignored: Set<Int> = []

    /// Leaves phrases out of what emerges.
    ///
    /// - Parameter normalizer: that of the texts.
    public mutating func ignore(_ phrases: IgnoredPhrases, by normalizer: TextNormalizer) {
        ignored = phrases.indices(in: lexicon, by: normalizer)
    }

    /// Counts a part of the articles of others: phrases that at least `minimumStories` of its stories have in one of
    /// some periods, in these and all earlier periods. Of other phrases nothing is known then.
    ///
    /// - Parameters:
    ///   - isIn: whether an article belongs to the part, by article.
    ///   - reported: indices of periods.
    /// - Complexity: linear in the phrases of the part's articles.
    public init(_ whole: PhraseCounts, isIn: [Bool], reported: ClosedRange<Int>, minimumStories: Int) {
        let (lexicon, stories, rows) = (whole.lexicon, whole.stories, whole.rows)
        ignored = whole.ignored
        articles = whole.articles.indices.map { period in
            period <= reported.upperBound ? whole.articles[period].filter { isIn[$0] } : []
        }
        // Candidates get a place; all others keep -1.
        var places = [Int32](repeating: -1, count: lexicon.count)
        var scratch = [Count](repeating: Count(period: 0), count: lexicon.count)
        var lastStories = [Int](repeating: -1, count: lexicon.count)
        for period in reported {
            for article in articles[period] {
                let story = stories[article]
                for phrase in rows[article] where lastStories[Int(phrase)] != story {
                    lastStories[Int(phrase)] = story
                    scratch[Int(phrase)].stories += 1
                    if scratch[Int(phrase)].stories >= minimumStories { places[Int(phrase)] = 0 }
                }
            }
            for phrase in articles[period].lazy.flatMap({ rows[$0] }) {
                scratch[Int(phrase)].stories = 0
                lastStories[Int(phrase)] = -1
            }
        }
        let phrases = places.indices.filter { places[$0] == 0 }
        for (place, phrase) in phrases.enumerated() { places[phrase] = Int32(place) }
        var counts = phrases.map { _ in [Count]() }
        for period in articles.indices where !phrases.isEmpty {
            var touched: [Int] = []
            for article in articles[period] {
                let story = stories[article]
                for phrase in rows[article] where places[Int(phrase)] >= 0 {
                    let place = Int(places[Int(phrase)])
                    if scratch[place].articles == 0 { touched.append(place) }
                    scratch[place].articles += 1
                    if lastStories[place] != story {
                        lastStories[place] = story
                        scratch[place].stories += 1
                    }
                }
            }
            for place in touched {
                scratch[place].period = Int32(period)
                counts[place].append(scratch[place])
                scratch[place] = Count(period: 0)
                lastStories[place] = -1
            }
        }
        var offsets = [0]
        offsets.reserveCapacity(lexicon.count + 1)
        for place in places { offsets.append(offsets[offsets.count - 1] + (place < 0 ? 0 : counts[Int(place)].count)) }
        (self.offsets, self.counts) = (offsets, Array(counts.joined()))
        totals = PeriodTotals(
            periods: whole.totals.periods, articles: articles.map(\.count),
            stories: articles.map { own in Set(own.map { stories[$0] }).count }, undated: 0,
            isLastPartial: whole.totals.isLastPartial, isFirstPartial: whole.totals.isFirstPartial)
        (self.lexicon, self.stories, self.rows, firstDays) = (lexicon, stories, rows, whole.firstDays)
    }

    /// The counts of a phrase in one period that contains it.
    struct Count: Equatable {
        var period: Int32
        var articles: Int32 = 0
        var stories: Int32 = 0
    }

    /// Discovers the phrases of a corpus and counts each once per article and once per story and period.
    ///
    /// A phrase that occurs in six texts is found even if all six are of one period.
    ///
    /// - Parameters:
    ///   - texts: the texts of the articles, in their order.
    ///   - published: the day of each article. An article without a day belongs to no period, but phrases are found in
    ///     it.
    ///   - stories: each article's story (`NearDuplicates.storyNumbers`).
    ///   - dataStart, dataEnd: the first and the last day that the data cover, if they are known.
    /// - Complexity: that of `PhraseDiscovery`, and half as much again; 4 bytes per article and phrase in it. The
    ///   result is the same with any number of threads.
    public init(
        texts: [ArticleText], published: [CalendarDate?], stories: [Int], by rule: PeriodRule,
        dataStart: CalendarDate? = nil, dataEnd: CalendarDate? = nil, threads: Int = 1
    ) {
        precondition(texts.count == published.count && texts.count == stories.count)
        let scalars = texts.scalars
        let lexicon = PhraseDiscovery(threads: threads).lexicon(of: scalars).spelled(as: texts, threads: threads)
        let rows = PhraseRows(lexicon, in: scalars, threads: threads)
        let totals = PeriodTotals(
            published: published, stories: stories, by: rule, dataStart: dataStart, dataEnd: dataEnd)
        var articles = totals.periods.map { _ in [Int]() }
        var firstDays = [Int?](repeating: nil, count: lexicon.count)
        for (article, day) in published.enumerated() {
            guard let day else { continue }
            articles[totals.periods[0].distance(to: rule.period(of: day))].append(article)
            for phrase in rows[article] {
                firstDays[Int(phrase)] = min(firstDays[Int(phrase)] ?? .max, day.daysSince1970)
            }
        }
        for period in articles.indices { articles[period].sort { (stories[$0], $0) < (stories[$1], $1) } }
        (offsets, counts) = PhraseCounts.count(
            rows, articles, stories: stories, phrases: lexicon.count, threads: threads)
        (self.lexicon, self.totals, self.stories) = (lexicon, totals, stories)
        (self.articles, self.rows, self.firstDays) = (articles, rows, firstDays)
    }

    /// Finds the stories of articles, then discovers and counts their phrases.
    public init(_ articles: [Article], by rule: PeriodRule, dataEnd: CalendarDate? = nil, threads: Int = 1) {
        let texts = articles.normalized(threads: threads)
        let published = articles.map { $0.published?.day }
        let fingerprints = Parallel.map(texts.count, threads: threads) { Fingerprint(texts[$0]) }
        let stories = NearDuplicates(threads: threads)
            .storyNumbers(fingerprints, days: published.map { $0?.daysSince1970 })
        self.init(
            texts: texts.withoutBoilerplate(sources: articles.map(\.sourceName), stories: stories, threads: threads),
            published: published, stories: stories, by: rule, dataEnd: dataEnd,
            threads: threads)
    }

    /// Counts phrases by period.
    ///
    /// - Parameter articles: per period, grouped by story.
    private static func count(
        _ rows: PhraseRows, _ articles: [[Int]], stories: [Int], phrases: Int, threads: Int
    ) -> (offsets: [Int], counts: [Count]) {
        let byPeriod = Parallel.map(articles.count, threads: threads) { period in
            var counts = [Count](repeating: Count(period: Int32(period)), count: phrases)
            var lastStories = [Int](repeating: -1, count: phrases)
            for article in articles[period] {
                for phrase in rows[article] {
                    counts[Int(phrase)].articles += 1
                    if lastStories[Int(phrase)] != stories[article] {
                        lastStories[Int(phrase)] = stories[article]
                        counts[Int(phrase)].stories += 1
                    }
                }
            }
            return counts.indices.filter { counts[$0].articles > 0 }.map { (phrase: $0, count: counts[$0]) }
        }
        var offsets = [Int](repeating: 0, count: phrases + 1)
        for (phrase, _) in byPeriod.joined() { offsets[phrase + 1] += 1 }
        for phrase in 0..<phrases { offsets[phrase + 1] += offsets[phrase] }
        var counts = [Count](repeating: Count(period: 0), count: offsets[phrases])
        var next = offsets
        for (phrase, count) in byPeriod.joined() {
            counts[next[phrase]] = count
            next[phrase] += 1
        }
        return (offsets, counts)
    }

    /// In chronological order; only periods that contain the phrase.
    func counts(of phrase: Int) -> ArraySlice<Count> { counts[offsets[phrase]..<offsets[phrase + 1]] }

    func phrases(of article: Int) -> ArraySlice<Int32> { rows[article] }

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

    /// The number of articles and stories with a phrase per period.
    public func series(of phrase: Int) -> Series {
        var (articles, stories) = (totals.periods.map { _ in 0 }, totals.periods.map { _ in 0 })
        for count in counts(of: phrase) {
            articles[Int(count.period)] = Int(count.articles)
            stories[Int(count.period)] = Int(count.stories)
        }
        return Series(name: lexicon.phrases[phrase].text, articles: articles, stories: stories, totals: totals)
    }
}
