import Jobs
import Reports
import Text
import Timeline

/// What the archive holds, and what rose and fell last.
struct OverviewPage {
    let request: PageRequest
    let overview: Overview
    /// Nil where it is not worked out yet; the page asks for it.
    let emerging: EmergingResult?

    private var words: PageWords { request.words }
    private static let mostIndustries = 20

    var page: HTML {
        guard overview.articles > 0 else {
            return request.page(words.overview, .overview, "<p>\(words.noArticles)</p>\n")
        }
        let facts =
            [words.countOfArticles(overview.articles)]
            + (overview.days.isEmpty ? [] : [overview.days.joined(separator: " – ")])
            + (overview.undated == 0 ? [] : ["\(overview.undated) \(words.undated)"])
        let lead: HTML = """
            <p class="lead">\(facts.joined(separator: " · "))</p>
            <p><a class="button" href="/review">\(words.startReview)</a> \(words.waitingArticles(overview.toReview))</p>

            """
        return request.page(words.overview, .overview, lead + volume + industries + emergingSection)
    }

    private var volume: HTML {
        let shown = overview.months.suffix(60)
        guard let first = shown.first else { return "" }
        let line = Chart.volume(
            name: "volume", title: words.volume, note: "", Array(shown.map { ($0.month, $0.articles) }),
            isFirstPartial: first.isPartial && overview.months.count <= 60,
            isLastPartial: shown.last?.isPartial ?? false
        ) { "/articles?from=\($0)&to=\($0)" }
        return request.figure(line) + request.downloads("/overview", ["json", "csv"], Query())
    }

    private var industries: HTML {
        guard !overview.industries.isEmpty else { return "" }
        let isWhole = request.query.first("industries") == "all"
        let shown = isWhole ? overview.industries : Array(overview.industries.prefix(OverviewPage.mostIndustries))
        let more: HTML =
            shown.count == overview.industries.count
            ? ""
            : "<p class=\"note\">\(words.someOf(shown.count, overview.industries.count)) · <a href=\"/?industries=all\">\(words.all)</a></p>\n"
        return "<section><h2>\(words.industriesNow)</h2>\n"
            + request.table(shown, heading: words.industry) {
                Query([("industry", $0)]).address("/articles")
            } + more + "</section>\n"
    }

    private var emergingSection: HTML {
        guard !overview.days.isEmpty else { return "<p class=\"note\">\(words.noDates)</p>\n" }
        let content: HTML =
            emerging.map { EmergingPart(request: request, result: $0).beginning }
                ?? """
                <p class="note" data-load="/emerging" data-failed="\(words.emergingFailed)">\(words.emergingWait) <a href="/emerging">\(words.show)</a></p>

                """
        return "<section><h2>\(words.emerging)</h2>\n\(content)</section>\n"
    }
}

/// Emerging phrases as a table.
struct EmergingPart {
    let request: PageRequest
    let result: EmergingResult

    init(request: PageRequest, result: EmergingResult) { (self.request, self.result) = (request, result) }

    private var words: PageWords { request.words }

    var page: HTML { request.page(words.emerging, .overview, content(most: .max)) }

    /// What the overview shows of it.
    var beginning: HTML { content(most: 12) }

    private func content(most: Int) -> HTML {
        guard !result.entries.isEmpty else {
            return "<p class=\"note\">\(result.month.description): \(words.emergingNone)</p>\n"
        }
        let rows = result.entries.prefix(most).map { entry -> HTML in
            let mark: HTML = entry.isNew ? " <span class=\"label\">\(words.isNew)</span>" : ""
            let also: HTML =
                entry.related.isEmpty ? "" : "<br/><small>\(entry.related.prefix(4).joined(separator: " · "))</small>"
            return """
                <tr><th scope="row"><a href="\(Query([("term", entry.phrase)]).address("/trends"))">\(entry.phrase)</a>\(mark)\(also)</th>
                <td class="number">\(entry.stories)</td><td class="days">\(entry.firstSeen)</td><td class="long">\(entry.example)</td></tr>

                """
        }
        let rest: HTML =
            most < result.entries.count
            ? "<p><a href=\"/emerging\">\(words.all): \(result.entries.count)</a></p>\n" : ""
        return """
            <div class="table" tabindex="0" role="group" aria-label="\(words.emerging)"><table>
            <thead><tr><th scope="col">\(words.term) (\(result.month.description))</th><th scope="col" class="number">\(words.stories)</th>
            <th scope="col">\(words.firstSeen)</th><th scope="col">\(words.example)</th></tr></thead>
            <tbody>\(rows)</tbody></table></div>
            \(rest)\(request.downloads("/emerging", ["json", "csv"], Query()))
            """
    }
}
