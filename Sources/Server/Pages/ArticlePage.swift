import Corpus
import Jobs
import Models
import Text

/// One article with everything that is known of it.
struct ArticlePage {
    let request: PageRequest
    let detail: ArticleDetail
    /// What the form shows.
    let stand: ArticleStand
    /// The labels that a person can choose from.
    let labels: [String]

    private var words: PageWords { request.words }

    var page: HTML {
        let article = detail.listed.article
        let link = article.link.isEmpty ? HTML.empty : " · " + HTML.webLink(article.link, words.original)
        let meta: HTML = """
            <p class="lead"><time>\(article.date ?? words.undated)</time> \(detail.listed.source)\(link)</p>

            """
        return request.page(
            article.title, .articles,
            meta
                + """
                <div class="beside"><div><article>\(text)</article>\(others)</div>
                <aside>\(tags)\(correction)\(record)</aside></div>

                """)
    }

    /// Words that decided the industries, marked in the text.
    private var decisive: [String] { (detail.explained?.industries ?? []).flatMap { $0.spans.map(\.text) } }

    private var text: HTML {
        HTML.paragraphs(detail.text.isEmpty ? detail.title : detail.text) {
            HTML.marking(decisive, in: $0)
        }
    }

    private var tags: HTML {
        let own = detail.listed.industries.map { "<span class=\"label\">\($0)</span> " as HTML }
        var part: HTML = """
            <section><h2>\(words.industry)</h2>
            <p>\(own)<span class="note">\(request.name(of: detail.listed.certainty.rawValue))</span></p></section>

            """
        if let explained = detail.explained {
            part +=
                "<section><h2>\(words.now) · \(words.why)</h2>\n\(TagsPart(request: request, tags: explained).content)</section>\n"
        } else {
            let rows = InferredTags.fields.flatMap { detail.inferred[$0] ?? [] }.map { tag -> HTML in
                "<li>\(tag.label) <span class=\"note\">\(tag.reason ?? "")</span></li>\n"
            }
            if !rows.isEmpty { part += "<section><h2>\(words.kept)</h2><ul>\(rows)</ul></section>\n" }
        }
        return part
    }

    private var correction: HTML {
        let options = labels.map { "<option value=\"\($0)\"></option>" as HTML }
        return """
            <section><h2>\(words.correct)</h2>
            <form class="ask" method="post" action="/articles/\(detail.listed.number)/industries">
            \(request.formKey)<input type="hidden" name="seen" value="\(ShownMark.of(stand))"/>
            <label class="wide">\(words.industry) <input name="labels" list="labels" required="required" value="\(TypedLabels.line(stand.industries))"/></label>
            <datalist id="labels">\(options)</datalist>
            <button>\(words.save)</button>
            </form></section>

            """
    }

    private var record: HTML {
        var rows: [HTML] = []
        if !detail.keywords.isEmpty {
            rows.append("<dt>\(words.keywords)</dt><dd>\(detail.keywords.joined(separator: ", "))</dd>\n")
        }
        if !detail.listed.technologies.isEmpty {
            rows.append("<dt>\(words.technology)</dt><dd>\(detail.listed.technologies.joined(separator: ", "))</dd>\n")
        }
        if !detail.events.isEmpty {
            rows.append("<dt>\(words.events)</dt><dd>\(HTML.paragraphs(detail.events))</dd>\n")
        }
        rows.append("<dt>\(words.origin)</dt><dd>\(detail.listed.article.file)</dd>\n")
        return "<section><h2>\(words.record)</h2><dl>\(rows)</dl></section>\n"
    }

    private var others: HTML {
        var others = HTML.empty
        if detail.repostCount > 0 {
            let more = detail.repostCount - detail.reposts.count
            let rest: HTML = more > 0 ? "<p class=\"note\">\(words.moreReposts(more))</p>\n" : ""
            others += "<section><h2>\(words.reposts)</h2>\n\(request.list(detail.reposts))\(rest)</section>\n"
        }
        if !detail.nearest.isEmpty {
            others += "<section><h2>\(words.nearest)</h2>\n\(request.list(detail.nearest.map(\.article)))</section>\n"
        }
        return others
    }
}

/// The tags of a text with what they rest on.
struct TagsPart {
    let request: PageRequest
    let tags: ArticleTags

    private var words: PageWords { request.words }

    var content: HTML {
        let industries = tags.industries.map { explanation -> HTML in
            let spans = explanation.spans.map { span -> HTML in
                "<li><mark>\(span.text)</mark> <span class=\"number\">\(percent(span.share, digits: 0))</span></li>\n"
            }
            // Without a span that speaks for it, it is no more than the most frequent label.
            let isGuess = explanation.probability < ArticleClassifier.sureProbability || explanation.spans.isEmpty
            let doubt: HTML = isGuess ? " <span class=\"label open\">\(words.doubtful)</span>" : ""
            return """
                <div class="reason"><strong>\(explanation.label)</strong>\(doubt) <span class="number">\(percent(explanation.probability, digits: 0))</span>
                <meter min="0" max="1" value="\(fixed(explanation.probability, digits: 3))" aria-label="\(explanation.label)"></meter>
                <ul class="spans">\(spans)</ul></div>

                """
        }
        return "\(industries)"
            + list(words.technology, tags.technologies.map { ($0.name, $0.probability, $0.reason()) })
            + list(words.keywords, tags.keywords.map { ($0.text, $0.probability, $0.reason()) }) + events
    }

    private func list(_ title: String, _ rows: [(name: String, probability: Double, reason: String)]) -> HTML {
        guard !rows.isEmpty else { return "" }
        let items = rows.map { row -> HTML in
            "<li>\(row.name) <span class=\"number\">\(percent(row.probability, digits: 0))</span> <span class=\"note\">\(row.reason)</span></li>\n"
        }
        return "<h3>\(title)</h3><ul>\(items)</ul>\n"
    }

    private var events: HTML {
        guard !tags.events.isEmpty else { return "" }
        let items = tags.events.map { "<li><strong>\($0.head)</strong> \($0.sentence)</li>\n" as HTML }
        return "<h3>\(words.events)</h3><ol>\(items)</ol>\n"
    }
}
