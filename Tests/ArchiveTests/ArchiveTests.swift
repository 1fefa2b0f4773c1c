import Corpus
import Foundation
import GRDB
import Testing

@testable import Archive

@Suite struct ArchiveTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    private func failure(_ body: () throws -> Void) -> CorpusError? {
        do { try body() } catch { return error as? CorpusError }
        return nil
    }

    @Test func isCreatedIfMissing() throws {
        let archive = try folder.archive()
        #expect(Archive.isDatabase(archive.path))
        #expect(try archive.articles().isEmpty)
        #expect(try archive.read { db in try String.fetchOne(db, sql: "PRAGMA journal_mode") } == "wal")
        #expect(failure { _ = try Archive(path: folder.file("none.db")) } == .notFound(path: folder.file("none.db")))
        // The empty file that a program leaves if it is killed while it creates the archive.
        let empty = try folder.write("", to: "empty.db")
        #expect(try Archive(path: empty, creating: true).isWhole())
        // What another program has made of an archive that it is about to create.
        let begun = folder.file("begun.db")
        try DatabaseQueue(path: begun).write { db in
            try db.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
        }
        #expect(try Archive(path: begun, creating: true).isWhole())
    }

    @Test func otherFilesAreRefused() throws {
        let text = try folder.write("标题: 甲\n", to: "a.txt")
        #expect(
            failure { _ = try Archive(path: text, creating: true) }
                == .wrongFormat(path: text, reason: "not a trend archive"))
        #expect(try String(contentsOfFile: text, encoding: .utf8) == "标题: 甲\n")
        let other = folder.file("other.db")
        try DatabaseQueue(path: other).write { db in try db.execute(sql: "CREATE TABLE t (a)") }
        #expect(
            failure { _ = try Archive(path: other, creating: true) }?.description.contains("not a trend archive")
                == true)
        let noise = folder.file("noise.db")
        try Data("SQLite format 3\0".utf8 + (0..<9000).map { UInt8(truncatingIfNeeded: $0 &* 73) }).write(
            to: URL(fileURLWithPath: noise))
        #expect(failure { _ = try Archive(path: noise) } != nil)
    }

    @Test func aNewerVersionIsRefused() throws {
        let path = try folder.archive().path
        try DatabaseQueue(path: path).write { db in try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('99')") }
        let error = failure { _ = try Archive(path: path) }
        #expect(
            error?.description.contains(
                "a newer version of trend made this archive (version 99; this one reads up to version 8)")
                == true)
    }

    @Test(arguments: [3, 5, 8, 13]) func damagedArchivesAreErrors(_ seed: Int) throws {
        let archive = try folder.archive()
        try folder.add([folder.write(lines((0..<200).map { text($0) }), to: "a.jsonl")], to: archive)
        let bytes = try {
            try archive.write { _ in }; try archive.queue.close();
            return try Data(contentsOf: URL(fileURLWithPath: archive.path))
        }()
        var state = UInt64(seed)
        for _ in 0..<20 {
            var damaged = bytes
            for _ in 0..<50 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                damaged[100 + Int(state >> 33) % (damaged.count - 100)] = UInt8(truncatingIfNeeded: state >> 21)
            }
            if seed == 3 { damaged = damaged.prefix(1000 + Int(state >> 40) % (damaged.count - 1000)) }
            let path = folder.file("damaged.db")
            for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
            try damaged.write(to: URL(fileURLWithPath: path))
            do {
                let opened = try Archive(path: path)
                _ = try opened.articles()
                _ = try ArchiveSearch(["经济增"])!.matches(in: opened, limit: 5)
                try folder.add([folder.write(lines((0..<20).map { text($0 + 190) }), to: "b.jsonl")], to: opened)
            } catch is CorpusError {}
        }
    }

    @Test func aReadOnlyArchiveCanBeRead() throws {
        let archive = try folder.archive()
        try folder.add([folder.write(lines(["甲乙丙丁"]), to: "a.jsonl")], to: archive)
        try archive.queue.close()
        #expect(!FileManager.default.fileExists(atPath: archive.path + "-wal"))
        chmod(folder.path, 0o555)
        // For root every folder is writable.
        let opened = try Archive(path: archive.path)
        #expect(try opened.articles().map(\.text) == ["甲乙丙丁"])
        if geteuid() != 0 { #expect(failure { try opened.correct([]) }?.description.contains("read-only") == true) }
    }

    @Test func waitsForAnotherWriterAndThenFails() throws {
        let archive = try folder.archive(wait: 0.2)
        let other = try DatabaseQueue(path: archive.path)
        try other.writeWithoutTransaction { db in
            try db.execute(sql: "BEGIN IMMEDIATE")
            #expect(failure { try archive.correct([]) } == .busy(path: archive.path))
            #expect(try archive.articles().isEmpty)
            try db.execute(sql: "ROLLBACK")
        }
        try archive.correct([])
    }
}
