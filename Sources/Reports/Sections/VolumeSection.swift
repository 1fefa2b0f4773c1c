import Timeline

extension ReportBuilder {
    /// The section on the number of articles and stories per month.
    mutating func volume() -> Report.Section {
        let totals = facts.totals
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
            title: words.volumeChart(
                facts.entries(of: facts.months).count, mean: articlesPerMonthBefore, months: facts.months),
            note: words.volumeNote(partial: PartialMonths(totals)),
            form: .panels(timePanels([.init(name: "", lines: hasReposts ? lines : [lines[0]], bursts: [])])),
            isShare: false)
        return section(
            .volume,
            (totals.periods.count > 1 ? [.chart(chart)] : []) + [
                // The chart shows the same figures; a long table is for a spreadsheet.
                .table(.init(name: "volume", table: table), isShown: totals.periods.count <= 6)
            ])
    }

    /// The mean number of articles per earlier month with articles; `nil` for a report on several months, and if
    /// nothing was published before.
    private var articlesPerMonthBefore: Int? {
        let before = zip(facts.totals.periods, facts.totals.articles).filter {
            $0.1 > 0 && $0.0 < facts.months.lowerBound
        }
        guard monthCount == 1, !before.isEmpty else { return nil }
        return Int((Double(before.reduce(0) { $0 + $1.1 }) / Double(before.count)).rounded())
    }

    private func values(_ counts: [Int]) -> [Double?] {
        zip(counts, facts.totals.articles).map { $1 > 0 ? Double($0) : nil }
    }

    func timePanels(_ panels: [Chart.Panel]) -> Chart.TimePanels {
        let periods = facts.totals.periods
        let own = periods.indices.filter { facts.months.contains(periods[$0]) }
        return .init(
            periods: periods, reported: own[0]...own[own.count - 1], isLastPartial: facts.totals.isLastPartial,
            isFirstPartial: facts.totals.isFirstPartial, panels: panels)
    }
}
