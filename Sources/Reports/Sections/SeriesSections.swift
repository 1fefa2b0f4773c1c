import Models
import Text
import Timeline

/// The sections on series of one kind have the same parts: the changes, a table, and small multiples.
extension ReportBuilder {
    private static let maximumPanels = 12
    private static let maximumDots = 16
    static let maximumBars = 12
    static let maximumLines = 6

    mutating func industries() -> Report.Section? {
        guard !facts.series.industries.rows.isEmpty else { return nil }
        var explanations = [
            words.shares(
                isSingleLabel: facts.classifier?.isSingleLabel == true, falseDiscoveryRate: FalseDiscoveryRate.level)
        ]
        if facts.part?.industries.isEmpty == false {
            if facts.data.tagged > 0 { explanations.append(words.countedSharesOfPart) }
        } else if let trust = facts.series.trust {
            explanations.append(words.estimatedShares(trust))
        } else if facts.data.tagged > 0 {
            explanations.append(words.countedShares)
        }
        if let untold = untold() { explanations.append(untold.text) }
        if facts.series.rareIndustries > 0 {
            explanations.append(
                words.rareIndustries(counted: facts.series.industries.rows.count, leftOut: facts.series.rareIndustries))
        }
        if facts.series.uncertain != nil {
            explanations.append(words.uncertainNote(limit: ArticleClassifier.sureProbability))
        }
        return seriesSection(.industries, facts.series.industries, explanations, hasDots: true)
    }

    mutating func topics() -> Report.Section? {
        switch facts.topicModel {
        case .success(let model):
            topics(
                (facts.keptTopics.map(words.keptTopics) ?? words.topics(model.count))
                    + (facts.topicSample.map { words.topicSample($0.stories, of: $0.of) } ?? ""))
        case .failure(let reason): section(.topics, [.paragraph(Prose(words.noTopics(reason)))])
        }
    }

    private mutating func topics(_ explanation: String) -> Report.Section {
        // A user may hide them all.
        guard !facts.series.topics.rows.isEmpty else { return section(.topics, [.paragraph(Prose(explanation))]) }
        return seriesSection(.topics, facts.series.topics, [explanation], hasDots: true, hasSamples: true)
    }

    mutating func terms() -> Report.Section? {
        guard !facts.series.terms.rows.isEmpty else { return nil }
        let bursts = facts.series.terms.rows.flatMap { row in
            row.bursts.map {
                NamedBurst(
                    name: short(row.name), periods: $0.first...$0.last, isOpen: $0.isOpen, strength: $0.weight)
            }
        }
        var section = seriesSection(
            .terms, facts.series.terms,
            [words.bursts(bursts, in: facts.months, isLastJudged: facts.isLastJudged)], hasDots: false)
        if let table = spellings() {
            section.blocks += [
                .paragraph(Prose(words.spellings)), .table(.init(name: "terms-spellings", table: table)),
            ]
        }
        return section
    }

    /// How often each spelling of the watched terms that have several was used in the reported months.
    private mutating func spellings() -> Table? {
        let groups = facts.watched.indices.filter { facts.watched[$0].spellings.count > 1 }
        guard !groups.isEmpty else { return nil }
        var table = Table([
            .init(words.column(.terms)), .init(columns.spelling), .init(columns.articles, isNumber: true),
            .init(columns.stories, isNumber: true),
        ])
        for row in groups {
            let own = facts.series.terms.articles(of: row, in: facts.entries(of: facts.months))
            let found = own.map { facts.watched[row].spellings(in: facts.entries[$0].article.text) }
            for (index, spelling) in facts.watched[row].spellings.enumerated() {
                let articles = zip(own, found).filter { $1.contains(index) }.map(\.0)
                let stories = Set(articles.map { facts.entries[$0].story }).count
                let group = group("terms-\(row + 1)-spelling-\(index + 1)", short(spelling), articles)
                table.append([
                    .init(facts.watched[row].name), .init(spelling),
                    .init("\(articles.count)", value: Double(articles.count), articles: group),
                    .init("\(stories)", value: Double(stories)),
                ])
            }
        }
        return table
    }

    mutating func sources() -> Report.Section? {
        guard !facts.series.sources.rows.isEmpty else { return nil }
        return seriesSection(.sources, facts.series.sources, [words.sources], hasDots: false)
    }

    mutating func technologies() -> Report.Section? { ranking(.technologies, facts.series.technologies) }

    mutating func keywords() -> Report.Section? { ranking(.keywords, facts.series.keywords) }

    // MARK: Parts

    /// The section on the most frequent names of the reported months.
    private mutating func ranking(_ section: ReportSection, _ family: SeriesFamily) -> Report.Section? {
        let ranked = family.ranked.filter { family.rows[$0].articles > 0 }
        guard !ranked.isEmpty else { return nil }
        var table = Table([
            .init(columns.rank, isNumber: true), .init(words.column(family.kind)),
            .init(columns.articles, isNumber: true), .init(words.previousColumn(months: monthCount), isNumber: true),
            .init(columns.verdict), .init(columns.firstMonth),
        ])
        let before = facts.entriesBefore
        for (place, row) in ranked.enumerated() {
            let own = family.rows[row]
            let earlier = family.articles(of: row, in: before)
            let first = own.trend.series.articles.firstIndex { $0 > 0 }.map { facts.series.totals.periods[$0] }
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
                .init(words.verdict(own.verdict)),
                .init(first.map { words.firstMonth($0, isNew: $0 >= facts.months.lowerBound) } ?? "–"),
            ])
        }
        let chart = bars(family, ranked, before: before.isEmpty ? nil : before, id: section.rawValue)
        return self.section(
            section, (chart.map { [.chart($0)] } ?? []) + [.table(.init(name: section.rawValue, table: table))])
    }

    private mutating func seriesSection(
        _ section: ReportSection, _ family: SeriesFamily, _ explanations: [String], hasDots: Bool,
        hasSamples: Bool = false
    ) -> Report.Section {
        let id = section.rawValue
        var blocks: [Report.Block] = explanations.map { .paragraph(Prose($0)) }
        let own = facts.entries(of: facts.months)
        if !own.isEmpty {
            let listed = own.count { !family.rowsOfArticle[$0].isEmpty }
            let named = own.count { family.isNamed[$0] }
            blocks.append(
                .paragraph(Prose(words.coverage(family.kind, articles: named, listed: listed, of: own.count))))
        }
        // First, since it makes the groups of articles that charts lead to.
        let table = comparison(family, hasSamples: hasSamples)
        if hasDots, let chart = dots(family, id: id) { blocks.append(.chart(chart)) }
        blocks.append(.table(.init(name: id, table: table)))
        if facts.series.totals.periods.count > 2 {
            if family.kind == .terms, let chart = together(family, id: id) { blocks.append(.chart(chart)) }
            if let chart = panels(family, id: id) { blocks.append(.chart(chart)) }
        }
        blocks.append(.table(.init(name: id + "-" + byPeriod, table: months(family)), isShown: false))
        if family.isEstimated {
            blocks.append(.table(.init(name: id + "-share-" + byPeriod, table: shares(family)), isShown: false))
        }
        return self.section(section, blocks)
    }

    private func dots(_ family: SeriesFamily, id: String) -> Chart? {
        let present = family.ranked.filter {
            family.rows[$0].now != nil && family.rows[$0].isPresent && family.rows[$0].isTold
        }
        let dots = present.prefix(ReportBuilder.maximumDots).compactMap { row -> Chart.Dot? in
            let own = family.rows[row]
            guard let now = own.now else { return nil }
            return Chart.Dot(
                name: oneLine(own.name), value: now.share, interval: now.interval, before: own.before?.share,
                isSignificant: own.verdict == .rose || own.verdict == .fell,
                articles: listed(family, row, isNow: true))
        }
        guard dots.count > 1 else { return nil }
        let hasBefore = dots.contains { $0.before != nil }
        func largest(_ verdict: SeriesFamily.Verdict) -> Largest<String> {
            Largest(2, of: family.changed(verdict)).map { short($0.name) }
        }
        return Chart(
            name: id + "-change",
            title: hasBefore
                ? words.changeChart(family.kind, rose: largest(.rose), fell: largest(.fell))
                : words.largestShareChart(short(dots.max { $0.value < $1.value }!.name)),
            note: words.changeNote(months: facts.months, comparison: hasBefore ? monthCount : nil)
                + drawn(dots.count, of: present.count),
            form: .dots(Array(dots)), isShare: true)
    }

    private func panels(_ family: SeriesFamily, id: String) -> Chart? {
        let totals = facts.series.totals
        let ranked = Array(family.ranked.filter { family.rows[$0].isTold }.prefix(ReportBuilder.maximumPanels))
        guard !ranked.isEmpty else { return nil }
        let rows = ranked.map { family.rows[$0] }
        let panels = ranked.map { number in
            let row = family.rows[number]
            let bursts = (row.trend.measures?.bursts ?? []).compactMap { burst -> Chart.Burst? in
                guard let first = totals.periods.firstIndex(of: burst.first),
                    let last = totals.periods.firstIndex(of: burst.last)
                else { return nil }
                return .init(first: first, last: last)
            }
            return Chart.Panel(
                name: oneLine(row.name),
                lines: [line(family, number, name: "")],
                bursts: bursts)
        }
        return Chart(
            name: id, title: curveTitle(family, rows),
            note: words.curveNote(
                hasBursts: panels.contains { !$0.bursts.isEmpty }, partial: PartialMonths(totals))
                + coarseness + drawn(panels.count, of: family.rows.count),
            form: .panels(timePanels(panels)), isShare: true)
    }

    /// What is added to a chart's note where it has not room for all.
    private func drawn(_ count: Int, of all: Int) -> String { count < all ? words.drawn(count, of: all) : "" }

    private func curveTitle(_ family: SeriesFamily, _ rows: [SeriesFamily.Row]) -> String {
        let bursting = rows.filter { row in row.bursts.contains { $0.last >= facts.months.lowerBound } }
        if !bursting.isEmpty {
            return words.burstChart(Largest(3, of: bursting.map { short($0.name) }), months: facts.months)
        }
        // The order is that of articles; a share is of stories, or estimated.
        guard let largest = rows.max(by: { ($0.now?.share ?? 0) < ($1.now?.share ?? 0) }), let now = largest.now else {
            return words.name(facts.months)
        }
        if rows.allSatisfy({ $0.articles == 0 }) { return words.emptyChart }
        if largest.verdict == .tooFew { return words.tooFewChart }
        return words.curveChart(
            short(largest.name), share: now.share, months: facts.months, isJudged: facts.isLastJudged)
    }
}
