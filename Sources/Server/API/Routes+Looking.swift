import Corpus
import Foundation
import HTTPTypes
import Hummingbird
import Jobs
import Models
import Reports
import Timeline

/// Views that look and change nothing. Each stands as a page, as JSON and as CSV under one name, and as JSON in the API.
extension Routes {
    static func looking(_ router: Router<PageContext>, _ desk: Desk) {
        overview(router, desk)
        trends(router, desk)
        articles(router, desk)
    }

    private static func overview(_ router: Router<PageContext>, _ desk: Desk) {
        router.get("/") { request, _ in
            let page = desk.page(request)
            return Answer.page(
                try await desk.look { view in
                    OverviewPage(
                        request: page, overview: view.overview(),
                        emerging: view.known(emergingIn: nil)
                    ).page
                })
        }
        for path in ["/overview.json", "/api/v1/overview"] {
            router.get(RouterPath(path)) { _, _ in
                Answer.of(try await desk.look(desk.overviewJSON), "application/json")
            }
        }
        router.get("/overview.csv") { _, _ in
            Answer.csv(try await desk.look { $0.overview() }, name: "overview")
        }
        router.get("/emerging") { request, _ in
            let page = desk.page(request)
            let part = EmergingPart(request: page, result: try await desk.emerging(page.query))
            // A page that waits for the list asks for the list alone.
            return Answer.page(page.query.first("part") == nil ? part.page : part.beginning)
        }
        for path in ["/emerging.json", "/api/v1/emerging"] {
            router.get(RouterPath(path)) { request, _ in try Answer.json(try await desk.emerging(desk.query(request))) }
        }
        router.get("/emerging.csv") { request, _ in
            Answer.csv(try await desk.emerging(desk.query(request)), name: "emerging")
        }
    }

    private static func trends(_ router: Router<PageContext>, _ desk: Desk) {
        router.get("/trends") { request, _ in
            let page = desk.page(request)
            return Answer.page(
                try await desk.look { view in
                    let (terms, query) = (page.query.all("term"), page.query)
                    let result = terms.isEmpty ? nil : try desk.series(query, view)
                    let chart = result.flatMap { desk.chart($0, page.words, terms, query) }
                    let part = try query.filter(terms: "with")
                    return TrendsPage(
                        request: page, terms: terms, result: result, chart: chart,
                        related: try terms.first.map { try RelatedTechnologies($0).run(in: view, part: part) } ?? [],
                        alike: desk.alike(terms.first),
                        rising: view.known(emergingIn: nil)?.entries.prefix(8).map(\.phrase) ?? [],
                        industries: view.industryNames, sources: view.sourceNames,
                        isCut: result.map { ($0.terms.first?.periods.count ?? 0) >= TrendsPage.mostPeriods } ?? false,
                        isShortened: try query.length() == .day && part.days == nil
                    ).page
                })
        }
        for path in ["/trends.json", "/api/v1/series"] {
            router.get(RouterPath(path)) { request, _ in
                let query = desk.query(request)
                return try Answer.json(try await desk.look { try desk.series(query, $0) })
            }
        }
        router.get("/trends.csv") { request, _ in
            let query = desk.query(request)
            return Answer.csv(try await desk.look { try desk.series(query, $0) }, name: "trends")
        }
        router.get("/trends.svg") { request, _ in
            let (chart, language) = try await desk.picture(request)
            return Answer.file(Array(chart.svg(language).utf8), "image/svg+xml", name: "trends.svg")
        }
        router.get("/trends.png") { request, _ in
            let (chart, language) = try await desk.picture(request)
            let bytes = try await desk.work {
                do { return try chart.png(language) } catch let error as ChartError {
                    throw Fault.noPicture(error.description)
                }
            }
            return Answer.file(Array(bytes), "image/png", name: "trends.png")
        }
    }

    private static func articles(_ router: Router<PageContext>, _ desk: Desk) {
        router.get("/articles") { request, _ in
            let page = desk.page(request)
            return Answer.page(
                try await desk.look { view in
                    let (filter, search) = try desk.search(page.query)
                    return ArticlesPage(request: page, list: try search.run(in: view), filter: filter).page
                })
        }
        for path in ["/articles.json", "/api/v1/articles"] {
            router.get(RouterPath(path)) { request, _ in
                let query = desk.query(request)
                return try Answer.json(try await desk.look { try desk.search(query).1.run(in: $0) })
            }
        }
        router.get("/articles.csv") { request, _ in
            let query = desk.query(request).setting("limit").setting("offset")
            let list = try await desk.look { try ArticleSearch(all: desk.search(query).0).run(in: $0) }
            // A table has no place to say where it stops.
            let most = ArticleSearch.mostExported
            let isCut = list.count > most
            var response = Answer.csv(list, name: isCut ? "articles-newest-\(most)-of-\(list.count)" : "articles")
            if isCut { response.headers[Routes.leftOut] = "\(list.count - most)" }
            return response
        }
        router.get("/articles/{number}") { request, context in
            let page = desk.page(request)
            let number = try Routes.number(context)
            return Answer.page(
                try await desk.look { view in
                    guard let stand = try view.stand(ofArticle: number) else { throw Fault.noSuchArticle(number) }
                    return ArticlePage(
                        request: page, detail: try desk.detail(number, view), stand: stand, labels: view.industryNames
                    ).page
                })
        }
        router.get("/api/v1/articles/{number}") { _, context in
            let number = try Routes.number(context)
            return try Answer.json(try await desk.look { try desk.detail(number, $0) })
        }
    }

    /// How many articles a table has no room for.
    private static let leftOut = HTTPField.Name("Trend-Left-Out")!

    /// - Throws: `Fault` where it is no number.
    static func number(_ context: PageContext) throws -> Int {
        guard let number = context.parameters.get("number").flatMap({ Int($0) }), number >= 1, number < 1 << 32 else {
            throw Fault.notAnArticle
        }
        return number
    }
}

extension Desk {
    /// The overview of a state of the archive, which is asked for often and changes with the state alone.
    fileprivate func overviewJSON(_ view: ArchiveView) throws -> [UInt8] {
        if let known = overviews.withLock({ $0.view === view ? $0.json : nil }) { return known }
        let json = try Answer.bytes(view.overview())
        overviews.withLock { $0 = (view, json) }
        return json
    }

    fileprivate func emerging(_ query: Query) async throws -> EmergingResult {
        let month = try query.month()
        return try await workSlowly { try self.views.view().emerging(in: month) }
    }

    fileprivate func series(_ query: Query, _ view: ArchiveView) throws -> WatchResult {
        let terms = query.all("term")
        guard !terms.isEmpty else { throw InvalidOption("term", "", "name at least one term") }
        try Desk.checkWatched(terms)
        let length = try query.length() ?? .month
        var part = try query.filter(terms: "with")
        // Of single days nobody looks at a decade at once, and judging so many takes seconds.
        if length == .day, part.days == nil { part.days = view.lastDays(TrendsPage.mostPeriods) }
        return try SeriesQuery(terms, by: length, part: part).run(in: view)
    }

    /// - Throws: `Fault` where a term holds no word or is named twice.
    static func checkWatched(_ terms: [String]) throws {
        var names: Set<String> = []
        for text in terms {
            guard let term = WatchedTerm(text) else { throw Fault.emptyTerm(String(text.prefix(60))) }
            guard names.insert(term.name).inserted else { throw Fault.sameTerm(String(term.name.prefix(60))) }
        }
    }

    /// Phrases that stand where a term stands, as far as the model knows.
    fileprivate func alike(_ term: String?) -> [String] {
        guard let term = term.flatMap(WatchedTerm.init), let related = try? loaded?.related() else { return [] }
        return related.near(term.spellings).map(\.phrase)
    }

    fileprivate func chart(_ result: WatchResult, _ words: PageWords, _ terms: [String], _ query: Query) -> Chart? {
        let names = result.terms.map(\.term).joined(separator: "、")
        let isBursting = result.terms.contains { $0.trend?.bursts.isEmpty == false }
        let note = !isBursting ? "" : result.terms.count == 1 ? words.burstIsShaded : words.burstsAreBars
        return result.chart(
            title: words.sharesOf(names), note: note, last: TrendsPage.mostPeriods
        ) { TrendsPage.articles(with: $0, among: terms, query, in: $1) }
    }

    fileprivate func picture(_ request: Request) async throws -> (Chart, Language) {
        let page = page(request)
        let chart = try await look { view in
            self.chart(try self.series(page.query, view), page.words, page.query.all("term"), page.query)
        }
        guard let chart else { throw Fault.nothingToDraw }
        return (chart, page.words.language)
    }

    fileprivate func search(_ query: Query) throws -> (ArticleFilter, ArticleSearch) {
        var terms = query
        // A search box takes several words; quotation marks keep them together.
        terms = terms.setting("q", query.all("q").flatMap(Desk.words))
        let filter = try terms.filter(terms: "q")
        return (
            filter,
            try ArticleSearch(
                filter, offset: query.number("offset", default: 0, most: Int(UInt32.max)),
                limit: query.number("limit", default: 20))
        )
    }

    /// Words of a search box: parts between blanks, or between quotation marks. Where that leaves none, the text is searched
    /// as it is, as `trend find` does: it must not find all articles.
    static func words(_ text: String) -> [String] {
        var words: [String] = []
        for (index, part) in text.split(omittingEmptySubsequences: false, whereSeparator: { "\"“”".contains($0) })
            .enumerated()
        {
            let isQuoted = index % 2 == 1
            words += isQuoted ? [String(part)] : part.split(whereSeparator: \.isWhitespace).map(String.init)
        }
        words.removeAll { $0.allSatisfy(\.isWhitespace) }
        return words.isEmpty ? [text] : words
    }

    fileprivate func detail(_ number: Int, _ view: ArchiveView) throws -> ArticleDetail {
        guard let detail = try ArticleLook(number).run(in: view, by: try? loaded?.current()) else {
            throw Fault.noSuchArticle(number)
        }
        return detail
    }
}
