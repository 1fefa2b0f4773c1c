import Corpus
import Foundation
import Testing

@testable import Archive

@Suite struct ArchiveReaderTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    /// Compares articles read from files with those read from an archive of the same files.
    private func compare(_ text: String, as name: String, _ options: ReadingOptions = ReadingOptions()) throws {
        let file = try folder.write(text, to: name)
        let archive = try folder.archive(name + ".db")
        try folder.add([file], to: archive, fields: options.settings.fields)
        let expected = try CorpusReader.read(paths: [file], options: options).articles
        #expect(!expected.isEmpty)
        #expect(try archive.articles(options) == expected)
        // The archive knows the names of the fields.
        var plain = options
        plain.settings.fields = FieldMapping()
        #expect(try archive.articles(plain) == expected)
    }

    @Test func givesTheArticlesOfTheFiles() throws {
        try compare(
            "标题：甲\n链接: https://e.cn/2024/05/06/1\n总结: 一\n\n二: 三\n行业: 汽车、芯片\n关键词: a\nb\n\n标题: 乙\n发布时间: 2024-05-01\n",
            as: "a.txt")
        try compare(
            "{\"body\":\"正文\\u4e00\",\"class\":[\"a,b\",\"c\"],\"day\":\"2024-05-06\",\"n\":1.50}\n{\"body\":\"x\"}\n",
            as: "b.jsonl",
            ReadingOptions(
                settings: ReadingSettings(
                    fields: FieldMapping(names: [.text: "body", .industries: "class", .date: "day"]))))
        try compare("title,text,label\n甲,\"一\n\"\"二\"\"\",\"a,b\"\n乙,三,\n", as: "c.csv")
        try compare("题目\n\n正文第一段\n第二段\n", as: "d.txt", ReadingOptions(format: .text))
        try compare(
            "{\"text\":\"正文\",\"label\":\"a,b\"}\n", as: "e.jsonl",
            ReadingOptions(settings: ReadingSettings(isSingleLabel: true), wanted: .labeledContent))
    }

    @Test func otherFieldsCanBeAskedFor() throws {
        let archive = try folder.archive()
        let file = try folder.write(
            #"{"text":"正文","label":"a","keywords":"k, l"}"# + "\n" + #"{"text":"x","label":"b"}"#, to: "a.jsonl")
        try folder.add([file], to: archive)
        let options = ReadingOptions(settings: ReadingSettings(fields: FieldMapping(names: [.industries: "keywords"])))
        #expect(try archive.articles(options).map(\.industries) == [["k", "l"], ["b"]])
    }

    @Test func pagesAreWholeAndInOrder() throws {
        let archive = try folder.archive()
        let texts = (0..<300).map { text($0, length: 800) }
        try folder.add([folder.write(lines(texts), to: "a.jsonl")], to: archive)
        var reader = try ArchiveReader(archive)
        var pages = 0
        var ids: [Int64] = []
        while let page = try reader.nextPage() {
            pages += 1
            ids += page.map(\.id)
        }
        #expect(pages > 2 && ids == Array(1...300))
        #expect(try archive.articles().map(\.text) == texts)
    }

    @Test func concurrentImportsAreNotRead() throws {
        let archive = try folder.archive()
        try folder.add([folder.write(lines([text(1), text(2)]), to: "a.jsonl")], to: archive)
        var reader = try ArchiveReader(archive)
        try folder.add([folder.write(lines([text(3)], link: { _ in "z" }), to: "b.jsonl")], to: archive)
        var count = 0
        while let records = try reader.nextRecords() { count += records.count }
        #expect(count == 2)
    }
    /// In a row or far apart, by whichever way is faster.
    @Test(arguments: [[3, 4, 5, 7], [1, 20, 60], [60], [], Array(1...60)] as [[Int64]])
    func givesArticlesByNumber(_ numbers: [Int64]) throws {
        let archive = try folder.archive()
        try folder.add([folder.write(lines((0..<60).map { text($0) }), to: "a.jsonl")], to: archive)
        try archive.keep([(20, InferredTags([.industries: [.init(label: "甲")]]))], model: "m")
        let all = try archive.articles().map(\.link)
        for textsAlone in [false, true] {
            let found = try archive.articles(numbered: numbers, tags: [.industries], textsAlone: textsAlone)
            #expect(found.map(\.id) == numbers)
            var reader = StoredRecordReader(ReadingOptions())
            #expect(found.map { reader.article($0.record)?.link } == numbers.map { all[Int($0) - 1] })
            #expect(found.allSatisfy { $0.tags.labels(.industries) == ($0.id == 20 ? ["甲"] : []) })
            #expect(throws: CorpusError.self) { try archive.records(of: numbers + [61], textsAlone: textsAlone) }
        }
    }
}
