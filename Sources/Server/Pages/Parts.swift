import Foundation
import Jobs
import Reports
import Text
import Timeline

/// Pieces that several pages have.
extension PageRequest {
    func name(of certainty: String) -> String {
        switch ArchiveView.Certainty(rawValue: certainty) {
        case .corrected: words.corrected
        case .labeled: words.labeled
        case .sure: words.sure
        case .doubtful: words.doubtful
        case .untagged: words.untagged
        case nil: certainty
        }
    }

    /// A list of articles.
    func list(_ articles: [ListedArticle], marking terms: [String] = []) -> HTML {
        guard !articles.isEmpty else { return "<p class=\"note\">\(words.nothingFound)</p>\n" }
        return "<ol class=\"articles\">\n\(articles.map { item($0, terms) })</ol>\n"
    }

    private func item(_ listed: ListedArticle, _ terms: [String]) -> HTML {
        let spellings = terms.flatMap { $0.split(whereSeparator: { "|｜".contains($0) }).map(String.init) }
        let article = listed.article
        let passage = listed.passage
        let hit: HTML = passage.hit.isEmpty ? "" : "<mark>\(passage.hit)</mark>"
        let text = (passage.before + passage.hit + passage.after).isEmpty
        let body: HTML = text ? "" : "<p class=\"passage\">\(passage.before)\(hit)\(passage.after)</p>"
        let labels = listed.industries.map { "<span class=\"label\">\($0)</span> " as HTML }
        let doubt: HTML =
            listed.certainty.wantsReview
            ? "<span class=\"label open\">\(name(of: listed.certainty.rawValue))</span>" : ""
        return """
            <li><a class="title" href="/articles/\(listed.number)">\(HTML.marking(spellings, in: article.title))</a>
            <p class="meta"><time>\(article.date ?? words.undated)</time> \(listed.source) \(labels)\(doubt)</p>
            \(body)</li>

            """
    }

    /// A chart with its title, and what it can be taken away as.
    func figure(_ chart: Chart) -> HTML {
        let note: HTML = chart.note.isEmpty ? "" : " <span class=\"note\">\(chart.note)</span>"
        return """
            <figure class="chart"><figcaption><strong>\(chart.title)</strong>\(note)</figcaption>
            \(HTML(written: chart.pageElements(words.language)))</figure>

            """
    }

    /// Links to the same in other forms.
    func downloads(_ path: String, _ endings: [String], _ query: Query) -> HTML {
        let links = endings.map { "<a href=\"\(query.address("\(path).\($0)"))\">\($0.uppercased())</a>\n" as HTML }
        return "<p class=\"downloads\">\(words.download): \(links)</p>\n"
    }

    /// What changed in series: share, changes and bursts.
    func table(_ trends: [WatchedTrend], heading: String, link: (String) -> String) -> HTML {
        // The last period that all are judged in; a later one is not over, or has no articles.
        let shown = trends.lazy.compactMap(\.trend?.period).first ?? trends.first?.periods.last?.period
        let rows = trends.map { trend -> HTML in
            let last = trend.periods.last { $0.period == shown }
            let name: HTML = "<th scope=\"row\"><a href=\"\(link(trend.term))\">\(trend.term)</a></th>"
            guard let measures = trend.trend else {
                return """
                    <tr>\(name)<td class="number">\(last?.stories ?? 0)</td>
                    <td colspan="4" class="note">\(words.tooFew)</td></tr>

                    """
            }
            let bursts = measures.bursts.suffix(3).map { "\($0.first)–\($0.isOpen ? "" : $0.last.description)" }
            return """
                <tr>\(name)<td class="number">\(last?.stories ?? 0)</td>
                <td class="number">\(percent(measures.level.share, digits: 2))</td>
                \(change(measures.previous))\(change(measures.yearBefore))
                <td class="days">\(bursts.joined(separator: ", "))</td></tr>

                """
        }
        return """
            <div class="table" tabindex="0" role="group" aria-label="\(heading)"><table>
            <thead><tr><th scope="col">\(heading)\(shown.map { " (\($0))" } ?? "")</th><th scope="col" class="number">\(words.stories)</th>
            <th scope="col" class="number">\(words.share)</th><th scope="col" class="number">\(words.change)</th>
            <th scope="col" class="number">\(words.yearChange)</th><th scope="col">\(words.bursts)</th></tr></thead>
            <tbody>\(rows)</tbody></table></div>
            <p class="note">\(words.trendNote)</p>

            """
    }

    private func change(_ change: SeriesTrend.Change?) -> HTML {
        guard let change else { return "<td class=\"number\">–</td>" }
        let points = change.difference * 100
        let text = (points > 0 ? "+" : "") + fixed(points, digits: 2) + (change.isSignificant ? "*" : "")
        let kind: HTML = !change.isSignificant ? "" : points > 0 ? " up" : " down"
        return "<td class=\"number\(kind)\">\(text)</td>"
    }

    /// Names with counts as links.
    func facet(
        _ title: String, _ counts: [NameCount], shown: (String) -> String = { $0 }, link: (String) -> String
    ) -> HTML {
        guard !counts.isEmpty else { return "" }
        let rows = counts.map { count -> HTML in
            "<li><a href=\"\(link(count.name))\">\(shown(count.name))</a> <span class=\"number\">\(count.articles)</span></li>\n"
        }
        let most = 8
        let rest: HTML =
            rows.count <= most
            ? ""
            : "<details><summary>\(words.mostFrequentOf(rows.count))</summary><ul>\(Array(rows.dropFirst(most)))</ul></details>"
        return "<section class=\"facet\"><h2>\(title)</h2><ul>\(Array(rows.prefix(most)))</ul>\(rest)</section>\n"
    }

    /// A choice of one of some values.
    func select(_ name: String, _ label: String, _ options: [(value: String, shown: String)], chosen: String?) -> HTML {
        let items = options.map { option -> HTML in
            let isChosen: HTML = option.value == chosen ? " selected=\"selected\"" : ""
            return "<option value=\"\(option.value)\"\(isChosen)>\(option.shown)</option>"
        }
        return "<label>\(label) <select name=\"\(name)\">\(items)</select></label>\n"
    }

    func field(_ name: String, _ label: String, _ value: String?, placeholder: String = "", list: String? = nil) -> HTML
    {
        let list: HTML = list.map { " list=\"\($0)\"" } ?? ""
        return
            "<label>\(label) <input name=\"\(name)\" value=\"\(value ?? "")\" placeholder=\"\(placeholder)\"\(list)/></label>\n"
    }
}
