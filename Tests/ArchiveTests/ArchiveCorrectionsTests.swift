import Corpus
import Testing

@testable import Archive

@Suite struct ArchiveCorrectionsTests {
    let folder: Folder
    let archive: Archive

    init() throws {
        folder = try Folder()
        archive = try folder.archive()
        let file = try folder.write(#"{"标题":"猪肉价格上涨","链接":"u","总结":"\#(text(1))"}"#, to: "a.jsonl")
        try folder.add([file], to: archive)
    }

    @Test func anotherTitleChangesNothing() throws {
        let wrong = Correction(key: .link("u"), title: "国产大模型发布", industries: ["甲"])
        #expect(try archive.correct([wrong]) == [.init(correction: wrong, title: "猪肉价格上涨")])
        #expect(try archive.articles()[0].industries.isEmpty && archive.waitingCorrections().isEmpty)
        #expect(try archive.correct([Correction(key: .link("u"), title: "猪肉 价格上涨", industries: ["乙"])]).isEmpty)
        #expect(try archive.correct([Correction(key: .link("u"), title: "", industries: ["丙"])]).isEmpty)
        #expect(try archive.articles()[0].industries == ["丙"])
    }

    @Test func aCorrectionThatWaitsIsDroppedWhereAnotherTitleComesIn() throws {
        try archive.correct([
            Correction(key: .link("v"), title: "国产大模型发布", industries: ["甲"]),
            Correction(key: .link("w"), title: "原标题", industries: ["乙"]),
        ])
        #expect(try archive.waitingCorrections().count == 2)
        let file = try folder.write(
            """
            {"标题":"联赛夺冠","链接":"v","总结":"\(text(2))"}
            {"标题":"原标题","链接":"w","总结":"\(text(3))"}
            """, to: "b.jsonl")
        let summary = try folder.add([file], to: archive)
        #expect(summary.otherTitles == 1 && summary.otherTitleExample == ["国产大模型发布", "联赛夺冠"])
        #expect(try archive.articles().map(\.industries) == [[], [], ["乙"]])
        #expect(try archive.waitingCorrections().isEmpty)
    }

    @Test func anArchiveKeepsTheDayItFound() throws {
        // As an older version found it, in a text that no longer tells it.
        try archive.write { db in
            try db.execute(sql: "UPDATE article SET day = '2024-05-20', dateRule = 'text'")
            try db.execute(sql: "UPDATE article SET seal = \(Seal.expression("article"))")
        }
        #expect(try archive.articles()[0].published?.day.description == "2024-05-20")
        // Days that cannot be are none when they are read, and stay in the file.
        try archive.write { db in
            try db.execute(sql: "UPDATE article SET day = '2099-12-31'")
            try db.execute(sql: "UPDATE article SET seal = \(Seal.expression("article"))")
        }
        var options = ReadingOptions()
        options.latestDay = CalendarDate(year: 2026, month: 1, day: 1)
        #expect(try archive.articles(options)[0].published == nil)
        #expect(try archive.articles()[0].published?.day.description == "2099-12-31")
    }
}
