import Foundation
import TestSupport
import Testing

@testable import Jobs

/// Topics of articles of which one was carried by many sites.
@Suite struct TopicRepostsTests {
    private let folder: TemporaryFolder
    private let once: String
    private let often: String
    private static let reposts = 200

    /// Three themes in three months, each in a third of the articles; in February one article of the first theme comes
    /// again and again.
    init() throws {
        folder = try TemporaryFolder()
        func line(_ number: Int, link: String) -> String {
            ThemedArticles.line(number, month: 1 + number / 200, link: link)
        }
        let lines = (0..<600).map { line($0, link: "\($0)") }
        once = try folder.write(lines.joined(separator: "\n"), to: "once.jsonl")
        let more = (0..<TopicRepostsTests.reposts).map { line(300, link: "r\($0)") }
        often = try folder.write((lines + more).joined(separator: "\n"), to: "often.jsonl")
    }

    private func run(_ path: String, _ way: TopicsJob.Way = .whole(.number(3), keptIn: nil)) throws -> TopicsResult {
        try TopicsJob(ArticleSource([path]), way: way).run()
    }

    /// As if both files had one name.
    private func lines(_ found: some Encodable) throws -> String {
        try json(found).replacingOccurrences(of: "once.jsonl", with: "often.jsonl")
    }

    @Test func aStoryCountsOnceInAMonthAndThisIsSaid() throws {
        let (alone, found) = (try run(once), try run(often))
        #expect(try lines(alone.topics) == lines(found.topics))
        #expect(alone.notes.isEmpty && found.notes.count == 1)
        #expect(found.notes.first?.hasPrefix("200 reposts left out") == true)
        #expect(found.topics.allSatisfy { $0.periods.map(\.articles) == [200, 200, 200] })
    }

    @Test func inWindowsAndKeptTopicsToo() throws {
        let windows = TopicsJob.Way.windows(.month, 3)
        #expect(try lines(run(once, windows).dynamicTopics) == lines(run(often, windows).dynamicTopics))
        let kept = folder.path + "/t.trend"
        _ = try run(once, .whole(.number(3), keptIn: kept))
        let (alone, found) = (
            try run(once, .whole(.number(3), keptIn: kept)), try run(often, .whole(.number(3), keptIn: kept))
        )
        #expect(try lines(alone.topics) == lines(found.topics))
        #expect(alone.unmatched?.of == 600 && found.unmatched?.of == 600)
    }

    @Test func aLargeArchiveKnowsItsStoriesAndStreamedFilesSayThatTheyDoNot() throws {
        let archive = folder.path + "/a.db"
        _ = try ImportJob(ArticleSource([often]), into: archive).run()
        let streaming = TopicsJob.Way.streaming(.number(3), memory: 80 << 20, keptIn: nil)
        let archived = try run(archive, streaming)
        #expect(archived.topics.allSatisfy { $0.periods.map(\.articles) == [200, 200, 200] })
        #expect(archived.notes.contains { $0.hasPrefix("200 reposts left out") })
        let streamed = try run(often, streaming)
        #expect(streamed.topics.allSatisfy { $0.periods.map(\.articles) == [200, 400, 200] })
        #expect(streamed.notes.contains { $0.hasPrefix("reposts count like other articles") })
    }
}
