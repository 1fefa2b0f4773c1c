import Foundation
import TestSupport
import Testing

@testable import Jobs

/// Topics of an archive that is taken for too large to be held in memory.
@Suite struct LargeArchiveTopicsTests {
    private let folder: TemporaryFolder
    private let archive: ArticleSource
    /// As small as a sample can be: 1 MB of text.
    private static let memory = 80 << 20

    /// 1.3 MB of text about three themes.
    init() throws {
        folder = try TemporaryFolder()
        let lines = (0..<4000).map { ThemedArticles.line($0, month: 1 + $0 % 3, link: "\($0)") }
        let file = try folder.write(lines.joined(separator: "\n"), to: "a.jsonl")
        let path = folder.path + "/a.db"
        _ = try ImportJob(ArticleSource([file]), into: path).run()
        archive = ArticleSource([path])
    }

    private func run(
        _ way: TopicsJob.Way = .whole(.number(3), keptIn: nil), largest: Int? = 1 << 20, in days: DayRange? = nil
    ) throws -> TopicsResult {
        var source = archive
        source.days = days
        var job = try TopicsJob(source, way: way)
        if let largest { (job.largestArchive, job.archiveMemory) = (largest, LargeArchiveTopicsTests.memory) }
        return try job.run()
    }

    @Test func aLargeArchiveIsReadWithinALimitAndThisIsSaid() throws {
        let found = try run()
        #expect(found.topics.count == 3 && found.notes.count == 1)
        #expect(found.notes.first?.contains("80 MB") == true && found.notes.first?.contains("--memory") == true)
        let chosen = try run(.streaming(.number(3), memory: LargeArchiveTopicsTests.memory, keptIn: nil))
        #expect(try json(found.topics) == json(chosen.topics) && chosen.notes.isEmpty)
    }

    @Test func anArchiveThatFitsIsReadAsFilesAre() throws {
        let found = try run(largest: nil)
        #expect(found.notes.isEmpty && found.topics.count == 3)
        // A month of a large archive, too.
        let month = try run(in: DayRange(from: .init(month: "2024-02"), to: .init(month: "2024-02")))
        #expect(month.notes.isEmpty && month.reading.records == 4000)
    }

    @Test func noRowsStayBeside() throws {
        _ = try run()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy { !$0.contains("rows") })
    }
}
