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

    private func untagged(_ model: String) throws -> [Int64] {
        var reader = try ArchiveReader(archive, .untagged(by: model))
        var ids: [Int64] = []
        while let page = try reader.nextPage() { ids += page.records.map(\.id) }
        return ids
    }

    private func tags() throws -> [[ArchivedTag]] {
        var reader = try ArchiveReader(archive, tags: true)
        var tags: [[ArchivedTag]] = []
        while let page = try reader.nextPage() { tags += page.records.map(\.tags) }
        return tags
    }

    private func tag(_ ids: [Int64], _ label: String, _ model: String, reach: Int64) throws {
        try archive.use(model: model)
        let tags = [ArchivedTag(label: label, probability: 0.75), ArchivedTag(label: "二", probability: 0.5)]
        try archive.keep(ids.map { ($0, tags) }, model: model, reach: reach)
    }

    @Test func whatIsNewIsTaggedOnce() throws {
        #expect(try untagged("m") == [1, 2, 3, 4, 5])
        try tag([1, 2], "汽车", "m", reach: 2)
        #expect(try untagged("m") == [3, 4, 5] && untagged("n") == [1, 2, 3, 4, 5])
        // Tags that came with an export do not hide what lies before them.
        try tag([5], "汽车", "m", reach: 0)
        #expect(try untagged("m") == [3, 4])
        try tag([3, 4], "汽车", "m", reach: 5)
        #expect(try untagged("m").isEmpty)
        try folder.add([folder.write(lines([text(9)], link: { _ in "new" }), to: "b.jsonl")], to: archive)
        #expect(try untagged("m") == [6])
    }

    @Test func theModelUsedLastCounts() throws {
        try tag([1, 2], "旧", "m", reach: 2)
        try tag([1], "新", "n", reach: 1)
        #expect(try tags().map { $0.first?.label } == ["新", "旧", nil, nil, nil])
        #expect(try tags()[0].map(\.probability) == [0.75, 0.5])
        try archive.use(model: "m")
        #expect(try tags().map { $0.first?.label } == ["旧", "旧", nil, nil, nil])
    }

    @Test func aCorrectionBeatsLabelsAndSurvivesTagging() throws {
        let plain = try folder.write(#"{"text":"没有链接","label":"旧"}"#, to: "c.jsonl")
        try folder.add([plain], to: archive)
        let articles = try archive.articles()
        let unknown = try archive.correct([
            Correction(of: articles[1], industries: ["人工"]), Correction(of: articles[5], industries: ["甲", "乙"]),
            Correction(key: .link("gone"), title: "", industries: ["x"]),
        ])
        #expect(unknown.map(\.key) == [.link("gone")])
        try tag([1, 2, 6], "机器", "m", reach: 6)
        #expect(try archive.articles().map(\.industries) == [[], ["人工"], [], [], [], ["甲", "乙"]])
        // A record that comes later under the same link is the corrected article too.
        try folder.add([folder.write(lines([text(8)], link: { _ in articles[1].link }), to: "d.jsonl")], to: archive)
        #expect(try archive.articles().last?.industries == ["人工"])
        #expect(try archive.correct([Correction(of: articles[1], industries: ["改"])]).isEmpty)
        #expect(try archive.articles()[1].industries == ["改"])
    }
}
