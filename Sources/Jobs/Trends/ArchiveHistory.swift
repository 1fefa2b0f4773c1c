import Archive
import Corpus
import Features
import TrendNumerics
import Text
import Timeline

/// The articles of an archive, in which phrases are found and counted. Few of them are read.
///
/// Most phrases of a month are as frequent as before, which the articles right before show. The others are rare: the
/// search index tells the articles that may contain them.
struct ArchiveHistory: PhraseHistory {
    let totals: PeriodTotals
    let corpus: ArchivedCorpus
    let texts: ArchivedTexts
    private let rule: PeriodRule
    /// The dated articles of each period, by place.
    let articles: [[Int]]
    /// Whether an article is in the part that the history is of, by place; nil for all.
    private let isIn: [Bool]?
    let threads: Int

    /// Of more articles, a sample is read to tell which phrases are above their limits beyond doubt.
    var sampledFrom = 1 << 16
    /// A phrase that so many articles may contain is looked up in some of them first.
    var sampledCandidates = 256
    /// Up to this number of phrases, the index is asked at once.
    var fewPhrases = 256
    /// How many articles are read before the index is asked for the phrases that are left. Both change nothing but the
    /// time it takes.
    var mostRead = 1 << 17

    /// - Parameter totals: those of the articles, where they are known.
    init(_ corpus: ArchivedCorpus, by rule: PeriodRule, totals: PeriodTotals? = nil, threads: Int) {
        let totals = totals ?? PeriodTotals(published: corpus.published, stories: corpus.stories, by: rule)
        var articles = totals.periods.map { _ in [Int]() }
        if let first = totals.periods.first {
            for (place, day) in corpus.published.enumerated() {
                if let day { articles[first.distance(to: rule.period(of: day))].append(place) }
            }
        }
        self.init(corpus, ArchivedTexts(corpus), rule, totals, articles, isIn: nil, threads)
    }

    private init(
        _ corpus: ArchivedCorpus, _ texts: ArchivedTexts, _ rule: PeriodRule, _ totals: PeriodTotals,
        _ articles: [[Int]], isIn: [Bool]?, _ threads: Int
    ) {
        (self.corpus, self.texts, self.rule, self.totals) = (corpus, texts, rule, totals)
        (self.articles, self.isIn, self.threads) = (articles, isIn, threads)
    }

    /// The history of a part of the articles, which shares the texts that were read.
    ///
    /// - Parameter isIn: whether an article belongs to the part, by place.
    func part(isIn: [Bool]) -> ArchiveHistory {
        let own = articles.map { $0.filter { isIn[$0] } }
        let ownTotals = PeriodTotals(
            periods: totals.periods, articles: own.map(\.count),
            stories: own.map { places in Set(places.map { corpus.stories[$0] }).count }, undated: 0,
            isLastPartial: totals.isLastPartial, isFirstPartial: totals.isFirstPartial)
        var part = ArchiveHistory(corpus, texts, rule, ownTotals, own, isIn: isIn, threads)
        (part.fewPhrases, part.mostRead) = (fewPhrases, mostRead)
        (part.sampledFrom, part.sampledCandidates) = (sampledFrom / 8, sampledCandidates)
        return part
    }

    /// Keeps texts that were read otherwise.
    func keep(_ read: some Sequence<(place: Int, text: [UInt32])>) { texts.keep(read) }

    /// The articles of a period, in the order of their content, and their phrases, whose numbers are their places in it.
    func phrases(in period: Period) throws -> (articles: [Article], phrases: ReportedPhrases) {
        let places = totals.periods.firstIndex(of: period).map { articles[$0] } ?? []
        let read = try corpus.articles(places, wanted: [.title, .text, .date, .link, .source])
        let order = read.contentOrder()
        let sorted = order.map { read[$0] }
        return (
            sorted,
            ReportedPhrases(
                texts: sorted.normalized(threads: threads), sources: sorted.map(\.sourceName),
                published: sorted.map { $0.published!.day }, stories: order.map { corpus.stories[places[$0]] },
                numbers: Array(sorted.indices), periods: period...period, threads: threads)
        )
    }

    /// Of a large history, a phrase is taken to be above its limit where a random sample of articles says so: with a
    /// probability of error below `PhraseLimit.error`.
    ///
    /// - Complexity: reads at most some ten thousand articles and, where the history is small, the latest ones of the
    ///   periods; and those that may contain the phrases that are rarer than their limits there.
    func appearances(of phrases: PhraseLexicon, in periods: Range<Int>, limits: [Int]) throws -> [PhraseAppearances?] {
        var found = limits.map { $0 < 0 ? nil : PhraseAppearances() }
        var left = found.indices.filter { found[$0] != nil }
        let isLarge = periods.reduce(0) { $0 + articles[$1].count } > sampledFrom
        if isLarge, left.count > fewPhrases / 8 {
            for phrase in try frequent(phrases, left, in: periods, limits) { found[phrase] = nil }
            left = left.filter { found[$0] != nil }
        }
        var (end, read) = (periods.upperBound, 0)
        while end > periods.lowerBound, !left.isEmpty,
            !isLarge && left.count > fewPhrases && read < mostRead || texts.areKept(articles[end - 1])
        {
            end -= 1
            read += articles[end].count
            let counted = try count(phrases.only(left), in: end)
            for (phrase, own) in zip(left, counted) { found[phrase]?.add(own, in: end) }
            left = left.filter { found[$0]!.stories <= limits[$0] }
        }
        for phrase in left {
            let own = try indexed(
                phrases, phrase, in: periods.lowerBound..<end, limit: limits[phrase] - found[phrase]!.stories)
            if let own {
                for (period, count) in own { found[phrase]!.add(count, in: period) }
            } else {
                found[phrase] = nil
            }
        }
        return found.indices.map { phrase in
            guard var own = found[phrase], own.stories <= limits[phrase] else { return nil }
            own.counts.sort { $0.period < $1.period }
            return own
        }
    }

    /// Counts phrases in all articles of a period.
    private func count(_ phrases: PhraseLexicon, in period: Int) throws -> [PhraseAppearances] {
        var finder = PhraseFinder(phrases)
        var counts = [PhraseCount](
            repeating: PhraseCount(period: period, articles: 0, stories: 0), count: phrases.count)
        var firstDays = [Int](repeating: .max, count: phrases.count)
        // By phrase, the articles of stories that have several there.
        var seen: Set<SIMD2<Int>> = []
        var sizes: [Int: Int] = [:]
        for place in articles[period] { sizes[corpus.stories[place], default: 0] += 1 }
        try texts.forEach(articles[period], threads: threads) { place, text in
            finder.find(in: text)
            let (story, day) = (corpus.stories[place], corpus.published[place]!.daysSince1970)
            let isAlone = sizes[story] == 1
            for phrase in finder.found.lazy.map(Int.init) {
                counts[phrase].articles += 1
                if isAlone || seen.insert(SIMD2(phrase, story)).inserted { counts[phrase].stories += 1 }
                firstDays[phrase] = min(firstDays[phrase], day)
            }
        }
        return zip(counts, firstDays).map {
            $0.articles > 0 ? PhraseAppearances(counts: [$0], firstDay: $1) : PhraseAppearances()
        }
    }

    /// Counts a phrase in the articles that may contain it, by period, the latest first.
    ///
    /// - Parameter limit: ends with more stories.
    /// - Returns: nil where a sample says that there are more stories.
    private func indexed(
        _ phrases: PhraseLexicon, _ phrase: Int, in periods: Range<Int>, limit: Int
    ) throws -> [(period: Int, count: PhraseAppearances)]? {
        guard !periods.isEmpty, limit >= 0, let first = totals.periods.first else { return [] }
        let places = try texts.places(thatMayHold: phrases.pieces(of: phrase))
        var byPeriod: [Int: [Int]] = [:]
        for place in places where isIn?[place] ?? true {
            guard let day = corpus.published[place] else { continue }
            let period = first.distance(to: rule.period(of: day))
            if periods.contains(period) { byPeriod[period, default: []].append(place) }
        }
        let alone = phrases.only([phrase])
        if try isFrequent(alone, byPeriod, limit: limit) { return nil }
        var finder = PhraseFinder(alone)
        var counts: [(period: Int, count: PhraseAppearances)] = []
        var stories = 0
        var left = byPeriod.sorted { $0.key > $1.key }[...]
        while stories <= limit, !left.isEmpty {
            // Several periods are read at once: most have an article or two.
            var (end, size) = (left.startIndex, 0)
            while end < left.endIndex, size < ArchiveHistory.candidatesAtOnce {
                size += left[end].value.count
                end += 1
            }
            var holding: Set<Int> = []
            try texts.forEach(left[..<end].flatMap(\.value).sorted(), threads: threads) { place, text in
                finder.find(in: text)
                if !finder.found.isEmpty { holding.insert(place) }
            }
            for (period, places) in left[..<end] where stories <= limit {
                guard let count = self.count(places.filter(holding.contains), in: period) else { continue }
                stories += Int(count.counts[0].stories)
                counts.append((period, count))
            }
            left = left[end...]
        }
        return counts
    }

    /// Counts articles that contain a phrase.
    ///
    /// - Returns: nil where there are none.
    private func count(_ places: [Int], in period: Int) -> PhraseAppearances? {
        guard let firstDay = places.map({ corpus.published[$0]!.daysSince1970 }).min() else { return nil }
        let stories = Set(places.map { corpus.stories[$0] }).count
        return PhraseAppearances(
            counts: [PhraseCount(period: period, articles: places.count, stories: stories)], firstDay: firstDay)
    }
}

extension PhraseAppearances {
    fileprivate var stories: Int { counts.reduce(0) { $0 + Int($1.stories) } }

    /// Adds what was counted in a period that has none yet.
    fileprivate mutating func add(_ own: PhraseAppearances, in period: Int) {
        guard var count = own.counts.first else { return }
        count.period = Int32(period)
        counts.append(count)
        if let day = own.firstDay { firstDay = min(firstDay ?? .max, day) }
    }
}
