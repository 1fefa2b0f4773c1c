import Jobs
import Text

/// How far a job is, and where its result is.
struct JobPage {
    let request: PageRequest
    let state: JobBoard.State

    private var words: PageWords { request.words }

    var page: HTML { request.page("\(kind) · \(stage)", nil, content) }

    private var kind: String {
        switch state.kind {
        case .report: words.reports
        case .train: words.train
        case .tag: words.tag
        case .topics: words.topics
        }
    }

    private var stage: String {
        switch state.stage {
        case .waiting: words.waiting
        case .running: words.running
        case .done: words.done
        case .failed: words.failed
        case .cancelled: words.cancelled
        }
    }

    private var content: HTML {
        guard state.isOver else {
            return """
                <div class="job" data-job="/api/v1/jobs/\(state.id)/events">
                <p role="status">\(state.progress.map(words.step) ?? stage)</p>
                <progress max="1" aria-label="\(words.running)"></progress></div>
                <form method="post" action="/jobs/\(state.id)/cancel">\(request.formKey)<button>\(words.cancel)</button></form>
                <noscript><p><a href="/jobs/\(state.id)">\(words.show)</a></p></noscript>

                """
        }
        var content = HTML.empty
        if let problem = state.problem {
            content += "<p class=\"problem\" role=\"alert\">\(problem.said(in: words).detail)</p>\n"
        }
        guard let outcome = state.outcome else { return content }
        content += "\(outcome.said.map { "<p>\(words.note($0))</p>\n" as HTML })"
        if let page = outcome.page {
            content += "<p><a class=\"button\" href=\"\(page)\">\(words.openResult)</a></p>\n"
        }
        if let file = outcome.file {
            content +=
                "<p><a class=\"button\" href=\"/jobs/\(state.id)/file\" download=\"\(file)\">\(words.download) \(file)</a></p>\n"
        }
        return content
    }
}
