import Foundation
import Testing

@testable import Server

/// Requests that are not what they seem are told so, in place of an answer to something else.
@Suite struct RequestTests {
    private let typed = ["Content-Type": "application/octet-stream"]

    @Test func aFormIsNoFile() async throws {
        let server = try await TestServer.start()
        func send(_ type: String, _ body: String) async throws -> TestServer.Answer {
            try await server.send(
                "POST", "/api/v1/jobs/tag?name=two.csv&as=csv",
                headers: ["Content-Type": type, "Trend-CSRF": server.csrf], body: Array(body.utf8))
        }
        let parts = try await send(
            "multipart/form-data; boundary=x",
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"two.csv\"\r\n\r\ntitle,text\n芯片,光刻机\r\n--x--\r\n"
        )
        let form = "application/x-www-form-urlencoded"
        // As curl's -d sends a file: without its line ends.
        let joined = try await send(form, "title,text芯片,光刻机医院,病历")
        for answer in [parts, joined] {
            #expect(answer.status == 415)
            #expect(try answer.json(Problem.self).detail.contains("--data-binary @FILE"))
        }
        // As its --data-binary does.
        #expect(try await send(form, "title,text\n芯片,光刻机\n医院,病历\n").status == 202)
        let page = try await server.send(
            "POST", "/reports",
            headers: ["Content-Type": "multipart/form-data; boundary=x", "Trend-CSRF": server.csrf],
            body: Array("--x--".utf8))
        #expect(page.status == 415)
    }

    @Test func namesThatTheAPIDoesNotKnowAreTold() async throws {
        let server = try await TestServer.start()
        for (path, name) in [
            ("/api/v1/articles?form=2024-06", "form"), ("/api/v1/overview?x=1", "x"),
            ("/api/v1/series?term=AI&industy=x", "industy"), ("/api/v1/articles/1?lang=en&y=2", "y"),
        ] {
            let answer = try await server.get(path)
            #expect(answer.status == 400, "\(path)")
            #expect(try answer.json(Problem.self).detail.hasPrefix("'\(name)' is unknown here"), "\(answer.text)")
        }
        #expect(try await server.get("/api/v1/articles?form=x").text.contains("from, to, industry"))
        #expect(try await server.get("/api/v1/articles?from=2024-04&lang=en").status == 200)
        // A page passes over what it does not know.
        #expect(try await server.get("/articles?form=2024-06").status == 200)
        for (path, body, name) in [
            ("/api/v1/jobs/report", #"{"mnth":"2024-05"}"#, "mnth"),
            ("/api/v1/tag", #"{"text":"芯片","titel":"a"}"#, "titel"),
            ("/api/v1/corrections", #"{"corrections":[{"article":3,"industries":["甲"],"label":"x"}]}"#, "label"),
        ] {
            let answer = try await server.send(json: body, to: path)
            #expect(answer.status == 400 && answer.text.contains("'\(name)' is unknown here"), "\(answer.text)")
        }
    }

    @Test func whatIsNoJSONIsToldWithItsPlace() async throws {
        let server = try await TestServer.start()
        for (body, place) in [
            (#"{"title":"a","text":"b",}"#, 25), (#"{"title":"a","te"#, 17), (#"["a"]"#, 1), ("", 1),
        ] {
            let answer = try await server.send(json: body, to: "/api/v1/tag")
            let detail = try answer.json(Problem.self).detail
            #expect(answer.status == 400 && detail.hasPrefix("the body is no JSON: "), "\(detail)")
            #expect(detail.hasSuffix("at byte \(place)"), "\(body): \(detail)")
        }
    }

    @Test func anArticleHasOneCorrectionInARequest() async throws {
        let server = try await TestServer.start()
        func send(_ second: String) async throws -> Int {
            try await server.send(
                json: #"{"corrections":[{"article":3,"industries":["教育"]},{"article":3,"industries":["\#(second)"]}]}"#,
                to: "/api/v1/corrections"
            ).status
        }
        #expect(try await send("云计算") == 422)
        #expect(try await server.get("/api/v1/articles?certainty=corrected").text.contains("\"count\":0"))
        #expect(try await send("教育") == 200)
    }

    @Test func anAddressThatIsNotEncodedIsToldSo() async throws {
        let server = try await TestServer.start(hasModel: false)
        let answer = try await server.get("/trends?term=芯片")
        #expect(answer.status == 400 && answer.headers["content-type"] == "application/problem+json", "\(answer.text)")
        #expect(answer.text.contains("percent-encoded"))
    }

    /// As whoever pastes an article into the search box.
    @Test func aQuestionThatIsTooLongIsToldSo() async throws {
        let server = try await TestServer.start(hasModel: false)
        func ask(_ path: String, _ count: Int, _ headers: [String: String] = [:]) async throws -> TestServer.Answer {
            try await server.get("\(path)?q=" + String(repeating: "%E6%98%9F", count: count), headers)
        }
        let page = try await ask("/articles", 1900, ["Accept": "text/html"])
        #expect(page.status == 414 && page.text.contains("<html") && page.text.contains("搜索的内容太长"))
        let api = try await ask("/api/v1/articles", 1900)
        #expect(api.status == 414 && api.headers["content-type"] == "application/problem+json")
        #expect(try await ask("/articles", 40_000).status == 414)
        #expect(try await ask("/articles", 1000).status == 200)
    }

    @Test func whatSaysThatThereIsNoLabelIsNone() async throws {
        let server = try await TestServer.start()
        for label in ["无", "-", "—", "未知", "N/A", "null", "  "] {
            let answer = try await server.send(
                json: #"{"corrections":[{"article":3,"industries":["\#(label)"]}]}"#, to: "/api/v1/corrections")
            #expect(answer.status == 422 && answer.text.contains("are none"), "\(label): \(answer.text)")
        }
        let mixed = #"{"corrections":[{"article":3,"industries":["无","教育"]}]}"#
        #expect(try await server.send(json: mixed, to: "/api/v1/corrections").status == 200)
        let article = try await server.get("/api/v1/articles/3").text
        #expect(article.contains("教育") && !article.contains("\"无\""))
    }

    @Test func marksAloneFindNoArticle() async throws {
        let server = try await TestServer.start(hasModel: false)
        for marks in ["%22", "%22%22", "%22+%22", "%E2%80%9C"] {
            let found = try await server.get("/api/v1/articles?q=\(marks)").text
            // One article of the archive has a quotation mark.
            #expect(!found.contains("\"count\":46"), "\(marks)")
        }
        #expect(try await server.get("/api/v1/articles?q=%7C").status == 422)
    }

    @Test func aTrainingTellsNoFolder() async throws {
        let server = try await TestServer.start()
        let started = try await server.send(json: "{}", to: "/api/v1/jobs/train").json(JobBoard.State.self)
        #expect(try await server.finished(started.id).stage == .done)
        let offer = try await server.get("/api/v1/training").text
        #expect(offer.contains("\"model\":") && !offer.contains(server.desk.folder), "\(offer.prefix(2000))")
    }
}
