extension ReportBuilder {
    /// Phrases that came up; nil where there are none.
    mutating func emerging() -> Report.Section? {
        guard !facts.emerging.isEmpty else { return nil }
        var table = Table([
            .init(language("说法", "Phrase")), .init(language("去除转载", "Stories"), isNumber: true),
            .init(language("此前", "Before"), isNumber: true), .init(language("首次出现", "First seen")),
            .init(language("例句", "A sentence")),
        ])
        for (index, entry) in facts.emerging.enumerated() {
            let articles = group("emerging-\(index + 1)", short(entry.phrase), entry.articles)
            table.append([
                .init(entry.phrase), .init("\(entry.stories)", value: Double(entry.stories), articles: articles),
                .init("\(entry.before)", value: Double(entry.before)), .init(entry.firstSeen), .init(entry.example),
            ])
        }
        return .init(
            id: "emerging", title: language("新出现的说法", "Emerging phrases"),
            blocks: [.table(.init(name: "emerging", table: table))])
    }
}
