/// The words of the workbook and the document, in a language.
protocol SheetWords {
    var summarySheet: String { get }
    var chartsSheet: String { get }
    var chartFiguresSheet: String { get }
    var articlesSheet: String { get }
    /// The name of a table, short enough for a sheet; `nil` for a table that has none.
    func tableName(_ table: String) -> String?
    /// The headings of the list of sheets.
    var sheetHeadings: (sheet: String, content: String, rows: String) { get }
    var chartsContent: String { get }
    var articlesContent: String { get }
    var chartFiguresContent: String { get }
    /// The heading of the figure that articles stand behind, and that of their addresses.
    var groupColumn: String { get }
    var addressColumn: String { get }
    /// The ends of an interval, as headings.
    var intervalEnds: (lower: String, upper: String) { get }
}

/// What the tables of all periods are called by their length: `by-month` and the like at the end of a table's name.
private func split(_ table: String) -> (base: String, period: String?) {
    guard let range = table.range(of: "-by-"), table != "emerging-by-industry" else { return (table, nil) }
    return (String(table[..<range.lowerBound]), String(table[range.upperBound...]))
}

extension Chinese {
    var summarySheet: String { "摘要" }
    var chartsSheet: String { "图表" }
    var chartFiguresSheet: String { "图表数据" }
    var articlesSheet: String { "文章明细" }

    func tableName(_ table: String) -> String? {
        let (base, period) = split(table)
        let names = [
            "volume": "文章数量", "industries": "行业", "industries-share": "行业占比", "topics": "主题",
            "topics-share": "主题占比", "terms": "关注词", "terms-share": "关注词占比", "terms-spellings": "关注词写法",
            "emerging": "新短语", "rising": "升温短语", "emerging-by-industry": "各行业新兴短语", "technologies": "技术",
            "keywords": "关键词", "sources": "来源", "sources-share": "来源占比", "central": "代表文章", "novel": "新主题文章",
        ]
        let periods = ["day": "按日", "week": "按周", "month": "按月", "quarter": "按季", "period": "按期"]
        guard let name = names[base] else { return nil }
        return name + (period.map { "（\(periods[$0] ?? $0)）" } ?? "")
    }

    var sheetHeadings: (sheet: String, content: String, rows: String) { ("工作表", "内容", "行数") }
    var chartsContent: String { "主要数据的图表，可直接修改或复制到其他文件" }
    var articlesContent: String { "各表数字对应的文章：点击表中的数字即到" }
    var chartFiguresContent: String { "图表所用的数据" }
    var groupColumn: String { "对应数字" }
    var addressColumn: String { "链接" }
    var intervalEnds: (lower: String, upper: String) { ("95% 区间下限", "95% 区间上限") }
}

extension English {
    var summarySheet: String { "Summary" }
    var chartsSheet: String { "Charts" }
    var chartFiguresSheet: String { "Chart data" }
    var articlesSheet: String { "Articles" }

    func tableName(_ table: String) -> String? {
        let (base, period) = split(table)
        let names = [
            "volume": "Volume", "industries": "Industries", "industries-share": "Industry shares", "topics": "Topics",
            "topics-share": "Topic shares", "terms": "Terms", "terms-share": "Term shares",
            "terms-spellings": "Spellings", "emerging": "New phrases", "rising": "Surging phrases",
            "emerging-by-industry": "Phrases by industry", "technologies": "Technologies", "keywords": "Keywords",
            "sources": "Sources", "sources-share": "Source shares", "central": "Representative", "novel": "New themes",
        ]
        return names[base].map { $0 + (period.map { " by \($0)" } ?? "") }
    }

    var sheetHeadings: (sheet: String, content: String, rows: String) { ("Sheet", "Content", "Rows") }
    var chartsContent: String { "The main figures as charts, to edit or to copy" }
    var articlesContent: String { "The articles behind the figures: click a figure to see them" }
    var chartFiguresContent: String { "The figures behind the charts" }
    var groupColumn: String { "Figure" }
    var addressColumn: String { "Address" }
    var intervalEnds: (lower: String, upper: String) { ("95% CI, lower", "95% CI, upper") }
}
