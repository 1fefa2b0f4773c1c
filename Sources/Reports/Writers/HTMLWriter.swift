import Foundation

/// Writes a report as a self-contained page: no network, no script, no other file.
///
/// The page is XML too, so that a strict parser can check it.
struct HTMLWriter {
    let report: Report

    /// The maximum number of articles shown per group; `report.json` lists them all.
    static let maximumListLength = 20

    private var words: any Phrasebook { report.language.phrasebook }

    func page() -> String {
        let articles = report.articlesByID
        // Everything stands in one of the page's landmarks: header, navigation, main.
        return head + "<header>\n<h1>\(Escape.html(report.title))</h1>\n</header>\n" + contents
            + "<main>\n<p class=\"summary\">\(html(report.summary))</p>\n"
            + report.sections.map(html).joined()
            + "<section class=\"groups\">\n" + report.groups.map { html($0, articles) }.joined() + "</section>\n"
            + "</main>\n</body>\n</html>\n"
    }

    private var head: String {
        """
        <!DOCTYPE html>
        <html lang="\(words.languageTag)">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
        <title>\(Escape.html(report.title))</title>
        <style>
        \(HTMLWriter.style)
        \(HTMLWriter.printStyle)
        \(ChartColor.pageStyle)
        </style>
        </head>
        <body id="top">

        """
    }

    private var contents: String {
        "<nav>" + report.sections.map { "<a href=\"#\($0.id)\">\(Escape.html($0.title))</a>" }.joined(separator: "\n")
            + "</nav>\n"
    }

    private func html(_ prose: Prose) -> String {
        prose.runs.map { run in
            let text = Escape.html(run.text)
            return run.articles.map { "<a href=\"#\($0)\">\(text)</a>" } ?? text
        }.joined()
    }

    private func html(_ section: Report.Section) -> String {
        var output = "<section>\n<h2 id=\"\(section.id)\">\(Escape.html(section.title))</h2>\n"
        for block in section.blocks {
            switch block {
            case .paragraph(let prose): output += "<p>\(html(prose))</p>\n"
            case .chart(let chart): output += html(chart)
            case .table(let named, let isShown):
                if isShown {
                    output +=
                        "<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"\(Escape.html(section.title))\">\n"
                        + named.table.prefix(named.shownRows).html() + "</div>\n"
                }
                if let rest = named.rest(isShown: isShown, words) {
                    output += "<p class=\"note\">\(Escape.html(rest))</p>\n"
                }
            }
        }
        return output + "</section>\n"
    }

    /// A chart with its title and note as text, drawn for a desk and for a phone; the style sheet shows one of the two.
    private func html(_ chart: Chart) -> String {
        let note = chart.note.isEmpty ? "" : " <span class=\"note\">\(Escape.html(chart.note))</span>"
        return
            "<figure class=\"chart\">\n<figcaption><strong>\(Escape.html(chart.title))</strong>\(note)</figcaption>\n"
            + chart.pageElements(words, linking: "#") + "</figure>\n"
    }

    private func html(_ group: Report.ArticleGroup, _ articles: [Int: Report.ListedArticle]) -> String {
        var output =
            "<div class=\"group\" id=\"\(group.id)\">\n<h3>\(Escape.html(words.groupHeading(group.title, count: group.articles.count)))</h3>\n<ul>\n"
        for id in group.articles.prefix(HTMLWriter.maximumListLength) {
            guard let listed = articles[id] else { continue }
            let article = listed.reference
            let title = Escape.html(Table.shortened(article.title))
            let linked = Escape.webLink(article.link).map { "<a href=\"\(Escape.html($0))\">\(title)</a>" } ?? title
            let reasons = Escape.html(words.reasons(listed))
            output +=
                "<li><small>\(article.date ?? "")</small> \(linked)"
                + (reasons.isEmpty ? "" : " <small class=\"why\">\(reasons)</small>") + "</li>\n"
        }
        output += "</ul>\n"
        let hidden = group.articles.count - HTMLWriter.maximumListLength
        if hidden > 0 {
            output += "<p class=\"note\">\(Escape.html(words.hiddenArticles(hidden, group: group.id)))</p>\n"
        }
        return output + "</div>\n"
    }

    /// The style sheet. A list of articles is shown when the reader follows a figure to it.
    private static let style = """
        :root { --ink: #222; --soft: #666; --rule: #ddd; --ground: #fff; --link: #0060a0; --shade: #f4f6f8; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #ececec; --soft: #a8a8a8; --rule: #444; --ground: #1b1b1d; --link: #6cb8f0; --shade: #26282c; }
        }
        body { font: 16px/1.65 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; color: var(--ink);
          background: var(--ground); max-width: 54rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
        html:not(:lang(zh)) > body { font-family: system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif; }
        h1 { font-size: 1.7rem; line-height: 1.3; } h2 { font-size: 1.25rem; margin-top: 2.6rem; }
        a { color: var(--link); text-underline-offset: .2em; text-decoration-thickness: 1px; }
        a:hover { text-decoration-thickness: 2px; }
        nav { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; font-size: .9rem; }
        .summary { border-left: .25rem solid var(--link); padding: .2rem 0 .2rem 1rem; }
        .note { color: var(--soft); font-size: .85rem; }
        .table { overflow-x: auto; margin: 1rem 0; } table { border-collapse: collapse; font-size: .86rem; width: 100%; }
        th, td { padding: .3rem .55rem; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: top;
          overflow-wrap: normal; }
        th { border-bottom: 2px solid var(--soft); font-weight: 600; white-space: nowrap; }
        td:first-child { min-width: 5.5em; } td.number:first-child { min-width: 2em; }
        td.long { min-width: 12em; } .number + td:not(.long, :last-child) { white-space: nowrap; }
        .number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
        figure { margin: 1.8rem 0; } figcaption { line-height: 1.45; margin-bottom: .3rem; }
        figcaption .note { display: block; }
        .chart { container-type: inline-size; } .chart svg { display: block; width: 100%; height: auto; }
        .chart .narrow { display: none; max-width: 32rem; }
        @container (max-width: 43rem) { .chart .wide { display: none; } .chart .narrow { display: block; } }
        @media (max-width: 36rem) {
          td.long { min-width: 24em; } }
        .group { display: none; background: var(--shade); padding: .6rem 1.2rem; scroll-margin-top: 1rem; }
        .group:target { display: block; } .groups { min-height: 60vh; }
        .group ul { padding-left: 1.1rem; } small { color: var(--soft); } .why { display: block; }
        """
}

extension Report.NamedTable {
    /// The number of rows shown on a page; the CSV file has all rows.
    var shownRows: Int { 60 }

    /// The note below a table that is not shown in full; `nil` if it is.
    func rest(isShown: Bool, _ words: any Phrasebook) -> String? {
        let hidden = isShown ? table.rows.count - shownRows : table.rows.count
        guard hidden > 0 else { return nil }
        return isShown ? words.hiddenRows(hidden, table: name) : words.separateTable(name, rows: hidden)
    }
}
