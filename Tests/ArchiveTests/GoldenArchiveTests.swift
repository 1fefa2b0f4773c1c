import Corpus
import Foundation
import GRDB
import Synchronization
import Testing
import Text

@testable import Archive

/// Archives that programs of each version made, with the contents they must have. A golden file is never made again: a
/// new version adds another file.
///
/// `archive-1.db` was made by the last program of version 1: `trend import` of two records, of two JSON lines with
/// `--text body --label class --date day`, of these again with one that is the same as the second and one without link
/// and date, of a folder `芯片,存储` of one text with a correction; `trend tag --archive --top 2`; and an import of one
/// more line, which no model has seen.
///
/// `archive-2.db` was made by the last program of version 2: `trend import` of two records, of three JSON lines with
/// `--text body --label class --date day --title headline` of which the last is nearly the second record, of four more
/// (one again, one that is the same article, one of the same link, one without link and date), of a folder `芯片,存储`, of
/// corrections of the first record, of the line without a link, and of an article that is not there; `trend tag
/// --archive` with a model trained on `datasets/2023-0[1-3].txt` with `--aliases datasets/aliases.yaml`; an import of
/// one more line and `trend tag --archive --only industries`; and an import of a last one, which no model has seen.
///
/// `archive-3-script.db` was made by the last program of version 3: `trend import --aliases` of one record and of three JSON
/// lines: one with traditional characters and a zero-width space, the same in simplified characters, and one with markup.
/// `export-2.jsonl` is the output of `trend export` of the same program.
///
/// `archive-3.db` was made by the last program of version 3: `trend import` of two records, of two JSON lines with other
/// names of fields of which the last is nearly the second record, of three more (one again, one that is the same article,
/// one without link and date) with a correction of the first record and one of an article that is not there; `trend tag
/// --archive` with the model of `archive-2.db`; and an import of one more line, which no model has seen.
/// `export-3.jsonl` is the output of `trend export` of the same program.
///
/// `archive-5-names.db` was made by the last program of version 5: `trend import` of two records, of two JSON lines with
/// other names of fields of which the last is nearly the second record, of four more (one again, one that is the same
/// article with another label, two without date) with a correction of the first record and one of an article that is not
/// there; `trend tag --archive` with a model trained on `datasets/2023-0[1-3].txt` with `--aliases datasets/aliases.yaml`;
/// `trend archive --delete` of an article; and an import of one more line, which no model has seen. `archive-5.db` is the same
/// without the tables `name` and `named`, as the first programs of version 5 made it. `archive-6.db` is the same brought up to
/// date by the last program of version 6, whose search index has tokens of single characters; `archive-7.db` by the last one of
/// version 7, which has indices of the tables of articles.
@Suite struct GoldenArchiveTests {
    let folder: Folder
    /// The names of all migrations.
    private let current = (1...8).map(String.init)

    init() throws { folder = try Folder() }

    private func copy(_ version: Int = 1, _ kind: String = "") throws -> String {
        let golden = try #require(
            Bundle.module.url(
                forResource: "archive-\(version)\(kind)", withExtension: "db", subdirectory: "Fixtures/golden"))
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
        #expect(
            try versions(path) == current && archive.isWhole() && archive.labelSettings() == nil)
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

    /// Its texts are read as they were: traditional characters and markup as they stand.
    @Test func version3IsReadAsItWas() throws {
        let path = try copy(3, "-script")
        #expect(try versions(path) == ["1", "2", "3"])
        let archive = try Archive(path: path)
        #expect(try versions(path) == current && archive.isWhole())
        #expect(try archive.normalizer() == TextNormalizer(version: .one))
        #expect(try archive.labelSettings()?.aliases?["AI"] == "人工智能")
        func found(_ term: String) throws -> [String] {
            try #require(ArchiveSearch([term])).matches(in: archive, limit: 9).matches.map(\.article.link)
        }
        #expect(try found("百模大战") == ["https://a.example/3"] && found("百模大戰") == ["https://a.example/2"])
        #expect(try found("人工智能") == ["https://a.example/3", "https://a.example/2"])
        #expect(try found("nbsp") == ["https://a.example/4"])
        // What comes in later is normalized alike.
        let file = try folder.write(#"{"title":"百模大戰續","text":"大模型","link":"d"}"#, to: "b.jsonl")
        let later = IncomingArticle.read(
            try folder.articles([file]), fields: .init(), normalizer: try archive.normalizer()
        ).articles
        var importing = ArchiveImport(into: archive)
        try importing.add(later)
        #expect(try found("百模大战") == ["https://a.example/3"] && found("百模大戰").count == 2)
    }

    @Test func version2HoldsAllAfterMigration() throws {
        let path = try copy(2)
        #expect(try versions(path) == ["1", "2"])
        let archive = try Archive(path: path)
        #expect(
            try versions(path) == current && archive.isWhole() && archive.labelSettings() == nil)
        let articles = try archive.articles()
        #expect(
            articles.map(\.origin.description) == [
                "records.txt:1", "records.txt:8", "lines.jsonl:1", "lines.jsonl:2", "lines.jsonl:3", "again.jsonl:3",
                "again.jsonl:4", "folders/芯片,存储/1.txt:1", "standard input:1", "standard input:1",
            ])
        #expect(
            articles.map(\.industries) == [
                ["改,正", "人工智能"], [], ["大语言模型"], [], [], ["体育"], ["自动驾驶"], ["芯片,存储"], ["机器人"], [],
            ])
        #expect(
            articles.map { $0.published?.day.description } == [
                "2023-04-03", "2023-04-05", "2023-03-17", "2023-04-09", "2023-04-06", "2023-04-10", nil, nil, nil, nil,
            ])
        #expect(articles.prefix(2).map(\.published?.rule) == [.link, .link] && articles[2].published?.rule == .field)
        #expect(articles[0].keywords == ["办公软件", "周报"] && articles[1].events.hasPrefix("1. **交货期延长**"))
        #expect(articles[2].text.hasPrefix("百度昨天发布") && articles[4].title == "英伟达显卡交货期延长，云厂商排队")
        #expect(try archive.likeness() == [nil, nil, nil, nil, "near", "same", "link", nil, nil, nil, nil])
        #expect(try archive.firsts() == [nil, nil, nil, nil, 2, 4, 4, nil, nil, nil, nil])
        #expect(try archive.waitingCorrections() == ["后来的一篇"])
        #expect(try ArchiveSearch(["大模型"])!.matches(in: archive, limit: 9).matches.count == 4)
        let tags = try archive.tags()
        #expect(tags.map { $0.labels(.industries).count } == [6, 4, 4, 1, 4, 1, 2, 1, 3, 0])
        #expect(tags.map { $0.labels(.keywords).count } == [4, 4, 4, 1, 4, 1, 3, 4, 0, 0])
        #expect(tags.map { $0.tags.count } == [4, 4, 4, 4, 4, 4, 4, 4, 1, 0])
        #expect(
            tags[2].tags[.technologies] == [
                .init(label: "文心一言", probability: 0.9564, reason: "训练记录 4/4 篇列出", new: false)
            ])
        #expect(
            tags[0].tags[.events] == [
                .init(
                    label: "某办公软件昨天接入ChatGPT", reason: "第 1 句，含标题的 53%，与其他句相似 0.00",
                    line: "1. **某办公软件昨天接入ChatGPT**:某办公软件昨天接入ChatGPT，会议纪要和周报可以由大模型先写一稿。")
            ])
        let model = "0b2044aa-f7ceb"
        #expect(try archive.untagged(model) == [11] && archive.untagged(model, [.industries, .events]) == [10, 11])
    }

    @Test func version3HoldsAllAfterMigration() throws {
        let path = try copy(3)
        #expect(try versions(path) == ["1", "2", "3"])
        let archive = try Archive(path: path)
        #expect(try versions(path) == current && archive.isWhole() && archive.check().isWhole)
        #expect(try archive.labelSettings()?.aliases?["AI"] != nil)
        let articles = try archive.articles()
        #expect(
            articles.map { $0.published?.day.description } == [
                "2024-03-04", "2024-03-05", "2024-03-06", "2024-03-07", nil, nil,
            ])
        #expect(articles[0].industries == ["改正"] && articles[0].published?.rule == .link)
        #expect(try archive.likeness() == [nil, nil, nil, "near", "same", nil, nil])
        #expect(try archive.firsts() == [nil, nil, nil, 2, 3, nil, nil])
        #expect(try archive.waitingCorrections() == ["后来的一篇"])
        #expect(try archive.tags().map { $0.labels(.industries).count } == [2, 2, 2, 2, 1, 0])
        #expect(try archive.untagged("0b2044aa-f7ceb") == [7])
    }

    /// Version 5 with the tables that version 6 added, and without; versions 6 and 7.
    @Test(arguments: [(5, ""), (5, "-names"), (6, ""), (7, "")]) func versions5To7HoldAllAfterMigration(
        _ version: Int, _ kind: String
    ) throws {
        let path = try copy(version, kind)
        #expect(try versions(path) == (1...version).map(String.init))
        let archive = try Archive(path: path)
        #expect(try versions(path) == current && archive.isWhole())
        #expect(try archive.check().isWhole && archive.check().articles == 7)
        #expect(try archive.articles().map(\.industries) == [["改正"], [], ["大模型研发"], [], [], []])
        #expect(try archive.likeness() == [nil, nil, nil, "near", "same", nil, nil])
        #expect(try archive.firsts() == [nil, nil, nil, 2, 3, nil, nil])
        #expect(try archive.waitingCorrections() == ["后来的一篇"])
        #expect(try archive.tags().map { $0.tags.count } == [4, 4, 4, 4, 4, 0])
        for term in ["机", "装配", "装配机器人", "试", "海藻"] {
            let having = try archive.articles().filter { ($0.title + $0.text).contains(term) }.map(\.link)
            let found = try #require(ArchiveSearch([term])).matches(in: archive, limit: 9).matches.map(\.article.link)
            #expect(!having.isEmpty && Set(found) == Set(having), "\(term)")
        }
        // The names as they came in, and the model's.
        #expect(
            try archive.named(.industries) == [1: ["机器人"], 3: ["大语言模型"], 5: ["人工智能"]]
                && archive.named(.source)[8] == ["某报"] && archive.named(.keywords) == [1: ["装配机器人", "工厂"]])
        #expect(try archive.named(.inferredIndustries)[6] == ["政策监管"])
        let before = try archive.read { db in try Row.fetchAll(db, sql: "SELECT * FROM named").map(\.description) }
        try archive.rebuild()
        let after = try archive.read { db in try Row.fetchAll(db, sql: "SELECT * FROM named").map(\.description) }
        #expect(version >= 6 || kind == "-names" || before == after)
    }

    @Test func halfOfTheTablesOfNamesAreDamage() throws {
        let path = try copy(5, "-names")
        try DatabaseQueue(path: path).write { db in try db.execute(sql: "DROP TABLE named") }
        #expect(throws: CorpusError.self) { try Archive(path: path) }
    }

    @Test(arguments: [3, 5, 6, 7]) func anUpgradeThatIsStoppedLeavesTheArchiveAsItWas(_ version: Int) throws {
        struct Stop: Error {}
        let path = try copy(version)
        var configuration = Configuration()
        configuration.prepareDatabase { db in try ArchiveSchema.register(db) }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        let shares = Mutex<[Double]>([])
        #expect(throws: Stop.self) {
            try ArchiveSchema.prepare(queue, path: path, isReadOnly: false, wait: 0) { share in
                shares.withLock { $0.append(share) }
                throw Stop()
            }
        }
        try queue.close()
        // Version 4 is a step of its own.
        #expect(try shares.withLock { $0 } == [1] && versions(path).count == max(version, 4))
        let archive = try Archive(path: path)
        #expect(try versions(path) == current && archive.check().isWhole)
    }

    /// The records of an archive of version 1 to 4 are read once.
    @Test func anUpgradeFromTheFirstVersionsReadsRecordsOnce() throws {
        let path = try copy(3)
        var configuration = Configuration()
        configuration.prepareDatabase { db in try ArchiveSchema.register(db) }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        let shares = Mutex<[Double]>([])
        try ArchiveSchema.prepare(queue, path: path, isReadOnly: false, wait: 0) { share in
            shares.withLock { $0.append(share) }
        }
        try queue.close()
        // The second time the keys by which articles are found, of which no record is read.
        #expect(try shares.withLock { $0 } == [1, 1] && versions(path) == current)
    }

    @Test(arguments: [2, 3]) func anOlderExportMakesTheSameArchive(_ version: Int) throws {
        let export = try #require(
            Bundle.module.url(
                forResource: "export-\(version)", withExtension: "jsonl", subdirectory: "Fixtures/golden"))
        let again = try folder.archive("again.db")
        try folder.add([export.path], to: again, restores: true)
        let archive = try Archive(path: copy(version))
        #expect(try again.contents() == archive.contents())
        // The export has the same bytes, since no settings were stored, but for the mark of labels that a model filled in.
        var bytes: [UInt8] = []
        _ = try archive.exportJSONLines { bytes += $0 }
        let lines = String(decoding: bytes, as: UTF8.self)
        let marks = lines.matches(of: #/"filled":(?:\{"industries":\[[^\]]*\]\}|""),/#)
        #expect(!marks.isEmpty)
        #expect(
            try lines.replacing(#/"filled":(?:\{"industries":\[[^\]]*\]\}|""),/#, with: "")
                == String(contentsOf: export, encoding: .utf8))
    }

    @Test func upgradedArchivesSupportEverything() throws {
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
        try folder.add([folder.write(String(decoding: bytes, as: UTF8.self), to: "e.jsonl")], to: again, restores: true)
        #expect(try again.contents() == archive.contents())
    }

    @Test func theModelUsedLastCounts() throws {
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

    @Test func emptyTagsOfVersion1CountAsTagged() throws {
        let path = try copy()
        try DatabaseQueue(path: path).write { db in try db.execute(sql: "DELETE FROM tag WHERE article IN (2, 7)") }
        let archive = try Archive(path: path)
        #expect(try archive.untagged("fa703c2c-45d3ad") == [8])
        #expect(try archive.tags()[1].tags == [.industries: []])
    }

    @Test func readOnlyOldArchivesSayWhatToDo() throws {
        let path = try copy()
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        do {
            try ArchiveSchema.prepare(queue, path: path, isReadOnly: true, wait: 0)
            Issue.record("an archive of version 1 cannot be read as one of version 3")
        } catch let error as CorpusError {
            #expect(
                error.description.contains("an older version of trend made this archive")
                    && error.description.contains("copy it"))
        }
        try queue.close()
        #expect(try versions(path) == ["1"])
    }
}
