extension ReportBuilder {
    /// The section on new phrases and on known ones that surged; `nil` if there are none, where there could be some.
    mutating func emerging() -> Report.Section? {
        if facts.series.totals.periods.first == facts.months.upperBound {
            return section(.emerging, [.paragraph(Prose(words.noEarlierArticles(facts.months.upperBound)))])
        }
        guard !facts.emerging.isEmpty || !facts.emergingOfIndustries.isEmpty else { return nil }
        var blocks: [Report.Block] = [.paragraph(Prose(words.emerging(in: facts.months)))]
        for (name, isNew) in [("emerging", true), ("rising", false)] {
            let indices = facts.emerging.indices.filter { facts.emerging[$0].isNew == isNew }
            blocks.append(.paragraph(Prose(words.emerging(isNew: isNew, isEmpty: indices.isEmpty))))
            if !indices.isEmpty { blocks.append(.table(.init(name: name, table: table(of: indices, isNew: isNew)))) }
        }
        if !facts.emergingOfIndustries.isEmpty {
            blocks += [
                .paragraph(Prose(words.emergingOfIndustries)),
                .table(.init(name: "emerging-by-industry", table: tableOfIndustries())),
            ]
        }
        return section(.emerging, blocks)
    }

    /// In a report on several months, in which of them a phrase emerged.
    private func month(of entry: EmergingEntry) -> [Table.Cell] {
        monthCount > 1 ? [.init(entry.period.description)] : []
    }

    private var monthColumn: [Table.Column] {
        monthCount > 1 ? [.init(columns.month)] : []
    }

    private mutating func tableOfIndustries() -> Table {
        var table = Table(
            [.init(words.column(.industries)), .init(columns.phrase)] + monthColumn + [
                .init(columns.stories, isNumber: true), .init(columns.before, isNumber: true), .init(columns.note),
                .init(columns.example),
            ])
        for (place, own) in facts.emergingOfIndustries.enumerated() {
            for (index, entry) in own.entries.enumerated() {
                let articles = group(
                    "emerging-\(place + 1)-\(index + 1)", "\(short(own.industry)), \(short(entry.phrase))",
                    entry.articles)
                table.append(
                    [.init(own.industry), .init(entry.phrase)] + month(of: entry) + [
                        .init("\(entry.stories)", value: Double(entry.stories), articles: articles),
                        .init("\(entry.before)", value: Double(entry.before)),
                        .init(words.emergence(isNew: entry.isNew)), .init(entry.example),
                    ])
            }
        }
        return table
    }

    private mutating func table(of indices: [Int], isNew: Bool) -> Table {
        var table = Table(
            [.init(columns.phrase)] + monthColumn + [.init(columns.stories, isNumber: true)]
                + (isNew ? [] : [.init(columns.before, isNumber: true)])
                + [.init(columns.firstSeen, isDate: true), .init(columns.example)])
        for index in indices {
            let entry = facts.emerging[index]
            let articles = group("emerging-\(index + 1)", short(entry.phrase), entry.articles)
            table.append(
                [.init(entry.phrase)] + month(of: entry)
                    + [.init("\(entry.stories)", value: Double(entry.stories), articles: articles)]
                    + (isNew ? [] : [.init("\(entry.before)", value: Double(entry.before))])
                    + [.init(entry.firstSeen), .init(entry.example)])
        }
        return table
    }
}
