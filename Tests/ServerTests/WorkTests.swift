import Archive
import Foundation
import Jobs
import Testing

@testable import Server

/// What people do through the page.
@Suite struct WorkTests {
    private func number(on page: String) throws -> String {
        let found = try #require(page.firstMatch(of: /name="number" value="(\d+)"/))
        return String(found.output.1)
    }

    @Test func anAnswerIsInTheArchiveBeforeTheNextArticleShows() async throws {
        let server = try await TestServer.start()
        let first = try await server.get("/review")
        let cookie = try #require(first.headers["set-cookie"]).split(separator: ";")[0]
        let number = try number(on: first.text)
        let answer = try await server.post("/review", [("number", number), ("label", "机器人")], cookie: String(cookie))
        #expect(answer.status == 303)
        let list = try await server.get("/api/v1/articles?certainty=corrected").json(ArticleList.self)
        #expect(list.articles.map { "\($0.number)" } == [number] && list.articles[0].industries == ["机器人"])
        // Taken back, the article comes again.
        _ = try await server.post("/review/undo", [], cookie: String(cookie))
        #expect(try await server.get("/api/v1/articles?certainty=corrected").json(ArticleList.self).count == 0)
        #expect(try self.number(on: await server.get("/review", ["Cookie": String(cookie)]).text) == number)
    }

    @Test func twoPeopleNeverGetTheSameArticle() async throws {
        let server = try await TestServer.start()
        let one = try await server.get("/api/v1/review?reviewer=one").json(ReviewAnswer.self)
        let two = try await server.get("/api/v1/review?reviewer=two").json(ReviewAnswer.self)
        let (first, second) = (try #require(one.next?.number), try #require(two.next?.number))
        #expect(first != second)
        #expect(try await server.get("/api/v1/review?reviewer=one").json(ReviewAnswer.self).next?.number == first)
        // Nobody answers for another.
        let stolen = try await server.post(
            "/review", [("number", "\(second)"), ("label", "a")], cookie: "trend-reviewer=one")
        #expect(stolen.status == 409)
        // What one passes over the other may get.
        _ = try await server.post("/review/skip", [("number", "\(first)")], cookie: "trend-reviewer=one")
        #expect(try await server.get("/api/v1/review?reviewer=one").json(ReviewAnswer.self).next?.number != first)
    }

    @Test func correctionsOfAProgramAreKeptAllOrNone() async throws {
        let server = try await TestServer.start()
        let wrong = try await server.send(
            json: #"{"corrections":[{"article":1,"industries":["甲"]},{"article":999,"industries":["乙"]}]}"#,
            to: "/api/v1/corrections")
        #expect(wrong.status == 404)
        #expect(try await server.get("/api/v1/articles?certainty=corrected").json(ArticleList.self).count == 0)
        for body in [#"{"corrections":[{"article":1,"industries":[]}]}"#, "{", #"{"corrections":[{"article":"1"}]}"#] {
            #expect(try await server.send(json: body, to: "/api/v1/corrections").status == 400, "\(body)")
        }
        let right = try await server.send(
            json: #"{"corrections":[{"article":1,"industries":["甲"]},{"article":2,"industries":["乙","丙"]}]}"#,
            to: "/api/v1/corrections")
        #expect(right.status == 200 && right.text == "{\"kept\":2}\n")
        let list = try await server.get("/api/v1/articles?certainty=corrected").json(ArticleList.self)
        #expect(Set(list.articles.flatMap(\.industries)) == ["甲", "乙", "丙"])
    }

    @Test func whatAProgramCorrectsNeedsNoReview() async throws {
        let server = try await TestServer.start()
        var seen: [Int] = []
        while let next = try await server.get("/api/v1/review?reviewer=bot").json(ReviewAnswer.self).next?.number {
            #expect(!seen.contains(next))
            seen.append(next)
            guard seen.count < 10 else { break }
            let answer = try await server.send(
                json: "{\"corrections\":[{\"article\":\(next),\"industries\":[\"甲\"]}]}", to: "/api/v1/corrections")
            #expect(answer.status == 200)
        }
        #expect(seen.count >= 3)
    }

    @Test func anAnswerGoesIntoTheArchiveThatIsThereNow() async throws {
        let server = try await TestServer.start()
        let correct = #"{"corrections":[{"article":1,"industries":["甲"]}]}"#
        let copy = server.folder.path + "/copy.db"
        try FileManager.default.copyItem(atPath: server.archive, toPath: copy)
        #expect(try await server.send(json: correct, to: "/api/v1/corrections").status == 200)
        for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: server.archive + ending) }
        try FileManager.default.moveItem(atPath: copy, toPath: server.archive)
        #expect(try await server.send(json: correct, to: "/api/v1/corrections").status == 200)
        let view = try ArchiveView(server.archive)
        #expect(try ArticleSearch(ArticleFilter(certainties: [.corrected])).run(in: view).count == 1)
    }

    private func finished(_ id: String, _ server: TestServer) async throws -> JobBoard.State {
        for _ in 0..<600 {
            let state = try await server.get("/api/v1/jobs/\(id)").json(JobBoard.State.self)
            if state.isOver { return state }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw Problem(.gatewayTimeout, "Late", "the job did not end")
    }

    @Test func aFileComesBackWithTags() async throws {
        let server = try await TestServer.start()
        let body = Array("title,text\n芯片工厂,光刻机到货\n医院,新药\n".utf8)
        let answer = try await server.send(
            "POST", "/api/v1/jobs/tag?name=..%2F..%2Fnews.csv&as=csv", headers: ["Trend-CSRF": server.csrf], body: body)
        #expect(answer.status == 202)
        let state = try await finished(answer.json(JobBoard.State.self).id, server)
        #expect(state.stage == .done && state.outcome?.file == "tagged.csv", "\(state)")
        let file = try await server.get("/jobs/\(state.id)/file")
        #expect(file.text.contains("半导体") && file.headers["content-disposition"]?.contains("attachment") == true)
        let events = try await server.get("/api/v1/jobs/\(state.id)/events")
        #expect(events.text.hasPrefix("event: state\ndata: {"))
        // What cannot be read costs the job, not the server.
        let broken = try await server.send(
            "POST", "/api/v1/jobs/tag?name=a.xlsx&as=csv", headers: ["Trend-CSRF": server.csrf],
            body: Array("PK\u{3}\u{4}, and then nothing of a workbook".utf8))
        let failed = try await finished(broken.json(JobBoard.State.self).id, server)
        #expect(failed.stage == .failed && failed.problem?.detail.contains(server.folder.path) == false)
        #expect(try await server.get("/healthz").status == 200)
    }

    @Test func aReportIsMadeAndShown() async throws {
        let server = try await TestServer.start()
        let answer = try await server.post("/reports", [("month", "2024-05"), ("language", "en"), ("terms", "芯片\n医院")])
        let id = try #require(answer.headers["location"]?.split(separator: "/").last)
        let state = try await finished(String(id), server)
        #expect(state.stage == .done && state.outcome?.page == "/reports/2024-05-en/report.html", "\(state)")
        let page = try await server.get("/reports/2024-05-en/report.html")
        #expect(page.status == 200 && page.headers["content-security-policy"]?.contains("script") == false)
        #expect(try await server.get("/reports").text.contains("2024-05-en"))
    }

    @Test func aNewModelIsTakenOnlyWhenAPersonSaysSo() async throws {
        let server = try await TestServer.start()
        let before = try Data(contentsOf: URL(fileURLWithPath: server.model))
        _ = try await server.send(
            json: #"{"corrections":[{"article":41,"industries":["半导体"]},{"article":42,"industries":["医疗健康"]}]}"#,
            to: "/api/v1/corrections")
        let answer = try await server.post("/train", [])
        let id = try #require(answer.headers["location"]?.split(separator: "/").last)
        let state = try await finished(String(id), server)
        #expect(state.stage == .done, "\(state)")
        let page = try await server.get("/train").text
        #expect(page.contains("micro-F1") && page.contains("/train/take"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: server.model)) == before)
        #expect(try await server.post("/train/take", []).headers["location"] == "/train?decision=taken")
        #expect(try Data(contentsOf: URL(fileURLWithPath: server.model)) != before)
        #expect(try await server.post("/train/take", []).status == 409)
    }

    @Test func whatTakesAModelSaysThatThereIsNone() async throws {
        let server = try await TestServer.start(hasModel: false)
        #expect(try await server.get("/review").status == 409)
        #expect(try await server.send(json: #"{"text":"芯片"}"#, to: "/api/v1/tag").status == 409)
        #expect(try await server.post("/train", []).status == 409)
    }
}
