import Corpus
import Foundation
import GRDB
import Testing
import Text

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
            {"body":"\(text(1).dropLast(2))","url":"v", "class" : [ ] ,"keywords":"","predicted":7,"关键词" : null }
            """, to: "a.jsonl")
        let fields = FieldMapping(names: [.text: "body", .industries: "class"])
        try folder.add([json, json], to: archive, fields: fields)
        try folder.add(
            [
                folder.write("标题：甲\n总结: 一\n\n二: 三\n链接: https://e.cn/2024/05/06/1\n", to: "b.txt"),
                folder.write("title,text\n甲,\"一\n\"\"二\"\"\"\n", to: "c.csv"),
            ], to: archive)
        try archive.keep([(2, InferredTags([.industries: [.init(label: "汽车", probability: 0.1 + 0.2)]]))], model: "n")
        let all = InferredTags([
            .industries: [.init(label: "芯片", probability: 1 / 3, reason: "芯、片"), .init(label: "\"", probability: 0)],
            .technologies: [.init(label: "GPT-4o", probability: 0.5, reason: "训练记录 1/1 篇列出", new: false)],
            .keywords: [.init(label: "《甲、乙》")], .events: [.init(label: "头", reason: "第 1 句", line: "1. **头**:句")],
        ])
        try archive.keep([(1, all), (3, all), (4, InferredTags([.keywords: [], .events: []])), (6, all)], model: "m")
        try archive.correct([
            Correction(of: archive.articles()[0], industries: ["改,正"]),
            Correction(key: .link("later"), title: "等", industries: ["等"]),
        ])
        try archive.keep(labelSettings: ReadingSettings(isSingleLabel: true, aliases: aliases("汽车: [x]")))

        let exported = try export(archive, to: "e.jsonl")
        let again = try folder.archive("again.db")
        try folder.add([exported], to: again, batch: 2, restores: true)
        #expect(try again.contents() == archive.contents())
        #expect(try again.labelSettings() == archive.labelSettings() && again.labelSettings()?.isSingleLabel == true)
        #expect(try again.articles() == archive.articles())
        #expect(try again.tags() == archive.tags())
        #expect(try again.untagged("m", [.keywords]) == archive.untagged("m", [.keywords]))
        // Importing it into the archive it came from adds nothing.
        let contents = try archive.contents()
        try folder.add([exported], to: archive, restores: true)
        #expect(try archive.contents() == contents)
        // Nor does it restore another model's tags or earlier settings.
        try archive.keep(labelSettings: ReadingSettings(aliases: aliases("芯片: [x]")))
        try archive.keep((1...6).map { ($0, InferredTags([.industries: []])) }, model: "x")
        let tagged = try archive.contents()
        try folder.add([exported], to: archive, restores: true)
        #expect(try archive.contents() == tagged)
        #expect(try archive.labelSettings()?.aliases?["x"] == "芯片")
    }

    @Test func linesHaveInferredTagsBesideOwnFields() throws {
        let archive = try folder.archive()
        let row = #"{"text":"甲","行业":"","关键词":["自己的"],"tags":"own"}"#
        try folder.add([folder.write(row + "\n" + #"{"text":"乙"}"#, to: "a.jsonl")], to: archive)
        let tags = InferredTags([
            .industries: [.init(label: "芯片", probability: 0.5, reason: "因")], .keywords: [.init(label: "别的")],
            .technologies: [], .events: [.init(label: "头", reason: "第 1 句", line: "1. **头**:句")],
        ])
        try archive.keep([(1, tags)], model: "m")
        try archive.keep([(2, InferredTags([.industries: [.init(label: "芯片", probability: 0.5)]]))], model: "m")
        let lines = try String(contentsOfFile: export(archive, to: "e.jsonl"), encoding: .utf8).split(separator: "\n")
        #expect(
            lines[0].hasPrefix(
                #"{"text":"甲","行业":["芯片"],"关键词":["自己的"],"tags":"own","重大事件摘要":"1. **头**:句","filled":{"industries":[{"label":"芯片"}]},"predicted":[{"label":"芯片","probability":0.5}],"trend:archive":{"#
            ))
        #expect(
            lines[0].contains(
                #""inferred":{"model":"m","tags":{"events":[{"label":"头","line":"1. **头**:句","reason":"第 1 句"}],"industries""#
            ))
        // Only the industries, as `tag` writes them.
        #expect(lines[1].hasPrefix(#"{"text":"乙","predicted":[{"label":"芯片","probability":0.5}],"trend:archive":{"#))
    }

    @Test func anExportOfVersion1IsTaken() throws {
        let archive = try folder.archive()
        let row =
            #"{"text":"甲","trend:archive":{"origins":[{"file":"a.txt","line":3}],"tags":[{"labels":[{"label":"新","probability":0.5}],"model":"n","turn":2},{"labels":[{"label":"旧","probability":0.25}],"model":"m","turn":1}]}}"#
        try folder.add([folder.write(row, to: "a.jsonl")], to: archive, restores: true)
        #expect(try archive.tags() == [InferredTags([.industries: [.init(label: "新", probability: 0.5)]])])
        #expect(try archive.untagged("n").isEmpty && archive.articles()[0].origin == Origin(file: "a.txt", line: 3))
    }

    @Test func recordsAreTheArticles() throws {
        let archive = try folder.archive()
        try folder.add(
            [
                folder.write(
                    "标题: 甲\n总结: 一\n\n二: 三\n行业: 汽车、芯片\n\n标题: 乙\n发布时间: 2024-05-01\n来源: 某报\n", to: "a.txt")
            ], to: archive)
        var writer = NativeRecordWriter()
        try archive.forEachArticle { for (article, _) in $0 { _ = writer.append(article) } }
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

    @Test func articlesComeWithTheirRemainingFields() throws {
        let archive = try folder.archive()
        let json = try folder.write(
            #"{"text":"甲","总结":"乙","n":1,"empty":"","标题":"","title":"题","class":"x"}"# + "\n"
                + #"{"text":"丙","标注依据":"因"}"#, to: "a.jsonl")
        try folder.add([json], to: archive, fields: FieldMapping(names: [.industries: "class"]))
        var entries: [(article: Article, entry: ArchivedArticle)] = []
        try archive.forEachArticle { entries += $0 }
        let rest = entries.map { $0.entry.record.rest(TextNormalizer()) }
        #expect(rest.map(\.others) == [["text", "n"], []] && rest.map(\.basis) == ["", "因"])
        #expect(entries[0].article.text == "乙" && entries[0].article.title == "题")
    }

    @Test func folderLabelsStayWhole() throws {
        try FileManager.default.createDirectory(atPath: folder.file("t/a,b、c"), withIntermediateDirectories: true)
        _ = try folder.write("一段文字", to: "t/a,b、c/1.txt")
        let archive = try folder.archive()
        try folder.add([folder.file("t")], to: archive)
        #expect(try archive.articles().map(\.industries) == [["a,b、c"]])
        #expect(
            try archive.articles(ReadingOptions(settings: ReadingSettings(isSingleLabel: true))).map(\.industries) == [
                ["a,b、c"]
            ])
        let exported = try export(archive, to: "e.jsonl")
        #expect(try CorpusReader.read(paths: [exported]).articles.map(\.industries) == [["a,b、c"]])
        var writer = NativeRecordWriter()
        try archive.forEachArticle { for (article, _) in $0 { _ = writer.append(article) } }
        let records = try folder.write(String(decoding: writer.bytes, as: UTF8.self), to: "e.txt")
        #expect(try CorpusReader.read(paths: [records]).articles.map(\.industries) == [["a,b、c"]])
    }

    @Test func invalidNotesStayInTheRecord() throws {
        let archive = try folder.archive()
        let row = #"{"text":"甲乙丙","trend:archive":{"origins":7}}"#
        try folder.add([folder.write(row, to: "a.jsonl")], to: archive, restores: true)
        #expect(try archive.read { db in try String.fetchOne(db, sql: "SELECT json FROM record") } == row)
    }
}
