import Foundation
import Jobs
import Testing

@testable import Server

/// Files that people send to have them tagged.
@Suite struct UploadTests {
    private func send(
        _ server: TestServer, _ name: String, _ bytes: [UInt8], as form: String = "json"
    ) async throws -> TestServer.Answer {
        try await server.send(
            "POST", "/api/v1/jobs/tag?" + Query([("name", name), ("as", form)]).encoded,
            headers: ["Trend-CSRF": server.csrf], body: bytes)
    }

    private func finished(_ server: TestServer, _ answer: TestServer.Answer) async throws -> JobBoard.State {
        try await server.finished(answer.json(JobBoard.State.self).id)
    }

    @Test func resultsNameTheFileAsItsSenderDoes() async throws {
        let server = try await TestServer.start()
        for (name, text) in [
            ("我的文件.txt", "这是一篇没有字段的纯文本，讲芯片。"),
            (
                "网页.html",
                "<!DOCTYPE html><html><head><title>芯片工厂</title></head><body><article>"
                    + String(repeating: "<p>芯片工厂扩大产能，光刻机到货，晶圆良率提高，客户等待交付的时间缩短。</p>", count: 9)
                    + "</article></body></html>"
            ),
        ] {
            for form in ["json", "csv"] {
                let job = try await finished(server, send(server, name, Array(text.utf8), as: form))
                let file = try await server.get("/jobs/\(job.id)/file").text
                #expect(file.contains(name) && !file.contains("trend-serve") && !file.contains("/tmp"), "\(file)")
                #expect(job.outcome?.notes.joined().contains("/tmp") == false)
            }
        }
    }

    @Test func rejectsAreCountedWithTheirLineAndReason() async throws {
        let server = try await TestServer.start()
        let lines = String(repeating: "{\"title\":\"好\",\"text\":\"芯片走进工厂\"}\n", count: 50) + "{\"no\":1}\n"
        let job = try await finished(server, send(server, "坏行.jsonl", Array(lines.utf8)))
        let detail = try #require(job.problem?.detail)
        #expect(job.stage == .failed && detail.hasPrefix("1 of 51 records could not be read"), "\(detail)")
        #expect(detail.contains("坏行.jsonl:51: neither a title nor a text") && detail.contains("1.0%"), "\(detail)")
        let page = try await server.get("/jobs/\(job.id)").text
        #expect(page.contains("51 条记录中有 1 条无法读取") && page.contains("坏行.jsonl:51：既无标题也无正文"), "\(page)")
    }

    @Test func filesThatAreNotReadAreRefusedAtOnce() async throws {
        let server = try await TestServer.start()
        let help = try await server.get("/tag").text
        #expect(!help.contains("docx") && !help.contains("zip 等"))
        for (name, start) in [
            ("a.docx", "PK\u{3}\u{4}word/document.xml"), ("b.zip", "PK\u{3}\u{4}a.csv"), ("c.pdf", "%PDF-1.4\n"),
        ] {
            let answer = try await send(server, name, Array(start.utf8))
            #expect(answer.status == 422, "\(name)")
            #expect(try answer.json(Problem.self).detail.contains("'\(name)' is a"), "\(name)")
        }
    }

    @Test func whatAServerThatIsGoneLeftIsCleared() async throws {
        let temporary = FileManager.default.temporaryDirectory.path
        func folder(_ name: String, hasLock: Bool = true) throws -> String {
            let path = "\(temporary)/\(name)-\(UInt64.random(in: 0...UInt64.max))"
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            if hasLock { try Data().write(to: URL(fileURLWithPath: path + "/.lock")) }
            try Data("confidential".utf8).write(to: URL(fileURLWithPath: path + "/a.txt"))
            return path
        }
        let running = try OwnFolder()
        let left = try folder("trend-serve")
        let others = [try folder("trend-serve", hasLock: false), try folder("trend-other")]
        let next = try OwnFolder()
        #expect(!FileManager.default.fileExists(atPath: left))
        for path in others + [running.path, next.path] {
            #expect(FileManager.default.fileExists(atPath: path), "\(path)")
        }
        for folder in [running, next] { folder.remove() }
        for path in others { try FileManager.default.removeItem(atPath: path) }
    }

    @Test func whoAsksWhetherToSendABodyIsAnswered() async throws {
        let server = try await TestServer.start(hasModel: false)
        let connection = try TestServer.Connection(port: server.port)
        connection.send(
            Array(
                "POST /api/v1/corrections HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nTrend-CSRF: \(server.csrf)\r\nContent-Type: application/json\r\nContent-Length: 18\r\nConnection: close\r\nExpect: 100-continue\r\n\r\n"
                    .utf8))
        #expect(connection.next().hasPrefix("HTTP/1.1 100 Continue\r\n"))
        connection.send(Array(#"{"corrections":[]}"#.utf8))
        #expect(connection.next().hasPrefix("HTTP/1.1 200 OK\r\n"))
    }
}
