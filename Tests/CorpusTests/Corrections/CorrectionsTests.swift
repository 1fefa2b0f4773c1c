import TestSupport
import Testing

@testable import Corpus

@Suite struct CorrectionsTests {
    private func read(_ text: String) throws -> Corrections { try read(Array(text.utf8)) }

    private func read(_ bytes: [UInt8]) throws -> Corrections {
        let folder = try TemporaryFolder()
        return try Corrections(path: folder.write(bytes, to: "c.jsonl"))
    }

    @Test func theLastCorrectionOfAnArticleHolds() throws {
        let corrections = try read(
            """
            {"链接":"u","行业":["a"]}
            {"链接":"v","行业":["b"]}

            {"链接":"u","行业":["c"]}
            """)
        #expect(corrections.count == 2 && corrections.rejects.isEmpty)
        #expect(corrections.byKey[.link("u")]?.industries == ["c"])
    }

    @Test func badLinesCostThemselves() throws {
        let good = #"{"链接":"u","行业":["a"]}"#
        let huge = #"{"链接":""# + String(repeating: "x", count: 3_000_000) + #"","行业":["a"]}"#
        var bytes = Array("\(good)\nnonsense\n\(huge)\n{\"链接\":\"w\",\"行业\":7.5}\n".utf8)
        bytes += [0xFF, 0xFE, 0x80, 0x0A] + Array("{\"链接\":\"v\",\"行业\":[\"b\"]}\n{\"链接\":\"t\",\"行".utf8)
        let corrections = try read(bytes)
        #expect(Set(corrections.byKey.keys) == [.link("u"), .link("w"), .link("v")])
        #expect(corrections.rejects.map(\.origin.line) == [2, 3, 5, 7])
        #expect(corrections.rejects[1].reason.contains("too long"))
        #expect(corrections.rejects[3].reason.contains("cut off"))
    }

    @Test func theFileMustBeThere() {
        // Not a file of corrections, and no end of it.
        #expect(throws: CorpusError.self) { try Corrections(path: "/dev/zero") }
        #expect(throws: CorpusError.notFound(path: "/nowhere/c.jsonl")) { try Corrections(path: "/nowhere/c.jsonl") }
    }

    @Test func articlesGetWhatTheyWereCorrectedTo() {
        var articles = [
            Article(title: "甲", link: "u", industries: ["x"]), Article(title: "乙", text: "二"),
            Article(title: "丙", link: "v", industries: ["x"]), Article(title: "丁"),
        ]
        let corrections = Corrections([
            Correction(of: articles[0], industries: ["a"]), Correction(of: articles[1], industries: ["b", "c"]),
            Correction(key: .link("gone"), title: "", industries: ["d"]),
        ])
        let (unmatched, conflicts) = corrections.apply(to: &articles)
        #expect(articles.map(\.isCorrected) == [true, true, false, false])
        #expect(articles.map(\.industries) == [["a"], ["b", "c"], ["x"], []])
        #expect(unmatched.map(\.key) == [.link("gone")] && conflicts.isEmpty)
    }

    @Test func anotherTitleCorrectsNothing() {
        var articles = [
            Article(title: "猪肉价格上涨", link: "u", industries: ["x"]), Article(title: "ＧＰＴ 发布", link: "v"),
            Article(title: "", link: "w", text: "正文"), Article(title: "更新后的标题", link: "y"),
            Article(title: "原标题", link: "y"),
        ]
        let corrections = Corrections([
            Correction(key: .link("u"), title: "国产大模型发布", industries: ["a"]),
            // Case, width, blanks and invisible characters do not matter, nor does a title that either lacks.
            Correction(key: .link("v"), title: "gpt发\u{200D}布", industries: ["b"]),
            Correction(key: .link("w"), title: "正文", industries: ["c"]),
            // One of two articles has the title.
            Correction(key: .link("y"), title: "原标题", industries: ["d"]),
        ])
        let (unmatched, conflicts) = corrections.apply(to: &articles)
        #expect(articles.map(\.isCorrected) == [false, true, true, false, true] && unmatched.isEmpty)
        #expect(articles[0].industries == ["x"] && articles[3].industries.isEmpty)
        #expect(conflicts.map(\.title) == ["猪肉价格上涨"] && conflicts[0].correction.title == "国产大模型发布")
        #expect(corrections.correction(of: articles[0]) == nil && corrections.correction(of: articles[1]) != nil)
    }
}
