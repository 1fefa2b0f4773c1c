extension ReportBuilder {
    /// The articles to read first.
    mutating func articlesToRead() -> Report.Section? {
        guard !facts.toRead.central.isEmpty else { return nil }
        var blocks: [Report.Block] = [
            .paragraph(Prose(language("最能代表这一时段的文章：", "Those that stand for the time best:"))),
            .table(.init(name: "central", table: list(facts.toRead.central, id: "central"))),
        ]
        if !facts.toRead.novel.isEmpty {
            blocks += [
                .paragraph(
                    Prose(
                        language("与此前最不同、在这一时段成批出现的文章：", "Those most unlike what was there before, with company now:"))),
                .table(.init(name: "novel", table: list(facts.toRead.novel, id: "novel"))),
            ]
        }
        return .init(id: "read", title: language("值得一读的文章", "Articles to read"), blocks: blocks)
    }

    private mutating func list(_ entries: [Int], id: String) -> Table {
        _ = group(id, language("值得一读的文章", "Articles to read"), entries)
        var table = Table([
            .init(language("日期", "Date")), .init(language("标题", "Title")), .init(language("行业", "Industries")),
        ])
        for index in entries {
            let entry = facts.entries[index]
            table.append([
                .init(entry.day.description), .init(entry.item.article.headline, link: entry.item.article.link),
                .init(entry.item.labels.joined(separator: language("、", ", "))),
            ])
        }
        return table
    }
}
