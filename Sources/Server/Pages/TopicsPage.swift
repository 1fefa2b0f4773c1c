import Jobs
import Reports
import Text
import Timeline

/// The kept topics: curves, central articles, and a form that renames, merges and hides.
struct TopicsPage {
    let request: PageRequest
    let rows: [TopicEdits.Row]
    /// The mark (`ShownMark`) of the rows as they were when they were shown first.
    let seen: String
    /// Nil where the articles were not sorted into the topics since the server started.
    let result: TopicsResult?
    /// What was wrong with names that were given just now.
    var problem: Problem?

    private var words: PageWords { request.words }

    var page: HTML {
        let wrong: HTML = problem.map { "<p class=\"problem\" role=\"alert\">\($0.said(in: words).detail)</p>\n" } ?? ""
        let start: HTML = """
            <form method="post" action="/topics/find">\(request.formKey)<button class="button">\(rows.isEmpty ? words.findTopics : words.sortTopics)</button></form>

            """
        guard !rows.isEmpty else {
            return request.page(words.topics, .topics, wrong + "<p>\(words.noTopics)</p>\n" + start)
        }
        return request.page(words.topics, .topics, wrong + (result.map(found) ?? "") + start + form)
    }

    private func found(_ result: TopicsResult) -> HTML {
        let shown = result.topics.filter { !$0.isNew }.sorted { $0.share > $1.share }
        let chart = Chart.panels(
            name: "topics", title: words.topicShares, note: "",
            shown.prefix(12).map { topic in
                (topic.name, Dictionary(topic.periods.map { ($0.period, $0.share) }) { first, _ in first })
            }, partial: Set(shown.flatMap(\.periods).filter(\.isPartial).map(\.period)))
        let items = shown.map { topic -> HTML in
            let articles = topic.articles.prefix(3).map { article -> HTML in
                "<li><time>\(article.date ?? "")</time> \(HTML.webLink(article.link, article.title))</li>\n"
            }
            let phrases = topic.phrases.prefix(8).map { phrase -> HTML in
                "<a href=\"\(Query([("term", phrase)]).address("/trends"))\">\(phrase)</a> "
            }
            return """
                <section class="card"><h2>\(topic.name) <span class="number">\(percent(topic.share, digits: 1))</span></h2>
                <p class="meta">\(phrases)</p><h3>\(words.central)</h3><ul>\(articles)</ul></section>

                """
        }
        return (chart.map(request.figure) ?? "") + "<div class=\"cards\">\(items)</div>\n"
            + request.downloads("/topics", ["json", "csv"], Query())
    }

    private var form: HTML {
        let fields = rows.enumerated().map { index, row -> HTML in
            let hidden: HTML = row.isHidden ? " checked=\"checked\"" : ""
            return """
                <tr><th scope="row">\(row.topic)<input type="hidden" name="topic" value="\(row.topic)"/></th>
                <td><input name="name" value="\(row.name)" aria-label="\(words.name): \(row.topic)"/></td>
                <td><input name="into" value="\(row.mergeInto)" list="topics" aria-label="\(words.mergeInto): \(row.topic)"/></td>
                <td><input type="checkbox" name="hide" value="\(index)" aria-label="\(words.hide): \(row.topic)"\(hidden)/></td></tr>

                """
        }
        let options = rows.map { "<option value=\"\($0.topic)\"></option>" as HTML }
        return """
            <form method="post" action="/topics"><p class="note">\(words.topicsText)</p>\(request.formKey)<input type="hidden" name="seen" value="\(seen)"/>
            <div class="table"><table><thead><tr><th scope="col">\(words.topics)</th><th scope="col">\(words.name)</th>
            <th scope="col">\(words.mergeInto)</th><th scope="col">\(words.hide)</th></tr></thead><tbody>\(fields)</tbody></table></div>
            <datalist id="topics">\(options)</datalist><button class="button">\(words.save)</button></form>

            """
    }
}
