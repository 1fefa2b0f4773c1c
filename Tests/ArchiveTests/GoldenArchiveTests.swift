import Corpus
import Foundation
import GRDB
import Testing

@testable import Archive

/// Archives as programs of each version made them, with what they must hold. A file is never made anew: where the
/// version rises, another one is added.
///
/// `archive-1.db` was made by the last program of version 1: `trend import` of two records, of two JSON lines with
/// `--text body --label class --date day`, of these again with one that is the same as the second and one without
/// link and date, of a folder `芯片,存储` of one text with a correction; `trend tag --archive --top 2`; and an import of
/// one more line, which no model has seen.
@Suite struct GoldenArchiveTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    private func copy() throws -> String {
        let golden = try #require(
            Bundle.module.url(forResource: "archive-1", withExtension: "db", subdirectory: "Fixtures/golden"))
        let path = folder.file("golden.db")
        try Data(contentsOf: golden).write(to: URL(fileURLWithPath: path))
        return path
    }

    private func versions(_ path: String) throws -> [String] {
        try DatabaseQueue(path: path).read { db in
            try String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations")
        }
    }

    @Test func version1HoldsAllAfterMigration() throws {
        let path = try copy()
        #expect(try versions(path) == ["1"])
        let archive = try Archive(path: path)
        #expect(try versions(path) == ["1", "2"] && archive.isWhole())
        let articles = try archive.articles()
        #expect(
            articles.map(\.origin.description) == [
                "records.txt:1", "records.txt:8", "lines.jsonl:1", "lines.jsonl:2", "again.jsonl:2",
                "folders/芯片,存储/1.txt:1",
                "standard input:1",
            ])
        #expect(articles.map(\.industries) == [["改,正"], [], ["能源"], [], [], ["芯片", "存储"], []])
        #expect(
            articles.map { $0.published?.day.description } == [
                "2024-05-06", "2024-05-07", "2024-05-08", "2024-05-09", nil, nil, nil,
            ])
        #expect(articles[0].keywords == ["量子电池", "试产"] && articles[2].text.hasPrefix("海藻燃料"))
        #expect(try archive.likeness() == [nil, nil, nil, nil, "same", nil, nil, nil])
        #expect(try ArchiveSearch(["大模型"])!.matches(in: archive, limit: 9).matches.count == 2)
        let tags = try archive.tags()
        #expect(
            tags[0]
                == InferredTags([
                    .industries: [
                        .init(label: "能源电力", probability: 0.602977847494925),
                        .init(label: "智能制造", probability: 0.5503603602959439),
                    ]
                ]))
        #expect(tags.map { $0.labels(.industries).count } == [2, 2, 2, 2, 2, 2, 0])
        #expect(tags[6].tags.isEmpty)
    }

    @Test func allWorksOnItAfterwards() throws {
        let archive = try Archive(path: copy())
        let model = "fa703c2c-45d3ad"
        #expect(try archive.untagged(model) == [8] && archive.untagged(model, [.keywords]) == [1, 2, 3, 4, 6, 7, 8])
        try archive.keep([(8, InferredTags([.industries: [.init(label: "人工智能")], .keywords: []]))], model: model)
        #expect(try archive.untagged(model).isEmpty)
        let before = try archive.contents()
        let new = try folder.write(#"{"链接":"https://example.com/9","总结":"又一篇"}"#, to: "new.jsonl")
        #expect(try folder.add([new], to: archive).like == [.link: 1])
        #expect(try archive.contents().count == before.count + 1 && archive.isWhole())
        var bytes: [UInt8] = []
        _ = try archive.exportJSONLines { bytes.append(contentsOf: $0) }
        let again = try folder.archive("again.db")
        try folder.add([folder.write(String(decoding: bytes, as: UTF8.self), to: "e.jsonl")], to: again)
        #expect(try again.contents() == archive.contents())
    }

    @Test func ofSeveralModelsTheOneUsedLastCounts() throws {
        let path = try copy()
        try DatabaseQueue(path: path).write { db in
            try db.execute(
                sql: """
                    INSERT INTO model VALUES (7, 'later', 2, 2);
                    INSERT INTO tag VALUES (1, 7, 1, '"二"', 0.1), (1, 7, 0, '一', 0.30000000000000004);
                    """)
        }
        let archive = try Archive(path: path)
        let tags = try archive.tags()
        #expect(
            tags[0]
                == InferredTags([
                    .industries: [
                        .init(label: "一", probability: 0.1 + 0.2), .init(label: "\"二\"", probability: 0.1),
                    ]
                ]))
        #expect(tags[1].labels(.industries) == ["芯片半导体", "科技竞争"])
        #expect(try archive.untagged("later") == [2, 3, 4, 6, 7, 8] && archive.untagged("fa703c2c-45d3ad") == [1, 8])
    }

    @Test func anArticleWithoutLabelsWasTaggedAllTheSame() throws {
        let path = try copy()
        try DatabaseQueue(path: path).write { db in try db.execute(sql: "DELETE FROM tag WHERE article IN (2, 7)") }
        let archive = try Archive(path: path)
        #expect(try archive.untagged("fa703c2c-45d3ad") == [8])
        #expect(try archive.tags()[1].tags == [.industries: []])
    }

    @Test func whereNothingCanBeWrittenItSaysWhatToDo() throws {
        let path = try copy()
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        do {
            try ArchiveSchema.prepare(queue, path: path, isReadOnly: true, wait: 0)
            Issue.record("an archive of version 1 cannot be read as one of version 2")
        } catch let error as CorpusError {
            #expect(
                error.description.contains("an older version of trend made this archive")
                    && error.description.contains("copy it"))
        }
        try queue.close()
        #expect(try versions(path) == ["1"])
    }
}
