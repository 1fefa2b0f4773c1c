import Archive
import Foundation
import Jobs
import Models
import Testing

@testable import Server

/// What forms keep, and when they keep nothing.
@Suite struct FormTests {
    private func stand(_ server: TestServer, _ number: Int) throws -> ArticleStand {
        try #require(try server.desk.views.latest().stand(ofArticle: number))
    }

    private func correct(_ server: TestServer, _ number: Int, _ labels: String) async throws {
        let answer = try await server.send(
            json: "{\"corrections\":[{\"article\":\(number),\"industries\":[\(labels)]}]}", to: "/api/v1/corrections")
        #expect(answer.status == 200)
    }

    /// What the form of an article sends where nobody touches it.
    private func form(_ server: TestServer, _ number: Int) async throws -> [(String, String)] {
        let page = try await server.get("/articles/\(number)").text
        let shown = try #require(page.firstMatch(of: /name="labels"[^>]* value="([^"]*)"/)).output.1
        return [("seen", try await server.hidden("seen", on: "/articles/\(number)")), ("labels", String(shown))]
    }

    @Test func aFormSavedUnchangedChangesNothing() async throws {
        let server = try await TestServer.start()
        for (index, label) in ["医疗，器械", "a, b", "甲、乙", "一;二", "三；四"].enumerated() {
            try await correct(server, index + 1, "\"\(label)\", \"乙\"")
            let before = try stand(server, index + 1)
            let saved = try await server.post("/articles/\(index + 1)/industries", try await form(server, index + 1))
            #expect(saved.status == 303)
            #expect(try stand(server, index + 1) == before && before.correction == [label, "乙"])
        }
        // With another label the ones that were shown stay whole; a person's word confirms what a record came with.
        let seen = try await form(server, 1)[0]
        _ = try await server.post("/articles/1/industries", [seen, ("labels", "医疗，器械，乙，丙")])
        #expect(try stand(server, 1).correction == ["医疗，器械", "乙", "丙"])
        let own = try stand(server, 20)
        _ = try await server.post("/articles/20/industries", try await form(server, 20))
        #expect(try own.correction == nil && stand(server, 20).correction == own.industries)
    }

    @Test func aFormIsRefusedWhereWhatItShowedHasChanged() async throws {
        let server = try await TestServer.start()
        let old = try await form(server, 1)
        try await correct(server, 1, "\"同事的\"")
        let late = try await server.post("/articles/1/industries", [old[0], ("labels", "我的")])
        #expect(late.status == 409)
        #expect(try stand(server, 1).correction == ["同事的"])
        #expect(try await server.post("/articles/1/industries", [("labels", "我的")]).status == 409)
        // Another archive in its place has another article under the number, and is not looked at yet.
        let fresh = try await form(server, 2)
        let lines = #"{"title":"别的","text":"别的文章。"}"# + "\n" + #"{"title":"又一篇","text":"又一篇文章。"}"#
        let other = server.folder.path + "/other.db"
        _ = try ImportJob(ArticleSource([try server.folder.write(lines, to: "other.jsonl")]), into: other).run()
        for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: server.archive + ending) }
        try FileManager.default.moveItem(atPath: other, toPath: server.archive)
        let page = try await server.post("/articles/2/industries", [fresh[0], ("labels", "给旧文章的")])
        #expect(page.status == 409)
        #expect(try stand(server, 2).correction == nil)
        #expect(try Archive(path: server.archive).waitingCorrections() == [])
    }

    @Test func namesOfTopicsThatSomebodyElseGaveAreNotLost() async throws {
        let server = try await TestServer.start(hasModel: false)
        let job = try await server.send(json: "{}", to: "/api/v1/jobs/topics").json(JobBoard.State.self)
        #expect(try await server.finished(job.id).stage == .done)
        func rows() async throws -> [TopicEdits.Row] {
            try await server.get("/api/v1/topics").json(ShownTopics.self).topics
        }
        let topics = try await rows().map(\.topic)
        let seen = try await server.hidden("seen", on: "/topics")
        func save(_ index: Int, _ name: String, _ seen: String) async throws -> Int {
            // As a browser sends it, with what is empty.
            let fields = topics.enumerated().map {
                "topic=\(Query([("topic", $1)]).encoded.dropFirst(6))&name=\($0 == index ? name : "")&into="
            }
            let body = (["csrf=\(server.csrf)", "seen=\(seen)"] + fields).joined(separator: "&")
            return try await server.send(
                "POST", "/topics", headers: ["Content-Type": "application/x-www-form-urlencoded"],
                body: Array(body.utf8)
            ).status
        }
        #expect(try await save(topics.count - 1, "同事的", seen) == 303)
        #expect(try await save(0, "我的", seen) == 409)
        #expect(try await rows().last?.name == "同事的")
        #expect(try await save(0, "我的", try await server.hidden("seen", on: "/topics")) == 303)
    }

    @Test func formsThatAreNotUTF8AreRefused() async throws {
        let server = try await TestServer.start()
        let seen = try await server.hidden("seen", on: "/articles/1")
        let head = "csrf=\(server.csrf)&seen=\(seen)&labels="
        let form = ["Content-Type": "application/x-www-form-urlencoded; charset=gbk", "Accept": "text/html"]
        // 测试 in GB 18030.
        for body in [Array((head + "%B2%E2%CA%D4").utf8), Array(head.utf8) + [0xB2, 0xE2, 0xCA, 0xD4]] {
            let answer = try await server.send("POST", "/articles/1/industries", headers: form, body: body)
            #expect(answer.status == 400 && answer.text.contains("UTF-8"))
        }
        #expect(try stand(server, 1).correction == nil)
    }

    @Test func pastedTextKeepsItsParagraphs() async throws {
        let server = try await TestServer.start()
        let text = "\n  第一段，芯片\r\n\r\n第二段\n"
        let page = try await server.post("/tag", [("title", ""), ("text", text)]).text
        #expect(page.contains("rows=\"8\">\n\n  第一段，芯片\n\n第二段\n</textarea>"))
        #expect(page.contains("所用模型：m.trend"))
    }
}
