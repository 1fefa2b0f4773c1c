extension ReportBuilder {
    /// The section on the articles to read first; `nil` if there are none.
    mutating func reading() -> Report.Section? {
        guard !facts.toRead.central.isEmpty else { return nil }
        var blocks: [Report.Block] = [
            .paragraph(Prose(words.centralArticles)),
            .table(.init(name: "central", table: list(facts.toRead.central, id: "central", words.centralGroup))),
        ]
        if !facts.toRead.novel.isEmpty {
            blocks += [
                .paragraph(Prose(words.novelArticles)),
                .table(.init(name: "novel", table: list(facts.toRead.novel, id: "novel", words.novelGroup))),
            ]
        }
        return section(.reading, blocks)
    }

    private mutating func list(_ entries: [Int], id: String, _ title: String) -> Table {
        _ = group(id, title, entries)
        var table = Table([.init(columns.date, isDate: true), .init(columns.title), .init(columns.industries)])
        for index in entries {
            let article = facts.entries[index].article
            table.append([
                .init(facts.entries[index].day.description),
                .init(article.reference.title, link: article.reference.link), .init(words.list(article.industries)),
            ])
        }
        return table
    }
}
