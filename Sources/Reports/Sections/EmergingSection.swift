extension ReportBuilder {
    /// The section on new and surging phrases; `nil` if there are none.
    mutating func emerging() -> Report.Section? {
        guard !facts.emerging.isEmpty else { return nil }
        var table = Table([
            .init(columns.phrase), .init(columns.stories, isNumber: true), .init(columns.before, isNumber: true),
            .init(columns.firstSeen), .init(columns.example),
        ])
        for (index, entry) in facts.emerging.enumerated() {
            let articles = group("emerging-\(index + 1)", short(entry.phrase), entry.articles)
            table.append([
                .init(entry.phrase), .init("\(entry.stories)", value: Double(entry.stories), articles: articles),
                .init("\(entry.before)", value: Double(entry.before)), .init(entry.firstSeen), .init(entry.example),
            ])
        }
        return section(
            .emerging,
            [
                .paragraph(Prose(words.emerging(in: facts.months))),
                .table(.init(name: "emerging", table: table)),
            ])
    }
}
