import Archive
import Corpus
import Features
import Text
import Timeline

/// The articles of a corpus by the watched terms in them.
struct TermCounts {
    let terms: [WatchedTerm]
    let published: [CalendarDate?]
    let found: [[String]]
    /// The first article with each term, by day and title.
    let first: [String: ArticleReference]
    let stories: [Int]
    let reading: ReadingSummary

    /// - Throws: `CorpusError`, `JobError`, and what `progress` throws.
    init(_ source: ArticleSource, _ terms: [WatchedTerm], threads: Int, progress: ProgressHandler) throws {
        let settings = try source.settings()
        if let archive = try source.wholeArchive(settings),
            let counts = try TermCounts(archive, source, terms, settings, threads: threads, progress: progress)
        {
            self = counts
            return
        }
        var published: [CalendarDate?] = []
        var found: [[String]] = []
        var first: [String: ArticleReference] = [:]
        var reading = try source.open(settings, wanted: TermCounts.fields)
        var texts: [Fingerprint] = []
        try reading.forEachBatch(threads: threads, progress: progress) { articles in
            articles.map { article in
                let text = article.normalized()
                let names = terms.filter { $0.isIn(text) }.map(\.name)
                return (
                    article.published?.day, names, Fingerprint(text), names.isEmpty ? nil : ArticleReference(article)
                )
            }
        } use: { batch in
            for (day, names, text, article) in batch {
                published.append(day)
                found.append(names)
                texts.append(text)
                for name in names where day != nil {
                    if let article { TermCounts.note(article, of: name, in: &first) }
                }
            }
        }
        self.reading = try reading.finish()
        try progress(.step("looking for reposts"))
        (self.terms, self.published, self.found, self.first) = (terms, published, found, first)
        stories = NearDuplicates(threads: threads).storyNumbers(texts, days: published.map { $0?.daysSince1970 })
    }

    private static let fields: RecordFields = [.title, .text, .date, .link]

    private static func note(_ article: ArticleReference, of name: String, in first: inout [String: ArticleReference]) {
        if let known = first[name], (known.date ?? "", known.title) <= (article.date ?? "", article.title) { return }
        first[name] = article
    }

    /// Counts by what an archive keeps beside its records, of which it reads only those that may hold a term.
    ///
    /// - Returns: nil for an archive with records that have to be rejected.
    private init?(
        _ archive: Archive, _ source: ArticleSource, _ terms: [WatchedTerm], _ settings: ReadingSettings, threads: Int,
        progress: ProgressHandler
    ) throws {
        try progress(.step("counting"))
        let facts = try archive.facts()
        guard facts.empty == 0 else { return nil }
        var summary = ReadingSummary()
        summary.records = facts.articles.count
        (summary.withoutText, summary.withMarkup, summary.cut) = (facts.withoutText, facts.withMarkup, facts.cut)
        var dates: [Int32: CalendarDate?] = [:]
        func date(_ day: Int32) -> CalendarDate? {
            if let known = dates[day] { return known }
            let date = CalendarDate(daysSince1970: Int(day)).flatMap {
                $0.canBePublication(through: source.latestDay) ? $0 : nil
            }
            dates[day] = .some(date)
            return date
        }
        var (undated, tally) = (0, DayTally())
        var published: [CalendarDate?] = []
        var stories: [Int] = []
        /// The place of each article among those that count; -1 for none.
        var places = [Int32](repeating: -1, count: Int(facts.articles.last ?? 0) + 1)
        published.reserveCapacity(facts.articles.count)
        for (index, article) in facts.articles.enumerated() {
            let day = facts.days[index].flatMap(date)
            if day == nil { undated += 1 }
            if let days = source.days, !tally.count(day, in: days) { continue }
            places[Int(article)] = Int32(published.count)
            published.append(day)
            stories.append(facts.stories[index])
        }
        summary.withoutDate = undated
        if let days = source.days {
            summary.add(tally, of: days)
            try tally.check(days)
        }
        var found = [[String]](repeating: [], count: published.count)
        var first: [String: ArticleReference] = [:]
        var reader = StoredRecordReader(ReadingOptions(settings: settings, wanted: TermCounts.fields))
        for term in terms {
            try progress(.step("counting \(term.name)"))
            let articles = try archive.articles(with: term.spellings.joined(separator: "|"), threads: threads)
                .filter { $0 < places.count && places[Int($0)] >= 0 }
            for article in articles { found[Int(places[Int(article)])].append(term.name) }
            let days = articles.map { published[Int(places[Int($0)])] }
            guard let earliest = days.lazy.compactMap({ $0 }).min() else { continue }
            for record in try archive.records(of: zip(articles, days).lazy.filter { $1 == earliest }.map(\.0)) {
                if let article = reader.article(record) {
                    TermCounts.note(ArticleReference(article), of: term.name, in: &first)
                }
            }
        }
        (self.terms, self.published, self.found, self.first) = (terms, published, found, first)
        (self.stories, reading) = (stories, summary)
    }

    /// The series of the terms and what changed in them.
    ///
    /// - Parameter last: the last day of the articles that count; nil for all of them.
    func trends(
        by rule: PeriodRule, through last: CalendarDate? = nil, dataStart: CalendarDate?, dataEnd: CalendarDate?,
        threads: Int
    ) -> (totals: PeriodTotals, trends: [SeriesTrend]) {
        let used = published.indices.filter { index in
            last.map { last in published[index].map { $0 <= last } ?? false } ?? true
        }
        let (totals, series) = Series.count(
            published: used.map { published[$0] }, stories: used.map { stories[$0] }, names: used.map { found[$0] },
            order: terms.map(\.name), by: rule, dataStart: dataStart, dataEnd: dataEnd)
        return (totals, SeriesTrend.find(in: series, threads: threads))
    }
}
