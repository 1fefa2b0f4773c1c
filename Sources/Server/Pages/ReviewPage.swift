import Corpus
import Jobs
import Text

/// One article after the other, each with the labels to choose from: one key an article.
struct ReviewPage {
    let request: PageRequest
    /// Nil where nothing is left.
    let review: QueuedReview?
    /// All labels that there are.
    let labels: [String]
    /// There is no model, and there are too few labels to choose from.
    let needsLabels: Bool
    let progress: ReviewDesk.Progress

    private var words: PageWords { request.words }
    private static let longestText = 1500

    var page: HTML {
        let undo: HTML =
            progress.answered == 0
            ? ""
            : """
            <form method="post" action="/review/undo">\(request.formKey)<button data-key="u">\(words.undo) <kbd>U</kbd></button></form>

            """
        let state: HTML = """
            <div class="progress" role="status"><p>\(words.answeredSoFar(progress.answered)) · \(words.leftOfBatch(progress.waiting))</p>\(undo)</div>

            """
        guard !needsLabels else { return request.page(words.review, .review, start) }
        guard let review else {
            let end: HTML =
                progress.withOthers > 0
                ? "<p>\(words.othersHave(progress.withOthers))</p>\n"
                : "<p>\(words.reviewDone)</p>\n<p><a class=\"button\" href=\"/train\">\(words.reviewNext)</a></p>\n"
            return request.page(words.review, .review, state + end)
        }
        return request.page(words.review, .review, state + article(review) + choices(review))
    }

    /// A form for the names of labels, from which a review without a model begins.
    private var start: HTML {
        """
        <p>\(words.labelsToStartFrom)</p>
        <form class="ask" method="post" action="/review/labels">\(request.formKey)
        <label class="wide">\(words.tags) <input name="labels" required="required" autofocus="autofocus" value="\(TypedLabels.line(labels))" placeholder="财经，体育，科技"/></label>
        <button>\(words.startReview)</button></form>

        """
    }

    private func article(_ review: QueuedReview) -> HTML {
        let article = review.article
        let spans = review.choices.prefix(max(1, review.proposed)).flatMap(\.reasons)
        let text = article.text.prefix(ReviewPage.longestText)
        let rest: HTML = text.endIndex < article.text.endIndex ? "<p>…</p>" : ""
        let link = article.link.isEmpty ? HTML.empty : HTML.webLink(article.link, words.original)
        let body = article.title.isEmpty ? HTML.empty : HTML.paragraphs(String(text)) { HTML.marking(spans, in: $0) }
        return """
            <article class="card"><h2>\(HTML.marking(spans, in: article.headline))</h2>
            <p class="meta"><time>\(article.published?.day.description ?? words.undated)</time> \(article.sourceName) \(link)</p>
            \(body)\(rest)</article>

            """
    }

    private func choices(_ review: QueuedReview) -> HTML {
        let rows = review.choices.prefix(9).enumerated().map { index, choice -> HTML in
            let proposed: HTML = index < review.proposed ? " proposed" : ""
            return """
                <li><button name="label" value="\(choice.label)" class="choice\(proposed)" data-key="\(index + 1)">
                <kbd>\(index + 1)</kbd> <span>\(choice.label)</span> <span class="number">\(choice.probability > 0 ? percent(choice.probability, digits: 0) : "")</span>
                <small>\(choice.reasons.prefix(4).joined(separator: " · "))</small></button></li>

                """
        }
        let accepted = review.choices.prefix(review.proposed).map {
            "<input type=\"hidden\" name=\"label\" value=\"\($0.label)\"/>" as HTML
        }
        let accept: HTML =
            review.proposed == 0
            ? ""
            : """
            <form method="post" action="/review" class="inline" data-answers="proposed">\(request.formKey)<input type="hidden" name="number" value="\(review.number)"/>\(accepted)
            <button class="button" data-key="Enter">\(words.accept) <kbd>Enter</kbd></button></form>

            """
        return """
            <div class="choices">
            <form method="post" action="/review" data-answers="chosen">\(request.formKey)<input type="hidden" name="number" value="\(review.number)"/>
            <ol>\(rows)<li><button name="label" value="\(words.otherLabel)" class="choice" data-key="0"><kbd>0</kbd> <span>\(words.noneOfThem)</span></button></li></ol>
            </form>
            \(accept)<form method="post" action="/review/skip" class="inline">\(request.formKey)<input type="hidden" name="number" value="\(review.number)"/><button data-key="s">\(words.skip) <kbd>S</kbd></button></form>
            <form method="post" action="/review" class="ask" data-answers="typed">\(request.formKey)<input type="hidden" name="number" value="\(review.number)"/>
            <label class="wide">\(words.anotherLabel) <input name="labels" list="labels"/></label><button>\(words.save)</button></form>
            <datalist id="labels">\(labels.map { "<option value=\"\($0)\"></option>" as HTML })</datalist>
            <p class="note">\(words.reviewKeys)</p>
            </div>

            """
    }
}
