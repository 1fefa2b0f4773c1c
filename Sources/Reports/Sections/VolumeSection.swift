import Timeline

extension ReportBuilder {
    /// How many articles and stories there were, month by month.
    mutating func volume() -> Report.Section {
        let totals = facts.totals
        var table = Table([
            .init(language("月份", "Month")), .init(language("文章", "Articles"), isNumber: true),
            .init(language("去除转载", "Stories"), isNumber: true), .init(language("附注", "Note")),
        ])
        for (index, month) in totals.periods.enumerated() {
            let isGap = totals.articles[index] == 0
            let isPartial = totals.isLastPartial && index == totals.periods.count - 1
            let note = isGap ? language("无数据", "no data") : isPartial ? language("不完整", "not whole") : ""
            let articles =
                facts.months.contains(month) || facts.monthsBefore.contains(month)
                ? group(
                    "volume-\(month)", language("全部文章，\(name(month))", "All articles, \(month)"),
                    facts.entries(of: month...month))
                : nil
            table.append([
                .init(month.description),
                isGap
                    ? "–"
                    : .init("\(totals.articles[index])", value: Double(totals.articles[index]), articles: articles),
                isGap
                    ? "–" : .init("\(totals.stories[index])", value: Double(totals.stories[index]), articles: articles),
                .init(note),
            ])
        }
        let hasReposts = totals.articles != totals.stories
        let lines = [
            Chart.Line(
                name: hasReposts ? language("去除转载", "stories") : language("文章", "articles"),
                values: values(totals.stories)),
            Chart.Line(name: language("全部文章", "all articles"), values: values(totals.articles)),
        ]
        let chart = Chart(
            name: "volume", title: volumeFinding,
            note: language("每月文章数", "Articles a month") + partialNote,
            form: .panels(timePanels([.init(name: "", lines: hasReposts ? lines : [lines[0]], bursts: [])])),
            isShare: false)
        return .init(
            id: "volume", title: language("文章数量", "Articles per month"),
            blocks: (totals.periods.count > 1 ? [.chart(chart)] : []) + [
                // The chart says it where it is there; many rows are for a spreadsheet.
                .table(.init(name: "volume", table: table), isShown: totals.periods.count <= 6)
            ])
    }

    private var volumeFinding: String {
        let own = facts.entries(of: facts.months).count
        let whole = zip(facts.totals.periods, facts.totals.articles).filter { $0.1 > 0 && !facts.months.contains($0.0) }
        guard isMonth, !whole.isEmpty else {
            return language("\(spanName)共 \(own) 篇", "\(own) articles in \(spanName)")
        }
        let mean = whole.reduce(0) { $0 + $1.1 } / whole.count
        return language(
            "\(spanName)有 \(own) 篇，此前平均每月 \(mean) 篇", "\(own) articles in \(spanName), \(mean) a month before that")
    }

    private func values(_ counts: [Int]) -> [Double?] {
        zip(counts, facts.totals.articles).map { $1 > 0 ? Double($0) : nil }
    }

    var partialNote: String {
        facts.totals.isLastPartial ? language("；最后一月不完整（空心点）", "; the last month is not whole (hollow)") : ""
    }

    func timePanels(_ panels: [Chart.Panel]) -> Chart.TimePanels {
        let periods = facts.totals.periods
        let own = periods.indices.filter { facts.months.contains(periods[$0]) }
        return .init(
            periods: periods, reported: own[0]...own[own.count - 1], isLastPartial: facts.totals.isLastPartial,
            panels: panels)
    }
}
