import Corpus
import Models
import Timeline

/// Puts the figures of a report into words, tables and charts.
struct ReportWriter {
    let facts: ReportFacts
    let language: Language

    /// Below this many articles a month, changes are mostly chance, and the report says so.
    private static let fewArticles = 50
    private static let chartedSeries = 6

    private var month: Month { facts.month }
    private var monthBefore: Month { month.adding(-1) }
    private var yearBefore: Month { month.adding(-12) }

    var title: String {
        language("\(name(month))行业趋势月报", "Industry trends, \(name(month))")
    }

    private func name(_ month: Month) -> String { language("\(month.year)年\(month.month)月", month.description) }

    // MARK: The summary

    var summary: String {
        let counts = facts.industries
        let total = counts.total(in: month) ?? 0
        var sentences = [
            language("\(name(month))共有 \(total) 篇文章", "There are \(total) articles of \(name(month))")
                + comparison(total, before: counts.total(in: monthBefore)) + language("。", ".")
        ]
        let ranked = counts.series.map { ($0.name, counts.count($0, in: month) ?? 0) }.filter { $0.1 > 0 }
            .sorted { $0.1 > $1.1 }
        if !ranked.isEmpty {
            let list = ranked.prefix(3).map { language("\($0.0)（\($0.1) 篇）", "\($0.0) (\($0.1))") }
            sentences.append(
                language("报道最多的行业是", "Most are about ") + list.joined(separator: language("、", ", "))
                    + language("。", "."))
        }
        let moves = counts.series.compactMap { series -> (String, Double)? in
            guard let now = counts.share(series, in: month), let then = counts.share(series, in: monthBefore)
            else { return nil }
            return (series.name, now - then)
        }
        if let up = moves.max(by: { $0.1 < $1.1 }), up.1 > 0, let down = moves.min(by: { $0.1 < $1.1 }), down.1 < 0 {
            sentences.append(
                language(
                    "与上月相比，占比上升最多的是\(up.0)（\(points(up.1))），下降最多的是\(down.0)（\(points(down.1))）。",
                    "Against the month before, \(up.0) gained most (\(points(up.1))) and \(down.0) lost most (\(points(down.1)))."))
        }
        if let terms = facts.terms {
            let found = terms.series.compactMap { series -> String? in
                guard let count = terms.count(series, in: month), count > 0 else { return nil }
                return language("“\(series.name)”\(count) 篇", "“\(series.name)” in \(count)")
            }
            if !found.isEmpty {
                sentences.append(
                    language("关注词中，", "Of the watched terms: ") + found.joined(separator: language("，", ", "))
                        + language("。", "."))
            }
        }
        if total < ReportWriter.fewArticles {
            sentences.append(
                language(
                    "本月文章不足 \(ReportWriter.fewArticles) 篇，几篇之差即会改变占比，变化仅供参考。",
                    "With fewer than \(ReportWriter.fewArticles) articles a month a few of them move a share: take changes as hints."))
        }
        return sentences.joined(separator: language("", " "))
    }

    private func comparison(_ count: Int, before: Int?) -> String {
        guard let before, before > 0 else { return "" }
        let difference = count - before
        if difference == 0 { return language("，与上月持平", ", as many as the month before") }
        return difference > 0
            ? language("，比上月多 \(difference) 篇", ", \(difference) more than the month before")
            : language("，比上月少 \(-difference) 篇", ", \(-difference) fewer than the month before")
    }

    private func points(_ change: Double) -> String {
        signed(change * 100, digits: 1) + language(" 个百分点", " points")
    }

    private func percent(_ share: Double?) -> String { share.map { fixed($0 * 100, digits: 1) + "%" } ?? "–" }

    private func change(_ now: Double?, _ before: Double?) -> String {
        guard let now, let before else { return "–" }
        return signed((now - before) * 100, digits: 1)
    }

    // MARK: Sections

    var sections: [MonthlyReport.Section] {
        [volume, industries, topics, watchedTerms, newArticles, method].compactMap { $0 }
    }

    private var volume: MonthlyReport.Section {
        let counts = facts.industries
        var table = Table([.init(language("月份", "Month")), .init(language("文章数", "Articles"), isNumber: true)])
        for (month, total) in zip(counts.months, counts.totals) {
            table.append([month.description, total == 0 ? "–" : "\(total)"])
        }
        return .init(
            title: language("文章数量", "Articles per month"), paragraphs: [],
            chart: Chart(
                name: "volume", title: language("每月文章数", "Articles per month"),
                form: .lines(months: counts.months),
                series: [
                    .init(
                        name: language("文章数", "articles"),
                        values: counts.totals.map { $0 == 0 ? nil : Double($0) })
                ], isShare: false),
            tables: [], furtherTables: [.init(name: "volume", table: table)])
    }

    private var industries: MonthlyReport.Section {
        let counts = facts.industries
        let present = counts.series.filter { series in
            [month, monthBefore, yearBefore].contains { (counts.count(series, in: $0) ?? 0) > 0 }
        }.sorted { (counts.count($1, in: month) ?? 0) < (counts.count($0, in: month) ?? 0) }
        return .init(
            title: language("行业", "Industries"),
            paragraphs: [
                (facts.classifier.isSingleLabel
                    ? ""
                    : language(
                        "一篇文章可以属于几个行业，所以占比之和超过 100%。",
                        "An article may belong to several industries, so shares add up to more than 100%. "))
                    + language(
                        "变化以百分点计；“–”表示该月没有文章。",
                        "Changes are in percentage points; “–” is a month without articles.")
            ],
            chart: Chart(
                name: "industries", title: language("各行业文章占比", "Share of articles by industry"),
                form: .bars(categories: present.prefix(12).map(\.name)),
                series: [(month, name(month)), (monthBefore, name(monthBefore)), (yearBefore, name(yearBefore))]
                    .filter { counts.total(in: $0.0) ?? 0 > 0 }
                    .map { month, label in
                        .init(name: label, values: present.prefix(12).map { counts.share($0, in: month) })
                    }, isShare: true),
            tables: [
                .init(name: "industries", table: comparisonTable(counts, present, heading: language("行业", "Industry")))
            ],
            furtherTables: [.init(name: "industries-by-month", table: monthTable(counts))])
    }

    private var topics: MonthlyReport.Section {
        let prevalence = facts.prevalence
        func share(_ topic: Int, _ month: Month) -> Double? {
            prevalence.months.firstIndex(of: month).flatMap { prevalence.shares[topic][$0] }
        }
        let order = facts.topics.topics.indices.sorted { (share($1, month) ?? 0) < (share($0, month) ?? 0) }
        var table = Table([
            .init(language("主题", "Topic")), .init(name(month), isNumber: true),
            .init(language("上月", "Month before"), isNumber: true), .init(language("变化", "Change"), isNumber: true),
            .init(language("去年同月", "Year before"), isNumber: true),
            .init(language("代表文章", "Most central article of the month")),
        ])
        for topic in order {
            let central = centralArticle(topic)
            table.append([
                .init(facts.topics.topics[topic].phrases.joined(separator: " · ")),
                .init(percent(share(topic, month))), .init(percent(share(topic, monthBefore))),
                .init(change(share(topic, month), share(topic, monthBefore))),
                .init(percent(share(topic, yearBefore))),
                .init(central?.headline ?? "–", link: central?.link ?? ""),
            ])
        }
        var byMonth = Table(
            [.init(language("月份", "Month"))] + facts.topics.topics.map { .init($0.name, isNumber: true) })
        for (index, month) in prevalence.months.enumerated() {
            byMonth.append([month.description] + prevalence.shares.map { percent($0[index]) })
        }
        return .init(
            title: language("主题", "Topics"),
            paragraphs: [
                language(
                    "主题由文章自动归纳（\(facts.topics.count) 个），名称是其中最有代表性的短语；占比是当月文章平均有多少属于该主题。",
                    "The \(facts.topics.count) topics are found in the articles and named by their most telling phrases; a share is how much of the month's articles is about the topic.")
            ],
            chart: Chart(
                name: "topics", title: language("本月占比最高的主题", "The largest topics of the month over time"),
                form: .lines(months: prevalence.months),
                series: order.prefix(ReportWriter.chartedSeries).map { topic in
                    .init(
                        name: facts.topics.topics[topic].phrases.prefix(2).joined(separator: " · "),
                        values: prevalence.shares[topic])
                }, isShare: true),
            tables: [.init(name: "topics", table: table)],
            furtherTables: [.init(name: "topics-by-month", table: byMonth)])
    }

    /// The month's article with the largest part in a topic; nil where it is mostly about others.
    private func centralArticle(_ topic: Int) -> Article? {
        let count = facts.topics.count
        let shares = facts.topicShares
        let own = facts.articles.indices.filter { facts.articles[$0].month == month }
        guard let best = own.max(by: { shares[$0 * count + topic] < shares[$1 * count + topic] }),
            shares[best * count + topic] >= 0.25
        else { return nil }
        return facts.articles[best].article
    }

    private var watchedTerms: MonthlyReport.Section? {
        guard let counts = facts.terms else { return nil }
        return .init(
            title: language("关注词", "Watched terms"), paragraphs: [],
            chart: Chart(
                name: "terms", title: language("提到关注词的文章占比", "Share of articles with a watched term"),
                form: .lines(months: counts.months),
                series: counts.series.prefix(ReportWriter.chartedSeries).map { series in
                    .init(name: series.name, values: counts.months.map { counts.share(series, in: $0) })
                }, isShare: true),
            tables: [
                .init(name: "terms", table: comparisonTable(counts, counts.series, heading: language("关注词", "Term")))
            ],
            furtherTables: [.init(name: "terms-by-month", table: monthTable(counts))])
    }

    private var newArticles: MonthlyReport.Section {
        let own = facts.ofTheMonth
        let isChecked = own.contains { $0.tags != nil && !$0.article.industries.isEmpty }
        var table = Table(
            [
                .init(language("日期", "Date")), .init(language("标题", "Title")),
                .init(language("行业（把握）", "Industries (probability)")),
            ] + (isChecked ? [.init(language("原有标签", "Labels it came with"))] : []))
        for tagged in own {
            let tags =
                tagged.tags.map { tags in tags.map { "\($0.label) \(fixed($0.probability * 100, digits: 0))%" } }
                ?? tagged.labels
            let cells: [Table.Cell] = [
                .init(tagged.article.published!.day.description),
                .init(tagged.article.headline, link: tagged.article.link),
                .init(tags.joined(separator: language("、", ", "))),
            ]
            let given = Table.Cell(tagged.article.industries.joined(separator: language("、", ", ")))
            table.append(cells + (isChecked ? [given] : []))
        }
        return .init(
            title: language("本月文章与标签", "The month's articles and their tags"),
            paragraphs: [
                language(
                    "带百分数的是模型给出的标签及其把握；不带的是文章原有的标签。",
                    "Tags with a percentage are the model's; those without came with the article.")
            ], chart: nil, tables: [.init(name: "articles", table: table)])
    }

    private var method: MonthlyReport.Section {
        let articles = facts.articles
        let tagged = articles.count { $0.tags != nil }
        var lines = [
            language(
                "共读入 \(articles.count) 篇文章，其中 \(tagged) 篇由模型打标签，其余按原有标签计数；\(facts.rejects) 条记录无法读取，未计入。",
                "\(articles.count) articles were read; \(tagged) of them are tagged by the model, the others count by their own labels. \(facts.rejects) records could not be read and are left out."),
            datingNote(articles.map(\.article)),
            language(
                "模型以 \(facts.classifier.training.documents) 篇已标注文章训练，认识 \(facts.classifier.labels.count) 个行业标签。",
                "The model learned \(facts.classifier.labels.count) labels from \(facts.classifier.training.documents) labelled articles."),
        ]
        if let agreement = facts.agreement {
            lines.append(
                language(
                    "由模型打标签的文章中有 \(agreement.documents) 篇原有标签，可以核对：精确率 \(percent(agreement.microPrecision))，召回率 \(percent(agreement.microRecall))，微平均 F1 \(percent(agreement.microF1))。",
                    "\(agreement.documents) of the articles tagged by the model came with labels to check it by: precision \(percent(agreement.microPrecision)), recall \(percent(agreement.microRecall)), micro-F1 \(percent(agreement.microF1))."))
        }
        return .init(title: language("数据与方法", "Data and method"), paragraphs: lines, chart: nil, tables: [])
    }

    private func datingNote(_ articles: [Article]) -> String {
        func count(_ rule: DateRule) -> Int { articles.count { $0.published?.rule == rule } }
        let undated = articles.count { $0.published == nil }
        let unreadable = articles.count(where: \.hasUnreadableDate)
        return language(
            "日期来源：日期字段 \(count(.field)) 篇，链接中的日期 \(count(.link)) 篇，链接中的编号 \(count(.snowflake)) 篇，正文中的日期 \(count(.text)) 篇；\(undated) 篇没有日期，不计入各月；\(unreadable) 篇的日期字段无法读懂。",
            "Dated by a date field: \(count(.field)); by a date in the link: \(count(.link)); by an id in the link: \(count(.snowflake)); by a date in the text: \(count(.text)). \(undated) have no date and are in no month; \(unreadable) have a date field that is no date.")
    }

    // MARK: Tables

    private func comparisonTable(
        _ counts: MonthlyCounts, _ series: [MonthlyCounts.Series], heading: String
    ) -> Table {
        var table = Table([
            .init(heading), .init(language("篇数", "Articles"), isNumber: true),
            .init(language("占比", "Share"), isNumber: true),
            .init(language("上月篇数", "Month before"), isNumber: true),
            .init(language("占比变化", "Change of share"), isNumber: true),
            .init(language("去年同月篇数", "Year before"), isNumber: true),
            .init(language("占比变化（同比）", "Change on the year"), isNumber: true),
        ])
        func number(_ count: Int?) -> String { count.map(String.init) ?? "–" }
        for series in series {
            let share = counts.share(series, in: month)
            table.append([
                series.name, number(counts.count(series, in: month)), percent(share),
                number(counts.count(series, in: monthBefore)), change(share, counts.share(series, in: monthBefore)),
                number(counts.count(series, in: yearBefore)), change(share, counts.share(series, in: yearBefore)),
            ])
        }
        return table
    }

    private func monthTable(_ counts: MonthlyCounts) -> Table {
        var table = Table(
            [.init(language("月份", "Month")), .init(language("全部文章", "All articles"), isNumber: true)]
                + counts.series.map { .init($0.name, isNumber: true) })
        for (index, month) in counts.months.enumerated() {
            let isGap = counts.totals[index] == 0
            table.append(
                [month.description, "\(counts.totals[index])"]
                    + counts.series.map { isGap ? "–" : "\($0.counts[index])" })
        }
        return table
    }
}
