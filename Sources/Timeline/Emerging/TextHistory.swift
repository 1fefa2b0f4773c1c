import Corpus
import Features
import TrendNumerics
import Text

/// The texts of articles in memory, in which phrases are found and counted.
public struct TextHistory: PhraseHistory {
    public let totals: PeriodTotals
    private let texts: [ArticleText]
    private let sources: [String]
    private let published: [CalendarDate?]
    private let stories: [Int]
    /// The dated articles: those of period `p`, grouped by story, then in their order, are
    /// `articles[starts[p]..<starts[p + 1]]`.
    private let articles: [Int]
    private let starts: [Int]
    private let threads: Int
    /// How many articles are searched before phrases are dropped for the first time, and by one thread at a time. They
    /// change nothing but the time it takes.
    var firstRound = 1 << 14
    var pieceSize = 1 << 11

    /// - Parameters:
    ///   - texts: the texts of the articles, in their order.
    ///   - sources: the source of each article, by which boilerplate is told.
    ///   - published: the day of each article. An article without a day belongs to no period.
    ///   - stories: each article's story (`NearDuplicates.storyNumbers`).
    ///   - coverage: the days that the data cover, if they are known.
    public init(
        texts: [ArticleText], sources: [String], published: [CalendarDate?], stories: [Int], by rule: PeriodRule,
        coverage: KnownCoverage = KnownCoverage(), threads: Int = 1
    ) {
        precondition(texts.count == published.count && texts.count == stories.count && texts.count == sources.count)
        let totals = PeriodTotals(published: published, stories: stories, by: rule, coverage)
        var periods = [Int](repeating: -1, count: texts.count)
        if let first = totals.periods.first {
            for (article, day) in published.enumerated() {
                if let day { periods[article] = first.distance(to: rule.period(of: day)) }
            }
        }
        self.init(
            texts: texts, sources: sources, published: published, stories: stories,
            articles: texts.indices.filter { periods[$0] >= 0 }
                .sorted { (periods[$0], stories[$0], $0) < (periods[$1], stories[$1], $1) },
            totals: totals, threads: threads)
    }

    /// - Parameter articles: the dated ones, by period and story.
    private init(
        texts: [ArticleText], sources: [String], published: [CalendarDate?], stories: [Int], articles: [Int],
        totals: PeriodTotals, threads: Int
    ) {
        self.totals = totals
        (self.texts, self.sources, self.published, self.stories) = (texts, sources, published, stories)
        (self.articles, self.threads) = (articles, threads)
        starts = totals.articles.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    }

    /// Normalizes articles and finds their stories.
    public init(_ articles: [Article], by rule: PeriodRule, dataEnd: CalendarDate? = nil, threads: Int = 1) {
        let texts = articles.normalized(threads: threads)
        let published = articles.map { $0.published?.day }
        let stories = NearDuplicates(threads: threads).storyNumbers(texts, days: published.map { $0?.daysSince1970 })
        self.init(
            texts: texts, sources: articles.map(\.sourceName), published: published, stories: stories, by: rule,
            coverage: KnownCoverage(end: dataEnd), threads: threads)
    }

    /// The history of a part of the articles.
    ///
    /// - Parameter isIn: whether an article belongs to the part, by article.
    public func part(isIn: [Bool], threads: Int) -> TextHistory {
        let byPeriod = totals.periods.indices.map { articles[starts[$0]..<starts[$0 + 1]].filter { isIn[$0] } }
        let own = totals.counting(
            articles: byPeriod.map(\.count),
            stories: byPeriod.map { own in own.indices.count { $0 == 0 || stories[own[$0]] != stories[own[$0 - 1]] } })
        return TextHistory(
            texts: texts, sources: sources, published: published, stories: stories,
            articles: Array(byPeriod.joined()), totals: own, threads: threads)
    }

    /// The phrases of the articles of some periods.
    public func phrases(in periods: ClosedRange<Period>) -> ReportedPhrases {
        let own = totals.periods.indices.filter { periods.contains(totals.periods[$0]) }
        // In the order of the articles, which does not depend on the stories.
        let wanted = own.isEmpty ? [] : articles[starts[own[0]]..<starts[own[own.count - 1] + 1]].sorted()
        return ReportedPhrases(
            texts: wanted.map { texts[$0] }, sources: wanted.map { sources[$0] },
            published: wanted.map { published[$0]! }, stories: wanted.map { stories[$0] }, numbers: wanted,
            periods: periods, threads: threads)
    }

    /// - Complexity: one pass over the texts of the periods, the latest first. Phrases above their limits are dropped on
    ///   the way, and nothing is kept per text.
    public func appearances(
        of phrases: PhraseLexicon, in periods: Range<Int>, limits: [Int]
    ) -> [PhraseAppearances?] {
        var found = limits.map { $0 < 0 ? nil : PhraseAppearances() }
        var sums = [Int](repeating: 0, count: phrases.count)
        var sought = found.indices.filter { found[$0] != nil }
        var lexicon = phrases.only(sought)
        var pieces = pieces(of: periods)
        var size = firstRound
        while !pieces.isEmpty, !sought.isEmpty {
            var round: [Piece] = []
            var articles = 0
            while articles < size, let piece = pieces.popLast() {
                round.append(piece)
                articles += piece.articles.count
            }
            let (wanted, part) = (lexicon, round)
            let counted = Parallel.map(part.count, threads: threads) { count(wanted, in: part[$0]) }
            for (piece, own) in zip(part, counted) {
                for count in own {
                    let phrase = sought[Int(count.phrase)]
                    guard found[phrase] != nil else { continue }
                    sums[phrase] += Int(count.stories)
                    if sums[phrase] > limits[phrase] {
                        found[phrase] = nil
                    } else {
                        found[phrase]!.add(count, piece.period)
                    }
                }
            }
            let left = sought.filter { found[$0] != nil }
            if 4 * left.count <= 3 * sought.count {
                sought = left
                lexicon = phrases.only(left)
            }
            // What is left is rare, so a round may be as long as all before.
            size *= 2
        }
        for phrase in found.indices { found[phrase]?.counts.sort { $0.period < $1.period } }
        return found
    }

    /// Articles of one period, with all articles of each story.
    private struct Piece {
        var period: Int
        var articles: Range<Int>
    }

    private func pieces(of periods: Range<Int>) -> [Piece] {
        var pieces: [Piece] = []
        for period in periods {
            var start = starts[period]
            let end = starts[period + 1]
            while start < end {
                var next = min(start + pieceSize, end)
                while next < end, stories[articles[next]] == stories[articles[next - 1]] { next += 1 }
                pieces.append(Piece(period: period, articles: start..<next))
                start = next
            }
        }
        return pieces
    }

    /// The counts of a phrase in a piece.
    fileprivate struct PieceCount {
        var phrase: Int32
        var articles: Int32 = 0
        var stories: Int32 = 0
        var firstDay: Int32 = .max
    }

    private func count(_ lexicon: PhraseLexicon, in piece: Piece) -> [PieceCount] {
        var finder = PhraseFinder(lexicon)
        var places = [Int32](repeating: -1, count: lexicon.count)
        var counts: [PieceCount] = []
        var lastStories: [Int] = []
        for article in articles[piece.articles] {
            let story = stories[article]
            let day = Int32(published[article]!.daysSince1970)
            finder.find(in: texts[article].scalars)
            for phrase in finder.found {
                var place = Int(places[Int(phrase)])
                if place < 0 {
                    place = counts.count
                    places[Int(phrase)] = Int32(place)
                    counts.append(PieceCount(phrase: phrase))
                    lastStories.append(-1)
                }
                counts[place].articles += 1
                counts[place].firstDay = min(counts[place].firstDay, day)
                if lastStories[place] != story {
                    lastStories[place] = story
                    counts[place].stories += 1
                }
            }
        }
        return counts
    }
}

extension PhraseAppearances {
    fileprivate mutating func add(_ count: TextHistory.PieceCount, _ period: Int) {
        firstDay = min(firstDay ?? .max, Int(count.firstDay))
        if let last = counts.indices.last, counts[last].period == period {
            counts[last].articles += count.articles
            counts[last].stories += count.stories
        } else {
            counts.append(
                PhraseCount(period: period, articles: Int(count.articles), stories: Int(count.stories)))
        }
    }
}
