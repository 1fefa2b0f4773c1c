/// The sheet of the articles that figures lead to: group by group, so that a figure leads to its own articles one below
/// the other, and the filter of the first column shows them alone.
///
/// Large groups are cut, all at the same length, where there would be more rows than a person scrolls through.
struct ArticleSheet {
    /// A group that is listed, and how many of its articles.
    private struct Listed {
        let group: Report.ArticleGroup
        let shown: Int

        var rows: Int { shown + (shown < group.articles.count ? 1 : 0) }
    }

    /// By the id of a group, where it stands: `internal:'Articles'!A2:F9`.
    let places: [String: String]
    /// Without the head.
    let rows: Int
    private let report: Report
    private let listed: [Listed]
    private let words: any Phrasebook

    /// What is quick to write and to open, and has fewer links than Excel allows on a sheet.
    static let maximumRows = 20_000

    /// - Parameter name: of the sheet.
    init(_ report: Report, name: String, words: any Phrasebook, maximumRows: Int = ArticleSheet.maximumRows) {
        self.report = report
        self.words = words
        let length = WaterLevel.level(report.groups.map(\.articles.count), maximum: maximumRows)
        var places: [String: String] = [:]
        var listed: [Listed] = []
        var known: [Report.ArticleGroup: String] = [:]
        var rows = 0
        let last = report.hasReasons ? "H" : "G"
        for group in report.groups where !group.articles.isEmpty {
            // Two figures may count the same articles under the same name.
            let content = Report.ArticleGroup(id: "", title: group.title, articles: group.articles)
            if let place = known[content] {
                places[group.id] = place
                continue
            }
            let next = Listed(group: group, shown: min(length, group.articles.count))
            guard rows + next.rows <= 2 * maximumRows else { break }
            let place = "internal:\(SheetNames.quoted(name))!A\(rows + 2):\(last)\(rows + 1 + next.rows)"
            (places[group.id], known[content]) = (place, place)
            listed.append(next)
            rows += next.rows
        }
        (self.places, self.listed, self.rows) = (places, listed, rows)
    }

    /// Writes the rows of the sheet.
    func write(_ name: String, to workbook: WorkbookWriter) throws {
        let columns = words.columns
        let hasReasons = report.hasReasons
        func append(_ cells: [Table.Cell], _ reasons: String = "") throws {
            try workbook.append(hasReasons ? cells + [.init(reasons)] : cells)
        }
        try workbook.begin(
            name,
            [
                .init(words.groupColumn), .init(columns.date, isDate: true), .init(columns.title),
                .init(columns.source), .init(columns.industries), .init(columns.id, isNumber: true),
                .init(words.addressColumn),
            ] + (hasReasons ? [.init(columns.reasons)] : []))
        let articles = report.articlesByID
        for entry in listed {
            let title = Table.Cell(entry.group.title)
            for article in entry.group.articles.prefix(entry.shown).map({ articles[$0] }) {
                guard let article else {
                    try append([title, "", "", "", "", "", ""])
                    continue
                }
                let reference = article.reference
                try append(
                    [
                        title, .init(reference.date ?? ""),
                        .init(reference.title.isEmpty ? reference.link : reference.title, link: reference.link),
                        .init(article.source), .init(words.list(article.industries)), .init("\(article.id)"),
                        .init(reference.link),
                    ], words.reasons(article))
            }
            let hidden = entry.group.articles.count - entry.shown
            if hidden > 0 {
                let note = words.hiddenArticles(hidden, group: entry.group.id)
                try append([title, "", .init(note), "", "", "", ""])
            }
        }
    }
}
