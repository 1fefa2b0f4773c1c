import Jobs

/// A list of articles with what they have in common beside it.
struct ArticlesPage {
    let request: PageRequest
    let list: ArticleList
    let filter: ArticleFilter

    private var words: PageWords { request.words }
    /// The same list from its beginning.
    private var query: Query { request.query.setting("offset") }

    var page: HTML {
        let heading: HTML = "<p class=\"lead\">\(words.countOfArticles(list.count))</p>\n"
        return request.page(
            words.articles, .articles,
            form + chips
                + """
                <div class="beside"><div>\(heading)\(request.list(list.articles, marking: filter.terms))\(pages)
                \(request.downloads("/articles", ["csv", "json"], request.query))\(cut)</div>
                <aside aria-label="\(words.filters)">\(facets)</aside></div>

                """)
    }

    private var cut: HTML {
        let most = ArticleSearch.mostExported
        return list.count <= most ? "" : "<p class=\"note\">CSV: \(words.newestOf(most))</p>\n"
    }

    private var form: HTML {
        let kept = request.query.items.filter { ["industry", "source", "technology", "certainty"].contains($0.name) }
            .map { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\"/>\n" as HTML }
        return """
            <form class="ask" action="/articles">
            <label class="wide">\(words.words) <input type="search" name="q" value="\(filter.terms.joined(separator: " "))"/></label>
            \(request.field("from", words.from, request.query.first("from"), placeholder: "2024-01"))
            \(request.field("to", words.to, request.query.first("to"), placeholder: "2024-06"))
            \(kept)<button>\(words.search)</button>
            </form>

            """
    }

    /// The conditions that hold, each with a link to the list without it.
    private var chips: HTML {
        let names = ["industry", "source", "technology", "certainty"]
        let chips = query.items.filter { names.contains($0.name) && !$0.value.isEmpty }.map { item -> HTML in
            let shown = item.name == "certainty" ? request.name(of: item.value) : item.value
            return """
                <a class="chip" href="\(query.removing(item.name, item.value).address("/articles"))">\(shown)\
                 <span aria-hidden="true">×</span><span class="hidden"> \(words.removeFilter)</span></a>

                """
        }
        return chips.isEmpty ? "" : "<p class=\"chips\">\(chips)</p>\n"
    }

    private var facets: HTML {
        func link(_ name: String) -> (String) -> String {
            { value in
                query.all(name).contains(value)
                    ? query.address("/articles") : query.adding(name, value).address("/articles")
            }
        }
        let trend: HTML =
            filter.terms.count == 1
            ? "<p><a class=\"button\" href=\"\(Query([("term", filter.terms[0])]).address("/trends"))\">\(words.trends)</a></p>\n"
            : ""
        return trend + request.facet(words.industry, list.facets.industries, link: link("industry"))
            + request.facet(words.certainty, list.facets.certainty, shown: request.name, link: link("certainty"))
            + request.facet(words.source, list.facets.sources, link: link("source"))
            + request.facet(words.technology, list.facets.technologies, link: link("technology"))
    }

    private var pages: HTML {
        let size = 20
        var links: [HTML] = []
        if list.offset > 0 {
            let before = query.setting("offset", list.offset > size ? "\(list.offset - size)" : "")
            links.append("<a rel=\"prev\" href=\"\(before.address("/articles"))\">← \(words.newer)</a>\n")
        }
        if list.offset + list.articles.count < list.count, !list.articles.isEmpty {
            let after = query.setting("offset", "\(list.offset + size)")
            links.append("<a rel=\"next\" href=\"\(after.address("/articles"))\">\(words.older) →</a>\n")
        }
        return links.isEmpty ? "" : "<nav class=\"pages\" aria-label=\"\(words.results)\">\(links)</nav>\n"
    }
}
