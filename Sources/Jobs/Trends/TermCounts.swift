import Corpus
import Features
import Text
import Timeline

/// The articles of a corpus by the watched terms in them.
struct TermCounts {
    let terms: [WatchedTerm]
    let published: [CalendarDate?]
    /// By term, the numbers of the articles with it, ascending.
    let found: [[Int32]]
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
        var found = [[Int32]](repeating: [], count: terms.count)
        var first: [String: ArticleReference] = [:]
        var reading = try source.open(settings, wanted: TermCounts.fields)
        var texts: [Fingerprint] = []
        try reading.forEachBatch(threads: threads, progress: progress) { articles in
            articles.map { article in
                let text = article.normalized()
                let own = terms.indices.filter { terms[$0].isIn(text) }
                return (article.published?.day, own, Fingerprint(text), own.isEmpty ? nil : ArticleReference(article))
            }
        } use: { batch in
            for (day, own, text, article) in batch {
                for term in own {
                    found[term].append(Int32(published.count))
                    if day != nil, let article { TermCounts.note(article, of: terms[term].name, in: &first) }
                }
                published.append(day)
                texts.append(text)
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
        var found: [[Int32]] = []
        var first: [String: ArticleReference] = [:]
        for term in terms {
            try progress(.step("counting \(term.name)"))
            let spellings = term.spellings.joined(separator: "|")
            let places = corpus.places(of: try corpus.archive.articles(with: spellings, threads: threads))
            found.append(places.map { Int32($0) })
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
        var published = published
        if let last {
            for (index, day) in published.enumerated() where day.map({ $0 > last }) ?? false { published[index] = nil }
        }
        let totals = PeriodTotals(
            published: published, stories: stories, by: rule, dataStart: dataStart, dataEnd: dataEnd)
        let series = zip(terms, found).map { term, articles in
            Series(name: term.name, articles: articles, published: published, stories: stories, in: totals)
        }
        return (totals, SeriesTrend.find(in: series, threads: threads))
    }
}
