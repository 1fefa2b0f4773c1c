import Corpus
import Features
import Synchronization
import TrendNumerics
import Text
import Timeline

/// The articles of an archive, in which phrases are found and counted. Few of them are read.
///
/// Most phrases of a month are as frequent as before, which a sample of the articles before shows. The others are rare: the
/// search index tells the articles that may contain them.
struct ArchiveHistory: PhraseHistory {
    let totals: PeriodTotals
    let corpus: ArchivedCorpus
    /// The dated articles of each period, by place.
    let articles: [[Int32]]
    /// By place, the index of the period; -1 for articles without a date.
    let periods: [Int32]
    /// By place, whether the story has no other article.
    let isAlone: [Bool]
    /// Whether an article is in the part that the history is of, by place; nil for all.
    let isIn: [Bool]?
    let threads: Int
    private let shared: Shared

    /// Of more articles, a sample is read to tell which phrases are above their limits beyond doubt.
    var sampledFrom = 1 << 16
    /// A phrase that so many articles may contain is looked up in some of them first.
    var sampledCandidates = 64
    /// Up to this number of phrases, the index is asked at once.
    var fewPhrases = 256
    /// How many articles are read before the index is asked for the phrases that are left. Both change nothing but the
    /// time it takes.
    var mostRead = 1 << 17

    /// - Parameter totals: those of the articles, where they are known.
    init(_ corpus: ArchivedCorpus, by rule: PeriodRule, totals: PeriodTotals? = nil, threads: Int) {
        let totals = totals ?? PeriodTotals(published: corpus.published, stories: corpus.stories, by: rule)
        var articles = totals.periods.map { _ in [Int32]() }
        var periods = [Int32](repeating: -1, count: corpus.published.count)
        if let first = totals.periods.first {
            // A day is looked up once, and most articles come in the order of time.
            var known: [CalendarDate: Int] = [:]
            var last: (day: CalendarDate, period: Int)?
            for (place, day) in corpus.published.enumerated() {
                guard let day else { continue }
                if last?.day != day {
                    let period = known[day] ?? first.distance(to: rule.period(of: day))
                    known[day] = period
                    last = (day, period)
                }
                articles[last!.period].append(Int32(place))
                periods[place] = Int32(last!.period)
            }
        }
        var sizes = [Int32](repeating: 0, count: (corpus.stories.max() ?? -1) + 1)
        for story in corpus.stories { sizes[story] += 1 }
        (self.totals, self.corpus, self.articles, self.periods) = (totals, corpus, articles, periods)
        (isAlone, isIn) = (corpus.stories.map { sizes[$0] == 1 }, nil)
        (self.threads, shared) = (threads, Shared())
    }

    private init(_ all: ArchiveHistory, totals: PeriodTotals, articles: [[Int32]], isIn: [Bool]) {
        (self.totals, corpus, self.articles, periods) = (totals, all.corpus, articles, all.periods)
        (isAlone, self.isIn, threads, shared) = (all.isAlone, isIn, all.threads, all.shared)
        (fewPhrases, mostRead, sampledCandidates) = (all.fewPhrases, all.mostRead, all.sampledCandidates)
        sampledFrom = all.sampledFrom / 8
    }

    /// The history of a part of the articles, which shares what was read.
    ///
    /// - Parameter isIn: whether an article belongs to the part, by place.
    func part(isIn: [Bool]) -> ArchiveHistory {
        let own = articles.map { $0.filter { isIn[Int($0)] } }
        let ownTotals = totals.counting(
            articles: own.map(\.count),
            stories: own.map { places in
                var stories: Set<Int> = []
                return places.count { isAlone[Int($0)] || stories.insert(corpus.stories[Int($0)]).inserted }
            })
        return ArchiveHistory(self, totals: ownTotals, articles: own, isIn: isIn)
    }

    /// What the history and its parts have in common.
    private final class Shared: Sendable {
        private struct State {
            var texts: [(place: Int, text: [UInt32])] = []
            var phrases: ArchivedPhrases?
        }

        private let state = Mutex(State())

        func keep(_ texts: [(place: Int, text: [UInt32])]) { state.withLock { $0.texts = texts } }

        /// What was looked for if these phrases are among it, else these from now on.
        func phrases(_ lexicon: PhraseLexicon, in corpus: ArchivedCorpus, threads: Int) -> (ArchivedPhrases, [Int32]) {
            let (known, texts) = state.withLock { ($0.phrases, $0.texts) }
            if let known, let numbers = known.numbers(of: lexicon) { return (known, numbers) }
            let new = ArchivedPhrases(lexicon, in: corpus)
            new.add(texts, threads: threads)
            state.withLock { $0.phrases = new }
            return (new, lexicon.phrases.indices.map { Int32($0) })
        }
    }

    /// Keeps texts that were read otherwise.
    func keep(_ read: some Sequence<(place: Int, text: [UInt32])>) { shared.keep(Array(read)) }

    /// The articles of a period, in the order of their content, and their phrases, whose numbers are their places in it.
    func phrases(in period: Period) throws -> (articles: [Article], phrases: ReportedPhrases) {
        let places = totals.periods.firstIndex(of: period).map { articles[$0].map { Int($0) } } ?? []
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
        let (known, numbers) = shared.phrases(phrases, in: corpus, threads: threads)
        var question = PhraseQuestion(numbers, limits, known)
        let isLarge = periods.reduce(0) { $0 + articles[$1].count } > sampledFrom
        try leaveOutFrequent(&question, in: periods)
        var (end, read) = (periods.upperBound, 0)
        while end > periods.lowerBound, !isLarge, question.left.count > fewPhrases, read < mostRead {
            end -= 1
            read += articles[end].count
            try count(&question, question.left, at: articles[end])
        }
        try lookUp(&question, in: periods.lowerBound..<end)
        return question.answers
    }
}

/// Which phrases are asked for, and what is known of them.
struct PhraseQuestion {
    /// Where it is known which articles have the phrases, and their numbers there.
    let known: ArchivedPhrases
    let numbers: [Int32]
    private let limits: [Int]
    private var found: [PhraseAppearances?]
    /// Those that may be at their limits or below.
    private(set) var left: [Int]

    fileprivate init(_ numbers: [Int32], _ limits: [Int], _ known: ArchivedPhrases) {
        (self.numbers, self.limits, self.known) = (numbers, limits, known)
        found = limits.map { $0 < 0 ? nil : PhraseAppearances() }
        left = limits.indices.filter { limits[$0] >= 0 }
    }

    /// How many stories more a phrase may have.
    func limit(of phrase: Int) -> Int { limits[phrase] - (found[phrase]?.stories ?? 0) }

    /// Takes phrases to be above their limits.
    mutating func leaveOut(_ phrases: some Sequence<Int>) {
        for phrase in phrases { found[phrase] = nil }
        left.removeAll { found[$0] == nil }
    }

    /// Adds what was counted in periods that were not counted yet.
    mutating func add(_ counted: [(phrase: Int, counts: PhraseAppearances)]) {
        for (phrase, own) in counted where found[phrase] != nil {
            found[phrase]!.add(own)
            if found[phrase]!.stories > limits[phrase] { found[phrase] = nil }
        }
        left.removeAll { found[$0] == nil }
    }

    fileprivate var answers: [PhraseAppearances?] {
        found.map { own in
            var own = own
            own?.counts.sort { $0.period < $1.period }
            return own
        }
    }
}

extension PhraseAppearances {
    var stories: Int { counts.reduce(0) { $0 + Int($1.stories) } }

    fileprivate mutating func add(_ own: PhraseAppearances) {
        counts += own.counts
        if let day = own.firstDay { firstDay = min(firstDay ?? .max, day) }
    }
}
