import Corpus
import Text
import Timeline

/// Puts the figures of a report into words, tables and charts. Each section is an extension of it.
struct ReportBuilder {
    let facts: ReportFacts
    let language: Language
    let words: any Phrasebook
    let columns: ColumnHeadings
    private var groups: [Report.ArticleGroup] = []
    private var known: Set<String> = []
    private var listed: Set<Int> = []

    init(_ facts: ReportFacts, language: Language) {
        self.facts = facts
        self.language = language
        words = language.phrasebook(
            by: facts.months.lowerBound.rule, comparesSameDays: facts.series.sameDays?.previous != nil)
        columns = words.columns
    }

    func report() -> Report {
        var builder = self
        let sections = [
            builder.volume(), builder.industries(), builder.topics(), builder.terms(), builder.emerging(),
            builder.technologies(), builder.keywords(), builder.sources(), builder.reading(),
        ].compactMap { $0 }
        let summary = builder.summary()
        let articles = builder.listedArticles()
        return Report(
            language: language, title: words.title(facts.months, part: facts.part), firstMonth: facts.months.lowerBound,
            lastMonth: facts.months.upperBound, part: facts.part, summary: summary,
            sections: sections + [builder.method(articles)],
            groups: builder.groups, articles: articles, trends: builder.trends(), warnings: warnings,
            undated: facts.data.undated)
    }

    func section(_ section: ReportSection, _ blocks: [Report.Block]) -> Report.Section {
        .init(id: section.rawValue, title: words.heading(section), blocks: blocks)
    }

    /// What the tables of all periods end with: `by-month`, `by-week`.
    var byPeriod: String {
        let period = facts.months.lowerBound
        return period.runLength == nil ? "by-\(period.length.rawValue)" : "by-period"
    }

    /// The number of reported months, which are compared with as many months before.
    var monthCount: Int { facts.months.lowerBound.distance(to: facts.months.upperBound) + 1 }

    /// A name from an article, shortened for running text.
    func short(_ name: String) -> String { oneLine(name).shortened(to: 40) }

    /// A share as a percentage, or `–` if it is unknown.
    func percentage(_ share: Double?) -> String { share.map { percent($0) } ?? "–" }

    // MARK: Groups of articles

    /// Makes a group of articles that figures can lead to.
    ///
    /// - Parameter entries: indices into `facts.entries`; the first article of each story goes in front.
    /// - Returns: the group's id; `nil` if there are no articles.
    mutating func group(_ id: String, _ title: String, _ entries: some Sequence<Int>) -> String? {
        var seen: Set<Int> = []
        var (leads, reposts): ([Int], [Int]) = ([], [])
        for entry in entries {
            if seen.insert(facts.entries[entry].story).inserted { leads.append(entry) } else { reposts.append(entry) }
        }
        guard !leads.isEmpty else { return nil }
        if known.insert(id).inserted {
            groups.append(.init(id: id, title: title, articles: (leads + reposts).map { facts.entries[$0].id }))
            listed.formUnion(leads + reposts)
        }
        return id
    }

    /// The id of a group if there is one by now.
    func listed(_ id: String) -> String? { known.contains(id) ? id : nil }

    /// The group of a row's articles in the reported months, or in those that they are compared with.
    mutating func group(_ family: SeriesFamily, row: Int, months: ClosedRange<Period>) -> String? {
        group(
            "\(family.kind)-\(row + 1)-\(months == facts.months ? "now" : "before")",
            words.articles(
                of: short(family.rows[row].name), in: months == facts.months ? months : facts.comparedMonths),
            family.articles(of: row, in: months == facts.months ? facts.entries(of: months) : facts.entriesBefore))
    }

    private func listedArticles() -> [Report.ListedArticle] {
        let listed = listed.sorted()
        let reasons = facts.reasons(of: listed)
        return zip(listed, reasons).map { index, reasons in
            let entry = facts.entries[index]
            var reference = entry.article.reference
            reference.title = oneLine(reference.title)
            reference.link = Escape.webLink(reference.link) ?? ""
            return Report.ListedArticle(
                id: entry.id, reference: reference, source: oneLine(entry.article.source),
                industries: entry.article.industries.map(oneLine), probabilities: entry.article.probabilities ?? [],
                reasons: reasons.map(oneLine), story: entry.story + 1)
        }
    }

    private func trends() -> [Report.TrendFamily] {
        let families = [
            facts.series.industries, facts.series.topics, facts.series.terms, facts.series.technologies,
            facts.series.keywords,
        ]
        return (families + (facts.series.sources.rows.isEmpty ? [] : [facts.series.sources])).map { family in
            Report.TrendFamily(
                name: family.kind.rawValue, periods: facts.series.totals.periods, articles: family.totals.articles,
                stories: family.totals.stories, isLastPartial: facts.series.totals.isLastPartial,
                isFirstPartial: facts.series.totals.isFirstPartial,
                uncertain: family.kind == .industries
                    ? facts.series.uncertain.map { .init(articles: $0.articles, stories: $0.stories) } : nil,
                trust: family.kind == .industries ? facts.series.trust : nil,
                series: family.rows.map { row in
                    Report.Trend(
                        name: oneLine(row.name), articles: row.trend.series.articles,
                        stories: row.trend.series.stories,
                        shares: row.trend.series.estimate == nil
                            ? nil : facts.series.totals.periods.indices.map(row.trend.series.bestShare),
                        measures: row.trend.measures)
                })
        }
    }

    /// The warnings of the report, in English: the language of the program's messages, whatever the language of the
    /// report.
    private var warnings: [String] {
        var warnings: [String] = []
        if let strays = facts.strays { warnings.append(strays.description) }
        if let empty = facts.withoutArticles {
            warnings.append(English().withoutArticles(empty, last: facts.months.upperBound))
        }
        if case .failure(let reason) = facts.topicModel { warnings.append(English().noTopics(reason)) }
        if facts.series.rareIndustries > 0 {
            warnings.append(
                English().rareIndustries(
                    counted: facts.series.industries.rows.count, leftOut: facts.series.rareIndustries))
        }
        if let unmatched = facts.keptTopics?.unmatched, unmatched > KeptTopicsNote.mostUnmatched {
            warnings.append(
                "\(percent(unmatched)) of the reported articles fit none of the kept topics, which were found in other "
                    + "texts; find the topics anew on articles like these")
        }
        return warnings
    }
}
