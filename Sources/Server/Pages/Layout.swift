import Reports

/// What a page is made for: the words of its reader and what stands on every page.
struct PageRequest: Sendable {
    let words: PageWords
    let path: String
    let query: Query
    /// The word that forms carry.
    let csrf: String
    /// The name of the archive's file.
    let archive: String
    /// The name of the model's file; nil for none.
    let model: String?
    /// To tell the browser when scripts and styles have changed.
    let assets: String

    /// The hidden field of every form that changes something.
    var formKey: HTML { "<input type=\"hidden\" name=\"csrf\" value=\"\(csrf)\"/>" }
}

/// The views that the page leads to.
enum View: CaseIterable {
    case overview, trends, articles, topics, review, tag, reports, train

    var path: String {
        switch self {
        case .overview: "/"
        case .trends: "/trends"
        case .articles: "/articles"
        case .topics: "/topics"
        case .review: "/review"
        case .tag: "/tag"
        case .reports: "/reports"
        case .train: "/train"
        }
    }

    func name(_ words: PageWords) -> String {
        switch self {
        case .overview: words.overview
        case .trends: words.trends
        case .articles: words.articles
        case .topics: words.topics
        case .review: words.review
        case .tag: words.tag
        case .reports: words.reports
        case .train: words.train
        }
    }
}

extension PageRequest {
    /// A whole page.
    ///
    /// - Parameter view: the one it belongs to; nil for none.
    func page(_ title: String, _ view: View?, _ content: HTML) -> HTML {
        let links = View.allCases.map { item -> HTML in
            let current: HTML = item == view ? " aria-current=\"page\"" : ""
            return "<a href=\"\(item.path)\"\(current)>\(item.name(words))</a>\n"
        }
        let other = words.language == .chinese ? Language.english : .chinese
        let switched = query.setting("lang", other.rawValue).address(path)
        let model = model.map { $0.isEmpty ? "" : words.modelLoaded + $0 } ?? words.noModel
        return """
            <!DOCTYPE html>
            <html lang="\(words.language == .chinese ? "zh-CN" : "en")">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <meta name="csrf" content="\(csrf)"/>
            <title>\(title) · \(words.site)</title>
            <link rel="stylesheet" href="/assets/page.css?v=\(assets)"/>
            <link rel="icon" href="/assets/icon.svg" type="image/svg+xml"/>
            <script src="/assets/page.js?v=\(assets)" defer="defer"></script>
            </head>
            <body>
            <a class="skip" href="#main">\(words.skipToContent)</a>
            <header class="top">
            <a class="brand" href="/">\(words.site)</a>
            <nav aria-label="\(words.navigation)">
            \(links)</nav>
            <form class="search" role="search" action="/articles">
            <input type="search" name="q" aria-label="\(words.searchArticles)" placeholder="\(words.searchArticles)"/>
            </form>
            <a class="language" href="\(switched)" lang="\(other == .chinese ? "zh-CN" : "en")">\(words.otherLanguage)</a>
            </header>
            <main id="main" tabindex="-1">
            <h1>\(title)</h1>
            \(content)
            </main>
            <footer>\(archive) · \(model)</footer>
            </body>
            </html>

            """
    }
}

extension PageRequest {
    /// A page that says what went wrong.
    func page(of problem: Problem) -> HTML {
        // Who may not look learns nothing.
        let request = problem.status == 401 || problem.status == 421 ? withoutNames : self
        let on: HTML = problem.fault?.wayOn.map { "<a class=\"button\" href=\"\($0)\">\(words.goOn)</a> " } ?? ""
        return request.page(
            "\(words.problem) (\(problem.status))", nil,
            """
            <p class="problem" role="alert">\(problem.said(in: words).detail)</p>
            <p>\(on)<a href="/">\(words.home)</a></p>

            """)
    }

    /// For readers who have not said who they are.
    var withoutNames: PageRequest {
        PageRequest(words: words, path: path, query: query, csrf: csrf, archive: "", model: "", assets: assets)
    }
}
