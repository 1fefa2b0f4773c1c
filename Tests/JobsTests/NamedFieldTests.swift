import Corpus
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Jobs

/// A field that the caller names and that no record has is told before anything is written.
@Suite struct NamedFieldTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        // More than a batch of an import, and than a few blocks of lines.
        let lines = (0..<12_000).map { "{\"title\":\"国产芯片\($0)\",\"text\":\"新的人工智能芯片\($0)\",\"url\":\"a\"}\n" }
        path = try folder.write(Array(lines.joined().utf8), to: "a.jsonl")
    }

    private func source(_ paths: [String]? = nil, date: String) -> ArticleSource {
        ArticleSource(paths ?? [path], fields: FieldMapping(names: [.date: date]))
    }

    private func isMissing(_ error: any Error) -> Bool {
        guard case .noSuchField(_, "发布", let fields)? = error as? CorpusError else { return false }
        return fields == ["title", "text", "url"]
    }

    @Test func taggingWritesNothing() throws {
        let written = Mutex(0)
        #expect {
            try TagJob(source(date: "发布"), model: Sample.shared.model).run(
                to: .stream { bytes in written.withLock { $0 += bytes.count } })
        } throws: { isMissing($0) }
        #expect(written.withLock { $0 } == 0)
    }

    @Test func importingWritesNothing() throws {
        let archive = folder.path + "/a.db"
        #expect { try ImportJob(source(date: "发布"), into: archive).run() } throws: { isMissing($0) }
        #expect(try FindJob(["芯片"], in: archive).run().articles.isEmpty)
    }

    @Test func explainingFails() throws {
        #expect { try ExplainJob(source(date: "发布"), model: Sample.shared.model).run() } throws: { isMissing($0) }
        #expect(throws: Never.self) { try ExplainJob(source(date: "url"), model: Sample.shared.model).run() }
    }

    @Test func archivesAreNoException() throws {
        let archive = folder.path + "/a.db"
        _ = try ImportJob(ArticleSource([path]), into: archive).run()
        let (sample, named) = (Sample.shared, source([], date: "发布"))
        #expect { try TagArchiveJob(archive: archive, reading: named, model: sample.model).run() } throws: {
            isMissing($0)
        }
        for model in [nil, sample.model] {
            #expect {
                try ReportJob(.archive(archive, reading: named, model: model), folder: folder.path + "/r").run()
            } throws: { isMissing($0) }
        }
        // One that comes late is one, and the archive is not held.
        let later = try folder.write(Array("{\"title\":\"甲\",\"发布\":\"2024-05-01\"}\n".utf8), to: "c.jsonl")
        _ = try ImportJob(ArticleSource([later], fields: named.fields), into: archive).run()
        #expect(try TagArchiveJob(archive: archive, reading: named, model: sample.model).run().tagged == 12_001)
    }

    @Test func aFieldMayStandInALaterFileAlone() throws {
        let later = try folder.write(
            Array("{\"title\":\"国产芯片\",\"发布\":\"2024-05-01\"}\n".utf8), to: "b.jsonl")
        let result = try ImportJob(source([path, later], date: "发布"), into: folder.path + "/b.db").run()
        #expect(result.articles?.added == 12_001)
    }
}
