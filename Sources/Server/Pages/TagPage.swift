import Jobs
import Models

/// Paste a text or drop a file, see the tags and why.
struct TagPage {
    let request: PageRequest
    let title: String
    let text: String
    /// The tags, and which model says so. Nil where nothing was tagged yet.
    let found: (tags: ArticleTags, model: JobNote)?

    private var words: PageWords { request.words }

    var page: HTML {
        let shown: HTML =
            found.map { found in
                let spans = found.tags.industries.flatMap { $0.spans.map(\.text) }
                return """
                    <section class="beside"><article class="card">
                    \(HTML.paragraphs(title + "\n" + text) { HTML.marking(spans, in: $0) })</article>
                    <aside>\(TagsPart(request: request, tags: found.tags).content)<p class="note">\(words.note(found.model))</p></aside></section>

                    """
            } ?? ""
        return request.page(words.tag, .tag, shown + form + file)
    }

    private var form: HTML {
        """
        <form class="tag" method="post" action="/tag"><h2>\(words.pasteText)</h2>\(request.formKey)
        <label>\(words.title) <input name="title" value="\(title)"/></label>
        <label>\(words.text) <textarea name="text" rows="8">
        \(HTML.lines(text))</textarea></label>
        <button>\(words.tagIt)</button></form>

        """
    }

    private var file: HTML {
        """
        <form class="drop" data-upload="/api/v1/jobs/tag" data-failed="\(words.notSent)"><h2>\(words.dropFile)</h2>
        <p class="note">\(words.fileHelp)</p>
        <label>\(words.chooseFile) <input type="file" name="file"/></label>
        \(request.select("as", words.takeAs, [("xlsx", "Excel"), ("csv", "CSV"), ("json", "JSON")], chosen: "xlsx"))
        <button>\(words.tagIt)</button>
        <noscript><p class="problem">\(words.needsScript)</p></noscript></form>

        """
    }
}
