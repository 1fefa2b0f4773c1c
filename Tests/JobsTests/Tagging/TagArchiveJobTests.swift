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

    /// Tags of another model are replaced as a whole; what is gone with them is said.
    @Test func whatAnotherModelSaidIsToldWhereItIsDropped() throws {
        let sample = Sample.shared
        let folder = try TemporaryFolder()
        let archive = folder.path + "/a.db"
        _ = try ImportJob(ArticleSource(sample.files), into: archive).run()
        func tag(_ model: String, _ parts: Set<RecordField>?) throws -> TagResult {
            try TagArchiveJob(archive: archive, reading: ArticleSource([]), model: model, parts: parts).run()
        }
        let all = try tag(sample.model, nil)
        #expect(all.dropped.isEmpty)
        #expect(try tag(sample.model, [.keywords]).dropped.isEmpty)
        let other = folder.path + "/other.trend"
        _ = try TrainJob(ArticleSource(sample.files), way: .whole(TrainingOptions(threads: 2)), model: other).run()
        let found = try tag(other, [.industries])
        let dropped = Set(InferredTags.fields).intersection(all.parts).subtracting([.industries])
        #expect(
            !dropped.isEmpty && Set(found.dropped.keys) == dropped
                && found.dropped.values.allSatisfy { $0 == all.tagged })
        #expect(found.lines.count { $0.contains("by another model, which are gone") } == dropped.count)
        #expect(try tag(other, [.industries]).dropped.isEmpty)
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
