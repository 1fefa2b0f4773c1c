import Text
import Numerics
import Corpus
import Features

/// Where the phrases of a corpus stand: in which articles, and in how many of each period.
public struct PhraseCounts: Sendable {
    public let lexicon: PhraseLexicon
    public let totals: PeriodTotals
    /// Each article's story.
    let stories: [Int]
    /// The articles of each period, those of a story together, else in their order.
    private let articles: [[Int]]
    private let rows: PhraseRows
    /// The counts of phrase `p`, in time, are `counts[offsets[p]..<offsets[p + 1]]`.
    private let offsets: [Int]
    private let counts: [Count]
    /// By phrase: days since 1970-01-01 of the first dated article with it; nil where none has a date.
    let firstDays: [Int?]

    /// A phrase in a period that has it.
    struct Count: Equatable {
        var period: Int32
        var articles: Int32 = 0
        var stories: Int32 = 0
    }

    /// Discovers the phrases of a corpus and counts them, each once an article and once a story and period.
    ///
    /// A phrase that stands in six texts is found, though in this period only.
    /// - Parameters:
    ///   - texts: those of the articles, in their order.
    ///   - published: the day of each article; without one it is in no period, but phrases are found in it.
    ///   - stories: each article's story (`NearDuplicates.storyNumbers`).
    ///   - dataEnd: the last day that the data cover, if it is known.
    /// - Complexity: that of `PhraseDiscovery`, and half as much; 4 bytes for each article and phrase in it. The
    ///   same at any number of threads.
    public init(
        texts: [ArticleText], published: [CalendarDate?], stories: [Int], by length: PeriodLength,
        dataEnd: CalendarDate? = nil, threads: Int = 1
    ) {
        precondition(texts.count == published.count && texts.count == stories.count)
        let scalars = texts.scalars
        let lexicon = PhraseDiscovery(threads: threads).lexicon(of: scalars).spelled(as: texts, threads: threads)
        let rows = PhraseRows(lexicon, in: scalars, threads: threads)
        let (totals, _) = Series.count(
            published: published, stories: stories, names: texts.map { _ in [] }, order: [], by: length,
            dataEnd: dataEnd)
        var articles = totals.periods.map { _ in [Int]() }
        var firstDays = [Int?](repeating: nil, count: lexicon.count)
        for (article, day) in published.enumerated() {
            guard let day else { continue }
            articles[totals.periods[0].distance(to: Period(length, of: day))].append(article)
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

    /// The same for articles, whose stories are found too.
    public init(_ articles: [Article], by length: PeriodLength, dataEnd: CalendarDate? = nil, threads: Int = 1) {
        let texts = articles.normalized(threads: threads)
        let published = articles.map { $0.published?.day }
        let fingerprints = Parallel.map(texts.count, threads: threads) { Fingerprint(texts[$0].scalars) }
        let stories = NearDuplicates(threads: threads)
            .storyNumbers(fingerprints, days: published.map { $0?.daysSince1970 })
        self.init(
            texts: texts, published: published, stories: stories, by: length, dataEnd: dataEnd,
            threads: threads)
    }

    /// - Parameter articles: by period, those of a story together.
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

    /// In time; only the periods that have the phrase.
    func counts(of phrase: Int) -> ArraySlice<Count> { counts[offsets[phrase]..<offsets[phrase + 1]] }

    func phrases(of article: Int) -> ArraySlice<Int32> { rows[article] }

    /// The articles of a period that have each of some phrases, those of a story together.
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

    /// A phrase's articles and stories by period.
    public func series(of phrase: Int) -> Series {
        var (articles, stories) = (totals.periods.map { _ in 0 }, totals.periods.map { _ in 0 })
        for count in counts(of: phrase) {
            articles[Int(count.period)] = Int(count.articles)
            stories[Int(count.period)] = Int(count.stories)
        }
        return Series(name: lexicon.phrases[phrase].text, articles: articles, stories: stories, totals: totals)
    }
}
