import Corpus
import Foundation
import GRDB
import Testing

@testable import Archive

@Suite struct ArchiveExportTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    private func export(_ archive: Archive, to name: String) throws -> String {
        var bytes: [UInt8] = []
        _ = try archive.exportJSONLines { bytes.append(contentsOf: $0) }
        return try folder.write(String(decoding: bytes, as: UTF8.self), to: name)
    }

    @Test func importOfTheExportIsTheSameArchive() throws {
        let archive = try folder.archive()
        let json = try folder.write(
            """
            { "body" : "正文\\u4e00 \\"", "class":["a","b"], "n":1.50 }
            {"body":"\(text(1))","url":"u","e":[{}]}
            {"body":"\(text(1))","url":"u","class":"x"}
            {"body":"\(text(1).dropLast(2))","url":"v"}
            """, to: "a.jsonl")
        let fields = FieldMapping(names: [.text: "body", .industries: "class"])
        try folder.add([json, json], to: archive, fields: fields)
        try folder.add(
            [folder.write("标题：甲\n总结: 一\n\n二: 三\n链接: https://e.cn/2024/05/06/1\n", to: "b.txt"),
             folder.write("title,text\n甲,\"一\n\"\"二\"\"\"\n", to: "c.csv")], to: archive)
        try archive.use(model: "n")
        try archive.keep([(2, [.init(label: "汽车", probability: 0.1 + 0.2)])], model: "n", reach: 4)
        try archive.use(model: "m")
        try archive.keep([(2, [.init(label: "芯片", probability: 1 / 3), .init(label: "\"", probability: 0)])], model: "m", reach: 2)
        _ = try archive.correct([Correction(of: archive.articles()[0], industries: ["改,正"])])

        let exported = try export(archive, to: "e.jsonl")
        let again = try folder.archive("again.db")
        try folder.add([exported], to: again, batch: 2)
        #expect(try again.contents() == archive.contents())
        #expect(try again.articles() == archive.articles())
        // And into the archive it came from, it brings nothing.
        let contents = try archive.contents()
        try folder.add([exported], to: archive)
        #expect(try archive.contents() == contents)
    }

    @Test func recordsAreTheArticles() throws {
        let archive = try folder.archive()
        try folder.add(
            [folder.write(
                "标题: 甲\n总结: 一\n\n二: 三\n行业: 汽车、芯片\n\n标题: 乙\n发布时间: 2024-05-01\n来源: 某报\n", to: "a.txt")], to: archive)
        var writer = NativeRecordWriter()
        _ = try archive.forEachArticle { for article in $0 { _ = writer.append(article) } }
        let again = try folder.archive("again.db")
        try folder.add([folder.write(String(decoding: writer.bytes, as: UTF8.self), to: "e.txt")], to: again)
        func bare(_ archive: Archive) throws -> [Article] {
            try archive.articles().map { article in
                var article = article
                article.origin = Origin(file: "", line: 0)
                return article
            }
        }
        #expect(try bare(again) == bare(archive))
    }

    @Test func whatLooksLikeNotesAndIsNoneStays() throws {
        let archive = try folder.archive()
        let row = #"{"text":"甲乙丙","trend:archive":{"origins":7}}"#
        try folder.add([folder.write(row, to: "a.jsonl")], to: archive)
        #expect(try archive.read { db in try String.fetchOne(db, sql: "SELECT json FROM record") } == row)
    }
}
