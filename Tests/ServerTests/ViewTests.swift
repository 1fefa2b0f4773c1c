import Foundation
import Jobs
import Testing

@testable import Server

/// What the views show, as pages and for programs.
@Suite struct ViewTests {
    @Test func everyViewAnswersInBothLanguages() async throws {
        let server = try await TestServer.start()
        for view in View.allCases {
            for (language, word) in [("zh", PageWords.chinese), ("en", .english)] {
                let answer = try await server.get("\(view.path)?lang=\(language)")
                #expect(answer.status == 200, "\(view)")
                #expect(answer.text.contains("<h1>\(view.name(word))</h1>"), "\(view) \(language)")
                #expect(answer.text.contains("aria-current=\"page\">\(view.name(word))</a>"), "\(view) \(language)")
                #expect(answer.headers["set-cookie"]?.contains("trend-lang=\(language)") == true)
            }
        }
    }

    @Test func termsAreCountedAsTheCommandCountsThem() async throws {
        let server = try await TestServer.start()
        let path = "/api/v1/series?term=%E8%8A%AF%E7%89%87&term=%E5%8C%BB%E9%99%A2&by=month"
        let found = try await server.get(path).json(WatchResult.self)
        let expected = try WatchJob(ArticleSource([server.archive]), terms: ["芯片", "医院"]).run()
        #expect(try CanonicalText.of(found.terms) == CanonicalText.of(expected.terms))
        let csv = try await server.get("/trends.csv?term=%E8%8A%AF%E7%89%87")
        #expect(
            csv.text.hasPrefix("\u{FEFF}period,term,articles")
                && csv.headers["content-disposition"]?.contains("trends.csv") == true)
        let svg = try await server.get("/trends.svg?term=%E8%8A%AF%E7%89%87")
        #expect(svg.headers["content-type"] == "image/svg+xml" && svg.text.contains("<svg"))
    }

    /// The figures are of one month, which may not be the chart's last.
    @Test func tablesNameTheirMonth() async throws {
        let server = try await TestServer.start()
        let term = try await server.get("/api/v1/series?term=%E8%8A%AF%E7%89%87&by=month").json(WatchResult.self).terms[
            0]
        let month = try #require(term.trend?.period)
        let page = try await server.get("/trends?term=%E8%8A%AF%E7%89%87&lang=zh").text
        #expect(page.contains("<th scope=\"col\">\(PageWords.chinese.term) (\(month))</th>"))
        let stories = term.periods.first { $0.period == month }!.stories
        #expect(page.contains("</a></th><td class=\"number\">\(stories)</td>"))
    }

    @Test func aPartIsComparedWithItself() async throws {
        let server = try await TestServer.start()
        let path = "/api/v1/series?term=%E8%8A%AF%E7%89%87&industry=%E5%8D%8A%E5%AF%BC%E4%BD%93&certainty=labeled"
        let found = try await server.get(path).json(WatchResult.self)
        let periods = try #require(found.terms.first?.periods)
        #expect(periods.allSatisfy { $0.articles == $0.allArticles } && periods.count == 5)
    }

    @Test func articlesAreFoundByWordsAndByWhatIsKnownOfThem() async throws {
        let server = try await TestServer.start()
        func find(_ query: [(String, String)]) async throws -> ArticleList {
            try await server.get("/api/v1/articles?" + Query(query.map { (name: $0.0, value: $0.1) }).encoded)
                .json(ArticleList.self)
        }
        let all = try await find([])
        #expect(all.count == 46 && all.articles.count == 20)
        #expect(all.articles.first?.article.date == "2024-05-22")
        let robots = try await find([("q", "机器人")])
        #expect(robots.count == 2 && robots.articles.map(\.article.title) == ["机器人进入工厂", "机器人进入医院"])
        #expect(robots.articles[0].passage.hit == "机器人")
        #expect(try await find([("q", "机器人 医院")]).count == 1)
        #expect(try await find([("source", "周刊")]).count == 2)
        #expect(try await find([("industry", "半导体"), ("certainty", "labeled")]).count == 20)
        #expect(try await find([("from", "2024-05-21"), ("to", "2024-05-21")]).count == 1)
        let next = try await find([("offset", "40"), ("limit", "10")])
        #expect(next.articles.count == 6 && next.offset == 40)
        #expect(Set(all.facets.sources.map(\.name)).isSuperset(of: ["日报", "周刊"]))
        #expect(all.facets.industries.reduce(0) { $0 + $1.articles } >= 40)
    }

    @Test func anArticleTellsWhyItHasItsTags() async throws {
        let server = try await TestServer.start()
        let page = try await server.get("/articles/1").text
        #expect(page.contains("<mark>") && page.contains("半导体") && page.contains("第0篇"))
        #expect(try await server.get("/articles/9999").status == 404)
        #expect(try await server.get("/articles/x").status == 404)
        #expect(try await server.get("/api/v1/articles/0").status == 404)
    }

    @Test func mistakesAreNamedAsProblems() async throws {
        let server = try await TestServer.start(hasModel: false)
        for (path, status) in [
            ("/api/v1/series", 400), ("/api/v1/series?term=a&by=year", 400), ("/api/v1/articles?limit=0", 400),
            ("/api/v1/articles?from=2024-06&to=2024-01", 422), ("/api/v1/articles?certainty=x", 400),
            ("/api/v1/articles?from=2024-02-31", 422), ("/api/v1/articles?from=31.2.2024", 400),
            ("/api/v1/articles?from=", 400), ("/api/v1/emerging?month=%20", 400), ("/api/v1/articles?source=", 400),
            ("/api/v1/articles?offset=99999999999", 400), ("/api/v1/articles?q=%7C", 422),
            ("/api/v1/series?term=%7C", 422), ("/api/v1/series?term=a&term=A%7Cb&term=a", 422),
            ("/api/v1/emerging?month=2024-W01", 400), ("/api/v1/review", 400), ("/api/v1/review?reviewer=%20", 400),
            ("/api/v1/jobs/none", 404), ("/nowhere", 404), ("/api/v1/articles?industry=%FF", 400),
            ("/api/v1/articles?" + Array(repeating: "source=a", count: 65).joined(separator: "&"), 400),
        ] {
            let answer = try await server.get(path)
            #expect(answer.status == status, "\(path)")
            #expect(answer.headers["content-type"] == "application/problem+json", "\(path)")
            let problem = try answer.json(Problem.self)
            #expect(problem.status == status && !problem.title.isEmpty, "\(path)")
        }
    }

    /// A form sends what was left empty.
    @Test func pagesTakeParametersThatAreEmpty() async throws {
        let server = try await TestServer.start(hasModel: false)
        for path in ["/articles?q=&from=&to=", "/trends?term=&by=&industry=&source=", "/emerging?month="] {
            #expect(try await server.get(path).status == 200, "\(path)")
        }
    }

    @Test func otherMethodsAreAnsweredWithThoseOfTheAddress() async throws {
        let server = try await TestServer.start(hasModel: false)
        let key = ["Trend-CSRF": server.csrf]
        for (method, path, allowed) in [
            ("PUT", "/api/v1/articles", "GET, HEAD"), ("DELETE", "/api/v1/articles/1", "GET, HEAD"),
            ("OPTIONS", "/api/v1/topics", "GET, HEAD, PUT"), ("PATCH", "/api/v1/topics", "GET, HEAD, PUT"),
            ("GET", "/api/v1/jobs/tag", "POST"), ("TRACE", "/api/v1/tag", "POST"),
            ("DELETE", "/api/v1/jobs/none", "GET, HEAD"), ("PUT", "/review", "GET, HEAD, POST"),
            ("POST", "/reports/2024-05/charts/a.svg", "GET, HEAD"),
        ] {
            for headers in [key, [:]] {
                let answer = try await server.send(method, path, headers: headers)
                #expect(answer.status == 405 && answer.headers["allow"] == allowed, "\(method) \(path)")
                #expect(answer.headers["content-type"] == "application/problem+json")
            }
        }
        #expect(try await server.send("PUT", "/nowhere", headers: key).status == 404)
        #expect(try await server.send("HEAD", "/api/v1/articles").status == 200)
    }

    @Test func daysThatAreLeftOutAreTold() async throws {
        let lines = (0..<50).map { day in
            #"{"title":"机器人第\#(day)篇","text":"机器人的消息，第\#(day)日。","date":"20\#(20 + day / 10)-0\#(1 + day % 9)-11"}"#
        }
        let server = try await TestServer.start(
            lines: (lines + [#"{"title":"机器人","text":"没有日期的机器人。"}"#]).joined(separator: "\n"))
        let term = "term=%E6%9C%BA%E5%99%A8%E4%BA%BA"
        let short = try await server.get("/api/v1/series?by=day&\(term)").json(WatchResult.self)
        let counted = short.terms[0].periods.reduce(0) { $0 + $1.articles }
        #expect(short.reading.beforeSpan == 50 - counted && counted < 50 && short.reading.undatedOfSpan == 1)
        let page = try await server.get("/trends?by=day&\(term)").text
        #expect(page.contains("更早的 \(50 - counted) 篇未计入") && page.contains("1 篇文章没有日期，未计入"))
        // Whoever says from when on knows it, and all other lengths count all.
        #expect(try await !server.get("/trends?by=day&from=2024-01&\(term)").text.contains("未计入；要看更早的"))
        let months = try await server.get("/trends?\(term)").text
        #expect(!months.contains("更早的") && months.contains("1 篇文章没有日期，未计入"))
    }

    @Test func anOverviewSaysWhatThereIsNot() async throws {
        let empty = try await TestServer.start(lines: "")
        let page = try await empty.get("/").text
        #expect(page.contains("档案里还没有文章") && !page.contains("data-load"))
        let undated = try await TestServer.start(lines: #"{"title":"机器人","text":"没有日期。"}"#)
        let lead = try await undated.get("/").text
        #expect(lead.contains("<p class=\"lead\">1 篇文章 · 1 无日期</p>") && lead.contains("文章都没有日期"))
        #expect(!lead.contains("data-load"))
        let many = try await TestServer.start(
            lines: (0..<25).map {
                #"{"title":"第\#($0)篇","text":"第\#($0)篇的正文。","date":"2024-05-01","industries":["行业\#($0)"]}"#
            }.joined(separator: "\n"))
        #expect(try await many.get("/").text.contains("最常见的 20 个，共 25 个"))
        let all = try await many.get("/?industries=all").text
        #expect(all.contains("行业24") && !all.contains("最常见的 20 个"))
    }

    @Test func aTableOfArticlesSaysWhereItStops() async throws {
        let most = ArticleSearch.mostExported
        let server = try await TestServer.start(
            lines: (0...most).map { #"{"title":"第\#($0)篇","text":"\#($0)"}"# }.joined(separator: "\n"))
        let all = try await server.get("/articles.csv")
        #expect(all.headers["content-disposition"]?.contains("articles-newest-\(most)-of-\(most + 1).csv") == true)
        #expect(all.headers["trend-left-out"] == "1")
        let some = try await server.get("/articles.csv?q=%E7%AC%AC77%E7%AF%87")
        #expect(some.headers["content-disposition"]?.contains("\"articles.csv\"") == true)
    }

    @Test func trendsOfferTheNamesOfSources() async throws {
        let server = try await TestServer.start(hasModel: false)
        let page = try await server.get("/trends").text
        #expect(page.contains("list=\"sources\"") && page.contains("<option value=\"日报\">"))
    }

    @Test func whatIsTooLargeIsRefused() async throws {
        let server = try await TestServer.start()
        let long = String(repeating: "长", count: Limits.json / 3 + 1)
        #expect(try await server.send(json: "{\"text\":\"\(long)\"}", to: "/api/v1/tag").status == 413)
        #expect(try await server.post("/tag", [("text", String(repeating: "a", count: Limits.form))]).status == 413)
    }

    @Test func whatABrowserHasIsNotSentAgain() async throws {
        let server = try await TestServer.start(hasModel: false)
        let first = try await server.get("/articles")
        let tag = try #require(first.headers["etag"])
        let second = try await server.get("/articles", ["If-None-Match": tag])
        #expect(second.status == 304 && second.body.isEmpty)
        let packed = try await server.get("/articles", ["Accept-Encoding": "gzip"])
        #expect(packed.headers["content-encoding"] == "gzip" && packed.body.count < first.body.count)
        #expect(packed.body.starts(with: [0x1F, 0x8B]))
    }

    @Test func metricsCountRoutesAndNotWhatPeopleAskFor() async throws {
        let server = try await TestServer.start(hasModel: false)
        _ = try await server.get("/articles?q=secret")
        _ = try await server.get("/articles/1")
        let text = try await server.get("/metrics").text
        #expect(text.contains("trend_http_requests_total{route=\"/articles\",status=\"200\"} 1"))
        #expect(text.contains("route=\"/articles/{number}\"") && !text.contains("secret"))
    }

    @Test func theDocumentOfTheAPINamesItsRoutes() async throws {
        struct Document: Decodable {
            struct Anything: Decodable {}
            let openapi: String
            let paths: [String: [String: Anything]]
        }
        let server = try await TestServer.start(hasModel: false)
        let document = try await server.get("/api/v1/openapi.json").json(Document.self)
        #expect(document.openapi == "3.1.0")
        let routes = Set(
            Routes.router(server.desk).routes.map { "\($0.method.rawValue.lowercased()) \($0.path.description)" }
                .filter { $0.contains("/api/v1/") && !$0.hasPrefix("head") && !$0.contains("openapi") })
        let named = Set(document.paths.flatMap { path, methods in methods.keys.map { "\($0) \(path)" } })
        #expect(routes == named)
    }
}

enum CanonicalText {
    static func of(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
