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
        func share(_ value: Double?) -> String { value.map { percent($0, digits: 1) } ?? "–" }
        var rows = HTML.empty
        if result.corrected > 0 {
            let name = words.onCorrected(result.corrected)
            rows += row(
                "micro-F1, \(name)", share(result.oldOnCorrected?.microF1), share(result.newOnCorrected?.microF1))
            rows += row(
                "macro-F1, \(name)", share(result.oldOnCorrected?.macroF1), share(result.newOnCorrected?.macroF1))
        }
        rows += row("micro-F1, \(words.onLabeled(result.labeled))", "–", share(result.newOnLabeled?.microF1))
        rows += row("macro-F1, \(words.onLabeled(result.labeled))", "–", share(result.newOnLabeled?.macroF1))
        rows += row(words.labelsCount, "\(result.oldLabels)", "\(result.training.labels.count)")
        rows += row(words.learnedFrom, "\(result.oldDocuments)", "\(result.training.documents)")
        let few: HTML =
            result.corrected == 0 ? "<p class=\"note\">\(words.fewCorrected(RetrainJob.fewestCorrected))</p>" : ""
        return """
            <div class="table"><table><thead><tr><th scope="col">\(words.measure)</th>
            <th scope="col" class="number">\(words.oldModel)</th><th scope="col" class="number">\(words.newModel)</th></tr></thead>
            <tbody>\(rows)</tbody></table></div>
            <p class="note">\(words.judgedOn)</p>\(few)
            <form method="post" action="/train/take" class="inline">\(request.formKey)<button class="button">\(words.takeIt)</button></form>
            <form method="post" action="/train/leave" class="inline">\(request.formKey)<button>\(words.leaveIt)</button></form>

            """
    }
}
