extension ReportBuilder {
    /// The section on new phrases and on known ones that surged; `nil` if there are none.
    mutating func emerging() -> Report.Section? {
        guard !facts.emerging.isEmpty else { return nil }
        var blocks: [Report.Block] = [.paragraph(Prose(words.emerging(in: facts.months)))]
        for (name, isNew) in [("emerging", true), ("rising", false)] {
            let indices = facts.emerging.indices.filter { facts.emerging[$0].isNew == isNew }
            blocks.append(.paragraph(Prose(words.emerging(isNew: isNew, isEmpty: indices.isEmpty))))
            if !indices.isEmpty { blocks.append(.table(.init(name: name, table: table(of: indices, isNew: isNew)))) }
        }
        return section(.emerging, blocks)
    }

    private mutating func table(of indices: [Int], isNew: Bool) -> Table {
        var table = Table(
            [.init(columns.phrase), .init(columns.stories, isNumber: true)]
                + (isNew ? [] : [.init(columns.before, isNumber: true)])
                + [.init(columns.firstSeen), .init(columns.example)])
        for index in indices {
            let entry = facts.emerging[index]
            let articles = group("emerging-\(index + 1)", short(entry.phrase), entry.articles)
            table.append(
                [.init(entry.phrase), .init("\(entry.stories)", value: Double(entry.stories), articles: articles)]
                    + (isNew ? [] : [.init("\(entry.before)", value: Double(entry.before))])
                    + [.init(entry.firstSeen), .init(entry.example)])
        }
        return table
    }
}
