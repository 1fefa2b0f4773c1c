import Jobs
import Reports

/// The reports that were made, and a form that makes one.
struct ReportsPage {
    let request: PageRequest
    let reports: [ReportShelf.Entry]
    let months: [String]

    private var words: PageWords { request.words }

    var page: HTML {
        let rows = reports.map { entry -> HTML in
            let folder = "/reports/" + Query.encoded(entry.name)
            let files = entry.files.map { "<a href=\"\(folder)/\($0)\">\($0)</a> " as HTML }
            return
                "<li><a class=\"title\" href=\"\(folder)/report.html\">\(entry.name)</a><p class=\"meta\">\(files)</p></li>\n"
        }
        let list: HTML =
            rows.isEmpty ? "<p class=\"note\">\(words.noReport)</p>\n" : "<ol class=\"articles\">\(rows)</ol>\n"
        return request.page(words.reports, .reports, form + list)
    }

    private var form: HTML {
        let choices =
            [(value: "", shown: words.lastMonth)] + months.reversed().prefix(120).map { (value: $0, shown: $0) }
        return """
            <form class="ask" method="post" action="/reports"><h2>\(words.makeReport)</h2>\(request.formKey)
            \(request.select("month", words.month, choices, chosen: ""))
            \(request.select("language", words.languageOfReport, [("zh", "中文"), ("en", "English")], chosen: words.language.rawValue))
            <label class="wide">\(words.watched) <textarea name="terms" rows="3"></textarea></label>
            <button>\(words.make)</button></form>

            """
    }
}
