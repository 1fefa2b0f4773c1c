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
        if let corpus = try ArchivedCorpus(source, settings) {
            self = try TermCounts(corpus, terms, threads: threads, progress: progress)
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

    /// Counts articles of an archive, of which only those are read that may hold a term.
    private init(
        _ corpus: ArchivedCorpus, _ terms: [WatchedTerm], threads: Int, progress: ProgressHandler
    ) throws {
        var found = [[String]](repeating: [], count: corpus.numbers.count)
        var first: [String: ArticleReference] = [:]
        for term in terms {
            try progress(.step("counting \(term.name)"))
            let spellings = term.spellings.joined(separator: "|")
            let places = corpus.places(of: try corpus.archive.articles(with: spellings, threads: threads))
            for place in places { found[place].append(term.name) }
            guard let earliest = places.lazy.compactMap({ corpus.published[$0] }).min() else { continue }
            let ofDay = places.filter { corpus.published[$0] == earliest }
            for article in try corpus.articles(ofDay, wanted: TermCounts.fields) {
                TermCounts.note(ArticleReference(article), of: term.name, in: &first)
            }
        }
        (self.terms, published, self.found, self.first) = (terms, corpus.published, found, first)
        (stories, reading) = (corpus.stories, corpus.reading)
    }

    /// The series of the terms and what changed in them.
    ///
    /// - Parameter last: the last day of the articles that count; nil for all of them.
    func trends(
        by rule: PeriodRule, through last: CalendarDate? = nil, dataStart: CalendarDate?, dataEnd: CalendarDate?,
        threads: Int
    ) -> (totals: PeriodTotals, trends: [SeriesTrend]) {
        guard let last else { return trends(of: published, stories, found, by: rule, dataStart, dataEnd, threads) }
        let used = published.indices.filter { index in published[index].map { $0 <= last } ?? false }
        return trends(
            of: used.map { published[$0] }, used.map { stories[$0] }, used.map { found[$0] }, by: rule, dataStart,
            dataEnd,
            threads)
    }

    private func trends(
        of published: [CalendarDate?], _ stories: [Int], _ found: [[String]], by rule: PeriodRule,
        _ dataStart: CalendarDate?, _ dataEnd: CalendarDate?, _ threads: Int
    ) -> (totals: PeriodTotals, trends: [SeriesTrend]) {
        let (totals, series) = Series.count(
            published: published, stories: stories, names: found, order: terms.map(\.name), by: rule,
            dataStart: dataStart, dataEnd: dataEnd)
        return (totals, SeriesTrend.find(in: series, threads: threads))
    }
}
