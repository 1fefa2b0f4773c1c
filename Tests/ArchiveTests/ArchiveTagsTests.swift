import Corpus
import Foundation
import Testing

@testable import Archive

@Suite struct ArchiveTagsTests {
    let folder: Folder
    let archive: Archive

    init() throws {
        folder = try Folder()
        archive = try folder.archive()
        try folder.add([folder.write(lines((0..<5).map { text($0) }), to: "a.jsonl")], to: archive)
    }

    private func tag(_ ids: [Int64], _ model: String, _ tags: [RecordField: [InferredTags.Tag]]) throws {
        try archive.keep(ids.map { ($0, InferredTags(tags)) }, model: model)
    }

    private func tag(_ ids: [Int64], _ model: String, _ label: String) throws {
        try tag(
            ids, model, [.industries: [.init(label: label, probability: 0.75), .init(label: "二", probability: 0.5)]])
    }

    @Test func newArticlesAreTaggedOnce() throws {
        #expect(try archive.untagged("m") == [1, 2, 3, 4, 5])
        try tag([1, 2], "m", "汽车")
        #expect(try archive.untagged("m") == [3, 4, 5] && archive.untagged("n") == [1, 2, 3, 4, 5])
        try tag([5], "m", "汽车")
        #expect(try archive.untagged("m") == [3, 4])
        // An article in which the model finds nothing is done too.
        try tag([3, 4], "m", [.industries: []])
        #expect(try archive.untagged("m").isEmpty)
        try folder.add([folder.write(lines([text(9)], link: { _ in "new" }), to: "b.jsonl")], to: archive)
        #expect(try archive.untagged("m") == [6])
    }

    @Test func missingFieldsAreInferredLater() throws {
        try tag([1, 2], "m", "汽车")
        try tag([2], "m", [.keywords: [.init(label: "电池", probability: 0.5, reason: "因")], .events: []])
        #expect(try archive.untagged("m", [.industries]) == [3, 4, 5])
        #expect(try archive.untagged("m", [.industries, .keywords]) == [1, 3, 4, 5])
        #expect(try archive.untagged("m", [.events, .technologies]) == [1, 2, 3, 4, 5])
        let tags = try archive.tags()[1]
        #expect(tags.labels(.industries) == ["汽车", "二"] && tags.tags[.keywords]?.first?.reason == "因")
        #expect(tags.tags[.events] == [] && tags.tags[.technologies] == nil)
        // A field that is inferred again is replaced.
        try tag([2], "m", [.keywords: []])
        #expect(try archive.tags()[1].tags[.keywords] == [])
    }

    /// Those that the archive writes itself, and those that only the encoder can write.
    @Test func tagsAreKeptAsTheyAre() throws {
        let tags: [RecordField: [InferredTags.Tag]] = [
            .industries: [.init(label: "甲\"乙\\", probability: 0.9999), .init(label: "丙", probability: 1.0 / 3)],
            .technologies: [.init(label: "词\u{1}\u{2028}", probability: 0, reason: "因\n由", new: true)],
            .keywords: [], .events: [.init(label: "事", line: "1. **事**:事")],
        ]
        try tag([2], "m", tags)
        #expect(try archive.tags()[1] == InferredTags(tags) && archive.check().isWhole)
        #expect(throws: (any Error).self) { try tag([3], "m", [.industries: [.init(label: "丁", probability: .nan)]]) }
        #expect(try archive.untagged("m") == [1, 3, 4, 5])
    }

    @Test func anotherModelReplacesTags() throws {
        try tag([1, 2], "m", [.industries: [.init(label: "旧")], .keywords: [.init(label: "旧词")]])
        try tag([1], "n", "新")
        let tags = try archive.tags()
        #expect(tags.map { $0.labels(.industries).first } == ["新", "旧", nil, nil, nil])
        #expect(tags[0].tags[.keywords] == nil && tags[1].labels(.keywords) == ["旧词"])
        #expect(try archive.untagged("m") == [1, 3, 4, 5] && archive.untagged("n") == [2, 3, 4, 5])
    }

    @Test func correctionsOverrideLabelsAndSurviveTagging() throws {
        let plain = try folder.write(#"{"text":"没有链接","label":"旧"}"#, to: "c.jsonl")
        try folder.add([plain], to: archive)
        let articles = try archive.articles()
        try archive.correct([
            Correction(of: articles[1], industries: ["人工"]), Correction(of: articles[5], industries: ["甲", "乙"]),
        ])
        try tag([1, 2, 6], "m", "机器")
        #expect(try archive.articles().map(\.industries) == [[], ["人工"], [], [], [], ["甲", "乙"]])
        // A later record with the same link is the corrected article too.
        try folder.add([folder.write(lines([text(8)], link: { _ in articles[1].link }), to: "d.jsonl")], to: archive)
        #expect(try archive.articles().last?.industries == ["人工"])
        try archive.correct([Correction(of: articles[1], industries: ["改"])])
        #expect(try archive.articles()[1].industries == ["改"])
    }

    @Test func correctionsTakeEffectWithTheirArticles() throws {
        let late = Article(text: "没有链接的一篇")
        try archive.correct([
            Correction(of: try archive.articles()[0], industries: ["在"]),
            Correction(key: .link("later"), title: "后来", industries: ["等"]), Correction(of: late, industries: ["也等"]),
        ])
        #expect(try archive.waitingCorrections().sorted() == ["后来", late.headline])
        // The export carries the corrections, and importing it restores them.
        var bytes: [UInt8] = []
        _ = try archive.exportJSONLines { bytes.append(contentsOf: $0) }
        let again = try folder.archive("again.db")
        try folder.add([folder.write(String(decoding: bytes, as: UTF8.self), to: "e.jsonl")], to: again, restores: true)
        for archive in [archive, again] {
            #expect(try archive.waitingCorrections().count == 2)
            let rows = #"{"link":"later","text":"有链接","label":"旧"}"# + "\n" + #"{"text":"没有链接的一篇"}"#
            try folder.add([folder.write(rows, to: "l.jsonl")], to: archive)
            #expect(try archive.articles().suffix(2).map(\.industries) == [["等"], ["也等"]])
            #expect(try archive.waitingCorrections().isEmpty)
        }
    }
}
