import Archive
import Corpus
import Jobs
import Models
import TestSupport
import Testing

@Suite struct TagArchiveJobTests {
    /// Tags of another number of labels are no answer to the question that is asked now.
    @Test func anotherNumberOfLabelsTagsAllArticlesAgain() throws {
        let sample = Sample.shared
        let folder = try TemporaryFolder()
        let archive = folder.path + "/a.db"
        _ = try ImportJob(ArticleSource(sample.files), into: archive).run()
        func tag(top: Int?, parts: Set<RecordField>? = nil) throws -> Int {
            try TagArchiveJob(
                archive: archive, reading: ArticleSource([]), model: sample.model, parts: parts, top: top, threads: 2
            ).run().tagged
        }
        func tags() throws -> String {
            try output { _ = try ExportJob(archive).run(to: $0) }
        }
        let all = try tag(top: nil)
        let own = try tags()
        #expect(try tag(top: nil) == 0)
        #expect(try tag(top: 3) == all && tag(top: 3) == 0)
        #expect(try tags() != own)
        // Other fields have no number of labels.
        #expect(try tag(top: nil, parts: [.keywords]) == 0)
        #expect(try tag(top: nil) == all)
        #expect(try tags() == own)
    }

    @Test func whatWasInterruptedIsTaggedAgain() throws {
        let sample = Sample.shared
        let folder = try TemporaryFolder()
        let archive = folder.path + "/a.db"
        _ = try ImportJob(ArticleSource(sample.files), into: archive).run()
        func job(_ top: Int?) throws -> TagArchiveJob {
            try TagArchiveJob(archive: archive, reading: ArticleSource([]), model: sample.model, top: top)
        }
        let all = try job(nil).run().tagged
        struct Stop: Error {}
        #expect(throws: Stop.self) { try job(3).run { _ in throw Stop() } }
        #expect(try job(nil).run().tagged == all && job(nil).run().tagged == 0)
    }
}
