import Text
import Timeline

extension ReportBuilder {
    /// The section on the number of articles and stories per month.
    mutating func volume() -> Report.Section {
        let totals = facts.series.totals
        var table = Table([
            .init(columns.month), .init(columns.articles, isNumber: true), .init(columns.stories, isNumber: true),
            .init(columns.note),
        ])
        for (index, month) in totals.periods.enumerated() {
            let isGap = totals.articles[index] == 0
            let isPartial = totals.isPartial(index)
            let articles =
                facts.months.contains(month) || facts.monthsBefore.contains(month)
                ? group(
                    "volume-\(month)".replacing("..", with: "-to-"), words.allArticles(month...month),
                    facts.entries(of: month...month)) : nil
            func cell(_ count: Int) -> Table.Cell {
                isGap ? "–" : .init("\(count)", value: Double(count), articles: articles)
            }
            table.append([
                .init(month.description), cell(totals.articles[index]), cell(totals.stories[index]),
                .init(isGap ? words.noData : isPartial ? words.incomplete : ""),
            ])
        }
        let hasReposts = totals.articles != totals.stories
        let articles = totals.periods.map { listed("volume-\($0)") }
        let lines = [
            Chart.Line(
                name: hasReposts ? words.storiesLine : words.allArticlesLine, values: values(totals.stories),
                articles: articles),
            Chart.Line(name: words.allArticlesLine, values: values(totals.articles), articles: articles),
        ]
        let chart = Chart(
            name: "volume",
            title: volumeTitle,
            note: words.volumeNote(partial: PartialMonths(totals)) + coarseness,
            form: .panels(timePanels([.init(name: "", lines: hasReposts ? lines : [lines[0]], bursts: [])])),
            isShare: false)
        return section(
            .volume,
            (totals.periods.count > 1 ? [.chart(chart)] : [])
                + (sameDays().map { [.table(.init(name: "volume-same-days", table: $0))] } ?? []) + [
                    // The chart shows the same figures; a long table is for a spreadsheet.
                    .table(.init(name: "volume", table: table), isShown: totals.periods.count <= 6)
                ])
    }

    /// A month without all of its days is not set against whole ones.
    private var volumeTitle: String {
        let articles = facts.entries(of: facts.months).count
        if let days = facts.series.sameDays {
            return words.volumeChartSoFar(
                articles, previous: days.previous?.entries.count, days: days.reported.days, months: monthCount)
        }
        return words.volumeChart(articles, mean: articlesPerMonthBefore, months: facts.months)
    }

    /// The reported days beside the same days before.
    private mutating func sameDays() -> Table? {
        guard let sameDays = facts.series.sameDays, sameDays.previous != nil || sameDays.yearBefore != nil else {
            return nil
        }
        var table = Table([
            .init(columns.days), .init(columns.articles, isNumber: true), .init(columns.stories, isNumber: true),
            .init(columns.perDay, isNumber: true),
        ])
        let spans: [(String, SameDays.Span?)] = [
            ("all-now", sameDays.reported), ("all-before", sameDays.previous), ("all-year-before", sameDays.yearBefore),
        ]
        for case (let id, let span?) in spans {
            let entries = span.entries
            let stories = Set(entries.map { facts.entries[$0].story }).count
            let days = span.days.lowerBound.distance(to: span.days.upperBound) + 1
            let articles = group(id, words.allArticles(span.days), entries)
            let perDay = Double(entries.count) / Double(days)
            table.append([
                .init(words.name(span.days)),
                .init("\(entries.count)", value: Double(entries.count), articles: articles),
                .init("\(stories)", value: Double(stories), articles: articles),
                .init(fixed(perDay, digits: 1), value: perDay),
            ])
        }
        return table
    }

    /// The mean number of articles per earlier month that has articles and has them whole; `nil` for a report on several
    /// months, and if there is none.
    private var articlesPerMonthBefore: Int? {
        let totals = facts.series.totals
        let before = totals.comparable.filter { totals.periods[$0] < facts.months.lowerBound }
        guard monthCount == 1, !before.isEmpty else { return nil }
        return Int((Double(before.reduce(0) { $0 + totals.articles[$1] }) / Double(before.count)).rounded())
    }

    /// Added to the note of a chart that draws months in place of its periods.
    var coarseness: String {
        Chart.TimePanels.areTooMany(facts.series.totals.periods) ? words.meansOfMonths : ""
    }

    private func values(_ counts: [Int]) -> [Double?] {
        zip(counts, facts.series.totals.articles).map { $1 > 0 ? Double($0) : nil }
    }

    func timePanels(_ panels: [Chart.Panel]) -> Chart.TimePanels {
        let periods = facts.series.totals.periods
        let own = periods.indices.filter { facts.months.contains(periods[$0]) }
        return Chart.TimePanels(
            periods: periods, reported: own[0]...own[own.count - 1], isLastPartial: facts.series.totals.isLastPartial,
            isFirstPartial: facts.series.totals.isFirstPartial,
            partial: Set(periods.indices.filter(facts.series.totals.isPartial)), panels: panels
        ).drawable
    }
}
