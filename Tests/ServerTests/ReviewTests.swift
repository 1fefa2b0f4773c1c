import Archive
import Corpus
import Foundation
import Jobs
import Testing

@testable import Server

/// Several people who review the same archive.
@Suite struct ReviewTests {
    private func review(_ server: TestServer, _ reviewer: String) async throws -> ReviewAnswer {
        try await server.get("/api/v1/review?reviewer=\(reviewer)").json(ReviewAnswer.self)
    }

    private func send(_ server: TestServer, _ path: String, _ json: String) async throws -> TestServer.Answer {
        try await server.send(json: json, to: "/api/v1/" + path)
    }

    private func answer(
        _ server: TestServer, _ reviewer: String, _ number: Int, _ label: String
    ) async throws -> TestServer.Answer {
        try await send(
            server, "review/answer", #"{"reviewer":"\#(reviewer)","number":\#(number),"labels":["\#(label)"]}"#)
    }

    private func labels(_ server: TestServer, _ number: Int) async throws -> [String] {
        struct Detail: Decodable { let listed: ListedArticle }
        return try await server.get("/api/v1/articles/\(number)").json(Detail.self).listed.industries
    }

    @Test func whatSomebodyElseCorrectedSinceIsNotTakenBack() async throws {
        let server = try await TestServer.start()
        // The word of another stays though it is the same.
        for label in ["乙", "甲"] {
            let number = try #require(try await review(server, "ann").next?.number)
            #expect(try await answer(server, "ann", number, "甲").status == 200)
            let correct = #"{"corrections":[{"article":\#(number),"industries":["\#(label)"]}]}"#
            #expect(try await send(server, "corrections", correct).status == 200)
            let refused = try await send(server, "review/undo", #"{"reviewer":"ann"}"#)
            #expect(try refused.json(Problem.self).title == "Changed meanwhile")
            #expect(try await labels(server, number) == [label])
        }
        // Nothing of hers is left to take back.
        #expect(
            try await send(server, "review/undo", #"{"reviewer":"ann"}"#).json(Problem.self).title == "Nothing to undo")
    }

    @Test func whatAnotherProgramCorrectedIsNeitherReplacedNorTakenBack() async throws {
        let server = try await TestServer.start()
        func correctOutside(_ number: Int, _ label: String) throws {
            let found = try server.desk.views.latest().correction(ofArticle: number, industries: [label])
            _ = try Archive(path: server.archive).correct([try #require(found)])
        }
        let first = try #require(try await review(server, "ann").next?.number)
        let second = try #require(try await answer(server, "ann", first, "甲").json(ReviewAnswer.self).next?.number)
        try correctOutside(first, "乙")
        #expect(try await send(server, "review/undo", #"{"reviewer":"ann"}"#).status == 409)
        #expect(try await labels(server, first) == ["乙"])
        try correctOutside(second, "丙")
        #expect(try await answer(server, "ann", second, "甲").status == 409)
        #expect(try await labels(server, second) == ["丙"])
        #expect(try await review(server, "ann").next?.number != second)
    }

    @Test func anArticleThatWasTakenBackStaysWithWhoeverTookIt() async throws {
        let server = try await TestServer.start()
        let number = try #require(try await review(server, "ann").next?.number)
        #expect(try await answer(server, "ann", number, "甲").status == 200)
        #expect(try await send(server, "review/undo", #"{"reviewer":"ann"}"#).status == 200)
        // Others get all the rest, and never this one.
        for index in 0..<8 {
            let next = try await review(server, "other\(index)").next?.number
            #expect(next != number)
        }
        #expect(try await review(server, "ann").next?.number == number)
        #expect(try await answer(server, "other0", number, "乙").status == 409)
        #expect(try await answer(server, "ann", number, "丙").status == 200)
        #expect(try await labels(server, number) == ["丙"])
    }

    @Test func whoeverLooksUnderManyNamesHoldsFewArticles() async throws {
        let lines = (0..<60).map {
            #"{"title":"第\#($0)篇：\#(["芯片", "医院"][$0 % 2])","text":"第\#($0)篇的正文，互不相同\#($0 * 7919)。","date":"2024-05-0\#(1 + $0 % 9)"}"#
        }
        let server = try await TestServer.start(lines: lines.joined(separator: "\n"))
        _ = try await server.post("/review/labels", [("labels", "半导体，医疗")])
        let ann = try #require(try await review(server, "ann").next?.number)
        _ = try await answer(server, "ann", ann, "医疗")
        let own = try await review(server, "ann").next?.number
        for index in 0..<(ReviewDesk.mostOfNewcomers * 3) {
            #expect(try await review(server, "z\(index)").next != nil, "\(index)")
        }
        let held = try await review(server, "ann")
        #expect(held.next?.number == own)
        #expect(held.progress.withOthers == ReviewDesk.mostOfNewcomers)
    }

    @Test func whoFindsNothingHearsThatOthersHaveTheRest() async throws {
        let server = try await TestServer.start()
        var numbers: Set<Int> = []
        while let next = try await review(server, "p\(numbers.count)").next?.number { numbers.insert(next) }
        let waits = try await server.get("/review").text
        #expect(waits.contains("其余 \(numbers.count) 篇正在别人手上") && !waits.contains("没有待审核的文章了"))
        for (index, number) in numbers.enumerated() {
            _ = try await send(
                server, "corrections", #"{"corrections":[{"article":\#(number),"industries":["甲\#(index)"]}]}"#)
        }
        #expect(try await server.get("/review").text.contains("没有待审核的文章了"))
    }
}
