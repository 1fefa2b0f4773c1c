import Jobs
import Text

/// Trains a new model, and shows it beside the one in use.
struct TrainPage {
    let request: PageRequest
    let offer: RetrainResult?
    let hasModel: Bool
    /// What was decided just now.
    let decision: String?

    private var words: PageWords { request.words }

    var page: HTML {
        let decided: HTML =
            switch decision {
            case "taken": "<p role=\"status\" class=\"good\">\(words.taken)</p>\n"
            case "left": "<p role=\"status\">\(words.left)</p>\n"
            default: ""
            }
        let start: HTML =
            hasModel
            ? """
            <p>\(words.trainText)</p>
            <form method="post" action="/train">\(request.formKey)<button>\(words.trainStart)</button></form>

            """ : "<p class=\"note\">\(words.noModel)</p>\n"
        return request.page(words.train, .train, decided + (offer.map(comparison) ?? "") + start)
    }

    private func comparison(_ result: RetrainResult) -> HTML {
        func row(_ name: String, _ old: String, _ new: String) -> HTML {
            "<tr><th scope=\"row\">\(name)</th><td class=\"number\">\(old)</td><td class=\"number\">\(new)</td></tr>\n"
        }
        func share(_ value: Double) -> String { percent(value, digits: 1) }
        let (old, new) = (result.old, result.new)
        return """
            <div class="table"><table><thead><tr><th scope="col">\(words.measure)</th>
            <th scope="col" class="number">\(words.oldModel)</th><th scope="col" class="number">\(words.newModel)</th></tr></thead>
            <tbody>\(row("micro-F1", share(old.microF1), share(new.microF1)))\(row("macro-F1", share(old.macroF1), share(new.macroF1)))
            \(row(words.labelsCount, "\(old.labels)", "\(new.labels)"))\(row(words.learnedFrom, "\(old.documents)", "\(new.documents)"))</tbody></table></div>
            <p class="note">\(words.judgedOn(result.judged))</p>
            <form method="post" action="/train/take" class="inline">\(request.formKey)<button class="button">\(words.takeIt)</button></form>
            <form method="post" action="/train/leave" class="inline">\(request.formKey)<button>\(words.leaveIt)</button></form>

            """
    }
}
