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
        let (unmatched, conflicts) = corrections.unapplied(corrections.apply(to: &articles))
        #expect(articles.map(\.isCorrected) == [true, true, false, false])
        #expect(articles.map(\.industries) == [["a"], ["b", "c"], ["x"], []])
        #expect(unmatched.map(\.key) == [.link("gone")] && conflicts.isEmpty)
    }

    /// An article may come in any part of a corpus, and in any order.
    @Test func whatPartsSayAddsUp() {
        let articles = [
            Article(title: "原来的标题", link: "u"), Article(title: "乙乙乙乙", link: "u"), Article(title: "甲甲甲甲", link: "u"),
            Article(title: "丙丙丙丙", link: "v"), Article(title: "丁丁丁丁", link: "v"), Article(title: "戊", link: "w"),
        ]
        let corrections = Corrections([
            Correction(key: .link("u"), title: "原来的标题", industries: ["a"]),
            Correction(key: .link("v"), title: "另一个标题", industries: ["b"]),
            Correction(key: .link("w"), title: "", industries: ["c"]),
            Correction(key: .link("gone"), title: "", industries: ["d"]),
        ])
        func unapplied(_ parts: [[Article]]) -> ([Correction], [Corrections.TitleConflict]) {
            var outcome = Corrections.Outcome()
            for part in parts {
                var part = part
                outcome += corrections.apply(to: &part)
            }
            return corrections.unapplied(outcome)
        }
        let (unmatched, conflicts) = unapplied([articles])
        #expect(unmatched.map(\.key) == [.link("gone")])
        #expect(conflicts.map(\.correction.key) == [.link("v")] && conflicts.map(\.title) == ["丁丁丁丁"])
        for parts in [articles.map { [$0] }, articles.reversed().map { [$0] }] {
            let found = unapplied(parts)
            #expect(found.0 == unmatched && found.1 == conflicts)
        }
        let (all, none) = corrections.unapplied(.init())
        #expect(all.count == 4 && none.isEmpty)
    }

    @Test func moreThanFitIsRefused() throws {
        let folder = try TemporaryFolder()
        let lines = (0..<10_000).map { #"{"链接":"https://a.cn/\#($0)","行业":["a"]}"# }.joined(separator: "\n")
        let path = try folder.write(lines, to: "c.jsonl")
        #expect(try Corrections(path: path, memory: 10 << 20).count == 10_000)
        #expect { try Corrections(path: path, memory: 1 << 20) } throws: {
            "\($0)".contains("need about 6 MB of memory, of which 1 are free; allow 6 MB more")
        }
    }

    @Test func labelsGetTheNamesToUse() throws {
        var corrections = try read(#"{"链接":"u","行业":["AI","人工智能","医药"]}"#)
        corrections.rename(by: try LabelAliases(yaml: "人工智能: [AI]", path: "a.yaml"))
        #expect(corrections.byKey[.link("u")]?.industries == ["人工智能", "医药"])
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
        let (unmatched, conflicts) = corrections.unapplied(corrections.apply(to: &articles))
        #expect(articles.map(\.isCorrected) == [false, true, true, false, true] && unmatched.isEmpty)
        #expect(articles[0].industries == ["x"] && articles[3].industries.isEmpty)
        #expect(conflicts.map(\.title) == ["猪肉价格上涨"] && conflicts[0].correction.title == "国产大模型发布")
        #expect(corrections.correction(of: articles[0]) == nil && corrections.correction(of: articles[1]) != nil)
    }
}
