import Archive
import Corpus
import Models
import TrendNumerics
import Reports
import Synchronization
import Text
import Timeline

/// The articles of a report on an archive: it reads those of the reported periods and of those that they are compared
/// with, and a sample of the others, and counts what the archive keeps beside its records.
struct ArchivedReport {
    /// Makes articles of records, as all reports do.
    typealias Count = (_ page: [ArchivedArticle]) throws -> [ReportArticle]

    /// More articles than this, or more bytes of records, are not all read.
    static let mostRead = 1 << 15
    static let mostBytes = 1 << 25
    /// How many stories of other periods are read to find topics in, and up to how many bytes of text.
    private static let sampleSize = 1 << 14
    private static let sampleBytes = 1 << 24
    private static let readAtOnce = 1 << 12

    private let all: ArchivedCorpus
    /// The dated articles up to the end of the reported periods.
    private let corpus: ArchivedCorpus
    private let options: ReportOptions
    private let months: ClosedRange<Period>
    private let coverage: KnownCoverage
    private let totals: PeriodTotals
    /// By place in `corpus`, the index of the period.
    private let periods: [Int32]
    private let isGiven: [Bool]
    private let storyCount: Int

    /// - Throws: `CorpusError`, `ReportError` where there is nothing to report on.
    init(_ all: ArchivedCorpus, _ options: ReportOptions) throws {
        let dated = all.published.compactMap(\.self)
        let (months, coverage) = try ReportHistory.span(of: dated, read: all.numbers.count, options)
        let end = months.upperBound.lastDay
        let places = all.numbers.indices.filter { all.published[$0].map { $0 <= end } ?? false }
        let stories = try StoriesInTime.stories(of: places, in: all, end: end)
        corpus = ArchivedCorpus(all, places: places, stories: stories)
        storyCount = (stories.max() ?? -1) + 1
        let rule = months.lowerBound.rule
        let totals = PeriodTotals(
            published: corpus.published, stories: stories, by: rule, coverage)
        let first = totals.periods[0]
        var indices: [CalendarDate: Int32] = [:]
        periods = corpus.published.map { day in
            if let known = indices[day!] { return known }
            let index = Int32(first.distance(to: rule.period(of: day!)))
            indices[day!] = index
            return index
        }
        let given = ArchivedReport.given(months, totals)
        isGiven = totals.periods.map { period in given.contains { $0.contains(period) } }
        (self.all, self.options, self.months, self.coverage, self.totals) = (all, options, months, coverage, totals)
    }

    /// How labels are read where the job does not say it.
    func labelSettings() throws -> ReadingSettings? { try all.archive.labelSettings() }

    /// The periods whose articles are read: figures lead to them.
    private static func given(_ months: ClosedRange<Period>, _ totals: PeriodTotals) -> [ClosedRange<Period>] {
        let (first, last) = (months.lowerBound, months.upperBound)
        let window = first.distance(to: last) + 1
        var given = [months, first.adding(-window)...first.adding(-1)]
        // A last period that is not over is compared with the same days of the year before, too.
        if totals.isLastPartial, totals.periods.last == last, last.rule.fillsYear {
            given.append(first.adding(-last.periodsInYear)...last.adding(-last.periodsInYear))
        }
        return given
    }

    /// - Parameters:
    ///   - settings: how the records are read.
    ///   - count: makes articles of records.
    /// - Throws: `CorpusError`, and what `progress` throws.
    func source(
        _ settings: ReadingSettings, terms: [WatchedTerm], _ progress: ProgressHandler, _ count: Count
    ) throws -> ReportSource {
        let given = corpus.numbers.indices.filter { isGiven[Int(periods[$0])] }
        var articles: [ReportArticle] = []
        articles.reserveCapacity(given.count)
        for part in Parallel.chunks(of: given.count, size: ArchivedReport.readAtOnce) {
            articles += try read(given[part], count)
            try progress(.read(articles: articles.count, share: Double(part.upperBound) / Double(given.count)))
        }
        try progress(.step("sampling earlier articles"))
        let (sample, sampled) = try sample(besides: given, count)
        try progress(.step("counting what the archive keeps"))
        let places = namedPlaces()
        var names = try ArchivedNames(
            all.archive, places, aliases: settings.aliases ?? all.archive.labelSettings()?.aliases)
        if settings.normalizer.version > .one {
            let joined = try names.joinSpellings()
            if !joined.isEmpty { for index in articles.indices { articles[index].rename(joined) } }
        }
        let industries = try names.industries()
        let ofTerms = try terms.map { term in
            let found = try all.archive.articles(
                with: term.spellings.joined(separator: "|"), threads: options.compute.threads)
            return names.count(all.places(of: found))
        }
        let history = ArchiveHistory(
            corpus, by: months.lowerBound.rule, totals: totals, threads: options.compute.threads)
        history.keep(zip(given, articles).lazy.map { ($0, $1.scalars) })
        let (finalNames, corpus) = (names, self.corpus)
        let industryParts = Mutex<[String: [Int32]]?>(nil)
        let numbers = all.numbers
        return ReportSource(
            articles: articles, rejects: 0, classifier: nil, terms: terms,
            history: ReportHistory(
                months: months, totals: totals, stories: storyCount, coverage: coverage, isGiven: isGiven,
                storyOfArticle: given.map { corpus.stories[$0] }, sample: sample, sampled: sampled,
                industries: industries.articles, uncertain: industries.uncertain, terms: ofTerms,
                data: try data(names, industries),
                count: { try finalNames.count($0, $1) },
                phrases: { industry in
                    guard let industry else { return history }
                    let places = try industryParts.withLock { known in
                        let parts = try known ?? finalNames.placesByIndustry()
                        known = parts
                        return parts[industry] ?? []
                    }
                    var isIn = [Bool](repeating: false, count: corpus.numbers.count)
                    for place in corpus.places(of: places.map { Int64(numbers[Int($0)]) }.sorted()) {
                        isIn[place] = true
                    }
                    return history.part(isIn: isIn)
                }))
    }

    /// - Parameter textsAlone: for articles that no figure leads to.
    private func read(
        _ places: some Sequence<Int>, textsAlone: Bool = false, _ count: Count
    ) throws -> [ReportArticle] {
        let page = try all.archive.articles(
            numbered: places.lazy.map { Int64(corpus.numbers[$0]) },
            tags: textsAlone ? [] : [.industries, .technologies, .keywords], textsAlone: textsAlone)
        let articles = try count(page)
        guard articles.count == page.count else {
            throw CorpusError.wrongFormat(path: all.archive.path, reason: "a record has neither a title nor a text")
        }
        return articles
    }

    /// The first articles of stories of the periods that are not read, drawn at random, one of each period after the other.
    ///
    /// - Returns: in the order of time, with the number of stories that they were drawn from.
    private func sample(besides given: [Int], _ count: Count) throws -> ([ReportArticle], of: Int) {
        var leads = [Int32](repeating: -1, count: storyCount)
        for (place, story) in corpus.stories.enumerated() {
            let lead = leads[story]
            if lead < 0 || corpus.published[place]! < corpus.published[Int(lead)]! { leads[story] = Int32(place) }
        }
        for place in given { leads[corpus.stories[place]] = -1 }
        var byPeriod = totals.periods.map { _ in [Int32]() }
        for lead in leads.sorted() where lead >= 0 { byPeriod[Int(periods[Int(lead)])].append(lead) }
        let all = byPeriod.reduce(0) { $0 + $1.count }
        var random = SeededGenerator(seed: options.compute.seed)
        for period in byPeriod.indices { byPeriod[period].shuffle(using: &random) }
        var drawn: [Int] = []
        var rank = 0
        while drawn.count < min(ArchivedReport.sampleSize, all) {
            for own in byPeriod where rank < own.count { drawn.append(Int(own[rank])) }
            rank += 1
        }
        drawn = Array(drawn.prefix(ArchivedReport.sampleSize))
        let sample = try SampleReading(most: ArchivedReport.sampleBytes).read(drawn) { places in
            try read(places, textsAlone: true, count)
        } bytes: {
            4 * $0.scalars.count
        }
        let order = sample.places.indices.sorted { a, b in
            let (a, b) = (sample.places[a], sample.places[b])
            return (corpus.published[a]!, a) < (corpus.published[b]!, b)
        }
        return (order.map { sample.items[$0] }, all)
    }

    /// The articles that count, with the periods and stories of those that are not read.
    private func namedPlaces() -> CountedPlaces {
        var sizes = [Int32](repeating: 0, count: storyCount)
        for story in corpus.stories { sizes[story] += 1 }
        var places = CountedPlaces(numbers: all.numbers, periodCount: totals.periods.count)
        var place = 0
        for (own, number) in corpus.numbers.enumerated() {
            while all.numbers[place] < number { place += 1 }
            places.stories[place] = Int32(corpus.stories[own])
            places.isAlone[place] = sizes[corpus.stories[own]] == 1
            if !isGiven[Int(periods[own])] { places.periods[place] = periods[own] }
        }
        return places
    }

    /// What is said of all articles.
    private func data(_ names: ArchivedNames, _ industries: ArchivedNames.Industries) throws -> ReportHistory.Data {
        var data = ReportHistory.Data()
        data.read = all.numbers.count
        (data.tagged, data.unlabeled) = (industries.tagged, industries.unlabeled)
        data.filledTechnologies = try names.filled(.technologies, by: .inferredTechnologies)
        data.filledKeywords = try names.filled(.keywords, by: .inferredKeywords)
        let dated = all.published.count { $0 != nil }
        data.undated = all.numbers.count - dated
        data.later = dated - corpus.numbers.count
        // An article of which nothing is noted has its day from its field.
        var usual = dated
        var others = 0
        try names.dates { place, finding in
            let isDated = all.published[place] != nil
            if isDated { usual -= 1 } else { others += 1 }
            let rule = isDated ? finding.rule : nil
            if let rule { data.byRule[rule, default: 0] += 1 }
            if finding.hasField, rule != .field { data.unreadableDates += 1 }
        }
        if usual > 0 { data.byRule[.field, default: 0] += usual }
        // Its field has a day on which it cannot have been published.
        data.unreadableDates += data.undated - others
        return data
    }
}
