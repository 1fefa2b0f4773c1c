import Text
import Timeline

/// The tables of the sections on series.
extension ReportBuilder {
    /// The reported months beside those before.
    mutating func comparison(_ family: SeriesFamily, hasSamples: Bool) -> Table {
        // The most important columns come first: a phone shows five columns.
        var table = Table(
            [
                .init(words.column(family.kind)), .init(columns.share, isNumber: true),
            ] + (family.isEstimated ? [.init(columns.countedShare, isNumber: true)] : []) + [
                .init(columns.change, isNumber: true), .init(columns.verdict), .init(columns.articles, isNumber: true),
                .init(columns.stories, isNumber: true), .init(columns.interval, isNumber: true),
                .init(words.previousColumn(months: monthCount), isNumber: true),
                .init(columns.yearOnYear, isNumber: true),
            ] + (hasSamples ? [.init(columns.sample)] : []))
        // Watched terms were asked for, so they are always listed. Any other row without an article now and before is
        // uninformative.
        for row in family.ranked where family.kind == .terms || family.rows[row].isPresent {
            let own = family.rows[row]
            let now = group(family, row: row, months: facts.months)
            let before = own.before.map { _ in group(family, row: row, months: facts.monthsBefore) } ?? nil
            let interval = own.now?.interval
            let (share, earlier) = own.isTold ? (own.now?.share, own.before?.share) : (nil, nil)
            var cells: [Table.Cell] = [.init(own.name), .init(percentage(share), value: share, articles: now)]
            if family.isEstimated {
                let counted = own.now.map { $0.countedShare ?? $0.share }
                cells.append(.init(percentage(counted), value: counted, articles: now))
            }
            cells += [
                change(own.isTold ? own.previous : nil), .init(words.verdict(own.verdict)),
                .init("\(own.articles)", value: Double(own.articles), articles: now),
                .init("\(own.now?.stories ?? 0)", value: Double(own.now?.stories ?? 0), articles: now),
                .init(interval.map { percent($0.lower).dropLast() + "–" + percent($0.upper) } ?? "–"),
                .init(percentage(earlier), value: earlier, articles: before),
                change(own.isTold ? own.yearBefore : nil),
            ]
            if hasSamples { cells.append(sample(family, row)) }
            table.append(cells)
        }
        if family.kind == .industries, let uncertain = facts.series.uncertain {
            table.append(uncertainRow(uncertain, isEstimated: family.isEstimated))
        }
        return table
    }

    /// The articles of which the model is not sure, counted.
    private mutating func uncertainRow(_ series: Series, isEstimated: Bool) -> [Table.Cell] {
        func group(_ months: ClosedRange<Period>, _ entries: Range<Int>, _ name: String) -> String? {
            self.group(
                "industries-uncertain-\(name)", words.articles(of: words.uncertain, in: months),
                entries.filter { facts.entries[$0].article.isUncertain })
        }
        func share(_ series: Series, _ months: ClosedRange<Period>) -> SeriesTrend.Share? {
            SeriesTrend.Share(series, in: SeriesFamily.Row.periods(of: series, in: months), estimates: nil)
        }
        let now = group(facts.months, facts.entries(of: facts.months), "now")
        let before = group(facts.comparedMonths, facts.entriesBefore, "before")
        let reported = share(series, facts.months)
        let earlier = share(facts.series.uncertainCompared ?? series, facts.monthsBefore)
        let articles = facts.entries(of: facts.months).count { facts.entries[$0].article.isUncertain }
        let counted = Table.Cell(percentage(reported?.share), value: reported?.share, articles: now)
        return [.init(words.uncertain)] + (isEstimated ? ["–", counted] : [counted]) + [
            "–", "–", .init("\(articles)", value: Double(articles), articles: now),
            .init("\(reported?.stories ?? 0)", value: Double(reported?.stories ?? 0), articles: now), "–",
            .init(percentage(earlier?.share), value: earlier?.share, articles: before), "–",
        ]
    }

    /// A change in percentage points, with a star if it is significant.
    private func change(_ change: SeriesTrend.Change?) -> Table.Cell {
        guard let change else { return "–" }
        return .init(
            signed(change.difference * 100, digits: 1) + (change.isSignificant ? "*" : ""), value: change.difference)
    }

    /// An example article of a topic in the reported months: the first of the best ones, as `trend topics` chooses them.
    private func sample(_ family: SeriesFamily, _ row: Int) -> Table.Cell {
        let own = family.articles(of: row, in: facts.entries(of: facts.months))
        var best: (score: Float, index: Int) = (-1, -1)
        for index in own {
            let weight = facts.topicWeights[facts.entries[index].story * family.rows.count + row]
            let article = facts.entries[index].article
            let score = facts.topicHeadlines.score(
                row, weight: weight, above: best.score,
                headline: ArticleText(title: article.reference.title, body: "", by: article.text.normalizer))
            if let score { best = (score, index) }
        }
        guard best.index >= 0 else { return "–" }
        let article = facts.entries[best.index].article.reference
        return .init(article.title, link: article.link)
    }

    /// The estimated shares of all months.
    func shares(_ family: SeriesFamily) -> Table {
        var table = Table([.init(columns.month)] + family.rows.map { .init($0.name, isNumber: true) })
        for (index, month) in facts.series.totals.periods.enumerated() {
            table.append(
                [.init(month.description)]
                    + family.rows.map {
                        let share = $0.isTold ? $0.trend.series.bestShare(at: index) : nil
                        return .init(percentage(share), value: share)
                    })
        }
        return table
    }

    func months(_ family: SeriesFamily) -> Table {
        // Topics of other periods are those of a sample.
        let isSampled = family.kind == .topics && facts.topicSample != nil
        var table = Table(
            [.init(columns.month), .init(isSampled ? columns.sampledArticles : columns.allArticles, isNumber: true)]
                + family.rows.map { .init($0.name, isNumber: true) })
        for (index, month) in facts.series.totals.periods.enumerated() {
            func cell(_ count: Int) -> Table.Cell {
                family.totals.articles[index] == 0 ? "–" : .init("\(count)", value: Double(count))
            }
            table.append(
                [.init(month.description), cell(family.totals.articles[index])]
                    + family.rows.map { cell($0.trend.series.articles[index]) })
        }
        return table
    }
}
