import Text
import Corpus
import Timeline

/// Puts the figures of a report into words, tables and charts. The sections are its extensions.
struct ReportBuilder {
    let facts: ReportFacts
    let language: Language
    private var groups: [Report.ArticleGroup] = []
    private var known: Set<String> = []
    private var listed: Set<Int> = []

    init(_ facts: ReportFacts, language: Language) {
        self.facts = facts
        self.language = language
    }

    func report() -> Report {
        var builder = self
        let sections = [
            builder.volume(), builder.industries(), builder.topics(), builder.terms(), builder.emerging(),
            builder.technologies(), builder.keywords(), builder.articlesToRead(),
        ].compactMap { $0 }
        let summary = builder.summary()
        let articles = builder.listedArticles()
        return Report(
            language: language, title: language("\(spanName)行业趋势报告", "Industry trends, \(spanName)"),
            firstMonth: facts.months.lowerBound, lastMonth: facts.months.upperBound,
            summary: summary, sections: sections + [builder.method(articles)], groups: builder.groups,
            articles: articles, trends: builder.trends())
    }

    // MARK: Names

    /// `2024年6月`, `2024年1月至6月`.
    var spanName: String {
        let (first, last) = (facts.months.lowerBound, facts.months.upperBound)
        if first == last { return name(first) }
        let isOneYear = first.firstDay.year == last.firstDay.year
        return language(
            name(first) + "至" + (isOneYear ? "\(last.firstDay.month)月" : name(last)), "\(first) to \(last)")
    }

    func name(_ month: Period) -> String {
        language("\(month.firstDay.year)年\(month.firstDay.month)月", month.description)
    }

    /// What is compared with: `上月`, `前 6 个月`.
    var beforeName: String {
        let count = facts.months.lowerBound.distance(to: facts.months.upperBound) + 1
        return count == 1 ? language("上月", "the month before") : language("前 \(count) 个月", "the \(count) months before")
    }

    var isMonth: Bool { facts.months.lowerBound == facts.months.upperBound }

    /// A name from outside as it stands in running text.
    func short(_ name: String) -> String { oneLine(name).shortened(to: 40) }

    /// Names in a row, `、` between them.
    func list(_ names: [Prose]) -> Prose { names.joined(separator: language("、", ", ")) }

    func percent(_ share: Double?) -> String { share.map { fixed($0 * 100, digits: 1) + "%" } ?? "–" }

    /// Percentage points.
    func points(_ difference: Double) -> String {
        signed(difference * 100, digits: 1) + language(" 个百分点", " points")
    }

    // MARK: Groups of articles

    /// Makes a group that figures can lead to.
    ///
    /// - Parameter entries: indices into `facts.entries`; each story's first article goes in front.
    /// - Returns: the group's id; nil of no articles.
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

    /// The group of a row's articles in some months.
    mutating func group(_ family: SeriesFamily, row: Int, months: ClosedRange<Period>) -> String? {
        let when = months == facts.months ? "now" : "before"
        return group(
            "\(family.kind)-\(row + 1)-\(when)",
            short(family.rows[row].name) + language("，", ", ") + (months == facts.months ? spanName : beforeName),
            facts.entries(of: months).filter { family.rowsOfArticle[$0].contains(row) })
    }

    private func listedArticles() -> [Report.ListedArticle] {
        listed.sorted().map { index in
            let entry = facts.entries[index]
            return Report.ListedArticle(
                id: entry.id, date: entry.day.description, title: oneLine(entry.item.article.headline),
                link: Escape.webLink(entry.item.article.link) ?? "", source: oneLine(entry.item.article.source),
                origin: entry.item.article.origin.description, industries: entry.item.labels.map(oneLine),
                probabilities: (entry.item.tags ?? []).map(\.probability), story: entry.story + 1)
        }
    }

    private func trends() -> [Report.TrendFamily] {
        [facts.industries, facts.topics, facts.terms, facts.technologies, facts.keywords].map { family in
            Report.TrendFamily(
                name: family.kind.rawValue, periods: facts.totals.periods, articles: facts.totals.articles,
                stories: facts.totals.stories, isLastPartial: facts.totals.isLastPartial,
                series: family.rows.map { row in
                    Report.Trend(
                        name: oneLine(row.name), articles: row.trend.series.articles,
                        stories: row.trend.series.stories, measures: row.trend.measures)
                })
        }
    }
}
