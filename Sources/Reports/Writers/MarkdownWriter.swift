/// Writes a report as Markdown, and the texts of the notebook.
struct MarkdownWriter {
    let report: Report
    /// Whether the charts exist as files.
    let hasCharts: Bool

    private static let maximumListLength = 10

    private var words: any Phrasebook { report.language.phrasebook }

    func document() -> String {
        "# \(Escape.markdown(report.title))\n\n\(markdown(report.summary))\n" + report.sections.map(markdown).joined()
            + groups()
    }

    func markdown(_ prose: Prose) -> String {
        prose.runs.map { run in
            let text = Escape.markdown(run.text)
            return run.articles.map { "[\(text)](#\($0))" } ?? text
        }.joined()
    }

    private func markdown(_ section: Report.Section) -> String {
        var output = "\n## \(Escape.markdown(section.title))\n"
        for block in section.blocks {
            switch block {
            case .paragraph(let prose): output += "\n\(markdown(prose))\n"
            case .chart(let chart):
                if hasCharts { output += "\n![\(Escape.markdown(chart.title))](charts/\(chart.name).svg)\n" }
            case .table(let named, let isShown):
                if isShown { output += "\n" + named.table.prefix(named.shownRows).markdown() }
                if let rest = named.rest(isShown: isShown, words) { output += "\n\(Escape.markdown(rest))\n" }
            }
        }
        return output
    }

    /// The articles that figures lead to.
    func groups() -> String {
        let articles = report.articlesByID
        var output = "\n## \(Escape.markdown(words.groupsHeading))\n"
        for group in report.groups {
            output +=
                "\n<a id=\"\(group.id)\"></a>**\(Escape.markdown(words.groupHeading(group.title, count: group.articles.count)))**\n\n"
            for article in group.articles.prefix(MarkdownWriter.maximumListLength).compactMap({
                articles[$0]?.reference
            }) {
                let title = Escape.markdown(Table.shortened(article.title))
                let linked = Escape.webLink(article.link).map { "[\(title)](<\($0)>)" } ?? title
                output += "- \(article.date ?? "") \(linked)\n"
            }
            let hidden = group.articles.count - MarkdownWriter.maximumListLength
            if hidden > 0 { output += "\n\(Escape.markdown(words.hiddenArticles(hidden, group: group.id)))\n" }
        }
        return output
    }
}
