import Corpus
import Foundation
import GRDB
import Testing

@testable import Archive

/// What a damaged or forged file costs: one error that names the archive and the article, never a trap, a stall or a
/// wrong answer.
@Suite(.timeLimit(.minutes(1))) struct ArchiveDamageTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    /// An archive of four articles with tags and a correction, after SQL that no program of trend runs.
    ///
    /// - Parameter sealed: whether the seals are made anew, as whoever forges a file can.
    private func damaged(_ sql: String, sealed: Bool = false) throws -> String {
        let archive = try folder.archive("\(UUID()).db")
        let lines = (1...4).map { #"{"链接":"https://e.cn/\#($0)","总结":"\#(text($0))","日期":"2024-05-0\#($0)"}"# }
        try folder.add([folder.write(lines.joined(separator: "\n"), to: "a.jsonl")], to: archive)
        try archive.keep(
            (1...4).map { ($0, InferredTags([.industries: [.init(label: "芯片", probability: 0.5)]])) }, model: "m")
        try archive.correct([Correction(of: archive.articles()[0], industries: ["改"])])
        try archive.keep(labelSettings: ReadingSettings(isSingleLabel: true))
        try archive.queue.close()
        var configuration = Configuration()
        configuration.prepareDatabase(Seal.register)
        let queue = try DatabaseQueue(path: archive.path, configuration: configuration)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA writable_schema = ON; " + sql)
            guard sealed else { return }
            for table in Seal.columns.keys {
                try db.execute(sql: "UPDATE \(table) SET seal = \(Seal.expression(table))")
            }
        }
        try queue.close()
        return archive.path
    }

    /// The reasons that reading, searching, exporting and importing give.
    private func failures(_ path: String) -> [String?] {
        func failure(_ body: (Archive) throws -> Void) -> String? {
            do { try body(Archive(path: path)) } catch {
                let error = error as? CorpusError
                switch error {
                case .wrongFormat(path, let reason), .unreadable(path, let reason):
                    return reason.contains("\n") ? "more than one line" : reason
                default: return "another error: \(String(describing: error))"
                }
            }
            return nil
        }
        return [
            failure { archive in
                var reader = try ArchiveReader(archive, tags: Set(InferredTags.fields))
                while try reader.nextPage() != nil {}
            },
            failure { archive in _ = try archive.exportJSONLines { _ in } },
        ]
    }

    @Test(arguments: [
        ("UPDATE article SET link = 'https://e.cn/9' WHERE id = 4", "article 4: its origin, link"),
        ("UPDATE article SET day = '2024-05-09' WHERE id = 4", "article 4: its origin, link"),
        ("UPDATE article SET likeness = 'same' WHERE id = 2", "article 2: its origin, link"),
        ("UPDATE article SET line = 7 WHERE id = 2", "article 2: its origin, link"),
        ("UPDATE article SET file = 77 WHERE id = 2", "article 2: its origin, link"),
        ("UPDATE file SET name = 'b.jsonl'", "article 1: its origin, link"),
        (
            "UPDATE inferred SET industries = replace(industries, '0.5', '0.6') WHERE article = 3",
            "article 3: its inferred"
        ),
        ("UPDATE inferred SET keywords = '[]' WHERE article = 3", "article 3: its inferred tags"),
        ("UPDATE model SET fingerprint = 'n'", "article 1: its inferred tags"),
        ("UPDATE correction SET industries = '[]'", "correction"),
        ("UPDATE reading SET fields = '{\"names\":{\"text\":\"标题\"}}'", "article 1: the names of its fields"),
        ("UPDATE setting SET value = '{}'", "its settings: how labels are read"),
        ("UPDATE record SET json = replace(json, '2024', '2023') WHERE article = 3", "article 3: its record is not"),
    ]) func changedRowsAreNamed(_ sql: String, _ reason: String) throws {
        for failure in failures(try damaged(sql)) {
            #expect(failure?.contains(reason) == true, "\(sql): \(String(describing: failure))")
        }
    }

    @Test(arguments: [
        ("UPDATE record SET json = CAST(json || x'E4' AS TEXT) WHERE article = 2", "article 2: its record is not"),
        ("UPDATE record SET json = x'00'", "article 1: its record is not"),
        ("DELETE FROM record WHERE article = 2", "article 2: its record is not"),
        ("DELETE FROM article WHERE id = 2", "article 2: it is missing"),
        ("UPDATE article SET likeness = 'sane' WHERE id = 1", "article 1: its likeness is 'sane'"),
        ("UPDATE article SET day = '2024-13-01' WHERE id = 1", "article 1: its day is '2024-13-01'"),
        ("UPDATE article SET dateRule = 'x' WHERE id = 1", "article 1: its day is"),
        ("UPDATE article SET id = 9223372036854775807 WHERE id = 4", "article 9223372036854775807"),
        ("UPDATE reading SET fields = '{\"names\":7}'", "article 1: the names of its fields cannot be read"),
        ("UPDATE reading SET id = 99", "article 1: the names of its fields are not"),
        ("UPDATE correction SET industries = '[1'", "article 1: its corrected industries cannot be read"),
        (
            "UPDATE inferred SET industries = '[{' WHERE article = 3",
            "article 3: its inferred industries cannot be read"
        ),
        (
            "UPDATE inferred SET industries = '[{\"label\":\"x\",\"probability\":1e308}]' WHERE article = 3",
            "article 3: its inferred industries are none"
        ),
        ("UPDATE inferred SET industries = '[{\"label\":\"x\",\"probability\":1e999}]'", "article 1: its inferred"),
        ("UPDATE setting SET value = '{'", "its settings: how labels are read cannot be read"),
    ]) func forgedRowsAreNamed(_ sql: String, _ reason: String) throws {
        for failure in failures(try damaged(sql, sealed: true)) {
            #expect(failure?.contains(reason) == true, "\(sql): \(String(describing: failure))")
        }
    }

    /// With the right hash, as whoever forges a file can write it.
    @Test func recordsThatAreNotUTF8AreRefused() throws {
        let bytes = Array(#"{"总结":"甲"#.utf8) + [0xE4, 0xB8, 0x22, 0x7D]
        var hash = UInt64(0xCBF2_9CE4_8422_2325)
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let hex = bytes.map { String(format: "%02X", $0) }.joined()
        let path = try damaged(
            "UPDATE record SET json = CAST(x'\(hex)' AS TEXT) WHERE article = 2; "
                + "UPDATE article SET recordHash = \(Int64(bitPattern: hash)) WHERE id = 2", sealed: true)
        #expect(failures(path).allSatisfy { $0?.contains("article 2: its record is not UTF-8") == true })
    }

    @Test(arguments: [
        "CREATE VIEW v AS SELECT 1", "CREATE TABLE t (a)", "CREATE INDEX i ON article (day)",
        "CREATE TRIGGER t AFTER INSERT ON record BEGIN DELETE FROM record; END",
        "CREATE VIRTUAL TABLE t USING fts5 (a)", "DROP INDEX articleByFirst",
        "ALTER TABLE inferred DROP COLUMN events",
        """
        DROP TABLE correction; CREATE VIEW correction AS WITH RECURSIVE n(key) AS
            (SELECT '' UNION ALL SELECT key || 'x' FROM n) SELECT key, '' AS title, '[]' AS industries FROM n
        """,
        "UPDATE sqlite_master SET sql = replace(sql, 'events TEXT', 'ewents TEXT') WHERE name = 'inferred'",
        "UPDATE sqlite_master SET sql = replace(sql, 'TEXT NOT NULL,', '''TEXT--'' CHECK (1),\n NOT NULL,') WHERE name = 'article'",
        "UPDATE grdb_migrations SET identifier = 'x' WHERE identifier = '2'", "DELETE FROM grdb_migrations",
        "DELETE FROM grdb_migrations WHERE identifier = '2'", "DROP TABLE grdb_migrations",
        "DROP TABLE grdb_migrations; CREATE TABLE grdb_migrations (identifier)",
        """
        DROP TABLE grdb_migrations; CREATE VIEW grdb_migrations AS WITH RECURSIVE n(identifier) AS
            (SELECT 1 UNION ALL SELECT identifier + 1 FROM n) SELECT identifier FROM n
        """,
    ]) func whatNoArchiveDefinesIsRefusedAtOnce(_ sql: String) throws {
        for failure in failures(try damaged(sql)) {
            #expect(failure?.contains("the archive is damaged") == true, "\(sql)")
        }
    }

    @Test func whatAnalyzeAddsIsAllowed() throws {
        #expect(failures(try damaged("ANALYZE")) == [nil, nil])
        #expect(failures(try damaged("VACUUM")) == [nil, nil])
    }

    @Test func aFullNumberTakesNoArticle() throws {
        let path = try damaged("UPDATE article SET id = 9223372036854775807 WHERE id = 4")
        let archive = try Archive(path: path)
        let new = try folder.write(#"{"总结":"又一篇"}"#, to: "new.jsonl")
        #expect(throws: CorpusError.self) { try folder.add([new], to: archive) }
    }
}
