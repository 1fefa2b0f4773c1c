import Foundation
import Jobs
import Testing

@testable import Server

/// Who may ask, and what an answer may do in a browser.
@Suite struct TrustTests {
    @Test func otherNamesOfTheServerAreRefused() async throws {
        let server = try await TestServer.start(hasModel: false)
        for host in ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example", "1.2.3"] {
            let answer = try await server.get("/", ["Host": host])
            #expect(answer.status == 421, "\(host)")
        }
        for host in ["localhost", "127.0.0.1:9", "[::1]:9"] {
            #expect(try await server.get("/healthz", ["Host": host]).status == 200, "\(host)")
        }
    }

    @Test func aPageOfAnotherSiteMayLeadHereAndNothingElse() async throws {
        let server = try await TestServer.start()
        func status(_ path: String, _ site: String, _ mode: String, _ destination: String) async throws -> Int {
            try await server.get(
                path, ["Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": destination]
            ).status
        }
        for site in ["cross-site", "same-site"] {
            for path in ["/review", "/review?x=1", "//review", "/api/v1/review?reviewer=a", "/api/v1/overview", "/"] {
                #expect(try await status(path, site, "no-cors", "image") == 403, "\(path)")
            }
            for path in ["/review", "/api/v1/review?reviewer=a"] {
                #expect(try await status(path, site, "navigate", "document") == 403, "\(path)")
            }
            #expect(try await status("/articles", site, "navigate", "document") == 200)
            #expect(try await status("/articles", site, "navigate", "iframe") == 403)
        }
        // Nobody holds an article by that.
        #expect(server.desk.review.progress(of: "").waiting == 0)
        for site in ["same-origin", "none"] {
            #expect(try await status("/review", site, "navigate", "document") == 200)
            #expect(try await status("/api/v1/overview", site, "cors", "empty") == 200)
        }
    }

    @Test func changesNeedTheWordOfThePage() async throws {
        let server = try await TestServer.start()
        let body = Array("number=1&labels=a".utf8)
        let form = ["Content-Type": "application/x-www-form-urlencoded"]
        for path in ["/review", "/review/undo", "/train", "/train/take", "/reports", "/articles/1/industries", "/tag"] {
            #expect(try await server.send("POST", path, headers: form, body: body).status == 403, "\(path)")
            let wrong = Array("csrf=wrong&number=1".utf8)
            #expect(try await server.send("POST", path, headers: form, body: wrong).status == 403, "\(path)")
        }
        for path in [
            "/api/v1/tag", "/api/v1/corrections", "/api/v1/jobs/report", "/api/v1/jobs/train", "/api/v1/jobs/tag",
            "/api/v1/jobs/1/cancel", "/api/v1/review/answer", "/api/v1/review/skip", "/api/v1/review/undo",
            "/api/v1/review/labels", "/api/v1/training/take", "/api/v1/training/leave",
        ] {
            let answer = try await server.send(
                "POST", path, headers: ["Content-Type": "application/json"], body: Array("{}".utf8))
            #expect(answer.status == 403, "\(path)")
            #expect(answer.headers["content-type"] == "application/problem+json")
        }
        // What was refused has changed nothing.
        let list = try await server.get("/api/v1/articles?certainty=corrected").json(ArticleList.self)
        #expect(list.count == 0)
    }

    @Test func aTokenIsAskedForEverywhere() async throws {
        let server = try await TestServer.start(token: "a-long-random-word-1", hasModel: false)
        #expect(try await server.get("/articles").status == 303)
        #expect(try await server.get("/api/v1/articles").status == 401)
        #expect(try await server.get("/metrics").status == 401)
        #expect(try await server.get("/healthz").status == 200)
        #expect(try await server.get("/api/v1/articles", ["Authorization": "Bearer wrong"]).status == 401)
        #expect(
            try await server.get("/api/v1/articles", ["Authorization": "Bearer a-long-random-word-1"]).status == 200)
        #expect(try await server.post("/login", [("token", "wrong")]).status == 401)
        let login = try await server.post("/login", [("token", "a-long-random-word-1")])
        let cookie = try #require(login.headers["set-cookie"])
        #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
        #expect(try await server.get("/articles", ["Cookie": String(cookie.split(separator: ";")[0])]).status == 200)
    }

    @Test func otherAddressesWantAToken() {
        #expect(throws: InvalidOption.self) { try ServerOptions(archive: "a.db", address: "0.0.0.0") }
        #expect(throws: InvalidOption.self) { try ServerOptions(archive: "a.db", port: 70_000) }
        #expect(throws: Never.self) { try ServerOptions(archive: "a.db", address: "::1") }
    }

    @Test func textOfArticlesIsInertOnEveryPage() async throws {
        let server = try await TestServer.start()
        let list = try await server.get("/api/v1/articles?from=2024-05-20&to=2024-05-20").json(ArticleList.self)
        let number = try #require(list.articles.first?.number)
        let encoded = Query([("q", TestServer.hostile)]).encoded
        let paths = [
            "/", "/articles", "/articles?\(encoded)", "/articles/\(number)", "/emerging", "/review", "/trends?term=机器人",
            "/trends?\(Query([("term", TestServer.hostile), ("source", TestServer.hostile)]).encoded)", "/nowhere",
            "/articles?\(Query([("industry", TestServer.hostile), ("offset", TestServer.hostile)]).encoded)",
        ].map { $0.addingPercentEncoding(withAllowedCharacters: .urlFragmentAllowed) ?? $0 }
        for path in paths {
            let answer = try await server.get(path, ["Accept": "text/html"])
            let page = answer.text
            #expect(!page.contains("<script>alert") && !page.contains("<img"), "\(path)")
            #expect(!page.contains("href=\"javascript:") && !page.contains("onerror=alert(2)>"), "\(path)")
            let policy = try #require(answer.headers["content-security-policy"])
            #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "\(path)")
            #expect(answer.headers["x-content-type-options"] == "nosniff", "\(path)")
            #expect(answer.headers["access-control-allow-origin"] == nil, "\(path)")
        }
        let tagged = try await server.post(
            "/tag", [("title", TestServer.hostile), ("text", TestServer.hostile + " 芯片")])
        #expect(tagged.status == 200 && !tagged.text.contains("<script>alert") && !tagged.text.contains("<img"))
    }

    @Test func noAnswerTellsAPathOfThisMachine() async throws {
        let server = try await TestServer.start()
        for path in [
            "/", "/articles", "/articles/1", "/api/v1/articles", "/reports", "/train", "/api/v1/overview", "/metrics",
        ] {
            #expect(!(try await server.get(path).text.contains(server.folder.path)), "\(path)")
        }
    }

    @Test func onlyFilesOfReportsAreServed() async throws {
        let server = try await TestServer.start(hasModel: false)
        try server.folder.write("secret", to: "secret.html")
        try server.folder.write("page", to: "reports/2024-05/report.html")
        try server.folder.write("other", to: "reports/2024-05/other.html")
        try FileManager.default.createSymbolicLink(
            atPath: server.folder.path + "/reports/2024-05/report.md",
            withDestinationPath: server.folder.path + "/secret.html")
        // A folder on the way that is a link leads out of the reports.
        try server.folder.write("secret", to: "elsewhere/a.csv")
        try FileManager.default.createSymbolicLink(
            atPath: server.folder.path + "/reports/2024-05/tables",
            withDestinationPath: server.folder.path + "/elsewhere")
        // What a report wrote is found at whatever level it lies, and nothing beside it.
        try server.folder.write(
            "{\"files\":{\"charts/a.svg\":[],\"report.ipynb\":[]}}", to: "reports/2024-05/.trend-report.json")
        try server.folder.write("<svg/>", to: "reports/2024-05/charts/a.svg")
        try server.folder.write("{}", to: "reports/2024-05/report.ipynb")
        try server.folder.write("more", to: "reports/2024-05/more/deep/a.csv")
        #expect(try await server.get("/reports/2024-05/charts/a.svg").text == "<svg/>")
        #expect(try await server.get("/reports/2024-05/report.ipynb").text == "{}")
        #expect(try await server.get("/reports/2024-05/report.html").text == "page")
        for path in [
            "/reports/2024-05/other.html", "/reports/2024-05/report.md", "/reports/../secret.html",
            "/reports/..%2f/secret.html",
            "/reports/%2e%2e/secret.html", "/reports/2024-05/charts/..%2f..%2f..%2fsecret.html",
            "/reports/2024-05/charts/none.png",
            "/reports/.git/report.html", "/reports/2024-05/tables/a.csv", "/reports/2024-05/.trend-report.json",
            "/reports/2024-05/more/deep/a.csv", "/reports/2024-05", "/reports/2024-05/charts",
        ] {
            let answer = try await server.get(path)
            #expect(answer.status == 404 && !answer.text.contains("secret\n"), "\(path)")
        }
    }
}
