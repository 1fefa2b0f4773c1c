import Jobs
import Reports
import Timeline

/// Up to six terms on one chart.
struct TrendsPage {
    let request: PageRequest
    let terms: [String]
    /// Nil where no term was named.
    let result: WatchResult?
    let chart: Chart?
    let related: [NameCount]
    /// What stands where the first term stands, the nearest first.
    let alike: [String]
    let rising: [String]
    let industries: [String]
    let sources: [String]
    let isCut: Bool
    /// Only the last days are counted, which nobody asked for.
    let isShortened: Bool

    static let mostPeriods = 400

    private var words: PageWords { request.words }
    private var query: Query { request.query }

    var page: HTML {
        let main: HTML =
            result.map { result in
                (chart.map(request.figure) ?? "") + notes(result)
                    + request.downloads("/trends", ["csv", "json", "svg", "png"], query)
                    + request.table(result.terms, heading: words.term) { articles(with: $0) }
            } ?? "<p class=\"note\">\(words.noTerm)</p>\n"
        return request.page(
            words.trends, .trends, form + "<div class=\"beside\"><div>\(main)</div><aside>\(side)</aside></div>\n")
    }

    /// What the figures leave out.
    private func notes(_ result: WatchResult) -> HTML {
        var notes: [String] = []
        if isCut { notes.append(words.countShown(TrendsPage.mostPeriods)) }
        // Whoever names days knows what they leave out.
        if isShortened, result.reading.beforeSpan > 0 {
            notes.append(words.earlierLeftOut(result.reading.beforeSpan))
        }
        let undated = max(result.undated, result.reading.undatedOfSpan)
        if undated > 0 { notes.append(words.undatedLeftOut(undated)) }
        return notes.map { "<p class=\"note\">\($0)</p>\n" as HTML }.joined()
    }

    /// - Parameter name: of a term.
    private func articles(with name: String) -> String {
        TrendsPage.articles(with: name, among: terms, query)
    }

    /// Where the articles of a term are listed.
    static func articles(with name: String, among terms: [String], _ query: Query, in period: Period? = nil) -> String {
        let term = terms.compactMap(WatchedTerm.init).first { $0.name == name }
        var link = Query([("q", term?.spellings.joined(separator: "|") ?? name)])
        for filter in ["industry", "source", "technology", "certainty"] {
            for value in query.all(filter) { link = link.adding(filter, value) }
        }
        for (name, value) in [("from", period?.description), ("to", period?.description)] {
            if let value = value ?? query.first(name) { link = link.adding(name, value) }
        }
        return link.address("/articles")
    }

    private var form: HTML {
        let fields = (0..<min(SeriesQuery.mostTerms, terms.count + 1)).map { index -> HTML in
            let value = index < terms.count ? terms[index] : ""
            let focus: HTML = index == 0 && terms.isEmpty ? " autofocus=\"autofocus\"" : ""
            return "<input name=\"term\" value=\"\(value)\" aria-label=\"\(words.term) \(index + 1)\"\(focus)/>\n"
        }
        let lengths = [
            (PeriodLength.day, words.byDay), (.week, words.byWeek), (.month, words.byMonth),
            (.quarter, words.byQuarter),
        ].map { (value: $0.0.rawValue, shown: $0.1) }
        let known = industries.map { (value: $0, shown: $0) }
        return """
            <form class="ask" action="/trends">
            <fieldset><legend>\(words.termsToWatch)</legend>\(fields)</fieldset>
            \(request.select("by", words.by, lengths, chosen: query.first("by") ?? "month"))
            \(request.select("industry", words.industry, [(value: "", shown: words.all)] + known, chosen: query.first("industry")))
            \(request.field("source", words.source, query.first("source"), list: "sources"))
            <datalist id="sources">\(sources.map { "<option value=\"\($0)\"></option>" as HTML })</datalist>
            \(request.field("from", words.from, query.first("from"), placeholder: "2024-01"))
            \(request.field("to", words.to, query.first("to"), placeholder: "2024-06"))
            <button>\(words.draw)</button>
            </form>

            """
    }

    /// The chart with a further term, or the term alone where there is no room.
    private func adding(_ term: String) -> String {
        let room = terms.count < SeriesQuery.mostTerms ? query : query.setting("term")
        return room.adding("term", term).address("/trends")
    }

    private var side: HTML {
        var side = request.facet(words.related, related, link: adding)
        for (heading, phrases) in [(words.usedAlike, alike), (words.rising, rising)] where !phrases.isEmpty {
            let links = phrases.map { term -> HTML in
                "<li><a href=\"\(adding(term))\">\(term)</a></li>\n"
            }
            side += "<section class=\"facet\"><h2>\(heading)</h2><ul>\(links)</ul></section>\n"
        }
        return side
    }
}
