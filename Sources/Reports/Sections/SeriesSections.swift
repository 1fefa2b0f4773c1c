import Text
import Timeline

/// The sections on series of one kind are alike: what changed, a table, small multiples.
extension ReportBuilder {
    private static let mostPanels = 12
    private static let mostDots = 16

    mutating func industries() -> Report.Section? {
        guard !facts.industries.rows.isEmpty else { return nil }
        let explanation = language(
            "占比是去除转载后该行业文章所占的份额\(facts.classifier?.isSingleLabel == true ? "" : "，一篇文章可属于多个行业")。“上升”“下降”只用于变化超出偶然之处：所有序列一并检验，误报率不超过 5%。区间为 95% 置信区间。",
            "A share is the part of the stories (reposts counted once) that are about the industry\(facts.classifier?.isSingleLabel == true ? "" : "; one may be about several"). “Rose” and “fell” stand only where the change is more than chance: no more than 5% of them are false over all series. Intervals are at 95%."
        )
        return section(
            facts.industries, id: "industries", title: language("行业", "Industries"),
            heading: language("行业", "Industry"), [.paragraph(Prose(explanation))], hasDots: true)
    }

    mutating func topics() -> Report.Section? {
        guard let model = facts.topicModel else { return nil }
        let explanation = language(
            "主题由文章自动归纳（\(model.count) 个），名称是最有代表性的短语；一篇文章有三分之一以上属于某主题时计入该主题，与各主题都相去甚远的不计入任何主题。",
            "The \(model.count) topics are found in the articles and named by their most telling phrases; an article counts for a topic that is at least a third of it, and for none if it is far from all of them."
        )
        return section(
            facts.topics, id: "topics", title: language("主题", "Topics"), heading: language("主题", "Topic"),
            [.paragraph(Prose(explanation))], hasDots: true, sampleHeading: language("文章举例", "An article"))
    }

    mutating func terms() -> Report.Section? {
        guard !facts.terms.rows.isEmpty else { return nil }
        return section(
            facts.terms, id: "terms", title: language("关注词", "Watched terms"), heading: language("关注词", "Term"),
            [.paragraph(Prose(bursts))], hasDots: false)
    }

    mutating func technologies() -> Report.Section? {
        league(
            facts.technologies, title: language("技术与产品", "Technologies and products"),
            heading: language("技术与产品", "Technology or product"))
    }

    mutating func keywords() -> Report.Section? {
        league(facts.keywords, title: language("关键词", "Keywords"), heading: language("关键词", "Keyword"))
    }

    // MARK: Parts

    /// What is named most in the reported months.
    private mutating func league(_ family: SeriesFamily, title: String, heading: String) -> Report.Section? {
        let ranked = family.ranked.filter { family.rows[$0].articles > 0 }
        guard !ranked.isEmpty else { return nil }
        var table = Table([
            .init(language("名次", "Rank"), isNumber: true), .init(heading),
            .init(language("文章", "Articles"), isNumber: true), .init(beforeHeading, isNumber: true),
            .init(language("判断", "Verdict")), .init(language("首次出现", "First month")),
        ])
        let before = facts.entries(of: facts.monthsBefore)
        for (place, row) in ranked.enumerated() {
            let own = family.rows[row]
            let earlier = before.filter { family.rowsOfArticle[$0].contains(row) }
            let first = own.trend.series.articles.firstIndex { $0 > 0 }
            let isNew = first.map { facts.totals.periods[$0] >= facts.months.lowerBound } ?? false
            table.append([
                .init("\(place + 1)", value: Double(place + 1)), .init(own.name),
                .init(
                    "\(own.articles)", value: Double(own.articles),
                    articles: group(family, row: row, months: facts.months)),
                before.isEmpty
                    ? "–"
                    : .init(
                        "\(earlier.count)", value: Double(earlier.count),
                        articles: group(family, row: row, months: facts.monthsBefore)),
                .init(verdict(own)),
                .init(
                    (first.map { facts.totals.periods[$0].description } ?? "–")
                        + (isNew ? language("（新）", " (new)") : "")),
            ])
        }
        return .init(
            id: family.kind.rawValue, title: title, blocks: [.table(.init(name: family.kind.rawValue, table: table))])
    }

    private mutating func section(
        _ family: SeriesFamily, id: String, title: String, heading: String, _ start: [Report.Block], hasDots: Bool,
        sampleHeading: String? = nil
    ) -> Report.Section {
        var blocks = start
        if hasDots, let chart = dots(family, id: id, title: title) { blocks.append(.chart(chart)) }
        blocks.append(
            .table(.init(name: id, table: comparison(family, heading: heading, sampleHeading: sampleHeading))))
        if facts.totals.periods.count > 2 { blocks.append(.chart(panels(family, id: id))) }
        blocks.append(.table(.init(name: id + "-by-month", table: months(family)), isShown: false))
        return .init(id: id, title: title, blocks: blocks)
    }

    private func dots(_ family: SeriesFamily, id: String, title: String) -> Chart? {
        let dots = family.ranked.prefix(ReportBuilder.mostDots).compactMap { row -> Chart.Dot? in
            let own = family.rows[row]
            guard let now = own.now, own.isPresent else { return nil }
            return Chart.Dot(
                name: oneLine(own.name), value: now.share, interval: now.interval(), before: own.before?.share,
                isSignificant: own.verdict == .rose || own.verdict == .fell)
        }
        guard dots.count > 1 else { return nil }
        let hasBefore = dots.contains { $0.before != nil }
        let finding: String
        if hasBefore {
            let parts = [
                (family.changed(.rose), language("上升", "rose")), (family.changed(.fell), language("下降", "fell")),
            ].filter { !$0.0.isEmpty }.map { rows, verb in
                rows.prefix(2).map { short($0.name) }.joined(separator: language("、", ", ")) + language("", " ") + verb
            }
            finding =
                parts.isEmpty
                ? language("没有哪个\(title)的变化超出偶然", "No change of \(title.lowercased()) is more than chance")
                : parts.joined(separator: language("，", "; "))
        } else {
            finding = language("占比最高：\(short(dots[0].name))", "\(short(dots[0].name)): the largest share")
        }
        let key = language(
            "点：\(spanName)的占比，横线：95% 区间", "Dot: share in \(spanName), line: 95% interval")
        return Chart(
            name: id + "-change", title: finding,
            note: hasBefore
                ? key + language("；实心：变化超出偶然；竖线：\(beforeName)", "; filled: more than chance; tick: \(beforeName)")
                : key,
            form: .dots(Array(dots)), isShare: true)
    }

    private func panels(_ family: SeriesFamily, id: String) -> Chart {
        let totals = facts.totals
        let rows = family.ranked.prefix(ReportBuilder.mostPanels).map { family.rows[$0] }
        let panels = rows.map { row in
            let bursts = (row.trend.measures?.bursts ?? []).compactMap { burst -> Chart.Burst? in
                guard let first = totals.periods.firstIndex(of: burst.first),
                    let last = totals.periods.firstIndex(of: burst.last)
                else { return nil }
                return .init(first: first, last: last)
            }
            return Chart.Panel(
                name: oneLine(row.name),
                lines: [.init(name: "", values: totals.periods.indices.map(row.trend.series.storyShare))],
                bursts: bursts)
        }
        let hasBursts = panels.contains { !$0.bursts.isEmpty }
        return Chart(
            name: id, title: curveFinding(family, rows),
            note: language("去除转载后的占比，各图纵轴不同", "Shares of stories; each panel has its own scale")
                + (hasBursts ? language("；底色：爆发期", "; shaded: bursts") : "") + partialNote,
            form: .panels(timePanels(panels)), isShare: true)
    }

    private func curveFinding(_ family: SeriesFamily, _ rows: [SeriesFamily.Row]) -> String {
        let bursting = rows.filter { !$0.bursts.isEmpty }
        if !bursting.isEmpty {
            let names = bursting.prefix(3).map { short($0.name) }.joined(separator: language("、", ", "))
            return language("\(spanName)处于爆发期：\(names)", "Bursting in \(spanName): \(names)")
        }
        guard let first = rows.first, let now = first.now else { return spanName }
        if first.verdict == .tooFew { return language("文章太少，不作判断", "Too few articles to tell") }
        let others = language("，没有爆发", "; nothing bursts")
        return language(
            "\(short(first.name))最多，占 \(percent(now.share))", "\(short(first.name)) leads with \(percent(now.share))")
            + others
    }

    private var bursts: String {
        let texts = facts.terms.rows.filter { !$0.bursts.isEmpty }.map { row -> String in
            let burst = row.bursts[row.bursts.count - 1]
            let since = name(burst.first)
            return language(
                "“\(short(row.name))”自\(since)起爆发（强度 \(fixed(burst.weight, digits: 0))）",
                "“\(short(row.name))” bursts since \(since) (weight \(fixed(burst.weight, digits: 0)))")
        }
        return texts.isEmpty
            ? language("\(spanName)没有关注词处于爆发期。", "No watched term bursts in \(spanName).")
            : texts.joined(separator: language("；", "; ")) + language("。", ".")
    }

    private var beforeHeading: String { language(beforeName, isMonth ? "Month before" : "Months before") }

    private mutating func comparison(_ family: SeriesFamily, heading: String, sampleHeading: String?) -> Table {
        // What matters most stands in front: a phone shows five columns.
        var table = Table(
            [
                .init(heading), .init(language("占比", "Share"), isNumber: true),
                .init(language("变化", "Change"), isNumber: true), .init(language("判断", "Verdict")),
                .init(language("文章", "Articles"), isNumber: true), .init(language("去除转载", "Stories"), isNumber: true),
                .init(language("95% 区间", "95% interval"), isNumber: true), .init(beforeHeading, isNumber: true),
                .init(language("同比变化", "On the year"), isNumber: true),
            ] + (sampleHeading.map { [.init($0)] } ?? []))
        // Terms were asked for; other rows without an article now and before say nothing.
        for row in family.ranked where family.kind == .terms || family.rows[row].isPresent {
            let own = family.rows[row]
            let now = group(family, row: row, months: facts.months)
            let before = own.before.map { _ in group(family, row: row, months: facts.monthsBefore) } ?? nil
            let interval = own.now?.interval()
            var cells: [Table.Cell] = [
                .init(own.name), .init(percent(own.now?.share), value: own.now?.share, articles: now),
                change(own.previous), .init(verdict(own)),
                .init("\(own.articles)", value: Double(own.articles), articles: now),
                .init("\(own.now?.count ?? 0)", value: Double(own.now?.count ?? 0), articles: now),
                .init(interval.map { percent($0.lower).dropLast() + "–" + percent($0.upper) } ?? "–"),
                .init(percent(own.before?.share), value: own.before?.share, articles: before), change(own.yearBefore),
            ]
            if sampleHeading != nil { cells.append(sample(family, row)) }
            table.append(cells)
        }
        return table
    }

    /// In percentage points, with a star where it is more than chance.
    private func change(_ change: SeriesTrend.Change?) -> Table.Cell {
        guard let change else { return "–" }
        let star = change.adjustedPValue <= SeriesFamily.significance ? "*" : ""
        return .init(signed(change.difference * 100, digits: 1) + star, value: change.difference)
    }

    private func verdict(_ row: SeriesFamily.Row) -> String {
        switch row.verdict {
        case .rose: language("▲ 上升", "▲ rose")
        case .fell: language("▼ 下降", "▼ fell")
        case .unclear: language("不显著", "within chance")
        case .tooFew: language("文章太少", "too few articles")
        case .notCompared: "–"
        }
    }

    /// An article of the row, of the reported months: one that stands for them, if there is one.
    private func sample(_ family: SeriesFamily, _ row: Int) -> Table.Cell {
        let own = facts.entries(of: facts.months).filter { family.rowsOfArticle[$0] == [row] }
        guard let index = facts.toRead.mostCentral(own) ?? own.first else { return "–" }
        let article = facts.entries[index].item.article
        return .init(article.headline, link: article.link)
    }

    private func months(_ family: SeriesFamily) -> Table {
        var table = Table(
            [.init(language("月份", "Month")), .init(language("全部文章", "All articles"), isNumber: true)]
                + family.rows.map { .init($0.name, isNumber: true) })
        for (index, month) in facts.totals.periods.enumerated() {
            func cell(_ count: Int) -> Table.Cell {
                facts.totals.articles[index] == 0 ? "–" : .init("\(count)", value: Double(count))
            }
            table.append(
                [.init(month.description), cell(facts.totals.articles[index])]
                    + family.rows.map { cell($0.trend.series.articles[index]) })
        }
        return table
    }
}
