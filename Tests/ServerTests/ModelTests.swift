import Corpus
import Foundation
import Jobs
import Models
import Testing

@testable import Server

/// A model whose file somebody replaces while the server runs.
@Suite struct ModelTests {
    /// Puts a model of other labels in the place of the one in use.
    private func replaceModel(of server: TestServer) throws {
        let lines = (0..<30).map { index -> String in
            let (label, text) = index % 2 == 0 ? ("体育", "球队比赛夺冠，联赛开始") : ("天文", "火星探测器，望远镜看到星系")
            return #"{"title":"第\#(index)篇","text":"\#(text)，第\#(index)批。","industries":["\#(label)"]}"#
        }.joined(separator: "\n")
        let new = server.folder.path + "/new.trend"
        _ = try TrainJob(
            ArticleSource([try server.folder.write(lines, to: "other.jsonl")]), way: .whole(TrainingOptions()),
            model: new
        ).run()
        #expect(rename(new, server.model) == 0)
    }

    /// Of a text that says nothing, the model gives its most frequent label.
    @Test func aGuessIsCalledOne() async throws {
        let server = try await TestServer.start()
        let guess = try await server.post("/tag", [("title", ""), ("text", "x")]).text
        #expect(guess.contains("class=\"reason\"") && guess.contains(PageWords.chinese.doubtful))
        let sure = try await server.post("/tag", [("title", ""), ("text", "芯片工厂扩大产能，光刻机到货，晶圆良率提高")]).text
        #expect(sure.contains("半导体") && !sure.contains(PageWords.chinese.doubtful))
    }

    @Test func pastedTextsAndFilesAreTaggedByTheModelThatLiesThere() async throws {
        struct Tags: Decodable {
            struct Industry: Decodable { let label: String }
            let industries: [Industry]
        }
        let server = try await TestServer.start()
        try replaceModel(of: server)
        let pasted = try await server.send(json: #"{"text":"球队夺冠"}"#, to: "/api/v1/tag").json(Tags.self)
        #expect(pasted.industries.first?.label == "体育")
        let file = try await server.send(
            "POST", "/api/v1/jobs/tag?name=a.csv&as=csv", headers: ["Trend-CSRF": server.csrf],
            body: Array("title,text\n联赛,球队夺冠\n".utf8))
        let job = try await server.finished(file.json(JobBoard.State.self).id)
        #expect(try await server.get("/jobs/\(job.id)/file").text.contains("体育"))
        #expect(job.outcome?.notes.contains { $0.hasPrefix("by the model m.trend, written 20") } == true)
    }

    @Test func aNewModelDoesNotReplaceOneThatItWasNotComparedWith() async throws {
        let server = try await TestServer.start()
        let job = try await server.send(json: "{}", to: "/api/v1/jobs/train").json(JobBoard.State.self)
        #expect(try await server.finished(job.id).stage == .done)
        try replaceModel(of: server)
        let theirs = try Data(contentsOf: URL(fileURLWithPath: server.model))
        #expect(try await server.post("/train/take", []).status == 409)
        #expect(try Data(contentsOf: URL(fileURLWithPath: server.model)) == theirs)
        // It can still be left, and another training begins from the file that is there.
        #expect(try await server.send(json: "{}", to: "/api/v1/training/leave").status == 200)
    }

    @Test func aFileThatIsNoModelIsNamed() throws {
        let path =
            FileManager.default.temporaryDirectory.path + "/not-a-model-\(UInt64.random(in: 0...UInt64.max)).trend"
        try Data("nothing".utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(throws: CorpusError.self) { try LoadedModel(path) }
        do { _ = try LoadedModel(path) } catch { #expect("\(error)".contains(path)) }
    }
}
