import Corpus
import Foundation
import GRDB
import Testing

@testable import Archive

@Suite struct ArchiveCheckTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    private func archive() throws -> Archive {
        let archive = try folder.archive()
        try folder.add([folder.write(lines((0..<40).map { text($0) }), to: "a.jsonl")], to: archive)
        try archive.keep(
            (1...40).map { ($0, InferredTags([.industries: [.init(label: "芯片", probability: 0.5)]])) }, model: "m")
        try archive.correct([
            Correction(of: archive.articles()[3], industries: ["改"]),
            Correction(key: .link("later"), title: "等", industries: ["等"]),
        ])
        try archive.keep(labelSettings: ReadingSettings(isSingleLabel: true))
        return archive
    }

    private func damage(_ archive: Archive, _ sql: String) throws {
        try DatabaseQueue(path: archive.path).write { db in try db.execute(sql: sql) }
    }

    @Test func aWholeArchiveIsWhole() throws {
        let found = try archive().check()
        #expect(found.isWhole && found.articles == 40 && found.faults.isEmpty)
    }

    @Test func damageIsNamed() throws {
        let archive = try archive()
        try damage(
            archive,
            """
            UPDATE record SET json = json || ' ' WHERE article = 7;
            UPDATE inferred SET industries = '[' WHERE article = 9;
            """)
        let found = try archive.check()
        #expect(!found.isWhole && found.articles == 38 && found.damagedArticles == 2)
        #expect(
            found.faults.count == 2 && found.faults[0].hasPrefix("article 7: ")
                && found.faults[1].hasPrefix("article 9: "))
    }

    @Test func aDamagedSearchIndexIsNamed() throws {
        let archive = try archive()
        try damage(archive, "DELETE FROM search_data WHERE id > 10")
        #expect(try archive.check().faults.count { $0.hasPrefix("the search index: ") } == 1)
        try archive.rebuild()
        #expect(try archive.check().isWhole)
    }

    @Test func salvageBringsOutWhatIsWhole() throws {
        let archive = try archive()
        let whole = folder.file("whole.db")
        #expect(try archive.salvage(to: whole).articles == 40)
        #expect(try Archive(path: whole).contents() == archive.contents())
        #expect(try Archive(path: whole).labelSettings() == archive.labelSettings())
        try damage(archive, "UPDATE record SET json = json || ' ' WHERE article IN (1, 7)")
        let salvaged = folder.file("salvaged.db")
        let result = try archive.salvage(to: salvaged)
        #expect(result.articles == 38 && result.lost == [1, 7] && result.stripped == [])
        let new = try Archive(path: salvaged)
        #expect(try new.check().isWhole && new.articles().count == 38)
        #expect(try new.articles()[2].industries == ["改"] && new.tags().count == 38)
        #expect(try new.waitingCorrections() == ["等"])
        #expect(throws: CorpusError.self) { try archive.salvage(to: salvaged) }
        // A record is brought out without what is damaged of its tags and its correction.
        try damage(
            archive, "UPDATE inferred SET keywords = '[]' WHERE article = 2; UPDATE correction SET industries = '[]'")
        let bare = try archive.salvage(to: folder.file("bare.db"))
        #expect(bare.articles == 38 && bare.lost == [1, 7] && bare.stripped == [2, 4])
        #expect(try Archive(path: folder.file("bare.db")).tags().count(where: \.tags.isEmpty) == 2)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.contains("partial") } == [])
    }

    @Test func aBackupIsTheStateAtItsBeginning() throws {
        let archive = try archive()
        let contents = try archive.contents()
        let copy = folder.file("copy.db")
        let found = try Archive.snapshot(path: archive.path).backUp(to: copy) { _ in
            // Another program writes meanwhile.
            try archive.correct([Correction(key: .link("\(UUID())"), title: "", industries: ["x"])])
        }
        #expect(found.isWhole && found.articles == 40)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.contains("copy") } == [
                "copy.db"
            ])
        #expect(try Archive(path: copy).contents() == contents && archive.contents() != contents)
        #expect(throws: CorpusError.self) { try archive.backUp(to: copy) }
        #expect(throws: CorpusError.self) { try archive.backUp(to: folder.file("none/copy.db")) }
    }

    /// So that a person corrects while a page reads, in a copy as in the archive it is of.
    @Test func aCopyIsWrittenWhileOthersReadIt() throws {
        let (copy, older) = (folder.file("copy.db"), folder.file("older.db"))
        _ = try archive().backUp(to: copy)
        try FileManager.default.copyItem(atPath: copy, toPath: older)
        try DatabaseQueue(path: older).writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = DELETE")
        }
        for path in [copy, older] {
            let reader = try Archive.snapshot(path: path)
            #expect(try reader.articleCount() == 40)
            try Archive(path: path, wait: 0).correct([Correction(key: .link("x"), title: "", industries: ["y"])])
            #expect(try Archive(path: path).waitingCorrections().count == reader.waitingCorrections().count + 1)
        }
    }
}
