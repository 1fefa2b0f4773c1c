import Archive
import Jobs
import TestSupport
import Testing

@testable import Server

/// Which state of the archive questions get while it changes.
@Suite struct ArchiveViewsTests {
    private let folder: TemporaryFolder
    private let archive: String

    init() throws {
        folder = try TemporaryFolder()
        archive = folder.path + "/a.db"
        try add("第一篇")
    }

    private func add(_ titles: String...) throws {
        let lines = titles.map { "{\"title\": \"\($0)\"}" }.joined(separator: "\n")
        _ = try ImportJob(ArticleSource([try folder.write(lines, to: "in.jsonl")]), into: archive).run()
    }

    @Test func questionsDoNotWaitForWhatAnotherProgramWrites() throws {
        let views = ArchiveViews(archive)
        let first = try views.view()
        try add("第二篇", "第三篇")
        // The state before answers until the next one is read beside the questions.
        #expect(try views.view() === first && first.isOutdated)
        views.keepUp()
        let second = try views.view()
        #expect(second !== first && second.count == 3 && first.count == 1)
        #expect(views.holds(second) && !views.holds(first))
        views.keepUp()
        #expect(try views.view() === second)
    }

    @Test func changesOfTheServerAreSeenAtOnce() throws {
        let views = ArchiveViews(archive)
        let first = try views.view()
        try add("第二篇")
        views.forget()
        #expect(try views.view().count == 2)
        #expect(first.count == 1)
    }

    @Test func whatNobodyAsksForIsGivenUp() throws {
        let views = ArchiveViews(archive, longestUnasked: .zero)
        let first = try views.view()
        views.keepUp()
        #expect(views.holds(first))
        try add("第二篇")
        views.keepUp()
        #expect(!views.holds(first))
        #expect(try views.view().count == 2)
    }
}
